"""A period within which a definition changed: each of its months is computed by the one in force in that month.

Counts add up over the months. A side that is no sum over time (a stock, users at the pace of a year) is the mean of its
months, weighted by their days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from populace.catalog.indicators import Indicator
from populace.catalog.periods import Length, Period
from populace.indicators.formulas import adds_up
from populace.indicators.notes import Note
from populace.indicators.sides import Asking, Sides, sides_of
from populace.indicators.splitting import Line
from populace.store.selection import Scope


def divided_periods(indicator: Indicator, periods: Sequence[Period]) -> tuple[int, ...]:
    """Positions of the periods within which the definition of ``indicator`` changes."""
    return tuple(
        at
        for at, period in enumerate(periods)
        if any(period.start < day <= period.last for day in indicator.changes)
    )


def in_parts(asking: Asking, lines: Sequence[Line], found: list[Sides], scope: Scope) -> list[Sides]:
    """``found`` with divided periods computed by months, of the lines that have some."""
    ready = list(found)
    by_period: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for at in divided_periods(line.indicator, scope.periods):
            by_period.setdefault(at, []).append(number)
    for at, numbers in by_period.items():
        period = scope.periods[at]
        for number in numbers:
            ready[number].notes[:, at] |= int(Note.DIVIDED)
        if period.length.months <= 1:
            continue
        monthly = _months(period, scope)
        parts = sides_of(replace(asking, reporting=False), [lines[number] for number in numbers], monthly)
        for number, part in zip(numbers, parts, strict=True):
            _put(ready[number], at, _together(lines[number], part, monthly, asking))
    return ready


@dataclass(frozen=True)
class _Period:
    """Sides of one period, ``(place,)`` each."""

    numerator: np.ndarray
    denominator: np.ndarray | None
    low: np.ndarray
    high: np.ndarray


def _months(period: Period, scope: Scope) -> Scope:
    return replace(
        scope,
        length=Length.MONTH,
        first=Period(period.start, Length.MONTH),
        last=Period(period.last.replace(day=1), Length.MONTH),
    )


def _together(line: Line, part: Sides, months: Scope, asking: Asking) -> _Period:
    indicator = line.indicator
    days = np.array([month.days for month in months.periods], float)

    def whole(values: np.ndarray, adding: bool) -> np.ndarray:
        there = np.isfinite(values)
        known = np.where(there, values, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            total = known.sum(axis=1) if adding else known @ days / (there @ days)
        return np.where(there.any(axis=1), total, np.nan)

    above = whole(part.numerator, adds_up(indicator.numerator, asking.catalogue))
    if indicator.denominator is None or part.denominator is None:
        nothing = np.full_like(above, np.nan)
        return _Period(above, None, nothing, nothing)
    below = partial(whole, adding=adds_up(indicator.denominator, asking.catalogue))
    return _Period(above, below(part.denominator), below(part.low), below(part.high))


def _put(sides: Sides, at: int, period: _Period) -> None:
    sides.numerator[:, at] = period.numerator
    sides.low[:, at], sides.high[:, at] = period.low, period.high
    if sides.denominator is not None and period.denominator is not None:
        sides.denominator[:, at] = period.denominator

"""Between two stocks: how many there were on a day for which nobody counted.

Moments are days since 1970-01-01 as decimal numbers, at which a day begins. A stock of 31 December stands at the end
of that day, so that the middle of a calendar year lies half-way between two of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import numpy as np
from jaxtyping import Bool, Float

from populace.catalog.periods import Period

EPOCH = date(1970, 1, 1)

HELD_DAYS = 366.0
"""How far outside all its stocks an account still speaks: a year. The nearest stock is taken as it is, and a note says
so. Further out there is no value: a missing denominator shows, an old one would not."""


class Interpolation(Enum):
    """How a stock between two others is found."""

    LINEAR = "linear"
    """The same number a day. Parts add up: towns to their district, ages to all ages. The one used if none is named."""
    GEOMETRIC = "geometric"
    """The same rate a day, as a population that grows; towns then need not add up to their district."""
    LATEST = "latest"
    """None: the last stock before."""


@dataclass(frozen=True)
class Between:
    """Stocks at other moments, ``(place, moment)``; ``held`` where the nearest stock speaks for a moment outside."""

    value: Float[np.ndarray, "place moment"]
    held: Bool[np.ndarray, "place moment"]


def moment_of(day: date) -> float:
    """When a stock of ``day`` stands: at the end of the last day of a month, at the beginning of any other day."""
    after = day + timedelta(days=1)
    return float(((after if after.day == 1 else day) - EPOCH).days)


def middle_of(period: Period) -> float:
    """The moment half-way through ``period``."""
    return ((period.start - EPOCH).days + (period.next_start - EPOCH).days) / 2


def year_of(period: Period) -> int:
    """The calendar year of the middle of ``period``, by whose account it is divided."""
    return (EPOCH + timedelta(days=int(middle_of(period)))).year


def interpolated(
    stocks: Float[np.ndarray, "place stock"],
    moments: Float[np.ndarray, " stock"],
    wanted: Float[np.ndarray, " moment"],
    way: Interpolation = Interpolation.LINEAR,
    held_days: float = HELD_DAYS,
) -> Between:
    """``stocks``, at ``moments`` that rise, at the moments ``wanted``; NaN where there is none near enough.

    Each place is taken between the two stocks that it has itself: one that was not counted is passed over.
    """
    count = len(moments)
    if not count:
        empty = np.full((len(stocks), len(wanted)), np.nan)
        return Between(empty, np.zeros(empty.shape, bool))
    there = np.isfinite(stocks)
    before = np.maximum.accumulate(np.where(there, np.arange(count), -1), axis=1)
    after = np.minimum.accumulate(np.where(there, np.arange(count), count)[:, ::-1], axis=1)[:, ::-1]
    at = np.searchsorted(moments, wanted, side="right") - 1
    left = np.where(at >= 0, before[:, at], -1)
    exactly = (at >= 0) & (moments[at] == wanted)
    right = after[:, np.minimum(np.where(exactly, at, at + 1), count - 1)]
    right = np.where((at + 1 < count) | exactly, right, count)
    return _between(stocks, moments, wanted, (left, right), way, held_days)


def _between(
    stocks: Float[np.ndarray, "place stock"],
    moments: Float[np.ndarray, " stock"],
    wanted: Float[np.ndarray, " moment"],
    sides: tuple[np.ndarray, np.ndarray],
    way: Interpolation,
    held_days: float,
) -> Between:
    count, (left, right) = len(moments), sides
    has_left, has_right = left >= 0, right < count
    row = np.arange(len(stocks))[:, None]
    left, right = np.where(has_left, left, 0), np.where(has_right, right, count - 1)
    first, last = stocks[row, left], stocks[row, right]
    start, end = moments[left], moments[right]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(end > start, (wanted - start) / (end - start), 0.0)
        value = first + share * (last - first)
        if way is Interpolation.GEOMETRIC:
            value = np.where((first > 0) & (last > 0), first * (last / first) ** share, value)
    if way is Interpolation.LATEST:
        value, has_right = first, has_right & (end == wanted)
    inside = has_left & has_right
    away = np.where(has_left, wanted - start, end - wanted)
    held = ~inside & (has_left | has_right) & (away <= held_days)
    outside = np.where(held, np.where(has_left, first, last), np.nan)
    return Between(np.where(inside, value, outside), held)

"""From both sides to the value of an indicator, with what chance and the denominator's account make of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.indicators import Indicator
from populace.catalog.periods import Period
from populace.indicators.chance import Chance, bounds_of, chance_of, small_of
from populace.indicators.intervals import widened
from populace.indicators.notes import Note
from populace.indicators.sides import Sides
from populace.store.figures import DAYS_IN_YEAR


@dataclass(frozen=True)
class Values:
    """The values of one line, ``(place, period)`` each; ``small`` are positions in ``notes.SMALL``."""

    value: Float[np.ndarray, "place period"]
    low: Float[np.ndarray, "place period"]
    high: Float[np.ndarray, "place period"]
    small: Int[np.ndarray, "place period"]
    notes: Int[np.ndarray, "place period"]


def values_of_sides(
    indicator: Indicator, sides: Sides, periods: Sequence[Period], pool: int, catalogue: Catalogue
) -> Values:
    """``factor × numerator / denominator`` for each period; none where a side is missing or the divisor is 0."""
    scale = indicator.factor * (_a_year(periods, pool) if indicator.annualised else 1.0)
    above, below = sides.numerator, sides.denominator
    if below is None:
        value, nothing = scale * above, np.full_like(above, np.nan)
        return Values(value, nothing, nothing, np.zeros(above.shape, np.int8), sides.notes)
    there = np.isfinite(above)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(below != 0, above / below, np.nan)
    chance = chance_of(indicator, catalogue)
    low, high = bounds_of(chance, above, below)
    if np.isfinite(sides.low).any():
        low, high = widened(ratio, (low, high), below, (sides.low, sides.high))
    notes = sides.notes.copy()
    notes |= np.where(there & np.isnan(below), int(Note.NO_DENOMINATOR), 0)
    notes |= np.where(there & (below == 0), int(Note.ZERO_DENOMINATOR), 0)
    if chance is Chance.SHARE:
        notes |= np.where(ratio > 1, int(Note.ABOVE_WHOLE), 0)
    small = np.where(np.isfinite(ratio), small_of(chance, above, below), 0)
    return Values(scale * ratio, scale * low, scale * high, small, notes)


def _a_year(periods: Sequence[Period], pool: int) -> Float[np.ndarray, " period"]:
    """365 over the days of a period, of a pool over their mean: in a leap year a whole year counts 365/366."""
    days = [(period.next_start - period.moved(1 - pool).start).days / pool for period in periods]
    return DAYS_IN_YEAR / np.array(days, float)

"""What a figure should be, from its own year and from the same months of other years.

    expected = level of the year without the figure × factor of the calendar month in the other years

The factor of a month is the median, over the other years, of its figure over the median of its year; of an even
number of years whose middle two differ it is whatever between them is nearest to 1, so that one odd month makes no
season. Figures divided by their factors are free of the season; the level of a year is the median of the others of
that year. A second baseline is the level of the year alone. Which baseline a series gets is decided by how well
each foretells the figures that it leaves out (``chosen``): a season is assumed only where it is seen.

Source: Hyndman & Athanasopoulos 2021, *Forecasting: Principles and Practice*, ch. 3 (ratio to level, classical
decomposition), with medians instead of means; cross-validation by leaving out one: Stone 1974, *JRSS B* 36:
111–147.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.quality.calendar_grid import CalendarGrid
from populace.quality.outliers.robust import median_of_others, median_there, middle_of_others

FEWEST_IN_A_YEAR = 4
"""A year with fewer figures has no level of its own."""

GAIN = 0.8
"""A baseline with more to it is preferred where its mean error is below this share of the simpler one's: with the 2
to 5 years that returns go back, smaller gains come about by chance."""

SET_ASIDE = 0.05
"""The share of figures (at least one) that the comparison leaves out: those that every baseline misses most, which
are the outliers that are looked for."""


def year_level(
    values: Float[np.ndarray, "series time"], grid: CalendarGrid
) -> Float[np.ndarray, "series time"]:
    """The median of the other figures of the year; NaN in a year with fewer than ``FEWEST_IN_A_YEAR``."""
    return grid.in_a_row(_level(grid.laid_out(values)))


def same_season(
    values: Float[np.ndarray, "series time"], grid: CalendarGrid
) -> Float[np.ndarray, "series time"]:
    """Level of the year times the factor of the season; NaN where there is no other year with that season."""
    laid = grid.laid_out(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = laid / median_there(laid)
        ratio = np.where(np.isfinite(ratio), ratio, np.nan)
        low, high = middle_of_others(np.swapaxes(ratio, -1, -2))
        factor = np.swapaxes(np.minimum(np.maximum(low, 1.0), high), -1, -2)
        factor = np.where(factor > 0, factor, np.nan)
        return grid.in_a_row(_level(laid / factor) * factor)


def chosen(
    values: Float[np.ndarray, "series time"], baselines: Sequence[Float[np.ndarray, "series time"]]
) -> tuple[Float[np.ndarray, "series time"], Int[np.ndarray, " series"]]:
    """Of ``baselines``, simplest first, for each series the one that foretells its figures best, and which it is.

    Where the chosen one has no figure, the one before it stands.
    """
    best, which = baselines[0], np.zeros(len(values), np.int64)
    for number, other in enumerate(baselines[1:], start=1):
        better = _foretells_better(values, other, best)
        best = np.where(better[:, np.newaxis] & np.isfinite(other), other, best)
        which = np.where(better, number, which)
    return best, which


def _foretells_better(
    values: Float[np.ndarray, "series time"],
    one: Float[np.ndarray, "series time"],
    simpler: Float[np.ndarray, "series time"],
) -> Bool[np.ndarray, " series"]:
    errors = np.abs(values - one), np.abs(values - simpler)
    least = np.minimum(*errors)
    both = np.isfinite(least)
    many = both.sum(axis=1)
    rank = np.argsort(np.argsort(np.where(both, least, np.inf), axis=1), axis=1)
    aside = np.maximum(np.ceil(SET_ASIDE * many), 1)
    kept = both & (rank < (many - aside)[:, np.newaxis])
    ours, theirs = (np.where(kept, each, 0.0).sum(axis=1) for each in errors)
    found: Bool[np.ndarray, " series"] = ours < GAIN * theirs
    return found


def _level(laid: Float[np.ndarray, "series year slot"]) -> Float[np.ndarray, "series year slot"]:
    enough = np.isfinite(laid).sum(axis=-1, keepdims=True) >= FEWEST_IN_A_YEAR
    return np.where(enough, median_of_others(laid), np.nan)

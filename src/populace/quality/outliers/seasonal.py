"""What a figure should be, from its own year and from the same months of other years.

    expected = level of the year without the figure × factor of the calendar month in the other years

The factor of a month is the median, over the other years, of its figure over the median of its year. Figures divided by
their factors are free of the season; the level of a year is the median of the others of that year. A second baseline
is the level of the year alone. Which baseline a series gets is decided by how well each foretells the figures that it
leaves out (``chosen``): a season is assumed only where it is seen.

Source: Hyndman & Athanasopoulos 2021, *Forecasting: Principles and Practice*, ch. 3 (ratio to level, classical
decomposition), with medians instead of means; cross-validation by leaving out one: Stone 1974, *JRSS B* 36: 111–147.
"""

import numpy as np
from jaxtyping import Float

from populace.quality.calendar_grid import CalendarGrid
from populace.quality.outliers.robust import median_of_others, median_there

FEWEST_IN_A_YEAR = 4
"""A year with fewer figures has no level of its own."""

GAIN = 0.8
"""A baseline with more to it is preferred where its median error is below this share of the simpler one's: with the
2 to 5 years that returns go back, smaller gains come about by chance."""


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
        factor = np.swapaxes(median_of_others(np.swapaxes(ratio, -1, -2)), -1, -2)
        factor = np.where(factor > 0, factor, np.nan)
        return grid.in_a_row(_level(laid / factor) * factor)


def chosen(
    values: Float[np.ndarray, "series time"], baselines: list[Float[np.ndarray, "series time"]]
) -> Float[np.ndarray, "series time"]:
    """Of ``baselines``, simplest first, for each series the one that foretells its figures best.

    Where the chosen one has no figure, the simplest one's stands.
    """
    best = baselines[0]
    for other in baselines[1:]:
        both = np.isfinite(values) & np.isfinite(best) & np.isfinite(other)
        better = _error(values, other, both) < GAIN * _error(values, best, both)
        best = np.where(better & np.isfinite(other), other, best)
    return best


def _level(laid: Float[np.ndarray, "series year slot"]) -> Float[np.ndarray, "series year slot"]:
    enough = np.isfinite(laid).sum(axis=-1, keepdims=True) >= FEWEST_IN_A_YEAR
    return np.where(enough, median_of_others(laid), np.nan)


def _error(
    values: Float[np.ndarray, "series time"],
    baseline: Float[np.ndarray, "series time"],
    both: np.ndarray,
) -> Float[np.ndarray, "series 1"]:
    error = median_there(np.where(both, np.abs(values - baseline), np.nan))
    return np.where(np.isfinite(error), error, np.inf)

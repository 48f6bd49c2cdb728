"""A place's share of the place above: what it should report when its neighbours are as they are.

    share = figure / figures of the others below the same place,    expected = median share of other periods × others

The others count as far as they reported: where neighbours of half the usual figures are missing, what the rest
reported is doubled. So a season or a trend that all of a district has is no jump, and a silent neighbour makes none.
A neighbour's own outlier is left out of the others, so that it does not make all around it look too small.

Source: World Health Organization, data quality app: consistency with the place above.
"""

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.quality.outliers.robust import deviation_of_others, median_of_others, median_there

Matrix = Float[np.ndarray, "series time"]

FEWEST_NEIGHBOURS = 2
"""With one neighbour nobody knows which of the two has jumped."""

USUAL = 0.5
"""Periods in which neighbours of less than this share of the usual figures reported say nothing."""


def expected_by_neighbours(
    values: Matrix,
    group: Int[np.ndarray, "series time"],
    groups: int,
    trusted: Bool[np.ndarray, "series time"],
) -> tuple[Matrix, Matrix]:
    """What the neighbours let expect, and the spread of the others of the series about it; NaN where they say nothing.

    ``group`` numbers, below ``groups``, what stands together: one cell below one place; −1 for nothing. Figures that
    are not ``trusted`` do not count as neighbours.
    """
    there = np.isfinite(values) & (group >= 0)
    usual = np.where(there, median_there(np.where(there, values, np.nan)), 0.0)
    good = there & trusted
    own = np.where(good, 1.0, 0.0)
    total, weight, many = (
        _summed(np.where(good, each, 0.0), group, there, groups) for each in (values, usual, own)
    )
    standing = _standing(usual, group, there, groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        present = (weight - own * usual) / (standing - usual)
        others = (total - own * np.where(there, values, 0.0)) / present
        enough = there & (many - own >= FEWEST_NEIGHBOURS) & (present >= USUAL) & (others > 0)
        others = np.where(enough, others, np.nan)
        expected = median_of_others(np.where(enough, values / others, np.nan)) * others
        scale = np.sqrt(np.maximum(expected, 1.0))
        spread = deviation_of_others(np.abs(values - expected) / scale) * scale
    return expected, spread


def _summed(
    values: Matrix, group: Int[np.ndarray, "series time"], there: Bool[np.ndarray, "series time"], groups: int
) -> Matrix:
    """At each figure the sum over its group in the same period."""
    periods = values.shape[1]
    key = np.where(there, group, 0) * periods + np.arange(periods)
    sums = np.bincount(key[there], values[there], minlength=groups * periods)
    return np.where(there, sums[key], np.nan)


def _standing(
    usual: Matrix, group: Int[np.ndarray, "series time"], there: Bool[np.ndarray, "series time"], groups: int
) -> Matrix:
    """At each figure the sum of the usual figures of all that ever report in its group."""
    last = np.where(there, group, -1).max(axis=1, initial=-1)
    level = usual.max(axis=1, initial=0.0)
    known = last >= 0
    sums = np.bincount(last[known], level[known], minlength=groups)
    return np.where(there, sums[np.where(there, group, 0)], np.nan)

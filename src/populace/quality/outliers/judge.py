"""Every figure of a panel against its baseline, by the method that suits the series.

``expected`` is the median of the other figures of the series, or what its season or its year lets expect where that
foretells the series better. Counts are never taken to vary less than chance makes them: their spread is at least the
square root of what is expected, so that 41 after a row of 40s is no outlier and 1,200 is one.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.quality.calendar_grid import CalendarGrid
from populace.quality.outliers import counts
from populace.quality.outliers.leave_one_out import Others, normal_score, others, scores, tail
from populace.quality.outliers.robust import deviation_of_others, median_there, others_middle
from populace.quality.outliers.seasonal import chosen, same_season, year_level

Matrix = Float[np.ndarray, "series time"]

FEWEST_OTHERS = 5
"""With fewer others a spread says next to nothing: Student's t with 4 degrees of freedom needs 5.4 spreads for what the
normal distribution asks 3 for. Such figures are not judged, and that is said."""


@dataclass(frozen=True)
class InYear:
    """Against the other figures of the same year: their number, mean and deviation; the chance and its normal score."""

    count: Int[np.ndarray, "series time"]
    mean: Matrix
    deviation: Matrix
    chance: Matrix
    score: Matrix


@dataclass(frozen=True)
class Tails:
    """Of small counts: the mean of the others, the chance, and the negative binomial that it is of."""

    mean: Matrix
    chance: Matrix
    size: Matrix
    probability: Matrix


@dataclass(frozen=True)
class Judged:
    """All ``(series, time)``, NaN where not judged: what was expected, by which spread, and how many spreads off.

    Small counts are judged by their ``tails`` alone. ``too_few`` marks figures that have too few others.
    """

    expected: Matrix
    spread: Matrix
    score: Matrix
    in_year: InYear
    tails: Tails
    too_few: Bool[np.ndarray, "series time"]


def judge(values: Matrix, count_like: Bool[np.ndarray, " series"], grid: CalendarGrid) -> Judged:
    """``Judged`` of ``values``; ``count_like`` series hold counts of events."""
    there, seen = np.isfinite(values), others(values)
    enough = there & (seen.count >= FEWEST_OTHERS)
    small = enough & count_like[:, np.newaxis] & (seen.mean < counts.SMALL)
    judged = enough & ~small
    expected, spread, seasonal = _baseline(values, count_like, grid)
    expected, spread = np.where(judged, expected, np.nan), np.where(judged, spread, np.nan)
    return Judged(
        np.where(small, seen.mean, expected),
        spread,
        scores(values, expected, spread),
        _in_year(values, np.where(seasonal[:, np.newaxis], expected, 0.0), count_like, grid, judged),
        _tails(values, seen, small),
        there & ~enough,
    )


def looks_like_counts(values: Matrix) -> Bool[np.ndarray, " series"]:
    """Series of which every figure is a whole number and none is negative."""
    fits = ~np.isfinite(values) | ((values >= 0) & (values == np.round(values)))
    found: Bool[np.ndarray, " series"] = np.all(fits, axis=-1)
    return found


def _baseline(
    values: Matrix, count_like: Bool[np.ndarray, " series"], grid: CalendarGrid
) -> tuple[Matrix, Matrix, Bool[np.ndarray, " series"]]:
    """What is expected, by which spread, and for which series by season."""
    whole = others_middle(values)
    expected, spread = whole.median, whole.spread
    seasonal = np.zeros(len(values), bool)
    if len(grid.years) > 1:
        baselines = [expected, year_level(values, grid), same_season(values, grid)]
        expected, which = chosen(values, baselines)
        other = np.flatnonzero(which)
        spread[other] = _spread_about(values[other], expected[other], count_like[other])
        seasonal = which == _SEASON
    spread = np.where(count_like[:, np.newaxis], np.fmax(spread, _by_chance(expected)), spread)
    return expected, spread, seasonal


_SEASON = 2
"""The position of the seasonal baseline among those to choose from."""


def _spread_about(values: Matrix, expected: Matrix, count_like: Bool[np.ndarray, " series"]) -> Matrix:
    """The spread of the others about what was expected of them, in proportion to the root of the level.

    A high season varies more than a low one, as counts do.
    """
    level = np.abs(expected)
    usual = median_there(level)
    least = np.where(count_like[:, np.newaxis] | ~(usual > 0), 1.0, usual / 100)
    scale = np.sqrt(np.fmax(level, least))
    spread: Matrix = deviation_of_others(np.abs(values - expected) / scale) * scale
    return spread


def _by_chance(expected: Matrix) -> Matrix:
    """The standard deviation of a Poisson count, at least 1."""
    deviation: Matrix = np.sqrt(np.maximum(expected, 1.0))
    return deviation


def _in_year(
    values: Matrix,
    season: Matrix,
    count_like: Bool[np.ndarray, " series"],
    grid: CalendarGrid,
    judged: Bool[np.ndarray, "series time"],
) -> InYear:
    """``season`` is what the season lets expect of a figure, 0 where there is none; what is compared is the rest."""
    laid = others(grid.laid_out(values - season))
    count = grid.in_a_row(laid.count.astype(float)).astype(np.int64)
    mean, deviation = grid.in_a_row(laid.mean) + season, grid.in_a_row(laid.deviation)
    deviation = np.where(count_like[:, np.newaxis], np.fmax(deviation, _by_chance(mean)), deviation)
    off = np.where(judged & (count >= FEWEST_OTHERS), scores(values, mean, deviation), np.nan)
    chance = tail(off, count)
    return InYear(count, mean, deviation, chance, normal_score(chance, off))


def _tails(values: Matrix, seen: Others, small: Bool[np.ndarray, "series time"]) -> Tails:
    chance, size, probability = (np.full_like(values, np.nan) for _ in range(3))
    size[small], probability[small] = counts.predicted(
        seen.count[small], seen.mean[small], seen.deviation[small]
    )
    chance[small] = counts.tails(values[small], size[small], probability[small])
    return Tails(seen.mean, chance, size, probability)

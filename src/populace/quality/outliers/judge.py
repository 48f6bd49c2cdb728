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
from populace.quality.outliers.leave_one_out import normal_score, others, scores, tail
from populace.quality.outliers.robust import deviation_of_others, others_middle
from populace.quality.outliers.seasonal import chosen, same_season, year_level

FEWEST_OTHERS = 5
"""With fewer others a spread says next to nothing: Student's t with 4 degrees of freedom needs 5.4 spreads for what the
normal distribution asks 3 for. Such figures are not judged, and that is said."""


@dataclass(frozen=True)
class Judged:
    """All ``(series, time)``, NaN where not judged: a robust baseline, and scores within the year.

    ``chance`` is the tail of a small count, NaN for others; ``size`` and ``probability`` are its distribution.
    """

    expected: Float[np.ndarray, "series time"]
    spread: Float[np.ndarray, "series time"]
    robust: Float[np.ndarray, "series time"]
    in_year: Float[np.ndarray, "series time"]
    in_year_mean: Float[np.ndarray, "series time"]
    in_year_deviation: Float[np.ndarray, "series time"]
    in_year_chance: Float[np.ndarray, "series time"]
    in_year_others: Int[np.ndarray, "series time"]
    chance: Float[np.ndarray, "series time"]
    mean: Float[np.ndarray, "series time"]
    size: Float[np.ndarray, "series time"]
    probability: Float[np.ndarray, "series time"]
    too_few: Bool[np.ndarray, "series time"]


def judge(
    values: Float[np.ndarray, "series time"], count_like: Bool[np.ndarray, " series"], grid: CalendarGrid
) -> Judged:
    """``Judged`` of ``values``; ``count_like`` series hold counts of events."""
    there, seen = np.isfinite(values), others(values)
    enough = there & (seen.count >= FEWEST_OTHERS)
    small = enough & count_like[:, np.newaxis] & (seen.mean < counts.SMALL)
    expected, spread = _baseline(values, count_like, grid)
    judged = enough & ~small
    expected, spread = np.where(judged, expected, np.nan), np.where(judged, spread, np.nan)
    year = _in_year(values, count_like, grid, judged)
    tails = _tails(values, seen.count, seen.mean, seen.deviation, small)
    return Judged(
        np.where(small, seen.mean, expected),
        spread,
        scores(values, expected, spread),
        *year,
        *tails,
        there & ~enough,
    )


def _baseline(
    values: Float[np.ndarray, "series time"], count_like: Bool[np.ndarray, " series"], grid: CalendarGrid
) -> tuple[Float[np.ndarray, "series time"], Float[np.ndarray, "series time"]]:
    whole = others_middle(values)
    expected, spread = whole.median, whole.spread
    if len(grid.years) > 1:
        candidates = [expected, year_level(values, grid), same_season(values, grid)]
        better = chosen(values, candidates)
        other = np.flatnonzero((np.isfinite(better) & (better != expected)).any(axis=-1))
        expected = better
        spread[other] = _spread_about(values[other], better[other])
    return expected, np.where(count_like[:, np.newaxis], np.fmax(spread, _by_chance(expected)), spread)


def _spread_about(
    values: Float[np.ndarray, "series time"], expected: Float[np.ndarray, "series time"]
) -> Float[np.ndarray, "series time"]:
    """The spread of the others about what was expected of them, in proportion to the root of the level.

    A high season varies more than a low one, as counts do.
    """
    scale = np.sqrt(np.maximum(np.abs(expected), 1.0))
    return deviation_of_others(np.abs(values - expected) / scale) * scale


def _by_chance(expected: Float[np.ndarray, "series time"]) -> Float[np.ndarray, "series time"]:
    """The standard deviation of a Poisson count, at least 1."""
    return np.sqrt(np.maximum(expected, 1.0))


def _in_year(
    values: Float[np.ndarray, "series time"],
    count_like: Bool[np.ndarray, " series"],
    grid: CalendarGrid,
    judged: Bool[np.ndarray, "series time"],
) -> tuple[np.ndarray, ...]:
    """Score, mean, deviation, chance and number of the others of the same year."""
    of_year = others(grid.laid_out(values))
    count = grid.in_a_row(of_year.count)
    mean, deviation = grid.in_a_row(of_year.mean), grid.in_a_row(of_year.deviation)
    deviation = np.where(count_like[:, np.newaxis], np.fmax(deviation, _by_chance(mean)), deviation)
    score = scores(values, mean, deviation)
    score = np.where(judged & (count >= FEWEST_OTHERS), score, np.nan)
    chance = tail(score, count)
    return normal_score(chance, score), mean, deviation, chance, count


def _tails(
    values: Float[np.ndarray, "series time"],
    count: Int[np.ndarray, "series time"],
    mean: Float[np.ndarray, "series time"],
    deviation: Float[np.ndarray, "series time"],
    small: Bool[np.ndarray, "series time"],
) -> tuple[np.ndarray, ...]:
    chance, size, probability = (np.full_like(values, np.nan) for _ in range(3))
    size[small], probability[small] = counts.predicted(count[small], mean[small], deviation[small])
    chance[small] = counts.tails(values[small], size[small], probability[small])
    return chance, mean, size, probability


def looks_like_counts(values: Float[np.ndarray, "series time"]) -> Bool[np.ndarray, " series"]:
    """Series of which every figure is a whole number and none is negative."""
    known = np.isfinite(values)
    return np.all(~known | ((values >= 0) & (values == np.round(values))), axis=-1)

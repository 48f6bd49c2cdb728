"""Median and median absolute deviation of the others, exactly, for all figures of all series at once.

``spread = 1.486 MAD``; where the MAD is 0 (more than half of the others are alike), ``1.2533`` mean absolute
deviations; where that is 0 too, the others are all alike and the spread is 0.

Sources: Iglewicz & Hoaglin 1993, *How to Detect and Handle Outliers* (modified z-score, 3.5); the World Health
Organization's data quality app (both constants): 1.486 and 1.2533 (``sqrt(pi / 2)``) make the deviations of a
normal distribution its standard deviation.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.quality.outliers.leave_one_out import without_own

PER_MEDIAN_DEVIATION = 1.486
PER_MEAN_DEVIATION = 1.2533


@dataclass(frozen=True)
class Middle:
    """Of the other figures on the last axis, at each figure: their median and their spread, NaN where there is
    none."""

    median: Float[np.ndarray, "*series time"]
    spread: Float[np.ndarray, "*series time"]


def others_middle(values: Float[np.ndarray, "*series time"]) -> Middle:
    """``Middle`` of the others of each of ``values``, NaN where missing.

    Leaving out one figure can give at most three medians in a series: below, at and above the middle. The
    deviations are taken from each of the three, and every figure gets those from its own.
    """
    ordered, rank, count = _ranked(values)
    low, high = _middle_positions(count)
    step = (low >= rank).astype(np.int8) + (high >= rank)
    median, spread = np.full_like(values, np.nan), np.full_like(values, np.nan)
    for which in range(3):
        at = _mean_of(ordered, low + (which == 2), high + (which >= 1))
        mine = (step == which) & np.isfinite(values) & (count >= 2)
        median = np.where(mine, at, median)
        spread = np.where(mine, deviation_of_others(np.abs(values - at)), spread)
    return Middle(median, spread)


def median_of_others(values: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series time"]:
    """The median of the other values on the last axis; NaN where a value is missing or has no other."""
    low, high = middle_of_others(values)
    return np.where(low == high, low, low + (high - low) / 2)


def middle_of_others(
    values: Float[np.ndarray, "*series time"],
) -> tuple[Float[np.ndarray, "*series time"], Float[np.ndarray, "*series time"]]:
    """The two middle ones of the other values, the same where the others are odd in number; NaN where there are
    none."""
    ordered, rank, count = _ranked(values)
    low, high = _middle_positions(count)
    there = np.isfinite(values) & (count >= 2)
    last = values.shape[-1] - 1
    found = (np.take_along_axis(ordered, np.minimum(at + (at >= rank), last), axis=-1) for at in (low, high))
    one, other = (np.where(there, each, np.nan) for each in found)
    return one, other


def median_there(values: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series 1"]:
    """The median of what is there on the last axis, which is kept; NaN where nothing is."""
    ordered = np.sort(values, axis=-1)
    count = np.isfinite(values).sum(axis=-1, keepdims=True)
    low, high = np.maximum(count - 1, 0) // 2, np.maximum(np.minimum(count // 2, count - 1), 0)
    return np.where(count > 0, _mean_of(ordered, low, high), np.nan)


def deviation_of_others(off: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series time"]:
    """The spread that the absolute deviations ``off`` of the others show."""
    there = np.isfinite(off)
    others = there.sum(axis=-1, keepdims=True) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = without_own(np.where(there, off, 0.0)) / others
    median = median_of_others(off)
    return np.where(median == 0, PER_MEAN_DEVIATION * mean, PER_MEDIAN_DEVIATION * median)


def _ranked(
    values: Float[np.ndarray, "*series time"],
) -> tuple[Float[np.ndarray, "*series time"], Int[np.ndarray, "*series time"], Int[np.ndarray, "*series 1"]]:
    """Sorted (missing last), the position of each value in that order, and how many there are."""
    order = np.argsort(values, axis=-1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(values.shape[-1]), order.shape), axis=-1)
    return (
        np.take_along_axis(values, order, axis=-1),
        rank,
        np.isfinite(values).sum(axis=-1, keepdims=True),
    )


def _middle_positions(
    count: Int[np.ndarray, "*series 1"],
) -> tuple[Int[np.ndarray, "*series 1"], Int[np.ndarray, "*series 1"]]:
    """Where the middle of ``count - 1`` values is: two positions, the same where their number is odd."""
    return np.maximum(count - 2, 0) // 2, np.maximum(count - 1, 0) // 2


def _mean_of(
    ordered: Float[np.ndarray, "*series time"], low: Int[np.ndarray, "..."], high: Int[np.ndarray, "..."]
) -> Float[np.ndarray, "..."]:
    last = ordered.shape[-1] - 1
    one = np.take_along_axis(ordered, np.minimum(low, last), axis=-1)
    other = np.take_along_axis(ordered, np.minimum(high, last), axis=-1)
    return np.where(low == high, one, one + (other - one) / 2)

"""Birth peaks: where they are, how high and how wide.

A **birth peak** is a local maximum of yearly births that stands out. Yearly counts jump about, so they are first
smoothed over five years with binomial weights; a maximum then counts as a peak where its topographic prominence (how
far births fall on its lower side before they rise above it again) is at least ``MIN_PROMINENCE`` of its height.
Its width is measured half-way down that prominence, as is usual for peaks in a signal.
"""

import numba
import numpy as np
from jaxtyping import Float
from scipy.signal import find_peaks, peak_widths

from populace.forecast.results import Interval, NextPeak, Peak, Series

SMOOTHING = np.array([1.0, 4.0, 6.0, 4.0, 1.0]) / 16.0
"""Binomial weights over five years: damp year-to-year noise, leave waves of ten years and more (Tukey 1977)."""

MIN_PROMINENCE = 0.05
"""Share of its height by which a peak must stand out: below that, planning for the level is planning for the peak."""


def smooth(births: Float[np.ndarray, "*lead year"]) -> Float[np.ndarray, "*lead year"]:
    """Births smoothed along the last axis; at the ends the weights that fall outside are left out."""
    half = len(SMOOTHING) // 2
    years = births.shape[-1]
    total = np.zeros_like(births, dtype=float)
    weight = np.zeros(years)
    for offset, share in zip(range(-half, half + 1), SMOOTHING, strict=True):
        here = slice(max(0, -offset), min(years, years - offset))
        there = slice(max(0, offset), min(years, years + offset))
        total[..., here] += share * births[..., there]
        weight[here] += share
    return np.asarray(total / weight)


def past_peaks(series: Series) -> tuple[Peak, ...]:
    """Every peak in a series of yearly births, in the order of time.

    Source: topographic prominence and width at half prominence, ``scipy.signal``.
    """
    if len(series.values) < len(SMOOTHING):
        return ()
    births = smooth(np.asarray(series.values, dtype=float))
    found, shape = find_peaks(births, prominence=0.0)
    standing_out = shape["prominences"] >= MIN_PROMINENCE * births[found]
    found = found[standing_out]
    if not len(found):
        return ()
    widths, _heights, left, right = peak_widths(births, found, rel_height=0.5)
    start_year = int(series.years[0])
    return tuple(
        Peak(
            year=int(series.years[at]),
            height=float(births[at]),
            width=float(width),
            start=start_year + round(float(low)),
            end=start_year + round(float(high)),
            prominence=float(prominence),
        )
        for at, width, low, high, prominence in zip(
            found, widths, left, right, shape["prominences"][standing_out], strict=True
        )
    )


def next_peak(
    past: Float[np.ndarray, " past"], ahead: Float[np.ndarray, "trajectory year"], first_year: int
) -> NextPeak | None:
    """The first peak ahead in each trajectory, and what the trajectories say together.

    ``past`` are births up to the year before ``first_year`` without gaps, ``ahead`` expected births in each
    trajectory from ``first_year``. Returns ``None`` where no trajectory has a peak.
    """
    joined = np.concatenate([np.broadcast_to(past, (len(ahead), len(past))), ahead], axis=1)
    found = first_peaks(smooth(joined), len(past), MIN_PROMINENCE)
    has_peak = found[:, 0] >= 0
    if not has_peak.any():
        return None
    year, height, width = found[has_peak].T
    return NextPeak(
        probability=float(has_peak.mean()),
        year=_years(year + first_year - len(past)),
        height=_interval(height),
        width=_interval(width),
    )


def _years(values: Float[np.ndarray, " trajectory"]) -> Interval:
    """Quantiles that are years of the trajectories themselves."""
    low, median, high = np.quantile(values, [0.1, 0.5, 0.9], method="inverted_cdf")
    return Interval(float(low), float(median), float(high))


def _interval(values: Float[np.ndarray, " trajectory"]) -> Interval:
    low, median, high = np.quantile(values, [0.1, 0.5, 0.9])
    return Interval(float(low), float(median), float(high))


@numba.njit(cache=True, nogil=True)
def first_peaks(
    births: Float[np.ndarray, "row year"], from_index: int, min_prominence: float
) -> Float[np.ndarray, "row 3"]:
    """Index, height and width at half prominence of the first peak of each row; index -1 where there is none.

    The same rules as ``scipy.signal.find_peaks`` and ``peak_widths`` for a maximum of one year; in one pass over
    many short rows.
    """
    rows, years = births.shape
    found = np.full((rows, 3), -1.0)
    for row in range(rows):
        line = births[row]
        for at in range(max(from_index, 1), years - 1):
            if not (line[at] > line[at - 1] and line[at] > line[at + 1]):
                continue
            left = right = line[at]
            start = at
            while start > 0 and line[start - 1] <= line[at]:
                start -= 1
                left = min(left, line[start])
            end = at
            while end < years - 1 and line[end + 1] <= line[at]:
                end += 1
                right = min(right, line[end])
            prominence = line[at] - max(left, right)
            if prominence < min_prominence * line[at]:
                continue
            level = line[at] - 0.5 * prominence
            low = at
            while low > start and line[low] > level:
                low -= 1
            high = at
            while high < end and line[high] > level:
                high += 1
            crossing_low = float(low)
            if line[low] < level:
                crossing_low += (level - line[low]) / (line[low + 1] - line[low])
            crossing_high = float(high)
            if line[high] < level:
                crossing_high -= (level - line[high]) / (line[high - 1] - line[high])
            found[row, 0], found[row, 1], found[row, 2] = at, line[at], crossing_high - crossing_low
            break
    return found

"""Birth peaks: where they are, how high and how wide.

A **birth peak** is a local maximum of yearly births that stands out. Yearly counts jump about, so they are first
smoothed over five years with binomial weights; a maximum then counts as a peak where its topographic prominence (how
far births fall on its lower side before they rise above it again) is at least ``MIN_PROMINENCE`` of its height.
Its width is measured half-way down that prominence, as is usual for peaks in a signal.
"""

import numba
import numpy as np
from jaxtyping import Float

from populace.forecast.results import Interval, NextPeak, Peak, Series

SMOOTHING = np.array([1.0, 4.0, 6.0, 4.0, 1.0]) / 16.0
"""Binomial weights over five years: damp year-to-year noise, leave waves of ten years and more (Tukey 1977)."""

HALF = len(SMOOTHING) // 2
"""Years on either side that a smoothed year is made from."""

MIN_PROMINENCE = 0.05
"""Share of its height by which a peak must stand out: below that, planning for the level is planning for the peak."""

LIKELY = 0.5
"""Share of trajectories with a peak of the same wave from which on a peak is expected rather than possible."""

BEYOND_CHANCE = 3.0 * np.sqrt(2.0 * (SMOOTHING**2).sum())
"""Three standard deviations of the difference of two smoothed Poisson counts, times the root of the count: among the
dozens of years of a series chance alone makes waves of two."""

SAME_WAVE = 10
"""Years within which the peak of a trajectory is taken for the expected one: less than half a generation."""


def smooth(births: Float[np.ndarray, "*lead year"]) -> Float[np.ndarray, "*lead year"]:
    """Births smoothed along the last axis; at the ends the weights that fall outside are left out."""
    years = births.shape[-1]
    total = np.zeros_like(births, dtype=float)
    weight = np.zeros(years)
    for offset, share in zip(range(-HALF, HALF + 1), SMOOTHING, strict=True):
        here = slice(max(0, -offset), min(years, years - offset))
        there = slice(max(0, offset), min(years, years + offset))
        total[..., here] += share * births[..., there]
        weight[here] += share
    return np.asarray(total / weight)


def past_peaks(series: Series, ahead: Float[np.ndarray, " year"] | None = None) -> tuple[Peak, ...]:
    """Every peak in a series of yearly births, in the order of time.

    ``ahead`` are the births expected in the years after the series. With them a peak in its last years is seen, which
    the series alone cannot tell from births that still rise; what stands out is judged on both together. A wave that
    chance in small counts may have made is no peak.
    """
    counted = len(series.values)
    births = np.concatenate([series.values, [] if ahead is None else ahead]).astype(float)
    if not counted or len(births) < len(SMOOTHING):
        return ()
    births = smooth(births)[np.newaxis, :]
    first_year = int(series.years[0])
    peaks = []
    at = 0
    while 0 <= (found := nearest_peaks(births, at, at, MIN_PROMINENCE)[0])[0] < counted:
        at = int(found[0]) + 1
        year, height, width, low, high, prominence = found.tolist()
        if prominence < BEYOND_CHANCE * np.sqrt(height):
            continue
        peaks.append(
            Peak(
                year=first_year + int(year),
                height=height,
                width=width,
                start=first_year + round(low),
                end=first_year + round(high),
                prominence=prominence,
            )
        )
    return tuple(peaks)


def next_peak(
    past: Float[np.ndarray, " past"],
    expected: Float[np.ndarray, " year"],
    ahead: Float[np.ndarray, "trajectory year"],
    first_year: int,
) -> NextPeak | None:
    """The first peak ahead on the expected path, and how the trajectories spread about it.

    ``past`` are births up to the year before ``first_year`` without gaps; ``expected`` the expected path and
    ``ahead`` the trajectories from ``first_year``. Chance alone gives most trajectories some peak; so a peak is one
    of the expected path, and each trajectory answers with its own peak nearest to it. Near the last count, chance in
    the years counted can make a peak of a path that only falls; such a one is passed over. Returns ``None`` where the
    path has none.
    """
    now = soonest = len(past)
    path = smooth(np.concatenate([past, expected]))[np.newaxis, :]
    at = int(nearest_peaks(path, soonest, soonest, MIN_PROMINENCE)[0, 0])
    while at >= 0 and _by_chance(past, expected, at - now):
        soonest = at + 1
        at = int(nearest_peaks(path, soonest, soonest, MIN_PROMINENCE)[0, 0])
    if at < 0:
        return None
    joined = smooth(np.concatenate([np.broadcast_to(past, (len(ahead), now)), ahead], axis=1))
    found = nearest_peaks(joined, soonest, at, MIN_PROMINENCE)
    same_wave = (found[:, 0] >= 0) & (np.abs(found[:, 0] - at) <= SAME_WAVE)
    if not same_wave.any():
        return None
    steps_ahead = found[same_wave, 0].astype(int) - now
    return NextPeak(
        expected_year=first_year + at - now,
        probability=float(same_wave.mean()),
        year=Interval.of(steps_ahead + first_year, whole=True),
        height=Interval.of(ahead[:, at - now]),
        width=Interval.of(found[same_wave, 2]),
        height_at_peak=Interval.of(found[same_wave, 1]),
        years=np.arange(first_year, first_year + ahead.shape[1]),
        chance=np.bincount(steps_ahead, minlength=ahead.shape[1]) / len(ahead),
    )


def _by_chance(past: Float[np.ndarray, " past"], expected: Float[np.ndarray, " year"], ahead: int) -> bool:
    """Whether a peak ``ahead`` years after the first expected one comes from chance in the last years counted.

    They reach two years into the smoothed path, and so into the rise to a peak in the third. The peak is one of the
    expected path where that rises to it, or where it stands above the mean of the last years counted by more than
    twice the standard error that the chance of small numbers (Poisson) gives that mean.
    """
    if ahead > HALF or not len(past):
        return False
    births = expected[ahead]
    if ahead < HALF and births < past[-1]:
        return True
    recent = past[-len(SMOOTHING) :]
    mean = recent.mean()
    return bool(births <= expected[0] and births < mean + 2.0 * np.sqrt(mean / len(recent)))


@numba.njit(cache=True, nogil=True)
def nearest_peaks(
    births: Float[np.ndarray, "row year"], from_index: int, near: int, min_prominence: float
) -> Float[np.ndarray, "row 6"]:
    """The peak of each row at or after ``from_index`` that is nearest to ``near``; -1 throughout where there is none.

    Columns: index, height, width at half prominence, where the line crosses that level before and after, prominence.
    With ``near`` at ``from_index`` it is the first. The rules are those of ``find_peaks`` and ``peak_widths`` in
    ``scipy.signal``, in one pass over many short rows.
    """
    rows, years = births.shape
    found = np.full((rows, 6), -1.0)
    for row in range(rows):
        line = births[row]
        for rise in range(1, years - 1):
            at = _middle_of_top(line, rise)
            if at < from_index or (found[row, 0] >= 0 and abs(at - near) >= abs(found[row, 0] - near)):
                continue
            start, end, base = _reach(line, at)
            prominence = line[at] - base
            if prominence >= min_prominence * line[at]:
                low, high = _crossings(line, at, start, end, line[at] - 0.5 * prominence)
                found[row, 0], found[row, 1], found[row, 2] = at, line[at], high - low
                found[row, 3], found[row, 4], found[row, 5] = low, high, prominence
    return found


@numba.njit(cache=True, nogil=True)
def _middle_of_top(line: Float[np.ndarray, " year"], rise: int) -> int:
    """The maximum that begins with a rise to ``rise``: of several equal years the middle one; -1 without one."""
    if not line[rise] > line[rise - 1]:
        return -1
    end = rise
    while end < len(line) - 1 and line[end + 1] == line[rise]:
        end += 1
    if end == len(line) - 1 or line[end + 1] > line[rise]:
        return -1
    return (rise + end) // 2


@numba.njit(cache=True, nogil=True)
def _reach(line: Float[np.ndarray, " year"], at: int) -> tuple[int, int, float]:
    """How far a maximum is the highest on each side, and the higher of the two lowest points on the way."""
    start, end = at, at
    left = right = line[at]
    while start > 0 and line[start - 1] <= line[at]:
        start -= 1
        left = min(left, line[start])
    while end < len(line) - 1 and line[end + 1] <= line[at]:
        end += 1
        right = min(right, line[end])
    return start, end, max(left, right)


@numba.njit(cache=True, nogil=True)
def _crossings(
    line: Float[np.ndarray, " year"], at: int, start: int, end: int, level: float
) -> tuple[float, float]:
    """Where the line comes up through ``level`` before a maximum and goes down through it after."""
    low, high = at, at
    while low > start and line[low] > level:
        low -= 1
    while high < end and line[high] > level:
        high += 1
    before, after = float(low), float(high)
    if line[low] < level:
        before += (level - line[low]) / (line[low + 1] - line[low])
    if line[high] < level:
        after -= (level - line[high]) / (line[high - 1] - line[high])
    return before, after

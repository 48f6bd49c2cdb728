"""From counts in age groups to counts by single year of age.

Every group keeps its exact total; no age becomes negative. The smoothest such series is sought, the one with the
least sum of squared third differences; where it would dip below zero, the spline of ``monotone`` through the
cumulated counts takes its place. An open group is first shared out by a stationary population, and it is the ratio
to that population which is then kept smooth: counts fall too steeply at old ages to be smooth themselves.

Source: Boneva, Kendall & Stefanov 1971 for smooth curves through group totals; Hyman 1983 for the fallback.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, ends_in, non_negative
from populace.demography.monotone import Ends, hermite, hyman_slopes
from populace.errors import ModelError


def graduate_counts(
    counts: ArrayLike, lower: tuple[int, ...], upper: int, shape: ArrayLike | None = None
) -> Floats:
    """Counts by single year of age from closed age groups.

    ``counts`` ``(..., group)``, not negative; ``lower`` the groups' lower bounds, ``upper`` the bound above the last;
    ``shape`` above zero, ``(single age,)``: what the counts are roughly like, so that their ratio to it is smooth.
    Returns ``(..., upper - lower[0])`` that add up to each group exactly. Raises ``ModelError`` for other values.
    """
    totals = ends_in("counts", non_negative("counts", counts), len(lower))
    bounds = (*lower, upper)
    if any(low >= high for low, high in pairwise(bounds)):
        raise ModelError(f"the bounds of age groups must rise: {bounds}")
    like = np.ones(upper - lower[0]) if shape is None else _positive_shape(shape, upper - lower[0])
    smooth: Floats = totals @ _smoothing_matrix(bounds, tuple(like.tolist())).T
    below_zero = smooth.min(axis=-1, keepdims=True) < 0
    if np.any(below_zero):
        smooth = np.where(below_zero, monotone_counts(totals, bounds), smooth)
    return smooth


def monotone_counts(totals: Floats, bounds: tuple[int, ...], ends: Ends = Ends.FREE) -> Floats:
    """Single years from closed groups by the monotone spline through the cumulated counts: never negative."""
    knots = np.array(bounds, dtype=np.float64)
    cumulated = np.concatenate([np.zeros_like(totals[..., :1]), np.cumsum(totals, axis=-1)], axis=-1)
    at = np.arange(bounds[0], bounds[-1] + 1, dtype=np.float64)
    slopes = hyman_slopes(knots, cumulated, ends)
    return np.maximum(np.diff(hermite(knots, cumulated, slopes, at), axis=-1), 0.0)


def share_open_group(count: Floats, stationary: Floats) -> Floats:
    """Share the count of an open group ``(...)`` over its single years as ``stationary`` ``(..., age)`` is shared."""
    shares: Floats = stationary / stationary.sum(axis=-1, keepdims=True)
    return count[..., None] * shares


def graduate_population(
    population: ArrayLike, ages: Ages, person_years: ArrayLike, open_age: int = 100
) -> Floats:
    """Population by single year of age to ``open_age`` and over, from age groups with an open one.

    ``population`` ``(..., sex, age)`` by ``ages``; ``person_years`` ``Lx`` by single years 0 to
    ``open_age`` and over of a life table fit for the place, ``(..., sex, single age)``: the rule by which
    the open group is shared out, first over five-year groups, which are then graduated with the others.
    Returns ``(..., sex, open_age + 1)``.

    An open group that starts above ``open_age`` is refused with ``ModelError``, as are negative counts.
    """
    counts = ends_in("population", non_negative("population", population), len(ages))
    lived = ends_in("person_years", non_negative("person_years", person_years), open_age + 1)
    if ages.open_age > open_age:
        raise ModelError(f"the open group starts at {ages.open_age}, above {open_age}")
    lower, totals = _closed_groups(counts, ages, lived, open_age)
    shape = lived.reshape(-1, open_age + 1).mean(axis=0)[:-1]
    closed = graduate_counts(totals[..., :-1], lower, open_age, shape)
    return np.concatenate([closed, totals[..., -1:]], axis=-1)


def _closed_groups(
    counts: Floats, ages: Ages, lived: Floats, open_age: int
) -> tuple[tuple[int, ...], Floats]:
    """The closed groups up to ``open_age`` and, last, what is left above it."""
    if ages.open_age == open_age:
        return ages.lower[:-1], counts
    shared = share_open_group(counts[..., -1], lived[..., ages.open_age :])
    starts = list(range(0, open_age - ages.open_age, 5))
    fives = np.add.reduceat(shared, [*starts, open_age - ages.open_age], axis=-1)
    lower = (*ages.lower[:-1], *(ages.open_age + start for start in starts))
    return lower, np.concatenate([counts[..., :-1], fives], axis=-1)


def _positive_shape(shape: ArrayLike, ages: int) -> Floats:
    like = ends_in("shape", non_negative("shape", shape), ages)
    if like.ndim != 1 or (like == 0).any():
        raise ModelError("the shape of a graduation must be above zero, with one entry for each single age")
    return np.asarray(like / like.mean())


@lru_cache(maxsize=64)
def _smoothing_matrix(bounds: tuple[int, ...], shape: tuple[float, ...]) -> Floats:
    """The matrix ``(single age, group)`` from totals to the series whose ratio to ``shape`` is smoothest.

    The answer to ``min |D x/shape|^2`` subject to ``C x = totals`` is linear in the totals: it is worked out once.
    """
    ages, groups = bounds[-1] - bounds[0], len(bounds) - 1
    single = np.arange(bounds[0], bounds[-1])
    member = (single >= np.array(bounds[:-1])[:, None]) & (single < np.array(bounds[1:])[:, None])
    like = np.array(shape)
    summing = member * like
    order = min(3, groups)
    difference = np.diff(np.eye(ages), order, axis=0)
    system = np.zeros((ages + groups, ages + groups))
    system[:ages, :ages] = difference.T @ difference
    system[:ages, ages:], system[ages:, :ages] = summing.T, summing
    answer = like[:, None] * np.linalg.solve(system, np.eye(ages + groups)[:, ages:])[:ages]
    # Rounding in the solution is put right, so that totals are met to the last bits.
    left_over = (np.eye(groups) - member @ answer) / member.sum(axis=1)[:, None]
    exact: Floats = answer + member.T @ left_over
    return exact

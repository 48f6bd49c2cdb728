"""Births by month as they were counted: one number for a place and a month, and whole years of them."""

from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.forecast.births.calendar import MONTHS, year_of


def least_broken_down(
    keys: Int[np.ndarray, " row"],
    by_age: Bool[np.ndarray, " row"],
    by_sex: Bool[np.ndarray, " row"],
    priority: Int[np.ndarray, " row"],
) -> Bool[np.ndarray, " row"]:
    """Which rows to add up for each key: those of the source that comes first, with the least breakdown it has."""
    order = 4 * priority.astype(np.int64) + 2 * by_age + by_sex
    _keys, at = np.unique(keys, return_inverse=True)
    least = np.full(int(at.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, at, order)
    return np.asarray(order == least[at])


def grid_of(counts: Mapping[int, float], first_year: int, last_year: int) -> Float[np.ndarray, "year 12"]:
    """Births by month number as (year, month of the year), NaN where a month is not known."""
    months = MONTHS * first_year + np.arange(MONTHS * (last_year - first_year + 1))
    return np.array([counts.get(int(month), np.nan) for month in months]).reshape(-1, MONTHS)


def together(parts: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """The sum of several places in the months that all of them have."""
    if not parts:
        return {}
    shared = set.intersection(*(set(part) for part in parts))
    return {month: sum(part[month] for part in parts) for month in sorted(shared)}


def first_months(counts: Mapping[int, float], year: int) -> Float[np.ndarray, " known"]:
    """Births of the first months of ``year``, up to the first that is not known; none of a whole year."""
    known = []
    for at in range(MONTHS):
        value = counts.get(MONTHS * year + at)
        if value is None:
            break
        known.append(value)
    return np.array(known if len(known) < MONTHS else [])


def span_of(counts: Mapping[int, float]) -> tuple[int, int]:
    """The first and the last year that a month is known of."""
    years = year_of(np.array([min(counts), max(counts)]))
    return int(years[0]), int(years[1])

"""The compiled step of the cohort-component projection. No checks here: see ``cohort_component``.

Every function works on one row (one place and trajectory) and one sex; ``reference.py`` says the same at
leisure. Inputs that do not vary along an axis have length one there and are read again and again.
"""

import numpy as np
from numba import njit

from populace.demography.sex import FEMALE, MALE


@njit(cache=True, nogil=True, error_model="numpy")
def migrate(stock, migrants, share, applied, limited):  # type: ignore[no-untyped-def]
    """Add ``share`` of ``migrants`` to ``stock``; nobody emigrates who is not there."""
    for x in range(stock.shape[0]):
        wanted = share * migrants[x]
        moved = max(wanted, -stock[x])
        stock[x] += moved
        applied[x] += moved
        limited[x] += moved - wanted


@njit(cache=True, nogil=True, error_model="numpy")
def survive(start, survivorship, end, cohort_deaths):  # type: ignore[no-untyped-def]
    """Move every cohort one group up; age 0 is left to the births."""
    last = start.shape[0] - 1
    for x in range(1, last):
        end[x] = start[x - 1] * survivorship[x]
        cohort_deaths[x] = start[x - 1] - end[x]
    oldest = start[last - 1] + start[last]
    end[last] = oldest * survivorship[last]
    cohort_deaths[last] = oldest - end[last]


@njit(cache=True, nogil=True, error_model="numpy")
def bear(asfr, start, end, period, births):  # type: ignore[no-untyped-def]
    """Births by age of mother from the mean of women at both ends; returns their sum."""
    total = 0.0
    for x in range(1, asfr.shape[0]):
        births[x] = asfr[x] * period * (start[x] + end[x]) * 0.5
        total += births[x]
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def spread_deaths(cohort_deaths, separation, deaths):  # type: ignore[no-untyped-def]
    """Deaths by age at death, from deaths by the age the cohort would have reached."""
    last = deaths.shape[0] - 1
    deaths[0] = cohort_deaths[0] + cohort_deaths[1] * separation[0]
    for x in range(1, last):
        deaths[x] = cohort_deaths[x] * (1.0 - separation[x - 1]) + cohort_deaths[x + 1] * separation[x]
    deaths[last] = cohort_deaths[last] * (1.0 - separation[last - 1])


@njit(cache=True, nogil=True, error_model="numpy")
def advance(  # type: ignore[no-untyped-def]
    start,
    end,
    survivorship,
    asfr,
    migrants,
    srb,
    even,
    period,
    births,
    by_sex,
    cohort_deaths,
    applied,
    limited,
):
    """One step of one row, arrays (sex, age); ``start`` is changed where migration is even."""
    for sex in range(2):
        if even:
            migrate(start[sex], migrants[sex], 0.5, applied[sex], limited[sex])
        survive(start[sex], survivorship[sex], end[sex], cohort_deaths[sex])
        if even:
            migrate(end[sex, 1:], migrants[sex, 1:], 0.5, applied[sex, 1:], limited[sex, 1:])
    total = bear(asfr, start[FEMALE], end[FEMALE], period, births)
    by_sex[MALE] = total * srb / (1.0 + srb)
    by_sex[FEMALE] = total - by_sex[MALE]
    for sex in range(2):
        end[sex, 0] = by_sex[sex] * survivorship[sex, 0]
        cohort_deaths[sex, 0] = by_sex[sex] - end[sex, 0]
        if even:
            migrate(end[sex, :1], migrants[sex, :1], 0.5, applied[sex, :1], limited[sex, :1])
        else:
            migrate(end[sex], migrants[sex], 1.0, applied[sex], limited[sex])


@njit(cache=True, nogil=True, error_model="numpy")
def project_rows(  # type: ignore[no-untyped-def]
    first, last, survivorship, asfr, migrants, srb, separation, even, period, with_deaths,
    population, births, by_sex, cohort_deaths, deaths, applied, limited,
):  # fmt: skip
    """Project rows ``first`` to ``last - 1``; inputs (row or 1, year or 1, ...), outputs (row, year, ...)."""
    years = births.shape[1]
    start = np.empty(population.shape[2:])
    for i in range(first, last):
        for y in range(years):
            start[:] = population[i, y]
            advance(
                start, population[i, y + 1],
                survivorship[i % survivorship.shape[0], y % survivorship.shape[1]],
                asfr[i % asfr.shape[0], y % asfr.shape[1]],
                migrants[i % migrants.shape[0], y % migrants.shape[1]],
                srb[i % srb.shape[0], y % srb.shape[1]],
                even, period, births[i, y], by_sex[i, y], cohort_deaths[i, y], applied[i, y], limited[i, y],
            )  # fmt: skip
            if with_deaths:
                c = separation[i % separation.shape[0], y % separation.shape[1]]
                for sex in range(2):
                    spread_deaths(cohort_deaths[i, y, sex], c[sex], deaths[i, y, sex])

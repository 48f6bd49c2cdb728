"""The compiled step of the cohort-component projection. No checks here: see ``cohort_component``.

Inputs are (row or 1, year or 1, ...), a row being one place and trajectory; outputs (row, year, ...). What does not
vary along an axis has length one there and is read again and again. ``reference.py`` says the same at leisure.

Arrays are handed on whole, with the positions to read, because cutting a slice costs more than reading it; loops start
at constants, so that the compiler may work on several ages at once.
"""

import numpy as np
from numba import njit

from populace.demography.sex import FEMALE, MALE


@njit(cache=True, nogil=True, error_model="numpy")
def stay(stock, sex, x, applied, limited, row, y):  # type: ignore[no-untyped-def]
    """Take back the emigrants who were not there to leave."""
    missing = -stock[sex, x]
    if missing > 0.0:
        stock[sex, x] = 0.0
        applied[row, y, sex, x] += missing
        limited[row, y, sex, x] += missing


@njit(cache=True, nogil=True, error_model="numpy")
def migrate(stock, migrants, i, j, share, applied, limited, row, y):  # type: ignore[no-untyped-def]
    """Add ``share`` of the migrants aged 1 and over; nobody emigrates who is not there.

    ``limited`` is written only where that happens: memory that is never touched costs nothing.
    """
    for sex in range(2):
        negative = 0
        for x in range(1, stock.shape[1]):
            moved = share * migrants[i, j, sex, x]
            stock[sex, x] += moved
            applied[row, y, sex, x] += moved
            if stock[sex, x] < 0.0:
                negative += 1
        if negative > 0:
            for x in range(1, stock.shape[1]):
                stay(stock, sex, x, applied, limited, row, y)


@njit(cache=True, nogil=True, error_model="numpy")
def migrate_infants(stock, migrants, i, j, share, applied, limited, row, y):  # type: ignore[no-untyped-def]
    """As ``migrate``, at age 0."""
    for sex in range(2):
        moved = share * migrants[i, j, sex, 0]
        stock[sex, 0] += moved
        applied[row, y, sex, 0] += moved
        stay(stock, sex, 0, applied, limited, row, y)


@njit(cache=True, nogil=True, error_model="numpy")
def survive(start, survivorship, i, j, end, cohort_deaths, row, y):  # type: ignore[no-untyped-def]
    """Move every cohort one group up; age 0 is left to the births."""
    last = start.shape[1] - 1
    for sex in range(2):
        for x in range(1, last):
            end[sex, x] = start[sex, x - 1] * survivorship[i, j, sex, x]
            cohort_deaths[row, y, sex, x] = start[sex, x - 1] - end[sex, x]
        oldest = start[sex, last - 1] + start[sex, last]
        end[sex, last] = oldest * survivorship[i, j, sex, last]
        cohort_deaths[row, y, sex, last] = oldest - end[sex, last]


@njit(cache=True, nogil=True, error_model="numpy")
def bear(asfr, i, j, start, end, period, births, row, y):  # type: ignore[no-untyped-def]
    """Births by age of mother from the mean of women at both ends; returns their sum."""
    total = 0.0
    for x in range(1, start.shape[1]):
        births[row, y, x] = asfr[i, j, x] * period * (start[FEMALE, x] + end[FEMALE, x]) * 0.5
        total += births[row, y, x]
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def newborn(total, ratio, survivorship, i, j, end, by_sex, cohort_deaths, row, y):  # type: ignore[no-untyped-def]
    """Share the births among the sexes, ``ratio`` boys per girl, and bring them to the end of the period."""
    by_sex[row, y, MALE] = total * ratio / (1.0 + ratio)
    by_sex[row, y, FEMALE] = total - by_sex[row, y, MALE]
    for sex in range(2):
        end[sex, 0] = by_sex[row, y, sex] * survivorship[i, j, sex, 0]
        cohort_deaths[row, y, sex, 0] = by_sex[row, y, sex] - end[sex, 0]


@njit(cache=True, nogil=True, error_model="numpy")
def spread_deaths(cohort_deaths, row, y, separation, i, j, deaths):  # type: ignore[no-untyped-def]
    """Deaths by age at death, from deaths by the age the cohort would have reached."""
    last = deaths.shape[3] - 1
    for sex in range(2):
        deaths[row, y, sex, 0] = (
            cohort_deaths[row, y, sex, 0] + cohort_deaths[row, y, sex, 1] * separation[i, j, sex, 0]
        )
        for x in range(1, last):
            older = cohort_deaths[row, y, sex, x] * (1.0 - separation[i, j, sex, x - 1])
            deaths[row, y, sex, x] = older + cohort_deaths[row, y, sex, x + 1] * separation[i, j, sex, x]
        deaths[row, y, sex, last] = cohort_deaths[row, y, sex, last] * (1.0 - separation[i, j, sex, last - 1])


@njit(cache=True, nogil=True, error_model="numpy")
def project_rows(  # type: ignore[no-untyped-def]
    first, last, survivorship, asfr, migrants, srb, separation, even, period, with_deaths,
    population, births, by_sex, cohort_deaths, deaths, applied, limited,
):  # fmt: skip
    """Project rows ``first`` to ``last - 1``."""
    years = births.shape[1]
    start, end = np.empty(population.shape[2:]), np.empty(population.shape[2:])
    share = 0.5 if even else 1.0
    for row in range(first, last):
        end[:] = population[row, 0]
        for y in range(years):
            start, end = end, start
            s, t = row % survivorship.shape[0], y % survivorship.shape[1]
            m, n = row % migrants.shape[0], y % migrants.shape[1]
            if even:
                migrate(start, migrants, m, n, share, applied, limited, row, y)
                migrate_infants(start, migrants, m, n, share, applied, limited, row, y)
            survive(start, survivorship, s, t, end, cohort_deaths, row, y)
            if even:
                migrate(end, migrants, m, n, share, applied, limited, row, y)
            total = bear(asfr, row % asfr.shape[0], y % asfr.shape[1], start, end, period, births, row, y)
            ratio = srb[row % srb.shape[0], y % srb.shape[1]]
            newborn(total, ratio, survivorship, s, t, end, by_sex, cohort_deaths, row, y)
            if not even:
                migrate(end, migrants, m, n, share, applied, limited, row, y)
            migrate_infants(end, migrants, m, n, share, applied, limited, row, y)
            population[row, y + 1] = end
            if with_deaths:
                c, d = row % separation.shape[0], y % separation.shape[1]
                spread_deaths(cohort_deaths, row, y, separation, c, d, deaths)

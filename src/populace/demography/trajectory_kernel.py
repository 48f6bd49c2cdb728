"""The compiled projection of one place along many trajectories. No checks here: see ``trajectories``.

Nothing is stored but what is asked for: a trajectory's population lives in two small buffers. Rates are made on the
way from a level and a pattern. Sums are taken in a fixed order, so that the same inputs give the same bits.

Arrays are handed on whole, with the positions to read, because cutting a slice costs more than reading it; loops start
at constants, so that the compiler may work on several ages at once.
"""

import numpy as np
from numba import njit

from populace.demography.sex import FEMALE, MALE


@njit(cache=True, nogil=True, error_model="numpy")
def sum_of(values, first, last):  # type: ignore[no-untyped-def]
    """Sum from ``first`` to ``last - 1``, in four strands that the processor can add side by side."""
    a = b = c = d = 0.0
    quarters = (last - first) >> 2
    for k in range(quarters):
        x = np.uint64(first + 4 * k)
        a += values[x]
        b += values[x + np.uint64(1)]
        c += values[x + np.uint64(2)]
        d += values[x + np.uint64(3)]
    for rest in range(first + 4 * quarters, last):
        a += values[np.uint64(rest)]
    return (a + b) + (c + d)


@njit(cache=True, nogil=True, error_model="numpy")
def add_migrants(stock, base, y, level, pattern, share):  # type: ignore[no-untyped-def]
    """Add ``share`` of ``base + level * pattern`` to ages 1 and over; returns the emigrants not there to leave."""
    limited = 0.0
    for sex in range(2):
        negative = 0
        for x in range(1, stock.shape[1]):
            moved = stock[sex, x] + share * (base[y, sex, x] + level * pattern[sex, x])
            stock[sex, x] = moved
            if moved < 0.0:
                negative += 1
        if negative > 0:
            for x in range(1, stock.shape[1]):
                if stock[sex, x] < 0.0:
                    limited -= stock[sex, x]
                    stock[sex, x] = 0.0
    return limited


@njit(cache=True, nogil=True, error_model="numpy")
def add_infants(stock, base, y, level, pattern, share):  # type: ignore[no-untyped-def]
    """As ``add_migrants``, at age 0."""
    limited = 0.0
    for sex in range(2):
        moved = stock[sex, 0] + share * (base[y, sex, 0] + level * pattern[sex, 0])
        limited -= min(moved, 0.0)
        stock[sex, 0] = max(moved, 0.0)
    return limited


@njit(cache=True, nogil=True, error_model="numpy")
def survive_level(start, grid, place, weight, end):  # type: ignore[no-untyped-def]
    """Move every cohort one year up, with survivorship between levels ``place`` and ``place + 1`` of the grid."""
    last = start.shape[1] - 1
    for sex in range(2):
        for x in range(1, last):
            low = grid[place, sex, x]
            end[sex, x] = start[sex, x - 1] * (low + weight * (grid[place + 1, sex, x] - low))
        low = grid[place, sex, last]
        oldest = start[sex, last - 1] + start[sex, last]
        end[sex, last] = oldest * (low + weight * (grid[place + 1, sex, last] - low))


@njit(cache=True, nogil=True, error_model="numpy")
def bear_pattern(tfr, pattern, y, start, end, births):  # type: ignore[no-untyped-def]
    """Births by age of mother; returns their sum."""
    half = 0.5 * tfr
    for x in range(1, births.shape[0]):
        births[x] = half * pattern[y, x] * (start[FEMALE, x] + end[FEMALE, x])
    return sum_of(births, 0, births.shape[0])


@njit(cache=True, nogil=True, error_model="numpy")
def newborn_survive(born, srb, grid, place, weight, end):  # type: ignore[no-untyped-def]
    """Newborn alive at the end of the year, by sex, into age 0."""
    boys = born * srb / (1.0 + srb)
    for sex in range(2):
        newborn = boys if sex == MALE else born - boys
        low = grid[place, sex, 0]
        end[sex, 0] = newborn * (low + weight * (grid[place + 1, sex, 0] - low))


@njit(cache=True, nogil=True, error_model="numpy")
def run_rows(  # type: ignore[no-untyped-def]
    from_row, to_row, population, tfr, pattern, mortality, grid, base, level, migration, srb, even,
    groups, mother_groups, reproductive, snapshot_of,
    births, by_mother, by_group, women, total, limited, snapshots,
):  # fmt: skip
    """Run trajectories ``from_row`` to ``to_row - 1``; ``snapshot_of[y]`` is where to keep year y, or -1."""
    years = tfr.shape[1]
    ages = population.shape[2]
    here, there = np.empty((2, ages)), np.empty((2, ages))
    both, females, born = np.empty(ages), np.empty(ages), np.zeros(ages)
    for i in range(from_row, to_row):
        here[:] = population[i % population.shape[0]]
        for y in range(years + 1):
            for x in range(ages):
                females[x] = here[FEMALE, x]
                both[x] = here[FEMALE, x] + here[MALE, x]
            total[i, y] = sum_of(both, 0, ages)
            women[i, y] = sum_of(females, reproductive[0], reproductive[1])
            for g in range(groups.shape[0]):
                by_group[i, y, g] = sum_of(both, groups[g, 0], groups[g, 1])
            if snapshot_of[y] >= 0:
                snapshots[i, snapshot_of[y]] = here
            if y == years:
                break

            place = min(int(mortality[i, y]), grid.shape[0] - 2)
            weight = mortality[i, y] - place
            moving, at = level[i, y], y % base.shape[0]
            gone = 0.0
            if even:
                gone += add_migrants(here, base, at, moving, migration, 0.5)
                gone += add_infants(here, base, at, moving, migration, 0.5)
            survive_level(here, grid, place, weight, there)
            if even:
                gone += add_migrants(there, base, at, moving, migration, 0.5)
            births[i, y] = bear_pattern(tfr[i, y], pattern, y % pattern.shape[0], here, there, born)
            newborn_survive(births[i, y], srb[y % srb.shape[0]], grid, place, weight, there)
            if not even:
                gone += add_migrants(there, base, at, moving, migration, 1.0)
            gone += add_infants(there, base, at, moving, migration, 0.5 if even else 1.0)
            limited[i, y] = gone
            for g in range(mother_groups.shape[0]):
                by_mother[i, y, g] = sum_of(born, mother_groups[g, 0], mother_groups[g, 1])
            here, there = there, here

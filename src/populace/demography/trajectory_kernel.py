"""The compiled projection of one place along many trajectories. No checks here: see ``trajectories``.

Nothing is stored but what is asked for: a trajectory's population lives in two small buffers. Rates are made on the
way from a level and a pattern. Sums are taken in a fixed order, so that the same inputs give the same bits.
"""

import numpy as np
from numba import njit

from populace.demography.sex import FEMALE, MALE


@njit(cache=True, nogil=True, error_model="numpy")
def sum_of(values, first, last):  # type: ignore[no-untyped-def]
    """Sum from ``first`` to ``last - 1``, in four strands that the processor can add side by side."""
    a = b = c = d = 0.0
    x = first
    while x + 4 <= last:
        a += values[x]
        b += values[x + 1]
        c += values[x + 2]
        d += values[x + 3]
        x += 4
    while x < last:
        a += values[x]
        x += 1
    return (a + b) + (c + d)


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"nnan", "nsz"})
def add_migrants(stock, base, level, pattern, share):  # type: ignore[no-untyped-def]
    """Add ``share`` of ``base + level * pattern``; returns the emigrants that were not there to leave."""
    lowest = 0.0
    for x in range(stock.shape[0]):
        moved = stock[x] + share * (base[x] + level * pattern[x])
        stock[x] = moved
        lowest = min(lowest, moved)
    limited = 0.0
    if lowest < 0.0:
        for x in range(stock.shape[0]):
            if stock[x] < 0.0:
                limited -= stock[x]
                stock[x] = 0.0
    return limited


@njit(cache=True, nogil=True, error_model="numpy")
def survive_level(start, low, high, weight, end):  # type: ignore[no-untyped-def]
    """Move every cohort one year up, with survivorship between two levels of the grid."""
    last = start.shape[0] - 1
    for x in range(1, last):
        end[x] = start[x - 1] * (low[x] + weight * (high[x] - low[x]))
    end[last] = (start[last - 1] + start[last]) * (low[last] + weight * (high[last] - low[last]))


@njit(cache=True, nogil=True, error_model="numpy")
def bear_pattern(tfr, pattern, start, end, first, last, births):  # type: ignore[no-untyped-def]
    """Births by age of mother within the fertile ages; returns their sum."""
    for x in range(first, last):
        births[x] = 0.5 * tfr * pattern[x] * (start[x] + end[x])
    return sum_of(births, first, last)


@njit(cache=True, nogil=True, error_model="numpy")
def advance_level(  # type: ignore[no-untyped-def]
    start, end, tfr, pattern, first, last, low, high, weight, base, level, migration, srb, even, births
):
    """One year; returns births and the emigration that had to be limited."""
    limited = 0.0
    for sex in range(2):
        if even:
            limited += add_migrants(start[sex], base[sex], level, migration[sex], 0.5)
        survive_level(start[sex], low[sex], high[sex], weight, end[sex])
        if even:
            limited += add_migrants(end[sex, 1:], base[sex, 1:], level, migration[sex, 1:], 0.5)
    born = bear_pattern(tfr, pattern, start[FEMALE], end[FEMALE], first, last, births)
    boys = born * srb / (1.0 + srb)
    for sex in range(2):
        newborn = boys if sex == MALE else born - boys
        end[sex, 0] = newborn * (low[sex, 0] + weight * (high[sex, 0] - low[sex, 0]))
        if even:
            limited += add_migrants(end[sex, :1], base[sex, :1], level, migration[sex, :1], 0.5)
        else:
            limited += add_migrants(end[sex], base[sex], level, migration[sex], 1.0)
    return born, limited


@njit(cache=True, nogil=True, error_model="numpy")
def note(people, both, groups, fertile, i, y, by_group, women, total):  # type: ignore[no-untyped-def]
    """Write down the sums that were asked for."""
    for x in range(both.shape[0]):
        both[x] = people[FEMALE, x] + people[MALE, x]
    total[i, y] = sum_of(both, 0, both.shape[0])
    women[i, y] = sum_of(people[FEMALE], fertile[0], fertile[1])
    for g in range(groups.shape[0]):
        by_group[i, y, g] = sum_of(both, groups[g, 0], groups[g, 1])


@njit(cache=True, nogil=True, error_model="numpy")
def run_rows(  # type: ignore[no-untyped-def]
    from_row, to_row, population, tfr, pattern, bounds, mortality, grid, base, level, migration, srb, even,
    groups, mother_groups, fertile, snapshot_of,
    births, by_mother, by_group, women, total, limited, snapshots,
):  # fmt: skip
    """Run trajectories ``from_row`` to ``to_row - 1``; ``snapshot_of[y]`` is where to keep year y, or -1."""
    years = tfr.shape[1]
    ages = population.shape[2]
    here, there = np.empty((2, ages)), np.empty((2, ages))
    both, born = np.empty(ages), np.zeros(ages)
    for i in range(from_row, to_row):
        here[:] = population[i % population.shape[0]]
        for y in range(years + 1):
            note(here, both, groups, fertile, i, y, by_group, women, total)
            if snapshot_of[y] >= 0:
                snapshots[i, snapshot_of[y]] = here
            if y == years:
                break
            place = min(int(mortality[i, y]), grid.shape[0] - 2)
            births[i, y], limited[i, y] = advance_level(
                here, there, tfr[i, y], pattern[y % pattern.shape[0]], bounds[0], bounds[1],
                grid[place], grid[place + 1], mortality[i, y] - place,
                base[y % base.shape[0]], level[i, y], migration, srb[y % srb.shape[0]], even, born,
            )  # fmt: skip
            for g in range(mother_groups.shape[0]):
                by_mother[i, y, g] = sum_of(born, mother_groups[g, 0], mother_groups[g, 1])
            here, there = there, here

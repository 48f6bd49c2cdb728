"""The compiled projection of one place along many trajectories, year by year. No checks here: see ``futures``.

Cells lie (year, sex, age, trajectory), so that every loop runs along trajectories, eight at a time, with the same
patterns by age for all of them. A block of trajectories goes through a year within the processor's own memory; beyond
that each cell is read once and written once.

The order within a block and a year is fixed, and with it the order in which chance is asked.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from populace.demography.chance_kernel import BLOCK, HALF, ONE, ROWS_OF_WORK, ZERO, counts
from populace.demography.future_rows import (
    add_to,
    at_level,
    bear,
    by_chance,
    expected_migrants,
    live_on,
    move,
    split,
    spread,
    stay_on,
)
from populace.demography.sex import FEMALE, MALE

Singles = NDArray[np.float32]
Doubles = NDArray[np.float64]


class Course(NamedTuple):
    """What moves the trajectories.

    By ``(year, trajectory)``: ``tfr``, ``later`` (weight of the later pattern of fertility), ``migration`` level,
    share of ``boys`` among the newborn. ``place`` and ``weight`` ``(sex or 1, year, trajectory)``: the level in the
    tables ``dying`` and ``early`` ``(sex, age, level)``, and the way to the next one, which ``*_step`` leads to.
    ``early`` is the share of a cohort's deaths that fall before its birthday. ``pattern`` and its ``step`` to the
    later one ``(year or 1, age)``; ``base`` migrants ``(year or 1, sex, age)``; ``migration_pattern`` ``(sex, age)``.
    """

    tfr: Singles
    later: Singles
    migration: Singles
    boys: Singles
    place: NDArray[np.uint32]
    weight: Singles
    dying: Singles
    dying_step: Singles
    early: Singles
    early_step: Singles
    pattern: Singles
    pattern_step: Singles
    base: Singles
    migration_pattern: Singles


class Sums(NamedTuple):
    """Where sums go: ``(year, trajectory)``, with sexes and groups between the two."""

    births: Doubles
    expected_births: Doubles
    births_by_mother: Singles
    deaths: Doubles
    net_migration: Doubles
    limited: Doubles
    life_expectancy: Singles
    population: Doubles
    population_by_group: Singles
    women_by_group: Singles


class Choice(NamedTuple):
    """Half of the migrants at the start; events by chance, and moves too; deaths by age; life expectancies."""

    even: bool
    chance: bool
    moves: bool
    deaths_by_age: bool
    life_expectancy: bool


class Bench(NamedTuple):
    """Rows of a block to work on: its generators' ``state``, scratch ``work`` for draws, and one row each."""

    state: NDArray[np.uint32]
    work: Singles
    rate: Singles
    begin: Singles
    after: Singles
    dead: Singles
    mean: Singles
    drawn: Singles
    migrants: Singles
    living: Singles
    lived: Singles
    never: Singles
    born: Doubles


class Year(NamedTuple):
    """One year of a block: the rows of ``Course`` and ``Sums`` that it reads and writes, cut out once."""

    tfr: Singles
    later: Singles
    migration: Singles
    boys: Singles
    expected_births: Doubles
    deaths: Doubles
    net_migration: Doubles
    limited: Doubles


class Level(NamedTuple):
    """Where one sex of a block stands in the tables in a year."""

    place: NDArray[np.uint32]
    weight: Singles


@njit(cache=True, nogil=True, error_model="numpy")
def year_of(y, first, last, course, sums):  # type: ignore[no-untyped-def]
    """The rows of a year, with nothing in its sums yet."""
    year = Year(
        course.tfr[y, first:last], course.later[y, first:last], course.migration[y, first:last],
        course.boys[y, first:last], sums.expected_births[y, first:last], sums.deaths[y, first:last],
        sums.net_migration[y, first:last], sums.limited[y, first:last],
    )  # fmt: skip
    year.expected_births[:] = 0.0
    year.deaths[:] = 0.0
    year.net_migration[:] = 0.0
    year.limited[:] = 0.0
    return year


@njit(cache=True, nogil=True, error_model="numpy")
def level_of(sex, y, first, last, course):  # type: ignore[no-untyped-def]
    """Where a sex stands in the tables."""
    at = sex % len(course.place)
    return Level(course.place[at, y, first:last], course.weight[at, y, first:last])


@njit(cache=True, nogil=True, error_model="numpy")
def bench_of(state, rows):  # type: ignore[no-untyped-def]
    """A bench for so many trajectories."""
    spare = np.empty((9, BLOCK), dtype=np.float32)
    return Bench(
        state, np.empty(ROWS_OF_WORK * BLOCK, dtype=np.float32),
        spare[0, :rows], spare[1, :rows], spare[2, :rows], spare[3, :rows], spare[4, :rows], spare[5, :rows],
        spare[6, :rows], spare[7, :rows], spare[8, :rows], np.zeros(rows, dtype=np.float32), np.empty(rows),
    )  # fmt: skip


@njit(cache=True, nogil=True, error_model="numpy")
def summarise(population, first, last, y, groups, mothers, sums):  # type: ignore[no-untyped-def]
    """Add up one moment's ``population`` ``(sex, age, trajectory)`` over ages."""
    sums.population[y, first:last] = 0.0
    sums.population_by_group[y, :, :, first:last] = ZERO
    sums.women_by_group[y, :, first:last] = ZERO
    everyone = sums.population[y, first:last]
    for sex in range(2):
        for x in range(population.shape[1]):
            row = population[sex, x, first:last]
            add_to(everyone, row)
            add_to_groups(sums.population_by_group[y, sex], groups, x, first, last, row)
            if sex == FEMALE:
                add_to_groups(sums.women_by_group[y], mothers, x, first, last, row)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def add_to_groups(sums, groups, x, first, last, row):  # type: ignore[no-untyped-def]
    """Add a row of age ``x`` to the groups that it is in."""
    for g in range(groups.shape[0]):
        if groups[g, 0] <= x < groups[g, 1]:
            add_to(sums[g, first:last], row)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def settle(stock, sex, x, y, year, course, choice, bench):  # type: ignore[no-untyped-def]
    """Migrants of one sex and age: those of the year, or half of them."""
    base = course.base[y % len(course.base), sex, x]
    share = HALF if choice.even else ONE
    expected_migrants(base, year.migration, course.migration_pattern[sex, x], share, bench.migrants)
    if choice.chance:
        by_chance(bench.migrants, choice.moves, bench.state, bench.mean, bench.never, bench.drawn, bench.work)
    move(stock, bench.migrants, year.net_migration, year.limited)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def die(begin, sex, x, level, reached, year, course, choice, bench):  # type: ignore[no-untyped-def]
    """Deaths among those who were to reach age ``x``, in ``bench.dead``; the others have ``reached`` it."""
    at_level(course.dying[sex, x], course.dying_step[sex, x], level.place, level.weight, bench.rate)
    split(bench.state, begin, bench.rate, choice.chance, bench.dead, reached, bench.mean, bench.work)
    add_to(year.deaths, bench.dead)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def deaths_by_age(sex, x, first, last, level, course, bench, died):  # type: ignore[no-untyped-def]
    """Deaths of the cohort that was to reach age ``x``, by age at death."""
    at_level(course.early[sex, x - 1], course.early_step[sex, x - 1], level.place, level.weight, bench.rate)
    spread(bench.dead, bench.rate, died[sex, x - 1, first:last], died[sex, x, first:last])


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def bear_at(x, y, first, last, start, reached, mothers, year, course, choice, bench, sums):  # type: ignore[no-untyped-def]
    """Births to women aged ``x``, who were ``start`` and became ``reached``."""
    at = y % len(course.pattern)
    pattern, step = course.pattern[at, x], course.pattern_step[at, x]
    if pattern > ZERO or step > ZERO:
        births = bench.dead
        bear(year.tfr, year.later, pattern, step, start, reached, bench.mean)
        if choice.chance:
            counts(bench.state, bench.mean, bench.never, births, bench.work)
        else:
            births[:] = bench.mean
        add_to(year.expected_births, bench.mean)
        add_to(bench.born, births)
        add_to_groups(sums.births_by_mother[y], mothers, x, first, last, births)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def begin_life(sex, level, course, bench):  # type: ignore[no-untyped-def]
    """The first age of the trajectories' life tables."""
    at_level(course.dying[sex, 0], course.dying_step[sex, 0], level.place, level.weight, bench.rate)
    bench.living[:] = ONE
    bench.lived[:] = ZERO
    live_on(bench.rate, bench.living, bench.lived)


@njit(cache=True, nogil=True, error_model="numpy")
def grow(sex, y, first, last, start, end, died, mothers, year, course, choice, bench, sums):  # type: ignore[no-untyped-def]
    """Everyone of one sex grows a year older, some die, some move, and women bear children."""
    oldest = start.shape[1] - 1
    level = level_of(sex, y, first, last, course)
    begin, after = bench.begin, bench.after
    if choice.life_expectancy:
        begin_life(sex, level, course, bench)
    begin[:] = start[sex, 0, first:last]
    if choice.even:
        settle(begin, sex, 0, y, year, course, choice, bench)
    for x in range(1, oldest + 1):
        after[:] = start[sex, x, first:last]
        reached = end[sex, x, first:last]
        if choice.even:
            settle(after, sex, x, y, year, course, choice, bench)
        if x == oldest:
            add_to(begin, after)
        die(begin, sex, x, level, reached, year, course, choice, bench)
        if choice.life_expectancy:
            if x == oldest:
                stay_on(bench.rate, bench.living)
            live_on(bench.rate, bench.living, bench.lived)
        if choice.deaths_by_age:
            deaths_by_age(sex, x, first, last, level, course, bench, died)
        if choice.even:
            settle(reached, sex, x, y, year, course, choice, bench)
        if sex == FEMALE:
            bear_at(x, y, first, last, after, reached, mothers, year, course, choice, bench, sums)
        if not choice.even:
            settle(reached, sex, x, y, year, course, choice, bench)
        begin, after = after, begin


@njit(cache=True, nogil=True, error_model="numpy")
def newborn(y, first, last, end, died, year, course, choice, bench, sums):  # type: ignore[no-untyped-def]
    """Share the births among the sexes and bring them to the end of the year."""
    sums.births[y, first:last] = bench.born
    bench.begin[:] = bench.born
    boys, girls = bench.living, bench.lived
    split(bench.state, bench.begin, year.boys, choice.chance, boys, girls, bench.mean, bench.work)
    for sex in range(2):
        reached = end[sex, 0, first:last]
        level = level_of(sex, y, first, last, course)
        die(boys if sex == MALE else girls, sex, 0, level, reached, year, course, choice, bench)
        if choice.deaths_by_age:
            add_to(died[sex, 0, first:last], bench.dead)
        settle(reached, sex, 0, y, year, course, choice, bench)


@njit(cache=True, nogil=True, error_model="numpy")
def run_block(first, last, from_year, cells, deaths, course, choice, groups, mothers, state, sums):  # type: ignore[no-untyped-def]
    """Run trajectories ``first`` to ``last - 1`` from ``from_year`` on, as many years as ``cells`` has after its first.

    ``cells`` ``(year + 1, sex, age, trajectory)`` begins with the population at the start; ``deaths`` ``(year or 1,
    sex, age, trajectory)`` takes the deaths by age at death.
    """
    bench = bench_of(state, last - first)
    for k in range(cells.shape[0] - 1):
        y, died = from_year + k, deaths[k % deaths.shape[0]]
        year = year_of(y, first, last, course, sums)
        sums.births_by_mother[y, :, first:last] = ZERO
        bench.born[:] = 0.0
        for sex in range(2):
            died[sex, 0, first:last] = ZERO
            grow(
                sex, y, first, last, cells[k], cells[k + 1], died, mothers, year, course, choice, bench, sums
            )
            if choice.life_expectancy:
                sums.life_expectancy[y, sex, first:last] = bench.lived
        newborn(y, first, last, cells[k + 1], died, year, course, choice, bench, sums)
        summarise(cells[k + 1], first, last, y + 1, groups, mothers, sums)

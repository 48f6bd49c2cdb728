"""The expected run: every unit along the median paths, from its last count to the horizon.

It brings counts up to the base year (with the births that were counted in the meantime), carries the age structure that
the trajectories start from, and gives the age detail of pyramids and causes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.demography.cohort_component import MigrationTiming, Step, step
from populace.demography.sex import FEMALE
from populace.forecast.plan import Plan

TIMING = MigrationTiming.END
"""Migrants are counted at the end of the year, as residuals of counts at the year's end find them."""


@dataclass(frozen=True)
class Expected:
    """``population`` at the end of each of ``years`` (the first is the start), ``births`` by age of mother and net
    ``migration`` in each year after the first (zero until a unit's own start); ``limited`` the emigrants asked for that
    were not there to leave.
    """

    years: Int[np.ndarray, " year"]
    population: Float[np.ndarray, "year unit sex age"]
    births: Float[np.ndarray, "year unit age"]
    migration: Float[np.ndarray, "year unit sex age"]
    limited: Float[np.ndarray, " unit"]

    def at(self, year: int) -> int:
        """Index of ``year``."""
        return year - int(self.years[0])

    def women(self, year: int) -> Float[np.ndarray, "unit age"]:
        """Woman-years of ``year``: the mean of its start and its end."""
        at = self.at(year)
        return np.asarray(0.5 * (self.population[at - 1, :, FEMALE] + self.population[at, :, FEMALE]))


def expected_run(plan: Plan) -> Expected:
    """Run all units of ``plan`` together, year by year."""
    years = np.arange(plan.start_year, plan.horizon + 1)
    population = np.zeros((len(years), len(plan.units), *plan.units[0].stocks.latest.shape))
    births = np.zeros((*population.shape[:2], population.shape[-1]))
    migration = np.zeros_like(population)
    limited = np.zeros(len(plan.units))
    patterns = np.stack([unit.pattern for unit in plan.units])
    courses = [unit.drift.median(unit.pattern) if unit.drift.shift.any() else None for unit in plan.units]
    for at, year in enumerate(years):
        if at:
            made = _year(
                plan, int(year), population[at - 1], _moved(patterns, courses, int(year) - plan.base_year)
            )
            begun = np.array([unit.stocks.end_year < year for unit in plan.units])
            population[at, begun], births[at, begun] = made.population[begun], made.births[begun]
            migration[at, begun] = made.net_migration[begun]
            limited[begun] += made.emigration_limited[begun].sum(axis=(-2, -1))
        for place, unit in enumerate(plan.units):
            if unit.stocks.end_year == year:
                population[at, place] = _start(plan, place)
    return Expected(years, population, births, migration, limited)


def _moved(
    patterns: Float[np.ndarray, "unit age"],
    courses: Sequence[Float[np.ndarray, "year age"] | None],
    ahead: int,
) -> Float[np.ndarray, "unit age"]:
    """The patterns ``ahead`` years after the base year; those that do not move, and of years before, as they are."""
    if ahead < 1 or not any(course is not None for course in courses):
        return patterns
    return np.stack(
        [
            pattern if course is None else course[ahead - 1]
            for pattern, course in zip(patterns, courses, strict=True)
        ]
    )


def at_one_child(plan: Plan, expected: Expected) -> Float[np.ndarray, "unit year"]:
    """Births of each unit and year ahead if every woman had one child in her life."""
    women = np.stack([expected.women(int(year)) for year in plan.years_ahead], axis=1)
    patterns = np.stack([unit.pattern for unit in plan.units])
    return np.asarray(np.einsum("uya,ua->uy", women, patterns))


def _year(
    plan: Plan,
    year: int,
    population: Float[np.ndarray, "unit sex age"],
    patterns: Float[np.ndarray, "unit age"],
) -> Step:
    changed = plan.effects.in_year(year - plan.base_year - 1)
    survivorship = np.stack(
        [
            unit.mortality.survivorship(year, more)
            for unit, more in zip(plan.units, changed.life_expectancy, strict=True)
        ]
    )
    ratio = np.array([unit.sex_ratio[year] for unit in plan.units])
    nobody = np.zeros_like(population)
    levels = plan.fertility.median[max(year - plan.base_year - 1, 0)] * plan.ratios * changed.fertility
    if year <= plan.base_year:
        at_one_child = step(population, survivorship, patterns, nobody, ratio, TIMING).births.sum(axis=-1)
        levels = _known_levels(plan, year, at_one_child, levels)
    asfr = levels[:, np.newaxis] * patterns
    stayed = step(population, survivorship, asfr, nobody, ratio, TIMING).population
    net = np.stack(
        [unit.migration.persons(year, people) for unit, people in zip(plan.units, stayed, strict=True)]
    )
    for place, persons in changed.migrants.items():
        net[place] += persons
    return step(population, survivorship, asfr, net, ratio, TIMING)


def _known_levels(
    plan: Plan, year: int, at_one_child: Float[np.ndarray, " unit"], levels: Float[np.ndarray, " unit"]
) -> Float[np.ndarray, " unit"]:
    """Total fertility that gives the births counted in ``year``; where none were counted, ``levels``."""
    levels = levels.copy()
    for place, unit in enumerate(plan.units):
        counted = unit.history.of(year) if unit.history is not None else None
        if counted is not None and at_one_child[place] > 0:
            levels[place] = counted / at_one_child[place]
    return levels


def _start(plan: Plan, place: int) -> Float[np.ndarray, "sex age"]:
    """The population of a unit at the end of the year of its last count.

    A count within the year is carried on by the share of the year that is left: between it and what it becomes in a
    year.
    """
    unit = plan.units[place]
    people = unit.stocks.latest
    if not unit.stocks.rest_of_year:
        return np.asarray(people)
    year = unit.stocks.end_year
    level = float(plan.fertility.median[0] * plan.ratios[place])
    counted = unit.history.of(year) if unit.history is not None else None
    survivorship, net, ratio = (
        unit.mortality.survivorship(year),
        unit.migration.persons(year, people),
        unit.sex_ratio[year],
    )
    if counted is not None:
        at_one_child = float(step(people, survivorship, unit.pattern, net, ratio, TIMING).births.sum())
        level = counted / at_one_child if at_one_child > 0 else level
    later = step(people, survivorship, level * unit.pattern, net, ratio, TIMING).population
    return np.asarray(people + unit.stocks.rest_of_year * (later - people))

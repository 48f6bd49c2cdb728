"""What happened: every village lives from 1950 to 2025, in whole persons.

The engine's ``step`` gives what is expected of the people who are there; chance does the rest. Births are Poisson,
deaths, boys among births and departures binomial, arrivals Poisson. As counts are drawn and never rounded afterwards,
the balancing equation holds exactly in every village, sex, age and year.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from populace.demo.histories import YEARS, district_histories
from populace.demo.levels import Levels
from populace.demo.rates import AGES, departure_risks, expected_arrivals, mortality_grid
from populace.demo.schedules import fertility_schedules, migration_profile
from populace.demography.arrays import Floats, Integers
from populace.demography.cohort_component import project, step
from populace.demography.sex import FEMALE, MALE, SEXES

# Years under the rates of 1950 after which the age structure no longer depends on where it began.
SETTLING_YEARS = 200


@dataclass(frozen=True)
class Truth:
    """Counts of persons and events in each village, as they truly were.

    ``population`` ``(place, year + 1, sex, age)`` at the end of 1949 and of each year;
    ``births`` ``(place, year, age)`` by age of mother, and the same ``births_by_sex`` ``(place, year, sex)``;
    ``cohort_deaths`` ``(place, year, sex, age)`` by the age reached, or to be reached, at the year's end;
    ``deaths_younger`` those of them who died one year of age younger;
    ``net_migration`` ``(place, year, sex, age)`` by age at the year's end.
    """

    population: Integers
    births: Integers
    births_by_sex: Integers
    cohort_deaths: Integers
    deaths_younger: Integers
    net_migration: Integers

    @property
    def deaths(self) -> Integers:
        """Deaths by age at death ``(place, year, sex, age)``."""
        at_age = self.cohort_deaths - self.deaths_younger
        at_age[..., :-1] += self.deaths_younger[..., 1:]
        return at_age


def live(levels: Levels, rng: np.random.Generator, tick: Callable[[], None] = lambda: None) -> Truth:
    """Run every village through ``YEARS``; ``tick`` is called after each year."""
    truth = _empty(len(levels.people))
    truth.population[:, 0] = rng.poisson(levels.people[:, None, None] * stable_structure())
    for index, happened in enumerate(_years(levels, truth.population, rng)):
        for name, counts in happened.items():
            getattr(truth, name)[:, index] = counts
        truth.population[:, index + 1] = _end(truth, index)
        tick()
    return truth


def stable_structure() -> Floats:
    """Shares of sex and age ``(sex, age)`` that the rates of 1950, held for ever, would lead to."""
    histories = district_histories()
    e0 = np.array(
        [[histories["life_expectancy_female"].by_year[0], histories["life_expectancy_male"].by_year[0]]]
    )
    survivors, _ = mortality_grid().at(e0)
    asfr = fertility_schedules()[0] * histories["births_per_woman"].by_year[0]
    anyone = np.ones((len(SEXES), len(AGES)))
    srb = histories["sex_ratio_at_birth"].by_year[0]
    settled = project(anyone, survivors[0], asfr, 0.0 * anyone, srb, years=SETTLING_YEARS).population[-1]
    return np.asarray(settled / settled.sum())


def _years(levels: Levels, population: Integers, rng: np.random.Generator) -> Iterator[dict[str, Integers]]:
    """What happens in each year to the people of ``population`` at its start."""
    schedules, grid, profile = fertility_schedules(), mortality_grid(), migration_profile()
    boys = district_histories()["sex_ratio_at_birth"].by_year
    for index in range(len(YEARS)):
        people = population[:, index].astype(np.float64)
        survivors, separation = grid.at(levels.life_expectancy[:, index])
        asfr = levels.births_per_woman[:, index, None] * schedules[index]
        expected = step(people, survivors, asfr, np.zeros(people.shape), boys[index])
        births = rng.poisson(expected.births)
        by_sex = _births_by_sex(births, boys[index], rng)
        reaching = _reaching(population[:, index], by_sex)
        died = rng.binomial(reaching, 1.0 - survivors)
        alive = reaching - died
        leave = departure_risks(levels.departures[:, index], people, profile)
        come = expected_arrivals(levels.arrivals[:, index], people, profile)
        yield {
            "births": births,
            "births_by_sex": by_sex,
            "cohort_deaths": died,
            "deaths_younger": _younger(died, separation, rng),
            "net_migration": rng.poisson(come) - rng.binomial(alive, leave),
        }


def _births_by_sex(births: Integers, srb: float, rng: np.random.Generator) -> Integers:
    total = births.sum(axis=-1)
    by_sex = np.empty((len(total), len(SEXES)), dtype=np.int64)
    by_sex[:, MALE] = rng.binomial(total, srb / (1.0 + srb))
    by_sex[:, FEMALE] = total - by_sex[:, MALE]
    return by_sex


def _reaching(people: Integers, births_by_sex: Integers) -> Integers:
    """Everyone by the age that they reach in the year, if they live."""
    reaching = np.empty(people.shape, dtype=np.int64)
    reaching[..., 0] = births_by_sex
    reaching[..., 1:] = people[..., :-1]
    reaching[..., -1] += people[..., -1]
    return reaching


def _younger(died: Integers, separation: Floats, rng: np.random.Generator) -> Integers:
    younger = np.zeros(died.shape, dtype=np.int64)
    younger[..., 1:] = rng.binomial(died[..., 1:], separation[..., :-1])
    return younger


def _end(truth: Truth, index: int) -> Integers:
    reaching = _reaching(truth.population[:, index], truth.births_by_sex[:, index])
    return reaching - truth.cohort_deaths[:, index] + truth.net_migration[:, index]


def _empty(places: int) -> Truth:
    years, ages = len(YEARS), len(AGES)
    shapes = {
        "population": (places, years + 1, len(SEXES), ages),
        "births": (places, years, ages),
        "births_by_sex": (places, years, len(SEXES)),
    }
    return Truth(
        *(
            np.zeros(shapes.get(f.name, (places, years, len(SEXES), ages)), dtype=np.int64)
            for f in fields(Truth)
        )
    )

"""What the registers hold: the truth through honest, imperfect counting, before any mistake is made in reporting.

Some births and deaths are never registered, some births are counted in the next village, some young adults are
counted in two places. The chances are the authors' own stylised assumptions; each count is drawn with its own.
"""

from dataclasses import dataclass

import numpy as np

from populace.demo.histories import YEARS
from populace.demo.life import Truth
from populace.demo.places import town_of_unit
from populace.demography.arrays import Integers
from populace.demography.sex import SEXES

POPULATION_YEARS = (2010, 2015, 2018, 2020, 2021, 2022, 2023, 2024, 2025)
"""Years at whose end the villages' population is counted by sex and age."""

BIRTH_MISSED = 0.003  # of births
BIRTH_NEXT_VILLAGE = 0.005  # of births, within the town
CHILD_MISSED, CHILD_AGES = 0.015, slice(0, 5)  # of persons of these ages
ADULT_TWICE, ADULT_AGES = 0.006, slice(18, 30)  # of persons of these ages
PERSON_MISSED = 0.003  # of persons
INFANT_DEATH_MISSED = 0.06  # of deaths under one year of age
DEATH_MISSED = 0.01  # of other deaths

MONTHS = 12
# Relative numbers in each month of the year, January first: more births in autumn, more deaths in winter.
BIRTH_SEASON = (1.02, 0.94, 0.96, 0.93, 0.94, 0.95, 0.99, 1.04, 1.07, 1.10, 1.05, 1.01)
DEATH_SEASON = (1.22, 1.14, 1.07, 0.98, 0.93, 0.90, 0.91, 0.92, 0.91, 0.94, 1.00, 1.08)


@dataclass(frozen=True)
class Registers:
    """Counts as registered, by place.

    ``births`` ``(place, year, age)`` by age of mother, and the same ``births_by_month`` ``(place, year, sex, month)``;
    ``deaths`` ``(place, year, sex, age)`` by age at death, and the same ``deaths_by_month``, as those;
    ``population`` ``(place, counted year, sex, age)`` at the end of each of ``POPULATION_YEARS``.
    """

    births: Integers
    births_by_month: Integers
    deaths: Integers
    deaths_by_month: Integers
    population: Integers


def register(truth: Truth, rng: np.random.Generator) -> Registers:
    """Count what happened, with the chances above."""
    births = _births(truth, rng)
    deaths = _deaths(truth, rng)
    return Registers(
        births=births,
        births_by_month=_months(_girls_and_boys(truth, births, rng), BIRTH_SEASON, rng),
        deaths=deaths,
        deaths_by_month=_months(deaths.sum(axis=-1), DEATH_SEASON, rng),
        population=_population(truth, rng),
    )


def next_village() -> Integers:
    """Position of the village that comes after each in its town, the first after the last, ``(place,)``."""
    town = town_of_unit()
    following = np.arange(1, len(town) + 1)
    last = np.append(town[1:] != town[:-1], True)
    following[last] = np.searchsorted(town, town[last])
    return following


def _births(truth: Truth, rng: np.random.Generator) -> Integers:
    known = truth.births - rng.binomial(truth.births, BIRTH_MISSED)
    elsewhere = rng.binomial(known, BIRTH_NEXT_VILLAGE)
    counted = known - elsewhere
    counted[next_village()] += elsewhere
    return counted


def _girls_and_boys(truth: Truth, births: Integers, rng: np.random.Generator) -> Integers:
    """Registered births by sex, in the proportion of those who were born in the place and year."""
    true = truth.births_by_sex
    share = (true[..., 0] + 0.5) / (true.sum(axis=-1) + 1.0)
    girls = rng.binomial(births.sum(axis=-1), share)
    return np.stack([girls, births.sum(axis=-1) - girls], axis=-1)


def _deaths(truth: Truth, rng: np.random.Generator) -> Integers:
    happened = truth.deaths
    chance = np.full(happened.shape[-1], DEATH_MISSED)
    chance[0] = INFANT_DEATH_MISSED
    return happened - rng.binomial(happened, chance)


def _population(truth: Truth, rng: np.random.Generator) -> Integers:
    counted_years = np.searchsorted(YEARS, POPULATION_YEARS) + 1
    people = truth.population[:, counted_years]
    missed = np.full((len(SEXES), people.shape[-1]), PERSON_MISSED)
    missed[:, CHILD_AGES] = CHILD_MISSED
    twice = np.zeros(missed.shape)
    twice[:, ADULT_AGES] = ADULT_TWICE
    return people - rng.binomial(people, missed) + rng.binomial(people, twice)


def _months(counts: Integers, season: tuple[float, ...], rng: np.random.Generator) -> Integers:
    weight = np.array(season) / sum(season)
    return rng.multinomial(counts, weight)

"""The level of fertility, mortality and migration of each village: its town's, and a difference of its own.

Differences between the villages of a town are drawn once and last: a place keeps its character.
"""

from dataclasses import dataclass

import numpy as np

from populace.demo.histories import district_histories
from populace.demo.places import Town, town_of_unit, towns, units
from populace.demography.arrays import Floats

# How much villages of one town differ: standard deviations, the authors' own stylised assumptions.
SIZE_SPREAD = 0.45  # of the logarithm of the number of people
FERTILITY_SPREAD = 0.06  # of the logarithm of births per woman
LIFE_SPREAD = 0.7  # years of life expectancy
NET_MIGRATION_SPREAD = 1.8  # persons per thousand a year


@dataclass(frozen=True)
class Levels:
    """What each village lives through; the axes are place and, where it varies, year.

    ``people`` persons at the start ``(place,)``; ``births_per_woman`` ``(place, year)``; ``life_expectancy`` years
    ``(place, year, sex)``; ``arrivals`` and ``departures`` persons per person and year ``(place, year)``.
    """

    people: Floats
    births_per_woman: Floats
    life_expectancy: Floats
    arrivals: Floats
    departures: Floats


def draw_levels(rng: np.random.Generator) -> Levels:
    """Levels of every unit, drawn around those of its town."""
    histories = district_histories()
    own_fertility = np.exp(rng.normal(0.0, FERTILITY_SPREAD, len(units())))[:, None]
    own_life = rng.normal(0.0, LIFE_SPREAD, len(units()))[:, None]
    own_migration = rng.normal(0.0, NET_MIGRATION_SPREAD, len(units()))[:, None]
    fertility = histories["births_per_woman"].by_year * _by_unit([town.fertility.by_year for town in towns()])
    life = _by_unit([np.array([town.life]) for town in towns()]) + own_life
    net = _by_unit([town.net_migration.by_year for town in towns()]) + own_migration * _openness()
    turnover = _by_unit([town.turnover.by_year for town in towns()])
    return Levels(
        people=np.concatenate([_people(town, rng) for town in towns()]),
        births_per_woman=fertility * own_fertility,
        life_expectancy=np.stack(
            [histories[f"life_expectancy_{sex}"].by_year + life for sex in ("female", "male")], axis=-1
        ),
        arrivals=(turnover + np.maximum(net, 0.0)) / 1000.0,
        departures=(turnover + np.maximum(-net, 0.0)) / 1000.0,
    )


def _by_unit(by_town: list[Floats]) -> Floats:
    """Rows of towns repeated for each of their units, ``(place, ...)``."""
    return np.array(by_town)[town_of_unit()]


def _people(town: Town, rng: np.random.Generator) -> Floats:
    weight = np.exp(rng.normal(0.0, SIZE_SPREAD, len(town.units)))
    return np.asarray(town.people * weight / weight.sum())


def _openness() -> Floats:
    """How far villages go their own way in migration: little before people could move freely, fully since."""
    turnover = np.array([town.turnover.by_year for town in towns()]).mean(axis=0)
    return np.asarray(turnover / turnover.max())

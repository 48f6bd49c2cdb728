"""One step of the cohort-component projection, written to be read.

The compiled kernel says the same; random inputs hold the two together. Arrays are ``(sex, age)`` of one
place; the quantities and their units are those of ``cohort_component.step``.
"""

from dataclasses import dataclass

import numpy as np

from populace.demography.arrays import Floats
from populace.demography.cohort_component import MigrationTiming
from populace.demography.sex import FEMALE, MALE


@dataclass(frozen=True)
class ReferenceStep:
    """What one step did: as ``cohort_component.Step``, for one place."""

    population: Floats
    births: Floats
    births_by_sex: Floats
    cohort_deaths: Floats
    net_migration: Floats
    emigration_limited: Floats


def reference_step(
    population: Floats,
    survivorship: Floats,
    asfr: Floats,
    net_migration: Floats,
    sex_ratio_at_birth: float,
    timing: MigrationTiming,
    period: float = 1.0,
) -> ReferenceStep:
    """Project one place one period."""
    even = timing is MigrationTiming.EVEN
    at_start = net_migration / 2 if even else np.zeros_like(net_migration)
    at_end = net_migration / 2 if even else net_migration

    # Those who come or go at the start are exposed to the period's mortality and fertility.
    moved_at_start = np.maximum(at_start, -population)
    start = population + moved_at_start

    # Everyone grows one group older; the open group keeps its own and takes in those who reach it.
    ages = population.shape[-1]
    reaching = np.zeros_like(start)
    for age in range(1, ages):
        reaching[:, age] = start[:, age - 1]
    reaching[:, -1] += start[:, -1]
    survivors = reaching * survivorship

    # Births: the mean number of women at the two ends of the period, times their rate. Women who move
    # evenly over the period are there for half of it; those counted at its end are not.
    women_at_end = survivors[FEMALE]
    if even:
        women_at_end = women_at_end + np.maximum(at_end[FEMALE], -women_at_end)
    births = asfr * period * (start[FEMALE] + women_at_end) / 2
    born = np.empty(2)
    born[MALE] = births.sum() * sex_ratio_at_birth / (1 + sex_ratio_at_birth)
    born[FEMALE] = births.sum() / (1 + sex_ratio_at_birth)
    reaching[:, 0] = born
    survivors[:, 0] = born * survivorship[:, 0]

    moved_at_end = np.maximum(at_end, -survivors)
    moved = moved_at_start + moved_at_end
    return ReferenceStep(
        population=survivors + moved_at_end,
        births=births,
        births_by_sex=born,
        cohort_deaths=reaching - survivors,
        net_migration=moved,
        emigration_limited=moved - net_migration,
    )


def reference_deaths(cohort_deaths: Floats, separation: Floats) -> Floats:
    """Deaths by age at death ``(sex, age)``, from deaths by the age the cohort would have reached.

    ``separation[x]`` is the share of the deaths between groups x and x + 1 that fall while still in x.
    """
    deaths = np.zeros_like(cohort_deaths)
    ages = cohort_deaths.shape[-1]
    deaths[:, 0] = cohort_deaths[:, 0]
    for age in range(1, ages):
        younger = cohort_deaths[:, age] * separation[:, age - 1]
        deaths[:, age - 1] += younger
        deaths[:, age] += cohort_deaths[:, age] - younger
    return deaths

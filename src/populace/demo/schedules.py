"""How fertility and migration are spread over age in the demo."""

from dataclasses import replace

import numpy as np

from populace.demo.histories import district_histories
from populace.demo.rates import AGES
from populace.demography.arrays import Floats
from populace.demography.fertility import gamma_schedule
from populace.demography.migration import STANDARD

# Births outside these ages are left out of the demo: they would be a handful, and five-year tables start and end here.
MOTHER_AGES = slice(15, 50)

# A third of the standard level: few of the old move, so that villages which people leave grow old.
MIGRATION = replace(STANDARD, level=0.001)


def fertility_schedules() -> Floats:
    """Share of total fertility at each age in each year, ``(year, age)``."""
    histories = district_histories()
    full = gamma_schedule(
        histories["mean_age_at_birth"].by_year, histories["spread_of_ages_at_birth"].by_year
    )
    within = np.zeros(full.shape)
    within[:, MOTHER_AGES] = full[:, MOTHER_AGES]
    return np.asarray(within / within.sum(axis=-1, keepdims=True))


def migration_profile() -> Floats:
    """Relative intensity of moving by age, ``(age,)``."""
    return MIGRATION.curve(AGES.bounds + 0.5)

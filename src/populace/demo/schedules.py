"""How fertility and migration are spread over age in the demo."""

import numpy as np
from numpy.typing import NDArray

from populace.demo.histories import district_histories
from populace.demography.fertility import gamma_schedule

Floats = NDArray[np.float64]

# Births outside these ages are left out of the demo: they would be a handful, and five-year tables start and end here.
MOTHER_AGES = slice(15, 50)


def fertility_schedules() -> Floats:
    """Share of total fertility at each age in each year, ``(year, age)``."""
    histories = district_histories()
    full = gamma_schedule(histories["mean_age_at_birth"].by_year, histories["spread_of_ages_at_birth"].by_year)
    within = np.zeros(full.shape)
    within[:, MOTHER_AGES] = full[:, MOTHER_AGES]
    return np.asarray(within / within.sum(axis=-1, keepdims=True))


def migration_profile() -> Floats:
    """Relative intensity of moving by age, ``(age,)``."""
    x = np.arange(101.0)
    return 0.02 * np.exp(-0.1 * x) + 0.06 * np.exp(-0.1 * (x - 20) - np.exp(-0.4 * (x - 20))) + 0.001

"""Survivorship of places whose deaths nobody counted: what their old people tell.

Few move after 60, so that of those who were 60 and older a year ago all but the dead are a year older now. The life
expectancy of each sex whose model survivorship (``populace.demography.mortality``) leaves as many as were counted
is read off a grid; deaths below 60 follow from the model.

Source: intercensal survival, United Nations 1983, Manual X: Indirect Techniques for Demographic Estimation, chapter
IX.

Limits: migration after 60 and errors of the counts are taken for deaths or lives.
"""

from functools import cache

import numpy as np
from jaxtyping import Float

from populace.demography.mortality import survivorship_grid
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.forecast.methods.ageing import People

OLD = 60
"""Age from which migration is left out of account: few move after the end of working life."""

LEVELS = np.linspace(30.0, 99.0, 139)
"""Life expectancies of the grid, years: half a year apart, with straight lines between."""

FEWEST_DEATHS = 100.0
"""Deaths after 60 of a sex below which no level is read: the standard error of a rate is then a tenth, which is about
a year of life expectancy."""

DEFAULT_E0 = {FEMALE: 76.0, MALE: 71.0}
"""Where no level can be read: about the world's in 2024 (UN, World Population Prospects 2024: 76.0, 70.7 years)."""


@cache
def grid(ages: int) -> Float[np.ndarray, "level sex age"]:
    """Survivorship at ``LEVELS`` by single year of age, the last of ``ages`` open."""
    both = np.repeat(LEVELS[:, np.newaxis], len(SEXES), axis=1)
    return np.asarray(survivorship_grid(both, open_age=ages - 1))


def life_expectancy(exposed: People, reached: People) -> Float[np.ndarray, " sex"]:
    """Years by sex that the survivors past 60 tell, of all places together.

    ``exposed`` those who would be of each age if nobody died, ``reached`` those who are.
    """
    before, after = exposed.sum(axis=0), reached.sum(axis=0)
    found = np.array([DEFAULT_E0[sex] for sex in (FEMALE, MALE)])
    for sex in (FEMALE, MALE):
        alive = after[sex, OLD:].sum()
        if before[sex, OLD:].sum() - alive >= FEWEST_DEATHS:
            expected = grid(before.shape[-1])[:, sex, OLD:] @ before[sex, OLD:]
            found[sex] = np.interp(alive, expected, LEVELS)
    return found


def survivorship_at(e0: Float[np.ndarray, " sex"], ages: int) -> Float[np.ndarray, "sex age"]:
    """Survivorship at life expectancies by sex, within the grid."""
    at = (np.clip(e0, LEVELS[0], LEVELS[-1]) - LEVELS[0]) / (LEVELS[1] - LEVELS[0])
    low = np.minimum(at.astype(np.int64), len(LEVELS) - 2)
    share, sexes = (at - low)[:, np.newaxis], np.arange(len(SEXES))
    return np.asarray(grid(ages)[low, sexes] * (1 - share) + grid(ages)[low + 1, sexes] * share)

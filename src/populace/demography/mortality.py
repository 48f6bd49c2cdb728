"""Model mortality: single-year death rates for a life expectancy.

Where only a life expectancy is known, the log-quadratic model gives the age pattern usual at that level.
Where a place has death rates of its own, they keep their pattern and move to another level by the model's
improvements at each age:

    ln m(x, e) = ln m_own(x) + ln m_model(x, level) - ln m_model(x, own level),

with the level that gives life expectancy ``e`` exactly. Rates fall at every age as ``e`` rises.

Source: Wilmoth et al. 2012 (see ``log_quadratic``).
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, by_sex, non_negative
from populace.demography.life_table import life_table
from populace.demography.log_quadratic import MODEL_AGES, log_quadratic_mx
from populace.demography.mortality_levels import MortalityLevels
from populace.demography.rate_graduation import graduate_mx
from populace.demography.sex import FEMALE, MALE
from populace.errors import ModelError

OPEN_AGE = 100

# The published coefficients turn upwards where child mortality is lower than in any table they were fitted
# to (males aged 20-24 below 5q0 = 0.002). Below this 5q0 the curves go on along their tangents.
LOWEST_FITTED = 0.004
HIGHEST = 0.55  # 5q0 at a life expectancy of about 20 years
STEPS_FITTED, STEPS_BEYOND = 120, 120
LOWEST = 1e-8  # far beyond a life expectancy of 100 years


@cache
def model_levels(open_age: int = OPEN_AGE) -> MortalityLevels:
    """The model's levels, from a life expectancy of about 20 years to one of about 100."""
    return MortalityLevels(np.stack([_grid(sex, open_age) for sex in (FEMALE, MALE)]), Ages.single(open_age))


def relational_levels(mx: ArrayLike) -> MortalityLevels:
    """A place's own death rates ``(sex, age)``, above zero, at the model's levels, their age pattern kept.

    Raises ``ModelError`` for rates of zero, or a life expectancy that the model does not reach.
    """
    own = non_negative("mx", mx)
    own = by_sex("mx", own, own.shape[-1])
    if own.ndim != 2 or (own == 0).any():
        raise ModelError("a place's own rates must be above zero at every age, and of one place: (sex, age)")
    model = model_levels(own.shape[-1] - 1)
    at_own_level = model.rates_at(life_table(own, model.ages).e0)
    return MortalityLevels(model.logs + (np.log(own) - np.log(at_own_level))[:, None], model.ages)


def model_mx(e0: ArrayLike, open_age: int = OPEN_AGE) -> Floats:
    """Death rates by single year of age with life expectancies ``e0`` in years, ``(..., sex)``.

    Returns deaths per person-year ``(..., sex, open_age + 1)``; their life table has ``e0`` to 1e-9 years.
    Raises ``ModelError`` for a life expectancy outside the model (about 20 to 100 years).
    """
    return model_levels(open_age).rates_at(e0)


def relational_mx(mx: ArrayLike, e0: ArrayLike) -> Floats:
    """A place's own death rates moved to other life expectancies, its age pattern kept.

    ``mx`` deaths per person-year by single year of age, ``(sex, age)``, above zero; ``e0`` years, ``(...,
    sex)``. Returns ``(..., sex, age)``. Raises ``ModelError`` for rates of zero or a life expectancy out of
    reach.
    """
    return relational_levels(mx).rates_at(e0)


def e0_range(mx: ArrayLike | None = None, open_age: int = OPEN_AGE) -> Floats:
    """Lowest and highest life expectancy by sex, ``(sex, 2)`` in years, that the model reaches.

    Of :func:`relational_mx` with the place's own rates ``mx`` ``(sex, age)``, else of :func:`model_mx`.
    """
    return (model_levels(open_age) if mx is None else relational_levels(mx)).reach


def survivorship_grid(e0: ArrayLike, mx: ArrayLike | None = None, open_age: int = OPEN_AGE) -> Floats:
    """Survivorship ratios ``(level, sex, age)`` for life expectancies ``e0`` ``(level, sex)``.

    With the place's own single-year rates ``mx`` ``(sex, age)`` by :func:`relational_mx`, without by
    :func:`model_mx`.
    """
    return (model_levels(open_age) if mx is None else relational_levels(mx)).survivorship_at(e0)


def _grid(sex: int, open_age: int) -> Floats:
    """Model ``ln m`` by single year of age, from the highest to the lowest mortality: ``(level, age)``."""
    fitted = np.exp(np.linspace(np.log(HIGHEST), np.log(LOWEST_FITTED), STEPS_FITTED))
    abridged = np.log(log_quadratic_mx(fitted, sex))
    tangent = np.minimum(abridged[-1] - abridged[-2], 0.0)
    step = np.log(fitted[-1] / fitted[-2])
    beyond = np.linspace(0.0, np.log(LOWEST / LOWEST_FITTED) / step, STEPS_BEYOND)[1:, None]
    levels = np.concatenate([abridged, abridged[-1] + beyond * tangent])
    single = np.log(graduate_mx(np.exp(levels), MODEL_AGES, sex, open_age))
    # Above age 80 the published curves dip where child mortality is highest; no age may fare worse at a
    # better level.
    return np.maximum.accumulate(single[::-1])[::-1]

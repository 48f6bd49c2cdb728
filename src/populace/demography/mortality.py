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
from populace.demography.arrays import Floats, by_sex, ends_in, finite, non_negative
from populace.demography.life_table import life_table
from populace.demography.log_quadratic import MODEL_AGES, log_quadratic_mx
from populace.demography.rate_graduation import graduate_mx
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.demography.survivorship import survivorship
from populace.errors import ModelError

OPEN_AGE = 100

# The published coefficients turn upwards where child mortality is lower than in any table they were fitted
# to (males aged 20-24 below 5q0 = 0.002). Below this 5q0 the curves go on along their tangents.
LOWEST_FITTED = 0.004
HIGHEST = 0.55  # 5q0 at a life expectancy of about 20 years
STEPS_FITTED, STEPS_BEYOND = 120, 120
LOWEST = 1e-8  # far beyond a life expectancy of 100 years


def model_mx(e0: ArrayLike, open_age: int = OPEN_AGE) -> Floats:
    """Death rates by single year of age with life expectancies ``e0`` in years, ``(..., sex)``.

    Returns deaths per person-year ``(..., sex, open_age + 1)``; their life table has ``e0`` to 1e-9 years.
    Raises ``ModelError`` for a life expectancy outside the model (about 20 to 100 years).
    """
    target = ends_in("e0", finite("e0", e0), len(SEXES))
    flat = np.zeros((len(SEXES), open_age + 1))
    return _at_levels(flat, target, open_age)


def relational_mx(mx: ArrayLike, e0: ArrayLike) -> Floats:
    """A place's own death rates moved to other life expectancies, its age pattern kept.

    ``mx`` deaths per person-year by single year of age, ``(sex, age)``, above zero; ``e0`` years, ``(...,
    sex)``. Returns ``(..., sex, age)``. Raises ``ModelError`` for rates of zero or a life expectancy out of
    reach.
    """
    offset = _offset(mx)
    target = ends_in("e0", finite("e0", e0), len(SEXES))
    return _at_levels(offset, target, offset.shape[-1] - 1)


def e0_range(mx: ArrayLike | None = None, open_age: int = OPEN_AGE) -> Floats:
    """Lowest and highest life expectancy by sex, ``(sex, 2)`` in years, that the model reaches.

    Of :func:`relational_mx` with the place's own rates ``mx`` ``(sex, age)``, else of :func:`model_mx`.
    """
    offset = np.zeros((len(SEXES), open_age + 1)) if mx is None else _offset(mx)
    ends = [_grid(sex, offset.shape[-1] - 1)[[0, -1]] + offset[sex] for sex in (FEMALE, MALE)]
    return np.stack([_expectancy(logs, sex) for sex, logs in zip((FEMALE, MALE), ends, strict=True)])


def survivorship_grid(e0: ArrayLike, mx: ArrayLike | None = None, open_age: int = OPEN_AGE) -> Floats:
    """Survivorship ratios ``(level, sex, age)`` for life expectancies ``e0`` ``(level, sex)``.

    With the place's own single-year rates ``mx`` ``(sex, age)`` by :func:`relational_mx`, without by
    :func:`model_mx`.
    """
    rates = model_mx(e0, open_age) if mx is None else relational_mx(mx, e0)
    return survivorship(life_table(rates, Ages.single(rates.shape[-1] - 1)))


def _offset(mx: ArrayLike) -> Floats:
    """``ln m`` of a place's own rates less that of the model at their level, ``(sex, age)``."""
    own = non_negative("mx", mx)
    own = by_sex("mx", own, own.shape[-1])
    if own.ndim != 2 or (own == 0).any():
        raise ModelError("a place's own rates must be above zero at every age, and of one place: (sex, age)")
    open_age = own.shape[-1] - 1
    at_own_level = model_mx(life_table(own, Ages.single(open_age)).e0, open_age)
    return np.asarray(np.log(own) - np.log(at_own_level))


def _at_levels(offset: Floats, e0: Floats, open_age: int) -> Floats:
    """Rates of the model, times ``exp(offset)`` ``(sex, age)``, with life expectancies ``e0`` ``(..., sex)``."""
    made = [_of_one_sex(offset[sex], e0[..., sex].ravel(), sex, open_age) for sex in (FEMALE, MALE)]
    return np.stack([rates.reshape((*e0.shape[:-1], open_age + 1)) for rates in made], axis=-2)


def _of_one_sex(offset: Floats, e0: Floats, sex: int, open_age: int) -> Floats:
    """Between two levels of the grid ``ln m`` is interpolated; the place between them is found by regula falsi."""
    logs = _grid(sex, open_age) + offset
    known = _expectancy(logs, sex)
    low, high = known[0], known[-1]
    if e0.size and not (low <= e0.min() and e0.max() <= high):
        raise ModelError(
            f"life expectancy must be between {low:.1f} and {high:.1f} years ({SEXES[sex]}), "
            f"not {e0.min():.1f} to {e0.max():.1f}"
        )
    above = np.clip(np.searchsorted(known, e0), 1, len(known) - 1)
    lower, upper = logs[above - 1], logs[above]
    share = _solve(lower, upper, known[above - 1], known[above], e0, sex)
    return np.exp(lower + share[:, None] * (upper - lower))


def _solve(lower: Floats, upper: Floats, at_0: Floats, at_1: Floats, e0: Floats, sex: int) -> Floats:
    """The share between ``lower`` and ``upper`` log rates that gives ``e0``.

    Levels lie so close that life expectancy is all but straight between them: each round gains four digits.
    """
    left, right = np.zeros_like(e0), np.ones_like(e0)
    share = (e0 - at_0) / (at_1 - at_0)
    for _ in range(4):
        found = _expectancy(lower + share[:, None] * (upper - lower), sex)
        below = found < e0
        left, at_0 = np.where(below, share, left), np.where(below, found, at_0)
        right, at_1 = np.where(below, right, share), np.where(below, at_1, found)
        width = np.maximum(at_1 - at_0, np.finfo(np.float64).tiny)
        share = left + (right - left) * np.clip((e0 - at_0) / width, 0.0, 1.0)
    return np.asarray(share)


def _expectancy(logs: Floats, sex: int) -> Floats:
    return life_table(np.exp(logs), Ages.single(logs.shape[-1] - 1), sex).e0


@cache
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

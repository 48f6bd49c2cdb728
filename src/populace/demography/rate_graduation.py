"""From death rates in age groups to death rates by single year of age, up to the oldest.

The cumulated hazard ``-ln l(x)`` is known at the bounds of the groups; a rising cubic through it gives
every single year its share, so that survivors at the old bounds stay exactly as they were. Above the last
bound, mortality follows Kannisto's logistic curve, steep enough for the open group's own death rate.

Sources: Fritsch & Carlson 1980 (monotone cubic); Thatcher, Kannisto & Vaupel 1998, The force of mortality
at ages 80 to 120 (logistic mortality at old age).
"""

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats
from populace.demography.life_table import LifeTable, life_table
from populace.demography.monotone import hermite, limited
from populace.errors import ModelError

OLDEST = 130  # nobody is known to have lived so long (the longest: 122 years)
# Rise of ln(m / (1 - m)) per year of age at old ages; fitted curves lie near 0.1 (Thatcher et al. 1998).
KANNISTO_SLOPES = (0.0, 0.4)


def graduate_mx(mx: ArrayLike, ages: Ages, sex: int, open_age: int = 100) -> Floats:
    """Death rates by single year of age, ``(..., open_age + 1)``, from an abridged table's ``(..., age)``.

    Survivors at the bounds of the groups, and life expectancy at the start of the open group (where
    Kannisto's curve can give it), are those of the abridged table. The last rate is that of ``open_age``
    and over. Raises ``ModelError`` for negative rates, none in the open group, or ages that do not start 0,
    1-4, 5-9.
    """
    table = life_table(mx, ages, sex)
    if ages.lower[1] != 1:
        raise ModelError("infants must stand apart: give ages 0, 1-4, 5-9, ...")
    closed = _single_rates(table)
    full = np.concatenate([closed, _kannisto(closed[..., -1], table.mx[..., -1], ages.open_age)], axis=-1)
    return close_at(full, open_age)


def close_at(mx: Floats, open_age: int) -> Floats:
    """Single-year rates ``(..., age)`` cut at ``open_age``: the last is deaths over person-years from there on."""
    chance = _probability(mx[..., open_age:])
    alive = np.cumprod(1.0 - chance, axis=-1)
    survivors = np.concatenate([np.ones_like(alive[..., :1]), alive[..., :-1]], axis=-1)
    lived = survivors * (1.0 - 0.5 * chance)
    lived[..., -1] = survivors[..., -1] / mx[..., -1]
    return np.concatenate([mx[..., :open_age], 1.0 / lived.sum(axis=-1, keepdims=True)], axis=-1)


def _probability(mx: Floats) -> Floats:
    """Half a year lived by those who die; the last group is open and counted apart."""
    return np.minimum(mx / (1.0 + 0.5 * mx), 1.0)


def _single_rates(table: LifeTable) -> Floats:
    """Rates from 0 to just below the open group."""
    bounds = table.ages.bounds.astype(np.float64)
    with np.errstate(divide="ignore"):
        hazard = -np.log(np.maximum(table.lx, np.finfo(np.float64).tiny) / table.lx[..., :1])
    at = np.arange(table.ages.open_age + 1, dtype=np.float64)
    chance = -np.expm1(-np.diff(hermite(bounds, hazard, _slopes(bounds, hazard), at), axis=-1))
    rates = chance / (1.0 - 0.5 * chance)
    rates[..., 0] = table.mx[..., 0]
    return np.maximum(rates, 0.0)


def _slopes(bounds: Floats, hazard: Floats) -> Floats:
    """The force of mortality at the bounds: between two groups their geometric mean, as on Gompertz's curve."""
    secants = np.diff(hazard, axis=-1) / np.diff(bounds)
    logs = np.log(np.maximum(secants, np.finfo(np.float64).tiny))
    inner = np.exp(0.5 * (logs[..., :-1] + logs[..., 1:]))
    last = secants[..., -1:] ** 1.5 / secants[..., -2:-1] ** 0.5
    slopes = np.concatenate([secants[..., :1], inner, last], axis=-1)
    # From the steep first year to age 5 the force of mortality must fall all the way: a cubic's slope does
    # while 2 s(1) + 4 s(5) stays below six times the mean.
    slopes[..., 1] = np.minimum(slopes[..., 1], np.maximum(3.0 * secants[..., 1] - 2.0 * slopes[..., 2], 0.0))
    return limited(slopes, secants)


def _kannisto(last_rate: Floats, open_rate: Floats, start: int) -> Floats:
    """Rates from ``start`` on along a logistic curve from ``last_rate`` that gives the open group ``open_rate``."""
    years = np.arange(1, OLDEST - start + 1, dtype=np.float64)
    level = _logit(np.clip(last_rate, 1e-6, 0.999))[..., None]
    low = np.full((*last_rate.shape, 1), KANNISTO_SLOPES[0])
    high = np.full_like(low, KANNISTO_SLOPES[1])
    for _ in range(40):  # halves the bracket each time: to the last bits
        middle = 0.5 * (low + high)
        rate = close_at(_logistic(level + middle * years), 0)
        too_flat = rate < open_rate[..., None]
        low, high = np.where(too_flat, middle, low), np.where(too_flat, high, middle)
    return _logistic(level + 0.5 * (low + high) * years)


def _logit(rate: Floats) -> Floats:
    return np.asarray(np.log(rate / (1.0 - rate)))


def _logistic(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))

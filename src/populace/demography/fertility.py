"""Fertility: births per woman, and their spread over the mother's age.

A *schedule* is the share of total fertility borne at each single year of age; it adds up to one. Age-specific fertility
(``asfr``) is births per woman-year: total fertility times the schedule. Age x means completed years, so that a birth
at age x falls at x + 0.5 on average.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainc

from populace.demography.arrays import Floats, ends_in, finite, non_negative
from populace.demography.graduation import monotone_counts
from populace.demography.monotone import Ends
from populace.errors import ModelError

FIRST_AGE, LAST_AGE = 10, 54  # the ages at which the UN counts births (World Population Prospects 2022, 2024)
FIVE_YEAR_GROUPS = (15, 20, 25, 30, 35, 40, 45)
AFTER_LAST_GROUP = 50
OPEN_AGE = 100


def total_fertility(asfr: ArrayLike, width: float = 1.0) -> Floats:
    """Births per woman over her life ``(...)`` from ``asfr`` ``(..., age)`` in groups of ``width`` years."""
    return np.asarray(width * non_negative("asfr", asfr).sum(axis=-1))


def mean_age(asfr: ArrayLike, lower: ArrayLike | None = None, width: float = 1.0) -> Floats:
    """Mean age at childbearing in years ``(...)``: of the rates, not of the births, so free of the age structure.

    ``asfr`` ``(..., age)``; ``lower`` the groups' lower bounds, by default 0, 1, 2, ... Not rounded.
    Raises ``ModelError`` where all rates are zero.
    """
    rates = non_negative("asfr", asfr)
    bounds = np.arange(rates.shape[-1]) * width if lower is None else finite("lower", lower)
    total = rates.sum(axis=-1)
    if (total == 0).any():
        raise ModelError("the mean age at childbearing has no meaning where all rates are zero")
    return np.asarray((rates * (bounds + width / 2)).sum(axis=-1) / total)


def gamma_schedule(mean: ArrayLike, sd: ArrayLike, open_age: int = OPEN_AGE) -> Floats:
    """Schedule ``(..., open_age + 1)`` with a ``mean`` and standard deviation ``sd`` in years, both ``(...)``.

    A gamma density from age 10 on, cut at 55. Mean and standard deviation of the result are those asked for (to 1e-6
    years where the cut allows). Raises ``ModelError`` outside means of 18 to 42 and deviations of 2 to 9 years.
    Source: Hoem, Madsen, Nielsen, Ohlsen, Hansen & Rennermalm 1981, Demography 18(2): 231-244.
    """
    wanted_mean, wanted_sd = np.broadcast_arrays(finite("mean", mean), finite("sd", sd))
    if ((wanted_mean < 18) | (wanted_mean > 42) | (wanted_sd < 2) | (wanted_sd > 9)).any():
        raise ModelError(
            "a schedule needs a mean age between 18 and 42 and a standard deviation of 2 to 9 years"
        )
    middle = np.arange(FIRST_AGE, LAST_AGE + 1) + 0.5
    centre, spread = wanted_mean.astype(np.float64), wanted_sd.astype(np.float64)
    shares = _gamma_shares(centre, spread)
    for _ in range(30):  # the cut and the steps of one year shift the moments a little: aim off by as much
        found = shares @ middle
        found_sd = np.sqrt((shares * (middle - found[..., None]) ** 2).sum(axis=-1))
        centre, spread = centre + wanted_mean - found, spread + wanted_sd - found_sd
        shares = _gamma_shares(centre, spread)
    return on_all_ages(shares, FIRST_AGE, open_age)


def schedule_from_groups(
    shares: ArrayLike,
    lower: tuple[int, ...] = FIVE_YEAR_GROUPS,
    upper: int = AFTER_LAST_GROUP,
    open_age: int = OPEN_AGE,
) -> Floats:
    """Schedule by single year of age ``(..., open_age + 1)`` from shares by age group ``(..., group)``, of any sum.

    Each group keeps its share. Raises ``ModelError`` for negative shares or none at all.
    """
    groups = ends_in("shares", non_negative("shares", shares), len(lower))
    total = groups.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise ModelError("the shares of births by age of mother are all zero")
    single = monotone_counts(groups / total, (*lower, upper), Ends.FLAT)
    return on_all_ages(single, lower[0], open_age)


def graduate_asfr(
    asfr: ArrayLike,
    lower: tuple[int, ...] = FIVE_YEAR_GROUPS,
    upper: int = AFTER_LAST_GROUP,
    open_age: int = OPEN_AGE,
) -> Floats:
    """Births per woman-year by single year of age ``(..., open_age + 1)`` from rates by age group ``(..., group)``.

    The mean rate of each group, and so total fertility, stays; no rate is negative; rates run out smoothly at both
    ends. Source: Smith, Hyndman & Wood 2004 (see ``monotone``).
    """
    rates = ends_in("asfr", non_negative("asfr", asfr), len(lower))
    widths = np.diff(np.array((*lower, upper), dtype=np.float64))
    return on_all_ages(monotone_counts(rates * widths, (*lower, upper), Ends.FLAT), lower[0], open_age)


def asfr_from(tfr: ArrayLike, schedule: Floats) -> Floats:
    """Births per woman-year ``(..., age)`` from births per woman ``tfr`` ``(...)`` and a schedule ``(..., age)``."""
    return non_negative("tfr", tfr)[..., None] * schedule


def on_all_ages(single: Floats, first: int, open_age: int) -> Floats:
    """Values by single year from age ``first`` on, set into an axis 0 to ``open_age`` with zeros elsewhere."""
    ages = np.zeros((*single.shape[:-1], open_age + 1))
    ages[..., first : first + single.shape[-1]] = single
    return ages


def _gamma_shares(mean: Floats, sd: Floats) -> Floats:
    shape = ((mean - FIRST_AGE) / sd) ** 2
    scale = sd**2 / (mean - FIRST_AGE)
    years = np.arange(LAST_AGE - FIRST_AGE + 2, dtype=np.float64)
    cumulated = gammainc(shape[..., None], years / scale[..., None])
    shares = np.diff(cumulated, axis=-1)
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))

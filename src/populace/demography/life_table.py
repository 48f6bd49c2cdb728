"""Life tables: from central death rates to survivors, person-years and survivorship ratios.

A rate ``mx`` is deaths per person-year; a probability ``qx`` is of dying before the next age bound. The one
turns into the other only here: ``q = n m / (1 + (n - a) m)``, with ``a`` the years lived in the interval by
those who die.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, by_sex, ends_in, non_negative
from populace.demography.separation import abridged_ax, single_year_ax
from populace.demography.sex import FEMALE, MALE
from populace.errors import ModelError


@dataclass(frozen=True)
class LifeTable:
    """The columns of a period life table, each ``(..., age)``; ``radix`` newborn.

    ``mx`` deaths per person-year, ``ax`` years, ``qx`` probability, ``lx`` survivors to the lower bound,
    ``dx`` deaths, ``Lx`` person-years in the group, ``Tx`` person-years above its lower bound, ``ex`` years
    of life expected there.
    """

    ages: Ages
    mx: Floats
    ax: Floats
    qx: Floats
    lx: Floats
    dx: Floats
    Lx: Floats
    Tx: Floats
    ex: Floats

    @property
    def e0(self) -> Floats:
        """Life expectancy at birth in years, ``(...)``."""
        return self.ex[..., 0]


def life_table(
    mx: ArrayLike, ages: Ages, sex: int | None = None, ax: ArrayLike | None = None, radix: float = 1.0
) -> LifeTable:
    """Period life table from central death rates.

    ``mx``: deaths per person-year, ``(..., sex, age)``, or ``(..., age)`` of the one ``sex`` given. ``ax``:
    years lived in the interval by those who die in it, same shape; by default the rules of
    ``populace.demography.separation``. In the open group it is the mean number of years still lived: ``1 /
    m`` by default.

    Raises ``ModelError`` for negative or missing rates, ages that are neither single years nor abridged when
    ``ax`` is not given, or an open group with no deaths.
    Source: Preston, Heuveline & Guillot 2001, chapter 3.
    """
    rates = non_negative("mx", mx)
    rates = by_sex("mx", rates, len(ages)) if sex is None else ends_in("mx", rates, len(ages))
    if (rates[..., -1] == 0).any():
        raise ModelError(f"mx is zero in the open age group {ages.labels[-1]}, where everyone dies at last")
    lived = default_ax(rates, ages, sex) if ax is None else non_negative("ax", ax)
    return _columns(rates, np.broadcast_to(lived, rates.shape), ages, radix)


def default_ax(mx: Floats, ages: Ages, sex: int | None = None) -> Floats:
    """The rule for ``ax`` that fits ``ages``; ``mx`` as in :func:`life_table`."""
    if sex is None:
        return np.stack([default_ax(mx[..., one, :], ages, one) for one in (FEMALE, MALE)], axis=-2)
    if ages.width == 1:
        return single_year_ax(mx, sex)
    if ages.is_abridged:
        return abridged_ax(mx, ages, sex)
    raise ModelError(
        "there is no rule for ax on these ages: give single years, 0, 1-4, 5-9, ..., or ax itself"
    )


def _columns(mx: Floats, ax: Floats, ages: Ages, radix: float) -> LifeTable:
    width = ages.widths[:-1]
    closed_m, closed_a = mx[..., :-1], ax[..., :-1]
    qx = np.ones(mx.shape)
    qx[..., :-1] = np.minimum(width * closed_m / (1.0 + (width - closed_a) * closed_m), 1.0)
    lx = np.full(mx.shape, float(radix))
    lx[..., 1:] = radix * np.cumprod(1.0 - qx[..., :-1], axis=-1)
    dx = lx * qx
    person_years = np.empty(mx.shape)
    person_years[..., :-1] = width * lx[..., 1:] + closed_a * dx[..., :-1]
    person_years[..., -1] = lx[..., -1] * ax[..., -1]
    above = np.cumsum(person_years[..., ::-1], axis=-1)[..., ::-1]
    expected = np.divide(above, lx, out=np.zeros_like(above), where=lx > 0)
    return LifeTable(ages, mx, ax, qx, lx, dx, person_years, above, expected)

"""From a life table to what moves cohorts: survivorship ratios and separation factors."""

from dataclasses import dataclass

import numpy as np

from populace.demography.ages import Ages
from populace.demography.arrays import Floats
from populace.demography.life_table import LifeTable
from populace.errors import ModelError


@dataclass(frozen=True)
class PersonYears:
    """Stationary population in groups of one width: ``Lx`` person-years, ``lx`` survivors, ``(..., age)``."""

    ages: Ages
    Lx: Floats
    lx: Floats
    radix: Floats


def equal_groups(table: LifeTable) -> PersonYears:
    """``Lx`` and ``lx`` of ``table``; in an abridged table ages 0 and 1-4 become one group of five years.

    Raises ``ModelError`` where the groups are neither of one width nor abridged.
    """
    radix = table.lx[..., :1]
    if table.ages.width is not None:
        return PersonYears(table.ages, table.Lx, table.lx, radix)
    if not table.ages.is_abridged:
        raise ModelError("survivorship needs single-year, five-year or abridged ages")
    infants = table.Lx[..., :1] + table.Lx[..., 1:2]
    person_years = np.concatenate([infants, table.Lx[..., 2:]], axis=-1)
    survivors = np.concatenate([radix, table.lx[..., 2:]], axis=-1)
    return PersonYears(Ages.five_year(table.ages.open_age), person_years, survivors, radix)


def survivorship(table: LifeTable) -> Floats:
    """Share of each group alive one period later, ``(..., age)``, by the group reached at its end.

    ``S[0] = L0 / (n l0)`` of births; ``S[x] = Lx / L(x-1)``; the open group ``L_A / (L_(A-1) + L_A)``.
    An abridged table gives five-year groups. Where nobody is left to survive, the ratio is zero.
    """
    groups = equal_groups(table)
    width = float(groups.ages.lower[1])
    ratio = np.empty(groups.Lx.shape)
    ratio[..., 0] = groups.Lx[..., 0] / (width * groups.radix[..., 0])
    ratio[..., 1:-1] = _ratio(groups.Lx[..., 1:-1], groups.Lx[..., :-2])
    ratio[..., -1] = _ratio(groups.Lx[..., -1], groups.Lx[..., -1] + groups.Lx[..., -2])
    return ratio


def separation_factors(table: LifeTable) -> Floats:
    """Share of a cohort's deaths on the way from group x to x+1 that fall while still in x, ``(..., age)``.

    ``c[x] = (Lx - n l(x+1)) / (Lx - L(x+1))``; the last closed group divides by ``Lx``. The open group's
    entry is zero: nobody leaves it. An abridged table gives five-year groups. Where nobody dies, one half.
    """
    groups = equal_groups(table)
    width = float(groups.ages.lower[1])
    next_lived = np.concatenate([groups.Lx[..., 1:-1], np.zeros_like(groups.Lx[..., :1])], axis=-1)
    lost = groups.Lx[..., :-1] - next_lived
    before = groups.Lx[..., :-1] - width * groups.lx[..., 1:]
    factor = np.zeros(groups.Lx.shape)
    factor[..., :-1] = np.clip(np.divide(before, lost, out=np.full_like(lost, 0.5), where=lost > 0), 0.0, 1.0)
    return factor


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)

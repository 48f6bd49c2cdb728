"""A grid of life tables from high mortality to low, between which the tables of trajectories lie.

Along a trajectory mortality moves every year. Working a life table out for each would repeat the same arithmetic a
million times over; a grid holds one for each of some tens of levels, and a trajectory stands between two of them. All
columns are taken on the straight line between the two: what survivorship takes away, deaths receive.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, by_sex, ends_in, probability
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx, relational_mx
from populace.demography.sex import SEXES
from populace.demography.survivorship import separation_factors, survivorship
from populace.errors import ModelError


@dataclass(frozen=True)
class TableGrid:
    """What a projection needs of life tables at rising levels, by single year of age.

    ``survivorship`` and ``separation`` ``(level, sex, age)`` (see ``survivorship``: the one moves cohorts, the other
    says how many of a cohort's deaths fall before its birthday).

    Raises ``ModelError`` for values outside 0 to 1, fewer than two levels or three ages, or an open age group in which
    nobody dies.
    """

    survivorship: Floats
    separation: Floats

    def __post_init__(self) -> None:
        """Check values and shapes."""
        shares = probability("survivorship", self.survivorship)
        if shares.ndim != 3 or shares.shape[0] < 2 or shares.shape[-1] < 3:
            raise ModelError(
                f"survivorship must be (level, sex, age) with two levels or more, not {shares.shape}"
            )
        if (shares[..., -1] == 1).any():
            raise ModelError("survivorship is 1 in the open age group, where everyone dies at last")
        by_sex("survivorship", shares, shares.shape[-1])
        ends_in("separation", probability("separation", self.separation), *shares.shape)
        object.__setattr__(self, "survivorship", shares)
        object.__setattr__(self, "separation", np.asarray(self.separation, dtype=np.float64))

    @property
    def levels(self) -> int:
        """Number of levels."""
        return len(self.survivorship)

    @property
    def ages(self) -> int:
        """Number of single years of age, the open group included."""
        return int(self.survivorship.shape[-1])

    def at(self, level: ArrayLike) -> tuple[Floats, Floats]:
        """Survivorship and separation factors at ``level`` ``(...)`` or ``(..., sex)``, each ``(..., sex, age)``.

        ``level`` of both sexes is given as ``(..., 1)``. This is the plain reference of what the kernel does.
        """
        position = np.asarray(level, dtype=np.float64)
        place = np.minimum(position.astype(np.int64), self.levels - 2)
        share = (position - place)[..., np.newaxis]
        sexes = np.arange(len(SEXES))
        made = [
            table[place, sexes] + share * (table[place + 1, sexes] - table[place, sexes])
            for table in (self.survivorship, self.separation)
        ]
        return made[0], made[1]


def table_grid(mx: ArrayLike) -> TableGrid:
    """The grid of the life tables of death rates ``mx`` ``(level, sex, age)`` by single year of age.

    Raises ``ModelError`` for rates that make no life table.
    """
    rates = np.asarray(mx, dtype=np.float64)
    tables = life_table(rates, Ages.single(rates.shape[-1] - 1))
    return TableGrid(survivorship(tables), separation_factors(tables))


def table_grid_of_e0(e0: ArrayLike, mx: ArrayLike | None = None) -> TableGrid:
    """The grid for life expectancies ``e0`` ``(level, sex)`` in years.

    With a place's own rates ``mx`` ``(sex, age)`` as in ``mortality.relational_mx``, without as in ``model_mx``.
    """
    return table_grid(model_mx(e0) if mx is None else relational_mx(mx, e0))


def without_separation(shares: ArrayLike) -> TableGrid:
    """A grid of ``survivorship`` ``(level, sex, age)`` alone: half of a cohort's deaths fall before its birthday.

    Deaths by age are then as good as that; nothing else depends on it.
    """
    known = np.asarray(shares, dtype=np.float64)
    return TableGrid(known, np.full(known.shape, 0.5))

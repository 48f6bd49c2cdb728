"""What moves one place along many trajectories: levels by trajectory and year, times patterns by age."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, by_sex, ends_in, finite, non_negative
from populace.demography.sex import SEXES
from populace.demography.table_grid import TableGrid
from populace.errors import ModelError


@dataclass(frozen=True)
class FutureRates:
    """Levels by trajectory and year, and patterns by single year of age.

    ==========================  ==================================================================================
    ``tfr``                     births per woman ``(trajectory, year)``
    ``fertility_pattern``       shares by age of mother that add up to 1, ``(year, age)``
    ``tables``                  life tables at rising levels
    ``mortality_level``         position in ``tables`` (fractions allowed), ``(trajectory, year[, sex])``
    ``migration_base``          net migrants whatever the trajectory, in persons, ``(year, sex, age)``
    ``migration_level``         times ``migration_pattern`` ``(sex, age)``: net migrants besides, ``(trajectory, year)``
    ``sex_ratio_at_birth``      boys per girl, ``(year,)`` or ``(trajectory, year)``
    ``later_pattern``           a second pattern of fertility, ``(year, age)``, and
    ``later_share``             how far a trajectory has moved to it, 0 to 1, ``(trajectory, year)``; or neither
    ==========================  ==================================================================================

    The year axis of patterns, base and a sex ratio by year may have length one: the same in every year.
    Raises ``ModelError`` for values or shapes outside these.
    """

    tfr: Floats
    fertility_pattern: Floats
    tables: TableGrid
    mortality_level: Floats
    migration_base: Floats
    migration_level: Floats
    migration_pattern: Floats
    sex_ratio_at_birth: Floats
    later_pattern: Floats | None = None
    later_share: Floats | None = None

    def __post_init__(self) -> None:
        """Check values and shapes."""
        tfr = non_negative("tfr", self.tfr)
        if tfr.ndim != 2:
            raise ModelError(f"tfr must be by trajectory and year, not of shape {tfr.shape}")
        self._keep("tfr", tfr)
        self._keep("mortality_level", self._in_grid())
        self._keep(
            "migration_level",
            ends_in("migration_level", finite("migration_level", self.migration_level), *tfr.shape),
        )
        base = _by_year("migration_base", self.migration_base, self.years, len(SEXES), self.ages)
        self._keep("migration_base", base)
        pattern = by_sex("migration_pattern", finite("migration_pattern", self.migration_pattern), self.ages)
        self._keep("migration_pattern", pattern)
        self._keep("sex_ratio_at_birth", self._sex_ratio())
        self._keep("fertility_pattern", self._schedule("fertility_pattern", self.fertility_pattern))
        self._later()

    @property
    def trajectories(self) -> int:
        """Number of trajectories."""
        return int(self.tfr.shape[0])

    @property
    def years(self) -> int:
        """Number of years."""
        return int(self.tfr.shape[1])

    @property
    def ages(self) -> int:
        """Number of single years of age, the open group included."""
        return self.tables.ages

    def _in_grid(self) -> Floats:
        level = non_negative("mortality_level", self.mortality_level)
        if level.shape not in (self.tfr.shape, (*self.tfr.shape, len(SEXES))):
            raise ModelError(
                f"mortality_level has shape {level.shape}; it must be that of tfr {self.tfr.shape}, or by sex besides"
            )
        if level.size and level.max() > self.tables.levels - 1:
            raise ModelError(
                f"mortality_level reaches {level.max():g}; the grid ends at {self.tables.levels - 1}"
            )
        return level

    def _sex_ratio(self) -> Floats:
        ratio = non_negative("sex_ratio_at_birth", self.sex_ratio_at_birth)
        if (ratio == 0).any():
            raise ModelError("sex_ratio_at_birth must be above zero")
        if ratio.ndim < 2:
            return _by_year("sex_ratio_at_birth", ratio, self.years)
        return ends_in("sex_ratio_at_birth", ratio, *self.tfr.shape)

    def _schedule(self, name: str, values: ArrayLike) -> Floats:
        shares = non_negative(name, _by_year(name, values, self.years, self.ages))
        if not np.allclose(shares.sum(axis=-1), 1.0, atol=1e-6) or shares[:, 0].any():
            raise ModelError(f"{name} must add up to 1 over ages in every year, with nothing at age 0")
        return shares

    def _later(self) -> None:
        if self.later_pattern is None and self.later_share is None:
            return
        if self.later_pattern is None or self.later_share is None:
            raise ModelError("later_pattern and later_share go together: give both or neither")
        self._keep("later_pattern", self._schedule("later_pattern", self.later_pattern))
        share = ends_in("later_share", non_negative("later_share", self.later_share), *self.tfr.shape)
        if (share > 1).any():
            raise ModelError(f"later_share must be between 0 and 1, not {share.max():g}")
        self._keep("later_share", share)

    def _keep(self, name: str, values: Floats) -> None:
        object.__setattr__(self, name, np.ascontiguousarray(values, dtype=np.float64))


def _by_year(name: str, values: ArrayLike, years: int, *inner: int) -> Floats:
    array = ends_in(name, finite(name, values), *inner)
    if array.ndim != len(inner) + 1 or array.shape[0] not in (1, years):
        raise ModelError(
            f"{name} has shape {array.shape}; its year axis must come first, of length 1 or {years}"
        )
    return array

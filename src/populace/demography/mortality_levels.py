"""A place's death rates from high mortality to low, and the one among them that has a given life expectancy."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, ends_in, finite
from populace.demography.life_table import life_table
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.demography.survivorship import survivorship
from populace.errors import ModelError


@dataclass(frozen=True)
class MortalityLevels:
    """Death rates at many levels: ``logs`` ``(sex, level, age)`` of deaths per person-year, the highest first.

    No age may fare worse at a better level. ``e0`` is the life expectancy ``(sex, level)`` in years.
    Raises ``ModelError`` where an age does, where life expectancy does not rise, or for fewer than two levels.
    """

    logs: Floats
    ages: Ages
    e0: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Check the order of the levels."""
        logs = finite("logs", self.logs)
        if logs.ndim != 3 or logs.shape[0] != len(SEXES) or logs.shape[1] < 2:
            raise ModelError(f"levels of mortality must be (sex, level, age), not of shape {logs.shape}")
        if (np.diff(logs, axis=1) > 1e-12).any():
            raise ModelError("an age fares worse at a better level of mortality")
        object.__setattr__(self, "e0", np.stack([self._expectancy(logs[sex], sex) for sex in (FEMALE, MALE)]))
        if (np.diff(self.e0, axis=1) <= 0).any():
            raise ModelError("life expectancy must rise from each level of mortality to the next")

    @property
    def reach(self) -> Floats:
        """Lowest and highest life expectancy by sex, ``(sex, 2)`` in years."""
        return self.e0[:, [0, -1]]

    def rates_at(self, e0: ArrayLike) -> Floats:
        """Death rates ``(..., sex, age)`` with life expectancies ``e0`` in years, ``(..., sex)``, to 1e-9 years.

        Between two levels ``ln m`` is interpolated. Raises ``ModelError`` for a life expectancy out of reach.
        """
        wanted = ends_in("e0", finite("e0", e0), len(SEXES))
        made = [self._of_one_sex(wanted[..., sex].ravel(), sex) for sex in (FEMALE, MALE)]
        return np.stack([rates.reshape((*wanted.shape[:-1], -1)) for rates in made], axis=-2)

    def survivorship_at(self, e0: ArrayLike) -> Floats:
        """Survivorship ratios ``(..., sex, age)`` at life expectancies ``e0`` ``(..., sex)``."""
        return survivorship(life_table(self.rates_at(e0), self.ages))

    def _of_one_sex(self, e0: Floats, sex: int) -> Floats:
        logs, known = self.logs[sex], self.e0[sex]
        low, high = known[0], known[-1]
        if e0.size and not (low <= e0.min() and e0.max() <= high):
            raise ModelError(
                f"life expectancy must be between {low:.1f} and {high:.1f} years ({SEXES[sex]}), "
                f"not {e0.min():.1f} to {e0.max():.1f}"
            )
        above = np.clip(np.searchsorted(known, e0), 1, len(known) - 1)
        lower, upper = logs[above - 1], logs[above]
        share = self._solve(lower, upper, known[above - 1], known[above], e0, sex)
        return np.asarray(np.exp(lower + share[:, None] * (upper - lower)))

    def _solve(
        self, lower: Floats, upper: Floats, at_0: Floats, at_1: Floats, e0: Floats, sex: int
    ) -> Floats:
        """The share between ``lower`` and ``upper`` log rates that gives ``e0``, by regula falsi.

        Levels lie so close that life expectancy is all but straight between them: each round gains four digits.
        """
        left, right = np.zeros_like(e0), np.ones_like(e0)
        share = (e0 - at_0) / (at_1 - at_0)
        for _ in range(4):
            found = self._expectancy(lower + share[:, None] * (upper - lower), sex)
            below = found < e0
            left, at_0 = np.where(below, share, left), np.where(below, found, at_0)
            right, at_1 = np.where(below, right, share), np.where(below, at_1, found)
            width = np.maximum(at_1 - at_0, np.finfo(np.float64).tiny)
            share = left + (right - left) * np.clip((e0 - at_0) / width, 0.0, 1.0)
        return np.asarray(share)

    def _expectancy(self, logs: Floats, sex: int) -> Floats:
        return life_table(np.exp(logs), self.ages, sex).e0

"""Net migration: what the balance leaves over, and standard age patterns for places with only a total."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, by_sex, finite, non_negative, probability
from populace.demography.cohort_component import MigrationTiming
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.errors import ModelError


def residual_migration(
    earlier: ArrayLike,
    later: ArrayLike,
    survivorship: ArrayLike,
    births_by_sex: ArrayLike,
    timing: MigrationTiming = MigrationTiming.END,
) -> Floats:
    """Net migration that turns ``earlier`` into ``later``, by the age at the end of the period.

    ``earlier`` and ``later`` persons ``(..., sex, age)`` one group width apart; ``survivorship`` ``(..., sex, age)``;
    ``births_by_sex`` in between, ``(..., sex)``. Returns persons ``(..., sex, age)``.

    ``END``: later minus the survivors of earlier, so that ``step`` with the same timing gives ``later`` again.
    ``EVEN``: migrants come halfway and run half the period's mortality, so the residual is divided by ``(1 + S) / 2``
    (the mean of the forward and reverse survival methods).
    It holds every error of the two counts and of the births as well as migration.
    Raises ``ModelError`` for negative counts or shapes that do not fit.
    Source: United Nations 1970, Manual VI: Methods of Measuring Internal Migration, chapter II.
    """
    start, end = non_negative("earlier", earlier), non_negative("later", later)
    ages = start.shape[-1]
    by_sex("earlier", start, ages)
    by_sex("later", end, ages)
    ratio = by_sex("survivorship", probability("survivorship", survivorship), ages)
    reaching = np.empty(np.broadcast_shapes(start.shape, end.shape, ratio.shape))
    reaching[..., 0] = non_negative("births_by_sex", births_by_sex)
    reaching[..., 1:] = start[..., :-1]
    reaching[..., -1] += start[..., -1]
    residual = end - reaching * ratio
    if timing is MigrationTiming.EVEN:
        residual = residual / ((1.0 + ratio) / 2.0)
    return np.asarray(residual)


@dataclass(frozen=True)
class RogersCastro:
    """Rogers and Castro's curve of migration by age: a childhood slope, a labour-force peak and a level.

    ``level`` and heights are relative: the curve is scaled to a total anyway.
    """

    childhood_height: float
    childhood_descent: float
    labour_height: float
    labour_mean_age: float
    labour_descent: float
    labour_ascent: float
    level: float

    def curve(self, age: ArrayLike) -> Floats:
        """Relative rate at exact ages ``age``, any shape."""
        years = finite("age", age)
        childhood = self.childhood_height * np.exp(-self.childhood_descent * years)
        since = years - self.labour_mean_age
        labour = self.labour_height * np.exp(
            -self.labour_descent * since - np.exp(-self.labour_ascent * since)
        )
        return np.asarray(childhood + labour + self.level)


# Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30: the rounded standard schedule
# a1 0.02, alpha1 0.10, a2 0.06, mu2 20, alpha2 0.10, lambda2 0.40, c 0.003.
STANDARD = RogersCastro(
    childhood_height=0.02,
    childhood_descent=0.10,
    labour_height=0.06,
    labour_mean_age=20.0,
    labour_descent=0.10,
    labour_ascent=0.40,
    level=0.003,
)


def migration_pattern(
    open_age: int = 100, female_share: float = 0.5, schedule: RogersCastro = STANDARD
) -> Floats:
    """Shares of migrants by sex and single year of age, ``(sex, open_age + 1)``, that add up to one.

    Both sexes follow the same curve; ``female_share`` of all are female. Net flows of mixed direction by age are not
    of this shape: it serves where nothing but a total is known. Raises ``ModelError`` for a share outside 0 to 1.
    """
    if not 0 <= female_share <= 1:
        raise ModelError(f"the female share of migrants must be between 0 and 1, not {female_share}")
    curve = schedule.curve(np.arange(open_age + 1) + 0.5)
    share = np.empty(len(SEXES))
    share[FEMALE], share[MALE] = female_share, 1.0 - female_share
    return np.asarray(share[:, None] * curve / curve.sum())

"""One place along many trajectories, summarised as they run.

Fertility, mortality and migration are given as levels by trajectory and year times patterns by age, which is how they
are forecast. The result agrees with ``cohort_component.project`` fed with the rates written out, but needs a hundredth
of its memory: populations are kept only for the years asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from populace.demography.arrays import Floats, Integers, by_sex, ends_in, finite, non_negative, probability
from populace.demography.cohort_component import MigrationTiming
from populace.demography.rows import over_rows
from populace.demography.sex import SEXES
from populace.demography.trajectory_kernel import run_rows
from populace.errors import ModelError

MOTHERS_FIVE_YEAR = ((10, 15), (15, 20), (20, 25), (25, 30), (30, 35), (35, 40), (40, 45), (45, 50), (50, 55))
REPRODUCTIVE_AGES = (15, 50)  # women "of reproductive age" are 15 to 49 (WHO)


@dataclass(frozen=True)
class LevelRates:
    """What moves a place, as levels by trajectory and year times patterns by single year of age.

    ``tfr`` births per woman ``(trajectory, year)``, times ``fertility_pattern`` ``(year, age)``, which adds up to 1 in
    every year; ``mortality_level`` ``(trajectory, year)``, a position (fractions allowed) in ``survivorship_grid``
    ``(level, sex, age)``; net migration in persons: ``migration_base`` ``(year, sex, age)`` plus ``migration_level``
    ``(trajectory, year)`` times ``migration_pattern`` ``(sex, age)``; ``sex_ratio_at_birth`` boys per girl ``(year,)``.
    A year axis of length one holds for every year.

    Raises ``ModelError`` for values or shapes outside these.
    """

    tfr: Floats
    fertility_pattern: Floats
    mortality_level: Floats
    survivorship_grid: Floats
    migration_base: Floats
    migration_level: Floats
    migration_pattern: Floats
    sex_ratio_at_birth: Floats

    def __post_init__(self) -> None:
        """Check values and shapes, and lay every array out as the kernel reads it."""
        years = self._levels()
        ages = self.survivorship_grid.shape[-1]
        self._keep("survivorship_grid", by_sex("survivorship_grid", self._probabilities(), ages))
        self._keep("fertility_pattern", _by_year("fertility_pattern", self.fertility_pattern, years, ages))
        self._keep("migration_base", _by_year("migration_base", self.migration_base, years, len(SEXES), ages))
        moving = finite("migration_pattern", self.migration_pattern)
        self._keep("migration_pattern", by_sex("migration_pattern", moving, ages))
        self._keep("sex_ratio_at_birth", _by_year("sex_ratio_at_birth", self.sex_ratio_at_birth, years))
        if (self.sex_ratio_at_birth <= 0).any():
            raise ModelError("sex_ratio_at_birth must be above zero")
        pattern = non_negative("fertility_pattern", self.fertility_pattern)
        if not np.allclose(pattern.sum(axis=-1), 1.0, atol=1e-6) or pattern[:, 0].any():
            raise ModelError(
                "fertility_pattern must add up to 1 over ages in every year, with nothing at age 0"
            )

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
        return int(self.survivorship_grid.shape[-1])

    def _levels(self) -> int:
        """Check what goes by trajectory and year; returns the number of years."""
        tfr = non_negative("tfr", self.tfr)
        if tfr.ndim != 2:
            raise ModelError(f"tfr must be by trajectory and year, not of shape {tfr.shape}")
        self._keep("tfr", tfr)
        top = self.survivorship_grid.shape[0] - 1
        mortality = ends_in(
            "mortality_level", non_negative("mortality_level", self.mortality_level), *tfr.shape
        )
        if (mortality > top).any():
            raise ModelError(f"mortality_level reaches {mortality.max():g}; the grid ends at {top}")
        self._keep("mortality_level", mortality)
        moving = finite("migration_level", self.migration_level)
        self._keep("migration_level", ends_in("migration_level", moving, *tfr.shape))
        return int(tfr.shape[1])

    def _probabilities(self) -> Floats:
        grid = probability("survivorship_grid", self.survivorship_grid)
        if grid.ndim != 3 or grid.shape[0] < 2 or grid.shape[-1] < 3:
            raise ModelError(
                f"survivorship_grid must be (level, sex, age) with two levels or more, not {grid.shape}"
            )
        return grid

    def _keep(self, name: str, values: Floats) -> None:
        object.__setattr__(self, name, np.ascontiguousarray(values, dtype=np.float64))


@dataclass(frozen=True)
class Trajectories:
    """Sums along every trajectory, in persons.

    ``births`` and ``emigration_limited`` ``(trajectory, year)``; ``births_by_mother`` ``(trajectory, year, group)``;
    ``population_by_group`` (both sexes) ``(trajectory, year + 1, group)``, ``women`` of reproductive age and
    ``population`` ``(trajectory, year + 1)``, the start first; ``snapshots`` ``(trajectory, moment, sex, age)`` at the
    years asked for.
    """

    births: Floats
    births_by_mother: Floats
    population_by_group: Floats
    women: Floats
    population: Floats
    emigration_limited: Floats
    snapshots: NDArray[np.float32]


def project_levels(
    population: ArrayLike,
    rates: LevelRates,
    timing: MigrationTiming = MigrationTiming.END,
    age_groups: Sequence[tuple[int, int]] = (),
    mother_groups: Sequence[tuple[int, int]] = MOTHERS_FIVE_YEAR,
    snapshot_years: Sequence[int] = (),
) -> Trajectories:
    """Project one place along every trajectory of ``rates``.

    ``population`` persons at the start, ``([trajectory,] sex, age)``; ``age_groups`` and ``mother_groups``
    pairs of ages, the second left out (the end of the axis includes the open group); ``snapshot_years`` the numbers of
    years after the start at which the whole population is kept.

    Emigration beyond those who are there is limited, and ``emigration_limited`` says by how much.
    Raises ``ModelError`` for values or shapes that do not fit.
    """
    start = np.ascontiguousarray(by_sex("population", non_negative("population", population), rates.ages))
    start = start.reshape((-1, len(SEXES), rates.ages))
    if start.shape[0] not in (1, rates.trajectories):
        raise ModelError(f"population has {start.shape[0]} trajectories; the rates have {rates.trajectories}")
    groups = _bounds("age_groups", age_groups, rates.ages)
    mothers = _bounds("mother_groups", mother_groups, rates.ages)
    made = _outputs(rates, len(groups), len(mothers), len(snapshot_years))
    kept = _positions(snapshot_years, rates.years)
    reproductive = np.minimum(np.array(REPRODUCTIVE_AGES, dtype=np.int64), rates.ages)

    def work(first: int, last: int) -> None:
        run_rows(
            first, last, start, rates.tfr, rates.fertility_pattern, rates.mortality_level,
            rates.survivorship_grid, rates.migration_base, rates.migration_level, rates.migration_pattern,
            rates.sex_ratio_at_birth, timing is MigrationTiming.EVEN, groups, mothers, reproductive, kept,
            made.births, made.births_by_mother, made.population_by_group, made.women, made.population,
            made.emigration_limited, made.snapshots,
        )  # fmt: skip

    over_rows(work, rates.trajectories, rates.trajectories * rates.years * rates.ages * len(SEXES))
    return made


def _outputs(rates: LevelRates, groups: int, mothers: int, moments: int) -> Trajectories:
    rows, years = rates.trajectories, rates.years
    return Trajectories(
        births=np.empty((rows, years)),
        births_by_mother=np.empty((rows, years, mothers)),
        population_by_group=np.empty((rows, years + 1, groups)),
        women=np.empty((rows, years + 1)),
        population=np.empty((rows, years + 1)),
        emigration_limited=np.empty((rows, years)),
        snapshots=np.empty((rows, moments, len(SEXES), rates.ages), dtype=np.float32),
    )


def _by_year(name: str, values: ArrayLike, years: int, *inner: int) -> Floats:
    array = ends_in(name, finite(name, values), *inner)
    if array.ndim != len(inner) + 1 or array.shape[0] not in (1, years):
        raise ModelError(
            f"{name} has shape {array.shape}; its year axis must come first, of length 1 or {years}"
        )
    return array


def _bounds(name: str, pairs: Sequence[tuple[int, int]], ages: int) -> Integers:
    bounds = np.array(pairs, dtype=np.int64).reshape((-1, 2))
    if ((bounds < 0) | (bounds > ages) | (bounds[:, :1] >= bounds[:, 1:])).any():
        raise ModelError(f"{name} must be pairs of rising ages from 0 to {ages}: {list(pairs)}")
    return bounds


def _positions(years_kept: Sequence[int], years: int) -> Integers:
    """For each year from 0 to ``years`` its place among those kept, or -1."""
    if any(not 0 <= year <= years for year in years_kept) or len(set(years_kept)) < len(years_kept):
        raise ModelError(f"snapshot_years must be different years from 0 to {years}: {list(years_kept)}")
    positions = np.full(years + 1, -1, dtype=np.int64)
    positions[list(years_kept)] = np.arange(len(years_kept))
    return positions

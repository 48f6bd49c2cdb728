"""One place along many trajectories, in full: ages, deaths, births, life tables, quantiles, and chance.

A thousand trajectories of a place are one projection with a thousand columns. ``project_futures`` runs it and keeps
what is asked for; with ``Chance``, births and deaths (and moves) are whole numbers drawn by chance, which is most of
what is uncertain in a village. It agrees with ``cohort_component.project`` fed with the rates written out, to single
precision.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import cpu_count

import numpy as np
from numpy.typing import ArrayLike, NDArray

from populace.demography.arrays import Floats, by_sex, non_negative
from populace.demography.chance_kernel import BLOCK
from populace.demography.cohort_component import MigrationTiming
from populace.demography.future_kernel import Choice, Course, Sums, run_block, summarise
from populace.demography.future_rates import FutureRates
from populace.demography.row_quantiles import checked_probabilities, quantiles_in_place
from populace.demography.rows import Share, age_bounds, sharing
from populace.demography.sex import SEXES
from populace.errors import ModelError

Singles = NDArray[np.float32]
EachYear = Callable[[int, Singles], None]

MOTHERS_FIVE_YEAR = ((10, 15), (15, 20), (20, 25), (25, 30), (30, 35), (35, 40), (40, 45), (45, 50), (50, 55))

# Years are run in stretches whose cells stay in the memory nearest to the processors while they are sorted.
BYTES_AT_A_TIME = 4_000_000
# Below this many cells (about a millisecond's work) a second thread costs more than it saves.
CELLS_WORTH_A_THREAD = 500_000


@dataclass(frozen=True)
class Chance:
    """Births and deaths by chance, in whole persons; ``moves`` too.

    The same ``seed`` and ``key`` (a number for the place) give the same numbers whatever runs beside them and on
    however many processors. Without ``moves`` net migrants are as expected, rounded up or down by chance.
    """

    seed: int
    key: int = 0
    moves: bool = False

    def __post_init__(self) -> None:
        """Refuse negative numbers, which generators cannot start from."""
        if self.seed < 0 or self.key < 0:
            raise ModelError(f"seed and key must not be negative: {self.seed}, {self.key}")


@dataclass(frozen=True)
class Keep:
    """What is kept besides births, deaths and totals by trajectory.

    ``quantiles`` and ``death_quantiles``: probabilities at which the population, and the deaths by age at death, of
    every year, sex and age are summarised; ``age_groups`` and ``mother_groups`` pairs of ages, the second left out;
    ``life_expectancy`` of every trajectory and year. ``each_year`` and ``each_years_deaths`` are called with the number
    of the year (from 1) and its cells ``(sex, age, trajectory)``, to be read before it returns, year after year.

    Raises ``ModelError`` for probabilities that do not rise from 0 to 1.
    """

    quantiles: Sequence[float] = ()
    death_quantiles: Sequence[float] = ()
    age_groups: Sequence[tuple[int, int]] = ()
    mother_groups: Sequence[tuple[int, int]] = ()
    life_expectancy: bool = False
    each_year: EachYear | None = None
    each_years_deaths: EachYear | None = None

    def __post_init__(self) -> None:
        """Check the probabilities."""
        for name in ("quantiles", "death_quantiles"):
            object.__setattr__(self, name, checked_probabilities(name, getattr(self, name)))

    @property
    def deaths_by_age(self) -> bool:
        """Whether deaths by age are asked for."""
        return bool(self.death_quantiles) or self.each_years_deaths is not None


@dataclass(frozen=True)
class Futures:
    """What happened along every trajectory, in persons.

    ``births``, ``expected_births`` (of the women there, without chance), ``deaths``, ``net_migration`` as it took place
    and ``emigration_limited`` ``(trajectory, year)``; ``births_by_mother`` ``(trajectory, year, group)``;
    ``population`` ``(trajectory, year + 1)``, ``population_by_group`` ``(trajectory, year + 1, sex, group)`` and
    ``women_by_group`` (of the mother groups) ``(trajectory, year + 1, group)``, the start first; ``life_expectancy`` at
    birth in years ``(trajectory, year, sex)`` or ``None``; ``quantiles`` and ``death_quantiles`` ``(year, sex, age,
    probability)`` or ``None``. All lie in memory with the trajectories innermost.
    """

    births: Floats
    expected_births: Floats
    births_by_mother: Singles
    deaths: Floats
    net_migration: Floats
    emigration_limited: Floats
    population: Floats
    population_by_group: Singles
    women_by_group: Singles
    life_expectancy: Singles | None = None
    quantiles: Singles | None = None
    death_quantiles: Singles | None = None


def project_futures(
    population: ArrayLike,
    rates: FutureRates,
    timing: MigrationTiming = MigrationTiming.END,
    *,
    chance: Chance | None = None,
    keep: Keep = Keep(),
    threads: int = 0,
) -> Futures:
    """Project one place along every trajectory of ``rates``.

    ``population`` persons at the start, ``([trajectory,] sex, age)``; ``threads`` how many processors to use (0: all of
    them where it is worth their while; the numbers are the same with any).

    Emigration beyond those who are there is limited, and ``emigration_limited`` says by how much.
    Raises ``ModelError`` for values or shapes that do not fit.
    """
    run = _Run.of(rates, timing, chance, keep)
    first = _start(population, rates, chance)
    stretch = max(1, min(rates.years, BYTES_AT_A_TIME // first.nbytes))
    cells = np.empty((stretch + 1, *first.shape), dtype=np.float32)
    deaths = np.empty((stretch if keep.deaths_by_age else 1, *first.shape), dtype=np.float32)
    cells[0] = first
    summarise(first, 0, rates.trajectories, 0, run.groups, run.mothers, run.sums)
    with sharing(threads or _threads(rates)) as share:
        for year in range(0, rates.years, stretch):
            years = min(stretch, rates.years - year)
            run.stretch(year, cells[: years + 1], deaths[:years], share)
    return run.futures()


@dataclass(frozen=True)
class _Run:
    """A projection in progress."""

    course: Course
    choice: Choice
    keep: Keep
    groups: NDArray[np.int64]
    mothers: NDArray[np.int64]
    state: NDArray[np.uint32]
    sums: Sums
    quantiles: Singles
    death_quantiles: Singles
    trajectories: int

    @classmethod
    def of(cls, rates: FutureRates, timing: MigrationTiming, chance: Chance | None, keep: Keep) -> "_Run":
        """Lay everything out for the kernel."""
        groups = age_bounds("age_groups", keep.age_groups, rates.ages)
        mothers = age_bounds("mother_groups", keep.mother_groups, rates.ages)
        cells = (rates.years, len(SEXES), rates.ages)
        return cls(
            course=_course(rates),
            choice=Choice(
                timing is MigrationTiming.EVEN,
                chance is not None,
                chance is not None and chance.moves,
                keep.deaths_by_age,
                keep.life_expectancy,
            ),
            keep=keep,
            groups=groups,
            mothers=mothers,
            state=_generators(chance, rates.trajectories),
            sums=_sums(rates, len(groups), len(mothers)),
            quantiles=np.empty((*cells, len(keep.quantiles)), dtype=np.float32),
            death_quantiles=np.empty((*cells, len(keep.death_quantiles)), dtype=np.float32),
            trajectories=rates.trajectories,
        )

    @property
    def blocks(self) -> int:
        """Number of blocks of trajectories."""
        return -(-self.trajectories // BLOCK)

    def stretch(self, year: int, cells: Singles, deaths: Singles, share: Share) -> None:
        """Run a stretch of years and summarise them; ``cells`` then begins with the last of them."""

        def block(at: int) -> None:
            first, last = at * BLOCK, min((at + 1) * BLOCK, self.trajectories)
            run_block(
                first, last, year, cells, deaths, self.course, self.choice, self.groups, self.mothers,
                self.state[at], self.sums,
            )  # fmt: skip

        share(block, range(self.blocks))
        years = len(cells) - 1
        for k in range(years):
            if self.keep.each_year is not None:
                self.keep.each_year(year + k + 1, cells[k + 1])
            if self.keep.each_years_deaths is not None:
                self.keep.each_years_deaths(year + k + 1, deaths[k])
        carried = cells[years].copy()
        self._quantiles(self.quantiles, self.keep.quantiles, year, cells[1:], share)
        self._quantiles(self.death_quantiles, self.keep.death_quantiles, year, deaths, share)
        cells[0] = carried

    @staticmethod
    def _quantiles(out: Singles, at: Sequence[float], year: int, cells: Singles, share: Share) -> None:
        def summary(k: int) -> None:
            out[year + k] = quantiles_in_place(cells[k], at)

        if at:
            share(summary, range(len(cells)))

    def futures(self) -> Futures:
        """The results, trajectories first."""
        sums = self.sums
        return Futures(
            births=sums.births.T,
            expected_births=sums.expected_births.T,
            births_by_mother=np.moveaxis(sums.births_by_mother, -1, 0),
            deaths=sums.deaths.T,
            net_migration=sums.net_migration.T,
            emigration_limited=sums.limited.T,
            population=sums.population.T,
            population_by_group=np.moveaxis(sums.population_by_group, -1, 0),
            women_by_group=np.moveaxis(sums.women_by_group, -1, 0),
            life_expectancy=np.moveaxis(sums.life_expectancy, -1, 0) if self.choice.life_expectancy else None,
            quantiles=self.quantiles if self.keep.quantiles else None,
            death_quantiles=self.death_quantiles if self.keep.death_quantiles else None,
        )


def _course(rates: FutureRates) -> Course:
    """The rates in single precision, trajectories innermost; tables by level innermost."""
    level = np.moveaxis(np.atleast_3d(rates.mortality_level), 0, -1).swapaxes(0, 1)
    place = np.minimum(level.astype(np.uint32), rates.tables.levels - 2)
    ratio = np.broadcast_to(rates.sex_ratio_at_birth, rates.tfr.shape)
    later = np.zeros_like(rates.tfr) if rates.later_share is None else rates.later_share
    other = rates.fertility_pattern if rates.later_pattern is None else rates.later_pattern
    pattern, other = np.broadcast_arrays(rates.fertility_pattern, other)
    dying, early = (
        np.moveaxis(table, 0, -1) for table in (1.0 - rates.tables.survivorship, rates.tables.separation)
    )
    return Course(
        tfr=_single(rates.tfr.T),
        later=_single(later.T),
        migration=_single(rates.migration_level.T),
        boys=_single((ratio / (1.0 + ratio)).T),
        place=np.ascontiguousarray(place, dtype=np.uint32),
        weight=_single(level - place),
        dying=_single(dying),
        dying_step=_single(_steps(dying)),
        early=_single(early),
        early_step=_single(_steps(early)),
        pattern=_single(pattern),
        pattern_step=_single(other - pattern),
        base=_single(rates.migration_base),
        migration_pattern=_single(rates.migration_pattern),
    )


def _steps(table: Floats) -> Floats:
    """From each level to the next; after the last there is none."""
    return np.diff(table, axis=-1, append=table[..., -1:])


def _single(values: Floats) -> Singles:
    return np.ascontiguousarray(values, dtype=np.float32)


def _sums(rates: FutureRates, groups: int, mothers: int) -> Sums:
    years, rows = rates.years, rates.trajectories
    return Sums(
        births=np.empty((years, rows)),
        expected_births=np.empty((years, rows)),
        births_by_mother=np.empty((years, mothers, rows), dtype=np.float32),
        deaths=np.empty((years, rows)),
        net_migration=np.empty((years, rows)),
        limited=np.empty((years, rows)),
        life_expectancy=np.empty((years, len(SEXES), rows), dtype=np.float32),
        population=np.empty((years + 1, rows)),
        population_by_group=np.empty((years + 1, len(SEXES), groups, rows), dtype=np.float32),
        women_by_group=np.empty((years + 1, mothers, rows), dtype=np.float32),
    )


def _start(population: ArrayLike, rates: FutureRates, chance: Chance | None) -> Singles:
    """The first cells ``(sex, age, trajectory)``; with chance in whole persons, rounded by chance."""
    people = by_sex("population", non_negative("population", population), rates.ages)
    people = people.reshape((-1, len(SEXES), rates.ages))
    if len(people) not in (1, rates.trajectories):
        raise ModelError(f"population has {len(people)} trajectories; the rates have {rates.trajectories}")
    if chance is not None and (people != np.floor(people)).any():
        shape = (rates.trajectories, *people.shape[1:])
        people = np.floor(people + np.random.default_rng([chance.seed, chance.key, 1]).random(shape))
    spread = np.broadcast_to(people, (rates.trajectories, *people.shape[1:]))
    return _single(np.moveaxis(spread, 0, -1))


def _generators(chance: Chance | None, trajectories: int) -> NDArray[np.uint32]:
    """The state of each trajectory's generator, ``(block, word, row)``."""
    blocks = -(-trajectories // BLOCK)
    if chance is None:
        return np.zeros((blocks, 4, 0), dtype=np.uint32)
    rng = np.random.default_rng([chance.seed, chance.key])
    words = rng.integers(0, 2**32, (blocks * BLOCK, 4), dtype=np.uint32)
    return np.ascontiguousarray(words.reshape((blocks, BLOCK, 4)).swapaxes(1, 2))


def _threads(rates: FutureRates) -> int:
    cells = rates.trajectories * rates.years * rates.ages * len(SEXES)
    return max(1, min(cpu_count() or 1, cells // CELLS_WORTH_A_THREAD))

"""Many trajectories at once agree with the projection fed with the rates written out; chance has the right laws."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from populace.demography.cohort_component import MigrationTiming, Projection, project
from populace.demography.fertility import gamma_schedule
from populace.demography.future_rates import FutureRates
from populace.demography.futures import Chance, Futures, Keep, project_futures
from populace.demography.table_grid import table_grid_of_e0
from populace.errors import ModelError

ROWS, YEARS, AGES = 600, 5, 101
PROBABILITIES = (0.025, 0.1, 0.5, 0.9, 0.975)
MOTHERS = ((0, 20), (20, 35), (35, 101))
GRID = table_grid_of_e0(np.stack([np.linspace(60, 90, 61), np.linspace(56, 86, 61)], axis=-1))


def rates(migrants: float, rows: int = ROWS) -> FutureRates:
    rng = np.random.default_rng(3)
    return FutureRates(
        tfr=rng.uniform(0.8, 5, (rows, YEARS)),
        fertility_pattern=gamma_schedule(np.linspace(26, 31, YEARS), 5.5),
        tables=GRID,
        mortality_level=rng.uniform(0, 60, (rows, YEARS, 2)),
        migration_base=rng.normal(0, migrants, (YEARS, 2, AGES)),
        migration_level=rng.normal(0, migrants, (rows, YEARS)),
        migration_pattern=rng.uniform(0, 1, (2, AGES)),
        sex_ratio_at_birth=np.full(1, 1.06),
        later_pattern=gamma_schedule(np.full(1, 33.0), 5.0),
        later_share=rng.uniform(0, 1, (rows, YEARS)),
    )


def written_out(given: FutureRates, start: np.ndarray, timing: MigrationTiming) -> Projection:
    survivorship, separation = given.tables.at(given.mortality_level)
    share = given.later_share[..., None]
    pattern = (1 - share) * given.fertility_pattern + share * given.later_pattern
    moved = given.migration_base + given.migration_level[..., None, None] * given.migration_pattern
    asfr = given.tfr[..., None] * pattern
    return project(start, survivorship, asfr, moved, given.sex_ratio_at_birth, timing, separation)


def run_with_cells(
    start: np.ndarray, given: FutureRates, timing: MigrationTiming, chance: Chance | None, threads: int = 0
) -> tuple[Futures, np.ndarray, np.ndarray]:
    cells, deaths = np.empty((2, YEARS, 2, AGES, given.trajectories))

    def people(year: int, made: np.ndarray) -> None:
        cells[year - 1] = made

    def dead(year: int, made: np.ndarray) -> None:
        deaths[year - 1] = made

    keep = Keep(
        PROBABILITIES, (0.5,), ((0, 5), (60, 101)), MOTHERS, life_expectancy=True,
        each_year=people, each_years_deaths=dead,
    )  # fmt: skip
    made = project_futures(start, given, timing, chance=chance, keep=keep, threads=threads)
    return made, np.moveaxis(cells, -1, 0), np.moveaxis(deaths, -1, 0)


@pytest.mark.parametrize("timing", MigrationTiming)
@pytest.mark.parametrize("migrants", [0.0, 40.0])
def test_agrees_with_project(timing: MigrationTiming, migrants: float) -> None:
    given = rates(migrants)
    start = np.random.default_rng(5).uniform(50, 100, (2, AGES))
    made, cells, deaths = run_with_cells(start, given, timing, None)
    full = written_out(given, start, timing)
    assert full.was_limited == (migrants > 0)
    assert_allclose(cells, full.population[:, 1:], rtol=2e-6, atol=2e-4)
    assert_allclose(deaths, full.deaths, rtol=2e-6, atol=1e-4)
    assert_allclose(made.births, full.births.sum(axis=-1), rtol=1e-6)
    assert_allclose(made.deaths, full.cohort_deaths.sum(axis=(-1, -2)), rtol=1e-6)
    assert_allclose(made.net_migration, full.net_migration.sum(axis=(-1, -2)), rtol=1e-5, atol=2e-3)
    assert_allclose(made.emigration_limited, full.emigration_limited.sum(axis=(-1, -2)), rtol=1e-5, atol=1e-3)
    assert_allclose(made.population, full.population.sum(axis=(-1, -2)), rtol=1e-6)
    assert_allclose(
        made.population_by_group[..., 0], full.population[..., :5].sum(axis=-1), rtol=2e-6, atol=1e-3
    )
    assert_allclose(made.women_by_group[..., 1], full.population[..., 0, 20:35].sum(axis=-1), rtol=2e-6)
    assert_allclose(made.births_by_mother[..., 1], full.births[..., 20:35].sum(axis=-1), rtol=2e-6)
    exact = np.quantile(full.population[:, 1:], PROBABILITIES, axis=0)
    assert_allclose(made.quantiles, np.moveaxis(exact, 0, -1), rtol=2e-6, atol=2e-4)
    assert_allclose(made.death_quantiles[..., 0], np.median(full.deaths, axis=0), rtol=2e-6, atol=1e-4)


def test_life_expectancy_is_that_of_the_grid_within_a_hundredth_of_a_year() -> None:
    """Between two levels the straight line bends away from the table by less than this: the grid is half-yearly."""
    level = np.array([[0.0, 0.5, 10.5, 30.5, 60.0]])
    given = rates(0.0, rows=1)
    given = FutureRates(**{**vars(given), "mortality_level": level})
    made = project_futures(np.ones((2, AGES)), given, keep=Keep(life_expectancy=True))
    assert_allclose(made.life_expectancy[0, :, 0], 60 + level[0] / 2, atol=0.01)
    assert_allclose(made.life_expectancy[0, :, 1], 56 + level[0] / 2, atol=0.01)


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("timing", MigrationTiming)
def test_drawn_numbers_are_whole_and_balance_to_the_last_person(timing: MigrationTiming, moves: bool) -> None:
    given = rates(2.0)
    start = np.random.default_rng(6).uniform(0, 12, (2, AGES))
    made, cells, _ = run_with_cells(start, given, timing, Chance(1, 2, moves))
    assert cells.min() == 0
    assert (cells == np.floor(cells)).all()
    change = made.births - made.deaths + made.net_migration
    assert_array_equal(np.diff(made.population, axis=1), change)
    assert_array_equal(made.population[:, 1:], cells.sum(axis=(-1, -2)))
    assert_array_equal(made.births_by_mother.sum(axis=-1), made.births)


def test_the_same_seed_gives_the_same_numbers_on_any_number_of_threads() -> None:
    given, start = rates(1.0, rows=1100), np.full((2, AGES), 20.0)
    one, cells, _ = run_with_cells(start, given, MigrationTiming.END, Chance(7, 8), threads=1)
    two, same, _ = run_with_cells(start, given, MigrationTiming.END, Chance(7, 8), threads=3)
    assert_array_equal(cells, same)
    assert_array_equal(one.quantiles, two.quantiles)
    other = project_futures(start, given, chance=Chance(7, 9))
    assert (other.births != one.births).any()


@pytest.mark.parametrize("people", [1.0, 7.0, 300.0, 40_000.0])
def test_chance_leaves_the_mean_and_has_the_variance_of_its_law(people: float) -> None:
    """One year: deaths are binomial in each cell, births Poisson; 20,000 trajectories with the same rates."""
    rows = 20_000
    shape = (rows, 1)
    given = FutureRates(
        np.full(shape, 2.0), gamma_schedule(np.full(1, 28.0), 5.5), GRID, np.full(shape, 30.0),
        np.zeros((1, 2, AGES)), np.zeros(shape), np.zeros((2, AGES)), np.ones(1),
    )  # fmt: skip
    start = np.full((2, AGES), people)
    made, drawn = project_futures(start, given), project_futures(start, given, chance=Chance(3))
    expected = float(made.births[0, 0])
    dying = 1 - given.tables.at(np.array([30.0]))[0]
    reaching = np.full((2, AGES - 1), people)
    reaching[:, -1] *= 2
    newborn = expected / 2 * dying[:, 0]
    mean = (reaching * dying[:, 1:]).sum() + newborn.sum()
    variance = (reaching * dying[:, 1:] * (1 - dying[:, 1:])).sum() + newborn.sum()
    births = drawn.expected_births
    laws = ((drawn.deaths, mean, variance), (drawn.births, births.mean(), births.mean() + births.var()))
    for found, law_mean, law_variance in laws:
        assert abs(found.mean() - law_mean) < 4 * np.sqrt(law_variance / rows)
        assert found.var() == pytest.approx(law_variance, rel=0.05)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("tfr", np.full((ROWS, YEARS), -1.0), "tfr holds"),
        ("mortality_level", np.full((ROWS, YEARS), 61.0), "the grid ends at 60"),
        ("fertility_pattern", np.full((1, AGES), 0.5), "add up to 1"),
        ("migration_base", np.zeros((2, AGES)), "migration_base has shape"),
        ("sex_ratio_at_birth", np.zeros(1), "above zero"),
        ("later_share", None, "go together"),
        ("later_share", np.full((ROWS, YEARS), 1.5), "between 0 and 1"),
    ],
)
def test_refuses_what_does_not_fit(field: str, value: np.ndarray, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        FutureRates(**{**vars(rates(0.0)), field: value})

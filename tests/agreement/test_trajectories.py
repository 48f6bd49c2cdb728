"""Levels times patterns agree with the projection fed with the rates written out."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.cohort_component import MigrationTiming, project
from populace.demography.fertility import gamma_schedule
from populace.demography.mortality import survivorship_grid
from populace.demography.trajectories import LevelRates, project_levels
from populace.errors import ModelError

ROWS, YEARS, AGES = 7, 12, 101
GROUPS = ((0, 3), (3, 6), (17, 18), (60, 101))
MOTHERS = ((15, 20), (20, 35), (35, 55))


def level_rates(migrants: float, seed: int = 3) -> LevelRates:
    rng = np.random.default_rng(seed)
    e0 = np.stack([np.linspace(60, 90, 31), np.linspace(56, 86, 31)], axis=-1)
    return LevelRates(
        tfr=rng.uniform(0.8, 5, (ROWS, YEARS)),
        fertility_pattern=gamma_schedule(np.linspace(26, 31, YEARS), 5.5),
        mortality_level=np.concatenate(
            [rng.uniform(0, 30, (ROWS, YEARS - 1)), np.full((ROWS, 1), 30.0)], axis=1
        ),
        survivorship_grid=survivorship_grid(e0),
        migration_base=rng.normal(0, migrants, (YEARS, 2, AGES)),
        migration_level=rng.normal(0, migrants, (ROWS, YEARS)),
        migration_pattern=rng.uniform(0, 1, (2, AGES)),
        sex_ratio_at_birth=np.full(1, 1.06),
    )


def written_out(rates: LevelRates) -> dict[str, np.ndarray]:
    below = np.minimum(rates.mortality_level.astype(int), len(rates.survivorship_grid) - 2)
    share = (rates.mortality_level - below)[..., None, None]
    low, high = rates.survivorship_grid[below], rates.survivorship_grid[below + 1]
    return {
        "survivorship": low + share * (high - low),
        "asfr": rates.tfr[..., None] * rates.fertility_pattern,
        "net_migration": rates.migration_base
        + rates.migration_level[..., None, None] * rates.migration_pattern,
        "sex_ratio_at_birth": rates.sex_ratio_at_birth,
    }


@pytest.mark.parametrize("timing", MigrationTiming)
@pytest.mark.parametrize("migrants", [0.0, 3.0, 80.0])
@pytest.mark.parametrize("own_start", [False, True])
def test_agrees_with_project(timing: MigrationTiming, migrants: float, own_start: bool) -> None:
    rates = level_rates(migrants)
    rng = np.random.default_rng(5)
    start = rng.uniform(50, 100, (ROWS, 2, AGES) if own_start else (2, AGES))
    made = project_levels(start, rates, timing, GROUPS, MOTHERS, snapshot_years=(0, 5, YEARS))
    full = project(start, **written_out(rates), timing=timing)
    people = full.population.sum(axis=-2)
    assert full.was_limited == (migrants > 0)
    assert_allclose(made.births, full.births.sum(axis=-1), rtol=1e-12)
    assert_allclose(made.population, people.sum(axis=-1), rtol=1e-12)
    assert_allclose(made.women, full.population[..., 0, 15:50].sum(axis=-1), rtol=1e-12)
    assert_allclose(made.emigration_limited, full.emigration_limited.sum(axis=(-1, -2)), rtol=1e-9, atol=1e-9)
    assert_allclose(made.snapshots, full.population[:, [0, 5, YEARS]], rtol=1e-6)
    for g, (low, high) in enumerate(GROUPS):
        assert_allclose(made.population_by_group[..., g], people[..., low:high].sum(axis=-1), rtol=1e-12)
    for g, (low, high) in enumerate(MOTHERS):
        assert_allclose(made.births_by_mother[..., g], full.births[..., low:high].sum(axis=-1), rtol=1e-12)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("tfr", np.full((ROWS, YEARS), -1.0), "tfr holds"),
        ("tfr", np.ones(YEARS), "by trajectory and year"),
        ("mortality_level", np.full((ROWS, YEARS), 31.0), "the grid ends at 30"),
        ("fertility_pattern", np.full((1, AGES), 0.5), "add up to 1"),
        ("migration_base", np.zeros((2, AGES)), "migration_base has shape"),
        ("sex_ratio_at_birth", np.zeros(1), "above zero"),
    ],
)
def test_refuses_what_does_not_fit(field: str, value: np.ndarray, message: str) -> None:
    values = {name: getattr(level_rates(0.0), name) for name in LevelRates.__dataclass_fields__}
    with pytest.raises(ModelError, match=message):
        LevelRates(**{**values, field: value})


def test_refuses_groups_and_years_outside_the_axes() -> None:
    rates, start = level_rates(0.0), np.ones((2, AGES))
    with pytest.raises(ModelError, match="age_groups"):
        project_levels(start, rates, age_groups=[(0, 102)])
    with pytest.raises(ModelError, match="snapshot_years"):
        project_levels(start, rates, snapshot_years=[YEARS + 1])

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.cohort_component import MigrationTiming, project, step
from populace.demography.rows import CELLS_WORTH_A_THREAD
from populace.errors import ModelError

AGES = 5
GOOD = {
    "population": np.full((2, AGES), 100.0),
    "survivorship": np.full((2, AGES), 0.9),
    "asfr": np.array([0, 0.1, 0.2, 0.1, 0]),
    "net_migration": np.zeros((2, AGES)),
    "sex_ratio_at_birth": 1.05,
}


def test_leading_axes_are_broadcast() -> None:
    """Three places with their own people and two futures of fertility."""
    people = np.arange(1, 4)[:, None, None, None] * GOOD["population"]
    fertility = np.array([0.5, 1.5])[:, None, None] * GOOD["asfr"]
    made = project(**{**GOOD, "population": people, "asfr": fertility}, years=4)
    assert made.population.shape == (3, 2, 5, 2, AGES)
    alone = project(**{**GOOD, "population": people[2, 0], "asfr": fertility[1]}, years=4)
    assert_allclose(made.population[2, 1], alone.population)
    assert_allclose(made.births[2, 1], alone.births)


def test_many_rows_are_shared_among_threads() -> None:
    rows = CELLS_WORTH_A_THREAD // 100
    people = np.random.default_rng(0).uniform(0, 100, (rows, 2, AGES))
    made = project(**{**GOOD, "population": people}, years=30)
    again = project(**{**GOOD, "population": people[-1]}, years=30)
    assert_allclose(made.population[-1], again.population, rtol=0)


def test_inputs_are_left_alone() -> None:
    people = GOOD["population"].copy()
    step(
        **{**GOOD, "population": people, "net_migration": np.full((2, AGES), -20.0)},
        timing=MigrationTiming.EVEN,
    )
    assert_allclose(people, GOOD["population"])


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("population", -GOOD["population"], "population holds 10 negative"),
        ("population", np.ones((2, 2)), "at least three ages"),
        ("population", np.ones((3, AGES)), "population has shape"),
        ("survivorship", np.full((2, AGES), 1.5), "above 1"),
        ("survivorship", np.full((2, AGES + 1), 0.5), "survivorship has shape"),
        ("asfr", np.full(AGES, 0.1), "first age group"),
        ("asfr", np.full(AGES, np.nan), "missing or infinite"),
        ("net_migration", np.full((2, AGES), np.inf), "missing or infinite"),
        ("sex_ratio_at_birth", -1.0, "negative"),
    ],
)
def test_refuses(name: str, value: object, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        step(**{**GOOD, name: value})


def test_refuses_years_that_do_not_fit() -> None:
    with pytest.raises(ModelError, match="do not fit"):
        project(**{**GOOD, "asfr": np.tile(GOOD["asfr"], (3, 1))}, years=4)
    with pytest.raises(ModelError, match="period"):
        step(**GOOD, period=0)

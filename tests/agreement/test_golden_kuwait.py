"""Kuwait, whose recorded emigration exceeds those who were there: where engines must choose, ours says so."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.cohort_component import MigrationTiming, Projection, project, step

TIMINGS = {"migend": MigrationTiming.END, "migeven": MigrationTiming.EVEN}
FIRST_YEAR = 1950
# The published engine's two floors, in persons: left by emigration, and left of what is still negative.
LEFT_BY_EMIGRATION, LEFT_OF_NEGATIVES = 1e-5, 0.0005


@pytest.fixture(scope="module")
def kuwait(golden) -> dict[str, np.ndarray]:
    rates = golden.table("un_1x1/kuwait_rates.csv.gz")
    return {
        "population": golden.table("un_1x1/kuwait_base_1950.csv").by_sex("pop"),
        "survivorship": rates.by_sex("Sx"),
        "asfr": rates.column("asfr"),
        "net_migration": rates.by_sex("mig"),
        "sex_ratio_at_birth": golden.per_time("un_1x1/kuwait_srb.csv", "srb"),
    }


def published(golden, convention: str) -> np.ndarray:
    return golden.table(f"un_1x1/kuwait_out_pop_{convention}.csv.gz").by_sex("pop")


@pytest.mark.parametrize("convention", TIMINGS)
def test_agrees_until_emigration_is_limited(golden, kuwait, convention: str) -> None:
    ours = project(**kuwait, timing=TIMINGS[convention])
    limited_years = np.flatnonzero((ours.emigration_limited > 0).any(axis=(1, 2)))
    assert limited_years[0] + FIRST_YEAR == 1966
    until = slice(limited_years[0] + 1)
    # Their floor leaves 0.00001 persons even in cells where nobody was and nobody moved.
    theirs = published(golden, convention)
    assert_allclose(ours.population[until], theirs[until], rtol=1e-9, atol=2 * LEFT_BY_EMIGRATION)


@pytest.mark.parametrize("convention", TIMINGS)
def test_limits_are_reported_and_balance(kuwait, convention: str) -> None:
    ours = project(**kuwait, timing=TIMINGS[convention])
    assert (ours.population >= 0).all()
    assert ours.was_limited
    asked = kuwait["net_migration"]
    assert_allclose(ours.net_migration, asked + ours.emigration_limited, atol=1e-9)
    assert (asked[ours.emigration_limited > 0] < 0).all()
    assert_balances(ours)


def assert_balances(ours: Projection) -> None:
    change = np.diff(ours.population.sum(axis=-1), axis=0)
    flows = ours.births_by_sex - ours.cohort_deaths.sum(axis=-1) + ours.net_migration.sum(axis=-1)
    assert_allclose(change, flows, rtol=0, atol=1e-9 * ours.population.sum())


@pytest.mark.parametrize("convention", TIMINGS)
def test_with_its_floors_the_published_engine_is_reproduced(golden, kuwait, convention: str) -> None:
    theirs = published(golden, convention)
    population = kuwait["population"]
    for year in range(len(theirs) - 1):
        asked = kuwait["net_migration"][year]
        floored = np.where(population + asked <= 0, LEFT_BY_EMIGRATION - population, asked)
        end = step(
            population,
            kuwait["survivorship"][year],
            kuwait["asfr"][year],
            floored,
            kuwait["sex_ratio_at_birth"][year],
            TIMINGS[convention],
        ).population
        population = np.where(end <= 0, LEFT_OF_NEGATIVES, end)
        assert_allclose(population, theirs[year + 1], rtol=1e-9, err_msg=str(year + FIRST_YEAR))

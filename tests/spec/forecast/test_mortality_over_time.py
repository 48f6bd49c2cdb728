"""A place that counted its deaths by age for many years moves as each age has moved there."""

import numpy as np
import pandas as pd
import pytest

from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx, relational_mx
from populace.demography.mortality_response import model_response
from populace.demography.sex import FEMALE, MALE
from populace.forecast.inputs.mortality import Kind, Mortality, MortalityRows, mortality_at
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import rows_by_place
from tests.spec.forecast.builders import AGES, E0, rows, stationary, tables

GROUPS = np.array([0, 1, *range(5, 90, 5)])
YEARS = np.arange(2005, 2056)
RESPONSE = model_response(E0) * np.where(np.arange(101) < 50, 1.6, 0.7)


def deaths(people: np.ndarray, first: int) -> pd.DataFrame:
    """Deaths to 2025: the rates of the builders' life table in 2025, and higher before, most so below age 50."""
    frames = []
    for year in range(first, 2026):
        rates = model_mx(E0) * np.exp(2.0 * (2025 - year) * RESPONSE / RESPONSE.sum())
        counted = np.add.reduceat(people * rates, GROUPS, axis=-1)
        frames.extend(
            rows("deaths", year=year, sex=sex, age=GROUPS, width=[*np.diff(GROUPS), 0], value=counted[sex])
            for sex in (FEMALE, MALE)
        )
    return pd.concat(frames)


def mortality(births: float, first: int) -> Mortality:
    people = stationary(births)
    stocks = Stocks(np.array([2005.0, 2026.0]), np.stack([people, people]), single_years=True)
    counted = rows_by_place(tables(deaths(people, first)), "deaths")["A"]
    ahead = pd.concat(
        rows("life_expectancy", year=[2025, 2055], sex=sex, value=[E0[sex], E0[sex] + 5], status="projected")
        for sex in (FEMALE, MALE)
    )
    above = rows_by_place(tables(ahead), "life_expectancy")["A"]
    found = mortality_at(MortalityRows(counted, None, None), above, stocks, YEARS, 2025)
    assert found is not None
    return found


def test_a_large_place_moves_as_its_own_ages_have_moved() -> None:
    found = mortality(40_000.0, 2008)
    assert found.kind is Kind.DEATHS_OVER_TIME
    now = int(found.index(np.array(E0[FEMALE])))
    before, later = found.rates[[now, now + 8]]
    by_model = relational_mx(before, life_table(later, AGES).e0)
    faster = np.log(by_model / later)[FEMALE]
    assert (faster[5:40] > 0).all()
    assert (faster[70:85] < 0).all()


@pytest.mark.parametrize(("births", "first"), [(400.0, 2008), (40_000.0, 2018)])
def test_a_small_place_or_a_short_past_moves_as_the_model_does(births: float, first: int) -> None:
    assert mortality(births, first).kind is Kind.DEATHS


def test_the_path_is_met_and_no_age_fares_worse_as_it_rises() -> None:
    found = mortality(40_000.0, 2008)
    assert (np.diff(found.rates, axis=0) <= 0).all()
    assert (np.diff(found.grid, axis=0) >= -1e-12).all()
    level = life_table(found.rates, AGES).e0[:, FEMALE]
    np.testing.assert_allclose(np.diff(level), 0.5, atol=1e-6)

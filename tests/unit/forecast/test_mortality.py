"""Mortality far ahead: trends end where the model tables do, and only what was given outside them is refused."""

import numpy as np
import pandas as pd
import pytest

from populace.demography.mortality import e0_range, model_mx
from populace.demography.sex import FEMALE, MALE
from populace.errors import MissingData
from populace.forecast.inputs.mortality import Kind, Mortality, MortalityRows, mortality_at
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import Rows, rows_by_place
from tests.spec.forecast.builders import rows, stationary, tables

BASE = 2025
PEOPLE = 20 * stationary(2000.0)
STOCKS = Stocks(np.array([2020.0, 2026.0]), np.stack([PEOPLE, PEOPLE]), single_years=True)


def levels(women: float, gain: float = 0.0, known: int = 20, **columns: object) -> Rows:
    """Life expectancy of the last ``known`` years, ``women`` in the last, men five years behind."""
    years = np.arange(BASE - known + 1, BASE + 1)
    frames = [
        rows("life_expectancy", year=years, sex=sex, value=level + gain * (years - BASE), **columns)
        for sex, level in ((FEMALE, women), (MALE, women - 5.0))
    ]
    return rows_by_place(tables(*frames), "life_expectancy")["A"]


def deaths(scale: float = 1.0) -> Rows:
    """Deaths of five years by the model at a life expectancy of 80 and 75, times ``scale``."""
    rates = scale * model_mx(np.array([80.0, 75.0]))
    frames: list[pd.DataFrame] = [
        rows("deaths", year=year, sex=sex, age=np.arange(101), width=1, value=PEOPLE[sex] * rates[sex])
        for sex in (FEMALE, MALE)
        for year in range(2021, 2026)
    ]
    return rows_by_place(tables(*frames), "deaths")["A"]


def ahead(
    horizon: int, e0: Rows | None, own_deaths: Rows | None = None, above: Rows | None = None
) -> Mortality:
    years = np.arange(BASE - 5, BASE + horizon + 1)
    made = mortality_at(MortalityRows(own_deaths, None, e0), above, STOCKS, years, BASE)
    assert made is not None
    return made


@pytest.mark.parametrize("horizon", [30, 60, 75, 100])
def test_a_trend_of_a_century_stays_within_the_model_tables(horizon: int) -> None:
    made = ahead(horizon, levels(85.0, gain=0.25))
    highest = e0_range()[FEMALE, 1]
    assert made.path.median.max() <= highest
    assert made.path.median[-1] == pytest.approx(min(85.0 + 0.25 * horizon, highest))
    survival = made.survivorship(BASE + horizon)
    assert ((survival > 0) & (survival <= 1)).all()
    assert (np.diff(made.grid, axis=0) >= 0).all()


@pytest.mark.parametrize("horizon", [60, 100])
def test_a_trend_of_a_place_with_its_own_deaths_stays_within_its_own_tables(horizon: int) -> None:
    made = ahead(horizon, levels(85.0, gain=0.3), deaths())
    assert made.kind is Kind.DEATHS
    assert made.path.median[-1] < 85.0 + 0.3 * horizon
    assert np.diff(made.path.median).min() >= 0.0


def test_gains_of_the_place_above_end_where_the_own_tables_do() -> None:
    made = ahead(100, None, deaths(0.5), levels(80.0, gain=0.3))
    assert made.kind is Kind.DEATHS
    assert 95.0 < made.path.median[-1] < 110.0  # the trend alone ends at 116
    assert ((made.grid > 0) & (made.grid <= 1)).all()


def test_the_trajectories_of_a_low_life_expectancy_stay_within_the_model_tables_too() -> None:
    made = ahead(30, levels(28.0))
    # Processors round the last bit of the drift differently.
    np.testing.assert_allclose(made.path.median, 28.0, rtol=1e-12)
    assert made.index(np.array([28.0]))[0] > 0.0


@pytest.mark.parametrize("women", [120.0, 15.0])
def test_a_life_expectancy_given_outside_the_model_tables_is_refused(women: float) -> None:
    with pytest.raises(MissingData, match=r"given .* is outside the model life tables: .*–"):
        ahead(10, levels(women))


def test_a_projected_life_expectancy_outside_the_model_tables_is_refused() -> None:
    with pytest.raises(MissingData, match="outside"):
        ahead(10, levels(120.0, status="projected"))

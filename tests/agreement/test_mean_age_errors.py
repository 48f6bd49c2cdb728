"""The spread of the mean age at childbearing is that of forecasts of the United Nations' estimates."""

import numpy as np
import pandas as pd
import pytest

from populace.forecast.inputs.fertility_drift import (
    DAMPING,
    ERROR_YEARS,
    HELD_ERRORS,
    PERSISTENCE,
    TREND_ERRORS,
    TREND_YEARS,
)

WORLD = 900


@pytest.fixture(scope="module")
def mean_ages(shared_data) -> pd.DataFrame:
    """Mean age by country and year, 1950 to 2021."""
    rates = pd.read_csv(shared_data / "wpp" / "wpp2022_asfr5_annual_sel.csv.gz")
    rates = rates[(rates["type"] == "est") & (rates["country_code"] != WORLD)]
    middle = rates["age"].str[:2].astype(int) + 2.5
    sums = rates.assign(weighted=middle * rates["asfr_per1000"]).groupby(["country_code", "year"])
    return (sums["weighted"].sum() / sums["asfr_per1000"].sum()).unstack()


@pytest.mark.parametrize(("at", "steps"), list(enumerate(ERROR_YEARS))[1:])
def test_errors_are_those_of_forecasts_from_every_year(mean_ages: pd.DataFrame, at: int, steps: int) -> None:
    later = mean_ages.shift(-steps, axis=1)
    slope = (mean_ages - mean_ages.shift(TREND_YEARS, axis=1)) / TREND_YEARS
    carried = slope * DAMPING * (1 - DAMPING**steps) / (1 - DAMPING)
    for errors, given in ((later - mean_ages, HELD_ERRORS), (later - mean_ages - carried, TREND_ERRORS)):
        assert np.sqrt(np.nanmean(errors.to_numpy() ** 2)) == pytest.approx(given[at], abs=0.011)


def test_errors_ten_years_apart_go_together(mean_ages: pd.DataFrame) -> None:
    near, far = (mean_ages.shift(-steps, axis=1) - mean_ages for steps in (10, 20))
    both = pd.concat([near.stack(), far.stack()], axis=1).dropna()
    assert both.corr().iloc[0, 1] == pytest.approx(PERSISTENCE**10, abs=0.02)

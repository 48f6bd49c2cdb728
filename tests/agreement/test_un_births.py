"""The whole chain against the UN's own probabilistic births: read, graduate, bring up to date, project, draw.

The populations of the extract are of an older edition (2019, at 1 July 2020) than the births (2024), so that levels
differ by what the UN has revised since; widths of intervals should not.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from populace.exchange.folder import read_folder
from populace.forecast.results import Settings
from populace.forecast.run import forecast

YEARS = range(2024, 2051)
PLACES = {"250": "France", "356": "India", "392": "Japan", "156": "China", "404": "Kenya"}


@pytest.fixture(scope="module")
def published(shared_data: Path) -> pd.DataFrame:
    """Births with their 80 % bounds, in persons, by country and year."""
    table = pd.read_csv(shared_data / "wpp" / "wpp2024extra_births_deaths_quantiles_sel.csv.gz")
    births = table[table["year"].isin(YEARS)].set_index(["country_code", "year"])
    return 1000 * births[["births", "births_80l", "births_80u"]]


@pytest.fixture(scope="module")
def ours(shared_data: Path) -> pd.DataFrame:
    """The same from our forecast."""
    tables = read_folder(shared_data / "wpp", places=list(PLACES))
    made = forecast(tables, Settings(tuple(PLACES), max(YEARS), 2000, 1))
    rows = {
        (int(code), int(year)): place.births.quantiles[at, [2, 1, 3]]
        for code, place in made.places.items()
        for at, year in enumerate(place.births.years)
    }
    return pd.DataFrame(rows, index=["median", "low", "high"]).T


@pytest.mark.parametrize(
    ("code", "tolerance"), [("250", 0.03), ("356", 0.05), ("392", 0.05), ("156", 0.15), ("404", 0.06)]
)
def test_median_births_are_the_uns(
    code: str, tolerance: float, published: pd.DataFrame, ours: pd.DataFrame
) -> None:
    ratio = ours.loc[int(code), "median"].to_numpy() / published.loc[int(code), "births"].to_numpy()
    assert np.abs(ratio - 1).max() < tolerance


@pytest.mark.parametrize("code", PLACES)
def test_intervals_are_as_wide_as_the_uns(code: str, published: pd.DataFrame, ours: pd.DataFrame) -> None:
    here, there = ours.loc[int(code)], published.loc[int(code)]
    ratio = (here["high"] - here["low"]).to_numpy() / (there["births_80u"] - there["births_80l"]).to_numpy()
    assert 0.9 < ratio.mean() < 1.1
    assert (ratio > 0.85).all()
    assert (ratio < 1.2).all()

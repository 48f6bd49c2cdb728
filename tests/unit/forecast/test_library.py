"""The library: one call, labelled results."""

import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from populace import demography, exchange, forecast
from populace.errors import UserError
from populace.forecast.run import forecast as run
from populace.forecast.tables import Tables

mpl.use("Agg")

AGES = np.arange(101)


def tables(start: int = 2024, places: tuple[str, ...] = ("A", "B")) -> Tables:
    """Two places with two counts each, births and life expectancy, as anybody would have them in a notebook."""
    rng = np.random.default_rng(1)
    people = [
        pd.DataFrame(
            {"place": place, "year": year, "sex": sex, "age": [*AGES[:-1].astype(str), "100+"]}
        ).assign(population=rng.poisson(90 * np.exp(-((AGES / 75) ** 4))))
        for place in places
        for year in (start, start + 1)
        for sex in ("female", "male")
    ]
    years = range(start - 8, start + 2)
    births = [
        pd.DataFrame({"place": place, "year": years, "births": rng.poisson(80, len(years))})
        for place in places
    ]
    life = pd.DataFrame({"place": list(places), "year": start, "life_expectancy": 76.0, "sex": "female"})
    life = pd.concat([life, life.assign(sex="male", life_expectancy=72.0)])
    return exchange.read_frames(
        {"population": pd.concat(people), "births": pd.concat(births), "life_expectancy": life}
    )


@pytest.fixture(scope="module")
def projection() -> forecast.Projection:
    return forecast.project(tables(), horizon=12, trajectories=50)


def test_axes_are_named_and_quantities_have_units(projection):
    births = projection.data["births"]
    assert births.dims == ("place", "year", "probability")
    assert births.attrs["units"] == "births per year"
    assert projection.data.attrs == {"purpose": "planning", "base_year": 2025}
    assert list(projection.data["population"].dims) == ["place", "time", "sex", "age"]


def test_figures_are_those_of_the_forecast(projection):
    result = run(tables(), projection.forecast.settings)
    for code, place in result.places.items():
        np.testing.assert_array_equal(projection.data["births"].sel(place=code), place.births.quantiles)
        at = projection.data["needs"].sel(place=code, need="midwives")
        np.testing.assert_array_equal(at, place.needs[0].fan.quantiles)
        assert projection[code].births_past.values.tolist() == place.births_past.values.tolist()


def test_places_that_start_in_different_years_keep_their_own(projection):
    later = tables(2024, ("A",))
    sooner = tables(2020, ("C",))
    both = Tables(
        type(later.places)((*later.places.places, *sooner.places.places)),
        pd.concat([later.observations, sooner.observations]),
    )
    data = forecast.project(both, horizon=5, trajectories=20, accuracy=False).data
    assert data["births"].sel(place="C", probability=0.5).dropna("year")["year"].values[0] == 2022
    assert data["births"].sel(place="A", probability=0.5).dropna("year")["year"].values[0] == 2026


def test_a_table_and_a_picture(projection):
    table = projection.to_dataframe("total")
    assert list(table.columns) == ["place", "year", "probability", "total"]
    assert len(table) == projection.data["total"].size
    lines = projection.plot("A", "births")
    assert len(lines) == projection.data.sizes["probability"]
    np.testing.assert_array_equal(
        lines[2].get_ydata(), projection.data["births"].sel(place="A", probability=0.5)
    )


def test_the_accuracy_on_the_past_comes_with_it(projection):
    without = forecast.project(tables(), horizon=12, trajectories=50, accuracy=False)
    assert all(place.accuracy is None for place in without.forecast.places.values())
    np.testing.assert_array_equal(without.data["births"], projection.data["births"])


def test_what_is_not_there_is_said(projection):
    with pytest.raises(UserError, match="no place “Z”"):
        projection["Z"]
    with pytest.raises(UserError, match="births, total"):
        projection.to_dataframe("deaths")


@pytest.mark.parametrize("package", [demography, forecast, exchange])
def test_every_name_of_a_room_is_there(package):
    for name in package.NAMES:
        assert getattr(package, name) is not None
    assert dir(package) == sorted(package.NAMES)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = package.nothing_of_the_kind


def test_importing_the_rooms_loads_nothing_heavy():
    code = (
        "from populace import demography, forecast; import sys; "
        "print([name for name in ('numpy', 'numba', 'pandas', 'xarray') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

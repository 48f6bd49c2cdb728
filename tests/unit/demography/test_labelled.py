import numpy as np
import pytest
import xarray as xr
from numpy.testing import assert_allclose

from populace.demography.fertility import asfr_from, gamma_schedule
from populace.demography.labelled import life_tables, project
from populace.demography.mortality import model_mx
from populace.demography.sex import SEXES
from populace.errors import ModelError

AGES, YEARS = np.arange(101), [2025, 2026, 2027]
CELL = {"year": YEARS, "sex": list(SEXES), "age": AGES}


def rates() -> xr.DataArray:
    return xr.DataArray(model_mx(np.full((3, 2), 72.0)), coords=CELL, dims=list(CELL), name="mx")


def test_life_table_has_names_and_units() -> None:
    table = life_tables(rates().sel(sex=["male", "female"]))
    assert table["ex"].attrs["units"] == "years"
    assert table["lx"].sel(sex="male", age=0, year=2026) == 100_000
    assert_allclose(table["ex"].sel(age=0), 72.0)
    assert set(table.to_dataframe().columns) == {"mx", "ax", "qx", "lx", "dx", "Lx", "Tx", "ex"}


def test_projection_has_names_units_and_balances() -> None:
    cells = xr.zeros_like(rates())
    people = xr.DataArray(
        np.full((2, 101), 10.0), coords={"sex": list(SEXES), "age": AGES}, dims=["sex", "age"]
    )
    fertility = xr.DataArray(
        asfr_from([2.0, 1.9, 1.8], gamma_schedule(28, 5)), coords={"year": YEARS, "age": AGES}
    )
    ratio = xr.DataArray(np.full(3, 1.05), coords={"year": YEARS})
    made = project(people.transpose("age", "sex"), rates(), fertility, cells, ratio)
    assert made["population"].dims == ("time", "sex", "age")
    assert made["births"].attrs["units"] == "persons"
    change = made["population"].sum(["sex", "age"]).diff("time").to_numpy()
    flows = made["births"].sum("age") - made["deaths"].sum(["sex", "age"])
    assert_allclose(change, flows.to_numpy())


def test_missing_dimensions_are_named() -> None:
    with pytest.raises(ModelError, match="it needs"):
        life_tables(rates().sum("sex"))

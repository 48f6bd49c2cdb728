"""The engine with names on the axes: xarray in and out, for people who explore.

Dimensions are called ``year``, ``sex`` and ``age``; any others (place, trajectory) come first and are kept.
Units are in ``attrs``. From here ``.to_dataframe()`` gives a table.
"""

from collections.abc import Hashable

import numpy as np
import xarray as xr

from populace.demography import cohort_component
from populace.demography.ages import Ages
from populace.demography.cohort_component import MigrationTiming
from populace.demography.life_table import life_table
from populace.demography.sex import SEXES
from populace.demography.survivorship import separation_factors, survivorship
from populace.errors import ModelError

PERSONS = {"units": "persons"}
COLUMN_UNITS = {
    "mx": "deaths per person-year",
    "ax": "years",
    "qx": "probability",
    "lx": "persons",
    "dx": "persons",
    "Lx": "person-years",
    "Tx": "person-years",
    "ex": "years",
}


def life_tables(mx: xr.DataArray, radix: float = 100_000.0) -> xr.Dataset:
    """All columns of the life table of ``mx`` (deaths per person-year; dimensions ending in sex and age).

    The age coordinate holds the lower bounds of the groups, the sex coordinate ``female`` and ``male``.
    Raises ``ModelError`` for other dimensions or values.
    """
    rates = _ordered(mx, ("sex", "age"))
    table = life_table(rates.to_numpy(), _ages(rates), radix=radix)
    return xr.Dataset(
        {
            column: rates.copy(data=getattr(table, column)).assign_attrs(units=units)
            for column, units in COLUMN_UNITS.items()
        }
    )


def project(
    population: xr.DataArray,
    mx: xr.DataArray,
    asfr: xr.DataArray,
    net_migration: xr.DataArray,
    sex_ratio_at_birth: xr.DataArray,
    timing: MigrationTiming = MigrationTiming.END,
) -> xr.Dataset:
    """Project ``population`` (..., sex, age) over the years of ``asfr`` (..., year, age), by single year of age.

    ``mx`` deaths per person-year and ``net_migration`` persons, both (..., year, sex, age); ``sex_ratio_at_birth``
    boys per girl (..., year). Leading dimensions must be the same ones, in the same order, wherever they occur.

    Returns ``population`` by ``time`` (the start of each year, and the end of the last), and by ``year``
    ``births`` (age of mother), ``births_by_sex``, ``deaths``, ``net_migration`` and ``emigration_limited``.
    Raises ``ModelError`` for other dimensions or values.
    """
    people, rates = _ordered(population, ("sex", "age")), _ordered(mx, ("year", "sex", "age"))
    fertility = _ordered(asfr, ("year", "age"))
    ages = _ages(people)
    if ages.width != 1:
        raise ModelError("labelled projections are by single year of age; graduate the groups first")
    table = life_table(rates.to_numpy(), ages)
    result = cohort_component.project(
        people.to_numpy(),
        survivorship(table),
        fertility.to_numpy(),
        _ordered(net_migration, ("year", "sex", "age")).to_numpy(),
        _ordered(sex_ratio_at_birth, ("year",)).to_numpy(),
        timing,
        separation=separation_factors(table),
    )
    lead = _lead(people, rates, fertility)
    years = fertility["year"].to_numpy()
    coords = {
        "year": years,
        "time": np.append(years, years[-1] + 1),
        "sex": list(SEXES),
        "age": list(ages.lower),
    }
    cells = (*lead, "year", "sex", "age")
    arrays = {
        "population": ((*lead, "time", "sex", "age"), result.population),
        "births": ((*lead, "year", "age"), result.births),
        "births_by_sex": ((*lead, "year", "sex"), result.births_by_sex),
        "deaths": (cells, result.deaths),
        "net_migration": (cells, result.net_migration),
        "emigration_limited": (cells, result.emigration_limited),
    }
    return xr.Dataset(
        {name: (dims, values, PERSONS) for name, (dims, values) in arrays.items()}, coords=coords
    )


def _ordered(array: xr.DataArray, inner: tuple[str, ...]) -> xr.DataArray:
    """``array`` with ``inner`` as its last dimensions, sexes in the engine's order."""
    if not set(inner) <= set(array.dims):
        raise ModelError(f"array {array.name} has dimensions {array.dims}; it needs {inner}")
    ordered = array.transpose(..., *inner)
    return ordered.sel(sex=list(SEXES)) if "sex" in inner else ordered


def _ages(array: xr.DataArray) -> Ages:
    return Ages.of([int(bound) for bound in array["age"].to_numpy()])


def _lead(*arrays: xr.DataArray) -> tuple[Hashable, ...]:
    """The leading dimensions, from the array that has most of them."""
    own = [tuple(dim for dim in array.dims if dim not in ("year", "sex", "age")) for array in arrays]
    return max(own, key=len)

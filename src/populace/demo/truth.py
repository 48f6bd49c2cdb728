"""The truth beside the reports: what happened in every village, for whoever tests a method against it.

Rows with a count of zero are left out: a cell that is not there is nobody.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from populace.demo.district import District
from populace.demo.histories import FIRST_YEAR, YEARS, district_histories
from populace.demo.places import towns, units
from populace.demo.rates import AGES
from populace.demography.arrays import Integers
from populace.demography.sex import SEXES


def truth_tables(made: District) -> dict[str, pd.DataFrame]:
    """Every table of the truth by its file name under ``truth/``."""
    truth, years, ages = made.truth, YEARS.tolist(), list(range(len(AGES)))
    before = truth.deaths_younger
    by_triangle = np.stack([truth.cohort_deaths - before, before], axis=-1)
    deaths = _counted(
        by_triangle, "deaths", place=units(), year=years, sex=SEXES, age_reached=ages, younger=(0, 1)
    )
    deaths.insert(3, "age", deaths["age_reached"] - deaths.pop("younger"))
    return {
        "population.parquet": _counted(
            truth.population, "population", place=units(), year=[FIRST_YEAR - 1, *years], sex=SEXES, age=ages
        ),
        "births.parquet": _counted(truth.births, "births", place=units(), year=years, age=ages),
        "births_by_sex.parquet": _counted(
            truth.births_by_sex, "births", place=units(), year=years, sex=SEXES
        ),
        "deaths.parquet": deaths,
        "net_migration.parquet": _counted(
            truth.net_migration, "net_migration", place=units(), year=years, sex=SEXES, age=ages
        ),
    }


def stated_histories() -> pd.DataFrame:
    """Every stated history, a row for each year that is named: ``place, history, year, value, unit, why``."""
    rows = [
        (made_for, name, year, value, unit, why)
        for made_for, name, knots, unit, why in _histories()
        for year, value in knots
    ]
    return pd.DataFrame(rows, columns=["place", "history", "year", "value", "unit", "why"])


def _histories() -> list[tuple[str, str, tuple[tuple[int, float], ...], str, str]]:
    found = [
        ("TL", name, history.knots, history.unit, history.why)
        for name, history in district_histories().items()
    ]
    for town in towns():
        code = town.place.code
        found += [
            (code, "fertility_relative_to_district", town.fertility.knots, "ratio", ""),
            (code, "life_expectancy_less_district", ((FIRST_YEAR, town.life),), "years", ""),
            (code, "turnover", town.turnover.knots, "arrivals and as many departures per thousand", ""),
            (code, "net_migration", town.net_migration.knots, "arrivals less departures per thousand", ""),
        ]
    return found


def _counted(counts: Integers, name: str, **axes: Sequence[object]) -> pd.DataFrame:
    """One row for each cell that is not zero, in the order of the axes; texts as categories, numbers small."""
    where = np.nonzero(counts)
    columns = {
        axis: _labels(labels, index) for (axis, labels), index in zip(axes.items(), where, strict=True)
    }
    return pd.DataFrame({**columns, name: counts[where].astype(np.int32)})


def _labels(labels: Sequence[object], index: Integers) -> object:
    if isinstance(labels[0], str):
        names = pd.CategoricalDtype([str(label) for label in labels])
        return pd.Categorical.from_codes(index, dtype=names)
    return np.asarray(labels, dtype=np.int16)[index]

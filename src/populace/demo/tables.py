"""The tables of the folder as honest registers would fill them: one frame a file, a row a figure.

Each frame has the keys of its figures (``place``, ``year`` or ``period``, ``sex``, ``age``, ...), then ``true``, what
happened, and ``due``, what the register holds. Of the monthly returns only ``due`` is known: the truth has no months.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from populace.demo.clinics import METHOD_UNITS, RETURN_YEARS
from populace.demo.district import District
from populace.demo.histories import FIRST_YEAR, LAST_YEAR, YEARS
from populace.demo.places import district, town_of_unit, towns, units
from populace.demo.rates import AGES
from populace.demo.registers import MONTHS, POPULATION_YEARS
from populace.demography.ages import Ages
from populace.demography.arrays import Floats, Integers
from populace.demography.life_table import life_table
from populace.demography.sex import SEXES

VILLAGES_FROM = 1990
"""First year of births by village; before it only the district's total is known."""

DETAIL_FROM = 2015
"""First year of births by age of mother and of deaths by age."""

CENSUS_YEARS = tuple(range(FIRST_YEAR, 2006, 5))
"""Years at whose end the whole district was counted by sex and age."""

FIVE_YEAR_TOWN = "TL04"
"""The town whose villages report in five-year age groups."""

BIRTHS_BY_AGE_TOWNS = ("TL01", "TL02", "TL03", "TL05", "TL06")
DEATHS_BY_AGE_TOWNS = ("TL01", "TL02", "TL03", "TL05", "TL06")
MIGRATION_TOWNS = ("TL01", "TL02", "TL06")
MIGRATION_FROM = 2011
"""First year of net migration by village, in the towns that register moves."""

MOTHER_AGES = tuple(range(15, 50, 5))
DEATH_AGES = Ages.abridged(90)
FIVE_YEAR_AGES = Ages.five_year(90)
LIFE_TABLE_AGES = Ages.single(85)  # above, the district's deaths are too few for a rate at every age


def due_tables(made: District) -> dict[str, pd.DataFrame]:
    """Every reported table of figures by its file name in the folder."""
    return {
        "population.csv": _population(made),
        "population_census.csv": _census(made),
        "population_daoxiang.xlsx": _population_of_five_year_town(made),
        "births.csv": _births(made),
        "births_by_age.csv": _births_by_age(made),
        "births_by_month.csv": _births_by_month(made),
        "deaths.csv": _deaths(made),
        "life_expectancy.csv": _life_expectancy(made),
        "net_migration.csv": _net_migration(made),
        "returns/villages.csv": _village_returns(made),
        "returns/clinics.csv": _clinic_returns(made),
    }


def tidy(true: Integers | Floats | None, due: Integers | Floats, **axes: Sequence[object]) -> pd.DataFrame:
    """One row for each cell of ``due``, with the labels of its ``axes`` in order."""
    labels = pd.MultiIndex.from_product(list(axes.values()), names=list(axes)).to_frame(index=False)
    whole = due.astype(np.float64).ravel()
    labels["true"] = np.nan if true is None else true.astype(np.float64).ravel()
    labels["due"] = whole
    return labels


def grouped(counts: Integers, lower: Sequence[int]) -> Integers:
    """Sums over age groups that start at ``lower``; the last axis is single years of age."""
    return np.add.reduceat(counts.astype(np.int64), list(lower), axis=-1)


def by_town(counts: Integers, codes: Sequence[str]) -> Integers:
    """Sums over the units of the towns ``codes``; the first axis is places."""
    return np.stack([counts[_units_of(code)].sum(axis=0, dtype=np.int64) for code in codes])


def _units_of(town: str) -> Integers:
    position = [one.place.code for one in towns()].index(town)
    return np.flatnonzero(town_of_unit() == position)


def _since(year: int) -> slice:
    return slice(year - FIRST_YEAR, None)


def _years(first: int) -> list[int]:
    return list(range(first, LAST_YEAR + 1))


def _people(made: District, chosen: Integers) -> tuple[Integers, Integers, list[str]]:
    truth = made.truth.population[chosen][:, np.searchsorted(YEARS, POPULATION_YEARS) + 1]
    return truth, made.registers.population[chosen], [units()[i] for i in chosen]


def _population(made: District) -> pd.DataFrame:
    singles = np.setdiff1d(np.arange(len(units())), _units_of(FIVE_YEAR_TOWN))
    true, due, places = _people(made, singles)
    return tidy(true, due, place=places, year=POPULATION_YEARS, sex=SEXES, age=AGES.labels)


def _population_of_five_year_town(made: District) -> pd.DataFrame:
    true, due, places = _people(made, _units_of(FIVE_YEAR_TOWN))
    true, due = (grouped(counts, FIVE_YEAR_AGES.lower) for counts in (true, due))
    return tidy(true, due, place=places, year=POPULATION_YEARS, sex=SEXES, age=FIVE_YEAR_AGES.labels)


def _census(made: District) -> pd.DataFrame:
    people = made.truth.population[:, np.searchsorted(YEARS, CENSUS_YEARS) + 1].sum(axis=0)
    return tidy(people, people, place=[district().code], year=CENSUS_YEARS, sex=SEXES, age=AGES.labels)


def _births(made: District) -> pd.DataFrame:
    true, due = made.truth.births.sum(axis=-1), made.registers.births.sum(axis=-1)
    early, late = slice(VILLAGES_FROM - FIRST_YEAR), _since(VILLAGES_FROM)
    before = tidy(
        true[:, early].sum(axis=0),
        due[:, early].sum(axis=0),
        place=[district().code],
        year=YEARS[early].tolist(),
    )
    since = tidy(true[:, late], due[:, late], place=units(), year=_years(VILLAGES_FROM))
    return pd.concat([before, since], ignore_index=True)


def _births_by_age(made: District) -> pd.DataFrame:
    true, due = (
        grouped(by_town(counts, BIRTHS_BY_AGE_TOWNS)[:, _since(DETAIL_FROM)], (*MOTHER_AGES, 50))[..., :-1]
        for counts in (made.truth.births, made.registers.births)
    )
    labels = [f"{low}-{low + 4}" for low in MOTHER_AGES]
    return tidy(true, due, place=BIRTHS_BY_AGE_TOWNS, year=_years(DETAIL_FROM), age=labels)


def _births_by_month(made: District) -> pd.DataFrame:
    """The births by month of the district and of each town: what the registers of their villages add up to."""
    codes = [town.place.code for town in towns()]
    months = made.registers.births_by_month[:, _since(int(RETURN_YEARS[0]))].sum(axis=2)
    due = by_town(months, codes).reshape(len(codes), -1)
    due = np.concatenate([due.sum(axis=0, keepdims=True), due])
    return tidy(None, due, place=[district().code, *codes], period=_periods())


def _deaths(made: District) -> pd.DataFrame:
    true, due = (
        grouped(by_town(counts, DEATHS_BY_AGE_TOWNS)[:, _since(DETAIL_FROM)], DEATH_AGES.lower)
        for counts in (made.truth.deaths, made.registers.deaths)
    )
    return tidy(
        true, due, place=DEATHS_BY_AGE_TOWNS, year=_years(DETAIL_FROM), sex=SEXES, age=DEATH_AGES.labels
    )


def _life_expectancy(made: District) -> pd.DataFrame:
    """From the district's deaths and mean population of each year, rounded to a tenth of a year."""
    people = grouped(made.truth.population.sum(axis=0), LIFE_TABLE_AGES.lower)
    deaths = grouped(made.truth.deaths.sum(axis=0), LIFE_TABLE_AGES.lower)
    e0 = life_table(deaths / ((people[:-1] + people[1:]) / 2.0), LIFE_TABLE_AGES).e0
    return tidy(e0, np.round(e0, 1), place=[district().code], year=YEARS.tolist(), sex=SEXES)


def _net_migration(made: District) -> pd.DataFrame:
    chosen = np.concatenate([_units_of(town) for town in MIGRATION_TOWNS])
    moved = made.truth.net_migration[chosen][:, _since(MIGRATION_FROM)].sum(axis=(-2, -1))
    return tidy(moved, moved, place=[units()[i] for i in chosen], year=_years(MIGRATION_FROM))


def _village_returns(made: District) -> pd.DataFrame:
    since = _since(int(RETURN_YEARS[0]))
    monthly = [
        np.moveaxis(counts[:, since], -1, -2).reshape(len(units()), -1, len(SEXES))
        for counts in (made.registers.births_by_month, made.registers.deaths_by_month)
    ]
    return tidy(
        None,
        np.stack(monthly, axis=2),
        place=units(),
        period=_periods(),
        measure=("births", "deaths"),
        breakdown=[f"sex={sex}" for sex in SEXES],
    )


def _clinic_returns(made: District) -> pd.DataFrame:
    counts = made.clinics
    methods = [f"method={method}" for method in METHOD_UNITS]
    cells = [("antenatal_1", ""), ("facility_deliveries", ""), ("screened_metabolic", "")]
    cells += [(measure, method) for measure in ("distributed", "stock_out_days") for method in methods]
    single = np.stack([counts.first_contacts, counts.deliveries, counts.newborns_screened], axis=-1)
    values = np.concatenate([single, counts.units, counts.stock_out_days], axis=-1)
    clinics = [clinic_code(town.place.code) for town in towns()]
    frame = tidy(None, values, place=clinics, period=_periods(), cell=range(len(cells)))
    names = (
        pd.DataFrame(cells, columns=["measure", "breakdown"]).loc[frame.pop("cell")].reset_index(drop=True)
    )
    return pd.concat([frame[["place", "period"]], names, frame[["true", "due"]]], axis=1)


def clinic_code(town: str) -> str:
    """The code of a town's clinic."""
    return f"{town}C"


def _periods() -> list[str]:
    return [f"{year}-{month:02d}" for year in RETURN_YEARS.tolist() for month in range(1, MONTHS + 1)]

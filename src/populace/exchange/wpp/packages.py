"""The layout of the R data packages wpp2019, wpp2022 and wpp2024 (PPgp on GitHub), saved as CSV.

What the forecast can use of them is declared here, one line a column. Annual counts and rates are of the calendar
year; five-year periods run from mid-year to mid-year and are named by both years (1950-1955); net migration of a
period is its total. Population of wpp2019 is at 1 July. Totals of population without ages are not used: the
forecast needs ages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from populace.demography.sex import FEMALE, MALE
from populace.exchange.layout import Layout, PlaceLayout, StockDate, Values
from populace.exchange.raw import RawTable
from populace.exchange.wpp.editions import LAST_ESTIMATES, PERSONS, PRIORITIES, citation, edition_of

PER_CENT, PER_THOUSAND = 0.01, 0.001

BOUNDS = ("_95l", "_80l", "_80u", "_95u")
"""Endings of the columns of a figure's bounds, in the order of the frame."""


@dataclass(frozen=True)
class Figure:
    """A column of a table: its measure, the worth of its unit, its sex."""

    column: str
    measure: str
    factor: float = 1.0
    sex: int | None = None


@dataclass(frozen=True)
class Extract:
    """A table of a package, by the words of its file name; ``ahead`` puts it before others of its edition."""

    name: str
    figures: tuple[Figure, ...]
    ahead: int = 0


def _by_sex(stem: str, measure: str, factor: float = 1.0) -> tuple[Figure, ...]:
    return Figure(f"{stem}F", measure, factor, FEMALE), Figure(f"{stem}M", measure, factor, MALE)


EXTRACTS = (
    Extract("tfr_annual", (Figure("tfr", "total_fertility"),)),
    Extract("e0_annual", _by_sex("e0", "life_expectancy")),
    Extract("netmig_total_annual", (Figure("mig", "net_migration", PERSONS),)),
    Extract("netmig_age1_proj", _by_sex("mig", "net_migration", PERSONS)),
    Extract("srb_annual", (Figure("srb", "sex_ratio_at_birth"),)),
    Extract("vital_annual", (Figure("births", "births", PERSONS), Figure("deaths", "deaths", PERSONS))),
    Extract(
        "births_deaths", (Figure("births", "births", PERSONS), Figure("deaths", "deaths", PERSONS)), ahead=1
    ),
    Extract("pop5", _by_sex("pop", "population", PERSONS)),
    Extract("mx5", _by_sex("mx", "mortality_rate")),
    Extract("pasfr5", (Figure("pasfr", "fertility_share", PER_CENT),)),
    Extract("asfr5_annual", (Figure("asfr_per1000", "fertility_rate", PER_THOUSAND),)),
    Extract("tfr5", (Figure("value", "total_fertility"),)),
    Extract("srb5", (Figure("value", "sex_ratio_at_birth"),)),
    Extract("netmig5", (Figure("value", "net_migration", PERSONS),)),
    Extract("e0F5", (Figure("value", "life_expectancy", sex=FEMALE),)),
    Extract("e0M5", (Figure("value", "life_expectancy", sex=MALE),)),
)


def is_package(table: RawTable) -> bool:
    """Whether a table is an extract of one of the packages, by its file name and its place column."""
    return edition_of(table.names[-1]) is not None and "country_code" in table.headers


def recognise_package(table: RawTable, extracts: Sequence[Extract] = EXTRACTS) -> Layout | PlaceLayout | None:
    """The layout of one of ``extracts``; ``None`` for another, which the forecast has no use for."""
    at = {heading: position for position, heading in enumerate(table.headers)}
    if "name" in at:
        return PlaceLayout(at["country_code"], (("en", at["name"]),), trusted=True)
    extract = _extract(table.names[-1], at, extracts)
    edition = edition_of(table.names[-1])
    time = at.get("period", at.get("year"))
    if extract is None or edition is None or time is None:
        return None
    return Layout(
        values=tuple(_values(figure, at) for figure in extract.figures),
        place=at["country_code"],
        time=time,
        age=at.get("age"),
        stock_date=StockDate.MIDDLE if edition < 2024 else StockDate.END,
        status=at.get("type"),
        last_estimate=LAST_ESTIMATES[edition],
        priority=PRIORITIES[edition] - extract.ahead,
        citation=citation(edition),
        trusted=True,
    )


def _extract(name: str, at: Mapping[str, int], extracts: Sequence[Extract]) -> Extract | None:
    words = re.split(r"[^a-z0-9]+", name.casefold())
    for extract in extracts:
        wanted = extract.name.casefold().split("_")
        here: Sequence[bool] = [words[i : i + len(wanted)] == wanted for i in range(len(words))]
        if any(here) and all(figure.column in at for figure in extract.figures):
            return extract
    return None


def _values(figure: Figure, at: Mapping[str, int]) -> Values:
    names = [figure.column + ending for ending in BOUNDS]
    bounds = tuple(at[name] for name in names) if all(name in at for name in names) else None
    if bounds is None:
        return Values(at[figure.column], figure.measure, figure.sex, factor=figure.factor)
    low95, low80, high80, high95 = bounds
    return Values(
        at[figure.column], figure.measure, figure.sex, None, figure.factor, (low95, low80, high80, high95)
    )

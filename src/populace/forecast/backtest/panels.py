"""From tables to the panel that methods are tried on: the lowest places, in the years that they share.

A trial needs counts of every place in every year of a run of years, on the same day of the year, by sex and by age in
groups of at most five years below fifty; groups are graduated to single years. Places and years that do not fit are
left out, and said. Nothing is interpolated between counts: a method would be judged on the line between two censuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.errors import MissingData
from populace.forecast.evidence import Evidence
from populace.forecast.inputs.population import Stocks
from populace.forecast.methods.panel import Panel
from populace.forecast.tables import Tables
from populace.i18n import gettext as _
from populace.i18n import join_words, ngettext

SAME_DAY = 0.01
"""Two counts within this part of a year (three days) were taken on the same day of the year: leap years shift it."""

LEAST_YEARS = 3
"""Years in a row without which no trial of any kind is possible: one before, one at and one after its start."""

NAMED = 5
"""Places that are named when some are left out."""


@dataclass(frozen=True)
class History:
    """The panel with what a person should know about it: what was left out, and the day of the counts."""

    panel: Panel
    notes: tuple[str, ...]


def panel_of(tables: Tables) -> History:
    """The history of the lowest places of ``tables``: population by sex and single age, and births where counted.

    :raises MissingData: no place has counts by sex and age in three years that follow each other.
    """
    evidence = Evidence.of(tables)
    codes = [code for root in evidence.tree.roots for code in evidence.units_below(root)]
    day = _common_day([evidence.stocks[code] for code in codes])
    counts = {code: _yearly(evidence.stocks[code], day) for code in codes}
    usable = {code: found for code, found in counts.items() if found}
    chosen, years = _rectangle(usable)
    population = np.stack([np.stack([usable[code][int(year)] for code in chosen]) for year in years])
    panel = Panel(
        places=tuple(chosen),
        years=years,
        population=population,
        births=_births(evidence, chosen, years) if day == 1.0 else None,
        parents=tuple(evidence.tree[code].parent for code in chosen),
    )
    return History(panel, (*_left_out(evidence, codes, chosen, years), *_about(panel, day)))


def _common_day(stocks: Sequence[Stocks]) -> float:
    """The part of the year at which most counts were taken: 1 at its end."""
    if not stocks:
        raise MissingData(
            _(
                "No place has a population of both women and men by age. "
                "Give a table “population” with place, date, sex, age and value."
            )
        )
    dates = np.concatenate([one.dates for one in stocks])
    parts = np.round((dates - np.ceil(dates) + 1.0) / SAME_DAY).astype(int)
    found, times = np.unique(parts, return_counts=True)
    return float(found[times.argmax()] * SAME_DAY)


def _yearly(stocks: Stocks, day: float) -> Mapping[int, Float[np.ndarray, "sex age"]]:
    """Counts by year of those taken on the common day; none of a place whose groups are too wide."""
    if stocks.wide:
        return {}
    parts = stocks.dates - np.ceil(stocks.dates) + 1.0
    same = np.abs(parts - day) <= SAME_DAY
    return {
        int(np.ceil(date)) - 1: count
        for date, count in zip(stocks.dates[same], stocks.counts[same], strict=True)
    }


def _rectangle(
    counts: Mapping[str, Mapping[int, Float[np.ndarray, "sex age"]]],
) -> tuple[list[str], Int[np.ndarray, " year"]]:
    """The places and the run of years that hold the most counts together; of equals the latest run."""
    every = {year for found in counts.values() for year in found}
    span = np.arange(min(every, default=0), max(every, default=0) + 1)
    known = np.array([[year in found for year in span.tolist()] for found in counts.values()], dtype=bool)
    best, most = (0, 0), 0
    for first in range(len(span)):
        for last in range(first + LEAST_YEARS - 1, len(span)):
            size = int(_complete(known, first, last).sum()) * (last - first + 1)
            if size and size >= most:
                best, most = (first, last), size
    if not most:
        raise MissingData(
            _(
                "A trial on the past takes a population by sex and age at the end of every year of a run of years, "
                "in age groups of five years or less. No place has {years} such years in a row. Add the years between."
            ).format(years=LEAST_YEARS)
        )
    complete = _complete(known, *best)
    return [code for code, kept in zip(counts, complete, strict=True) if kept], span[best[0] : best[1] + 1]


def _complete(known: Bool[np.ndarray, "place year"], first: int, last: int) -> Bool[np.ndarray, " place"]:
    return np.asarray(known[:, first : last + 1].all(axis=1))


def _births(
    evidence: Evidence, codes: Sequence[str], years: Int[np.ndarray, " year"]
) -> Float[np.ndarray, "year place"] | None:
    """Births of calendar years, NaN where they were not counted; ``None`` where none were."""
    births = np.full((len(years), len(codes)), np.nan)
    for at, code in enumerate(codes):
        rows = evidence.get("births", code)
        counted = rows.observed.yearly() if rows is not None else {}
        births[:, at] = [counted.get(int(year), np.nan) for year in years]
    return births if np.isfinite(births).any() else None


def _left_out(
    evidence: Evidence, codes: Sequence[str], chosen: Sequence[str], years: Int[np.ndarray, " year"]
) -> tuple[str, ...]:
    missing = [evidence.name(code) for code in codes if code not in set(chosen)]
    if not missing:
        return ()
    names = join_words(missing[:NAMED]) if len(missing) <= NAMED else ", ".join(missing[:NAMED]) + ", …"
    said = ngettext(
        "{count} place is left out: it was not counted by sex and age in every year from {first} to {last}: {places}.",
        "{count} places are left out: they were not counted by sex and age in every year from {first} to {last}: "
        "{places}.",
        len(missing),
    )
    return (said.format(count=len(missing), first=years[0], last=years[-1], places=names),)


def _about(panel: Panel, day: float) -> tuple[str, ...]:
    if panel.births is None and day == 1.0:
        return (_("Births were not counted; the infants at the end of the year stand for them."),)
    if panel.births is None:
        return (
            _(
                "Counts were not taken at the end of the year, so births of calendar years do not belong to them; "
                "the infants counted stand for births."
            ),
        )
    unknown = int(np.isnan(panel.births).sum())
    if not unknown:
        return ()
    said = ngettext(
        "The births of {count} place and year are not known; infants stand for them, and they are not judged.",
        "The births of {count} places and years are not known; infants stand for them, and they are not judged.",
        unknown,
    )
    return (said.format(count=unknown),)

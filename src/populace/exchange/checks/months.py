"""Births by month: whole years of them are years of births, years that have begun are not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from populace.catalog.measures import BIRTHS_BY_MONTH
from populace.exchange.findings import Findings
from populace.exchange.observations import MEASURE_CODES, Observations, join
from populace.exchange.raw import Mask
from populace.forecast.births.counted import least_broken_down
from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.i18n import format_count, join_words, ngettext

MONTHS = 12
ROUNDING = 0.5
"""Births by which the months of a year may miss its own figure: figures are whole."""


@dataclass(frozen=True)
class _Years:
    """Years of places with births by month: ``(year of a place,)``; ``row`` is the first row of each."""

    key: NDArray[np.int64]
    row: NDArray[np.intp]
    births: NDArray[np.float64]
    months: NDArray[np.int64]


def with_years_of_months(rows: Observations, files: Sequence[str], findings: Findings) -> Observations:
    """``rows``, and the births of every whole year of months that has no figure of its own; what was done is said."""
    monthly = np.flatnonzero(rows.of(BIRTHS_BY_MONTH))
    if not len(monthly):
        return rows
    years = _years_of(rows, monthly)
    whole = years.months == MONTHS
    yearly = np.flatnonzero(rows.of("births") & (rows.years == 1))
    own = np.isin(years.key, _key(rows, yearly))
    _say_whole(rows, years, whole & ~own, files, findings)
    _say_unfinished(rows, years, ~whole, files, findings)
    _say_different(rows, years, whole & own, yearly, findings)
    made = years.row[whole & ~own]
    added = replace(
        rows.keep(made),
        measure=np.full(len(made), MEASURE_CODES.index("births"), dtype=np.int8),
        date=np.full(len(made), np.nan),
        sex=np.full(len(made), BOTH_SEXES, dtype=np.int8),
        age=np.full(len(made), ALL_AGES, dtype=np.int16),
        width=np.full(len(made), ALL_AGES, dtype=np.int16),
        value=years.births[whole & ~own],
    )
    return join([rows, added])


def _key(rows: Observations, at: NDArray[np.intp]) -> NDArray[np.int64]:
    return np.asarray(rows.place[at].astype(np.int64) << 16 | rows.year[at].astype(np.int64))


def _years_of(rows: Observations, monthly: NDArray[np.intp]) -> _Years:
    of_year = _key(rows, monthly)
    of_month = of_year << 4 | np.round(MONTHS * (rows.date[monthly] - rows.year[monthly])).astype(np.int64)
    chosen = least_broken_down(
        of_month, rows.age[monthly] != ALL_AGES, rows.sex[monthly] != BOTH_SEXES, rows.priority[monthly]
    )
    key, first, at = np.unique(of_year[chosen], return_index=True, return_inverse=True)
    months = np.unique(of_month[chosen]) >> 4
    return _Years(
        key,
        monthly[chosen][first],
        np.bincount(at, rows.value[monthly][chosen]).astype(float),
        np.bincount(np.searchsorted(key, months), minlength=len(key)).astype(np.int64),
    )


def _say_whole(
    rows: Observations, years: _Years, made: Mask, files: Sequence[str], findings: Findings
) -> None:
    for source in np.unique(rows.source[years.row[made]]):
        count = int((rows.source[years.row[made]] == source).sum())
        findings.note(
            ngettext(
                "{file}: the births of {count} year of a place are the sum of its twelve months.",
                "{file}: the births of {count} years of places are the sums of their twelve months.",
                count,
            ).format(file=files[source], count=format_count(count))
        )


def _say_unfinished(
    rows: Observations, years: _Years, unfinished: Mask, files: Sequence[str], findings: Findings
) -> None:
    for source in np.unique(rows.source[years.row[unfinished]]):
        here = unfinished & (rows.source[years.row] == source)
        found = sorted({int(year) for year in years.key[here] & 0xFFFF})
        places = len(set((years.key[here] >> 16).tolist()))
        findings.note(
            ngettext(
                "{file}: {years} is not whole in {count} place; its months tell of the season, not of a year.",
                "{file}: {years} is not whole in {count} places; its months tell of the season, not of a year.",
                places,
            ).format(file=files[source], years=join_words([str(year) for year in found]), count=places)
        )


def _say_different(
    rows: Observations, years: _Years, both: Mask, yearly: NDArray[np.intp], findings: Findings
) -> None:
    """Whole years whose months add up to another number than the year's own figure, which is the one that is used."""
    keys = _key(rows, yearly)
    chosen = least_broken_down(
        keys, rows.age[yearly] != ALL_AGES, rows.sex[yearly] != BOTH_SEXES, rows.priority[yearly]
    )
    known, at = np.unique(keys[chosen], return_inverse=True)
    totals = np.bincount(at, rows.value[yearly][chosen])
    own = totals[np.searchsorted(known, years.key[both])]
    if differs := int((np.abs(own - years.births[both]) > ROUNDING).sum()):
        findings.note(
            ngettext(
                "Births: in {count} year of a place the months add up to another number than the year's own "
                "figure, which is used.",
                "Births: in {count} years of places the months add up to other numbers than the years' own "
                "figures, which are used.",
                differs,
            ).format(count=format_count(differs))
        )

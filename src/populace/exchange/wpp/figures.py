"""The annual files of World Population Prospects as figures for the store: a ``Reading`` in our codes.

Places are the UN's location codes (M49, ``156``), which the places of a workspace have to bear. Where a measure takes a
dimension of accounts (``source``), the figures stand there as those of their edition (``wpp2024``), beside a census or
a register and never added to them. What is estimated and what is projected keeps its status.

A stock belongs to the period at whose end it stands: the population of 1 January 2025 is that of 2024. One counted in
the middle of a year is that year's. Figures of five years together are no period of ours and are not taken.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE, SEX
from populace.catalog.programme.dimensions import SOURCE
from populace.demography.sex import FEMALE, MALE
from populace.errors import InputErrors, Problem
from populace.exchange.ages import Age
from populace.exchange.delimited import read_delimited, stem
from populace.exchange.findings import Findings
from populace.exchange.gazetteer import Gazetteer
from populace.exchange.incoming import Incoming, Reading
from populace.exchange.layout import Layout, StockDate
from populace.exchange.observations import MEASURE_CODES, STATUSES, Observations
from populace.exchange.observe import observe
from populace.exchange.own_words import BREAKDOWN, OwnWords
from populace.exchange.raw import RawTable
from populace.exchange.tidy.words import age_text
from populace.exchange.wpp.editions import PERSONS, edition_of
from populace.exchange.wpp.official import is_official, layout_of, read_official
from populace.exchange.wpp.packages import EXTRACTS, Extract, Figure, is_package, recognise_package
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

TOTALS = (
    Extract(
        "poptotal_proj_annual",
        (Figure("popF", "population", PERSONS, FEMALE), Figure("popM", "population", PERSONS, MALE)),
    ),
    Extract("poptotal_dec31_derived", (Figure("pop_dec31", "population", PERSONS),)),
    Extract("pop5_annual", (Figure("pop_thousand_jul1", "population", PERSONS),)),
)
"""Populations that a forecast has no use for, as they lack ages or sexes, but a denominator does."""

_SEXES = {FEMALE: "female", MALE: "male"}


def read_wpp(path: Path, catalogue: Catalogue, places: Collection[str]) -> Reading:
    """The figures of ``places`` (codes) in one of the UN's annual files.

    :raises InputErrors: the file is none of those known here, or is broken.
    """
    findings = Findings()
    opened = _open(path, places, findings)
    findings.stop_if_any()
    if opened is None:
        raise InputErrors([_unknown(path.name)])
    table, layout = opened
    gazetteer = Gazetteer(None, frozenset(places))
    rows = observe(table, layout, 0, gazetteer, findings)
    findings.stop_if_any()
    annual = np.asarray(rows.years == 1)
    if len(rows) and not annual.any():
        raise InputErrors([_five_years(path.name)])
    rows = rows.keep(annual)
    account = f"wpp{edition_of(table.names[-1])}"
    notes = [*findings.notes, layout.citation, *_left_out(path.name, int((~annual).sum()))]
    block = _incoming(rows, gazetteer.codes, catalogue, account, layout.stock_date)
    return Reading(path.name, iter([block] if len(rows) else []), OwnWords(), notes=notes)


def is_of_the_un(headers: Sequence[str], path: Path) -> bool:
    """Whether a table is one of the UN's files, by its headings and its name."""
    return is_official(path) or (edition_of(stem(path)) is not None and "country_code" in headers)


def _open(path: Path, places: Collection[str], findings: Findings) -> tuple[RawTable, Layout] | None:
    if is_official(path):
        table = read_official(path, places)
        return None if table is None else (table, layout_of(table))
    table = read_delimited(path, findings)
    if table is None or not is_package(table):
        return None
    layout = recognise_package(table, (*EXTRACTS, *TOTALS))
    return (table, layout) if isinstance(layout, Layout) else None


def _incoming(
    rows: Observations, places: Sequence[str], catalogue: Catalogue, account: str, stock_date: StockDate
) -> Incoming:
    years = rows.year.astype(np.int64)
    if stock_date is StockDate.START:
        years = np.where(np.isnan(rows.date), years, years - 1)
    return Incoming(
        measure=_words(rows.measure, MEASURE_CODES),
        place=_words(rows.place, places),
        period=_years(years),
        value=pa.array(rows.value, pa.float64()),
        row=pa.array(rows.row.astype(np.int64)),
        categories={BREAKDOWN: _breakdowns(rows, catalogue, account)},
        status=_words(rows.status, STATUSES),
    )


def _breakdowns(rows: Observations, catalogue: Catalogue, account: str) -> pa.DictionaryArray:
    cells = np.stack([rows.measure, rows.sex, rows.age, rows.width], axis=1).astype(np.int64)
    distinct, inverse = np.unique(cells, axis=0, return_inverse=True)
    texts = [_breakdown(cell, catalogue, account) for cell in distinct.tolist()]
    return _words(inverse.reshape(-1), texts)


def _breakdown(cell: Sequence[int], catalogue: Catalogue, account: str) -> str:
    measure, sex, age, width = cell
    known = catalogue.measures.get(MEASURE_CODES[measure])
    pairs = {SEX: _SEXES.get(sex, ""), AGE: age_text(Age(age, width))}
    if known is not None and SOURCE in known.dimensions:
        pairs[SOURCE] = account
    return Breakdown.of((dimension, text) for dimension, text in pairs.items() if text).text


def _words(codes: NDArray[np.integer], texts: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype(np.int32)), pa.array(list(texts), pa.string())
    )


def _years(numbers: NDArray[np.int64]) -> pa.DictionaryArray:
    distinct, inverse = np.unique(numbers, return_inverse=True)
    return _words(inverse.reshape(-1), [f"{year:04d}" for year in distinct.tolist()])


def _left_out(label: str, rows: int) -> Iterator[str]:
    if rows:
        yield ngettext(
            "{file}: {count} figure of several years together was left out.",
            "{file}: {count} figures of several years together were left out.",
            rows,
        ).format(file=label, count=format_count(rows))


def _unknown(label: str) -> Problem:
    return Problem(
        label,
        None,
        _("This is none of the United Nations' files that are known here."),
        _("Keep the name that the file had (WPP2024_…, wpp2024_…), and all of its columns."),
    )


def _five_years(label: str) -> Problem:
    return Problem(
        label,
        None,
        _("The figures are of five years together, which are no period here."),
        _("Take the annual file of the same edition."),
    )

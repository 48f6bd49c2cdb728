"""A file of figures to a ``Reading``: opened, its headings checked, its words understood by a mapping."""

from dataclasses import dataclass, replace
from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.errors import InputErrors, Problem
from populace.exchange.delimited import is_delimited
from populace.exchange.incoming import Reading
from populace.exchange.own_words import BREAKDOWN
from populace.exchange.raw import quoted
from populace.exchange.tidy.arrange import Arrangement, arrangement, incoming
from populace.exchange.tidy.csv_table import CsvManner, open_csv
from populace.exchange.tidy.json_table import open_json_rows
from populace.exchange.tidy.mapping import (
    CANONICAL,
    PeriodColumns,
    PlaceColumns,
    TableMapping,
    ValueColumn,
    Words,
)
from populace.exchange.tidy.parquet_table import open_parquet
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.propose import guess_mapping, propose_mapping
from populace.exchange.tidy.tables import Table
from populace.exchange.tidy.vocabulary import TidyVocabulary
from populace.exchange.tidy.workbook_table import open_workbook
from populace.exchange.wpp.figures import is_of_the_un, read_wpp
from populace.i18n import gettext as _
from populace.i18n import join_words

REFUSED_BECAUSE = "refused_because"
"""The column by which a file of refused rows is known."""

OURS = TableMapping(
    place=PlaceColumns(("place",)),
    period=PeriodColumns(("period",)),
    measure=Words("measure"),
    values=(ValueColumn("value"),),
)
"""How our own long layout is read; its breakdown is one column of ours."""


def open_table(path: Path, mapping: TableMapping | None = None) -> Table:
    """The table of a CSV, TSV, Excel, Parquet or JSON file, told by its name.

    :raises UserError: it is of no kind that is read here, or cannot be opened.
    :raises InputErrors: it has columns about persons, or no table that can be told.
    """
    manner = Manner(mapping.sheet, mapping.skip_rows, mapping.delimiter) if mapping else Manner()
    table = open_unlooked(path, manner)
    table.refuse_persons()
    return table


@dataclass(frozen=True)
class Manner:
    """Where in a file its table stands, as far as somebody said it."""

    sheet: str = ""
    skip_rows: int | None = None
    delimiter: str = ""


def open_unlooked(path: Path, manner: Manner) -> Table:
    """The table of a file, whatever its columns are about: for declared line lists alone.

    :raises UserError: it is of no kind that is read here, or cannot be opened.
    """
    suffix = path.name.casefold().removesuffix(".gz").rpartition(".")[2]
    if suffix in ("xlsx", "xlsm"):
        return open_workbook(path, manner.sheet, manner.skip_rows)
    if suffix in ("parquet", "pq"):
        return open_parquet(path)
    if suffix == "json":
        return open_json_rows(path)
    if is_delimited(path) or suffix in ("txt", "zip"):
        return open_csv(path, CsvManner(manner.skip_rows, manner.delimiter))
    raise InputErrors(
        [
            Problem(
                path.name,
                None,
                _("Files of this kind are not read here."),
                _("Give a file named .csv, .tsv, .xlsx, .parquet or .json (.gz or .zip of a text file)."),
            )
        ]
    )


def read_table(
    path: Path, catalogue: Catalogue, places: PlaceNames, mapping: TableMapping | None = None
) -> Reading:
    """The rows of a table by ``mapping``; without one, in our own layout, the UN's, or as its headings say.

    :raises UserError: the file cannot be opened.
    :raises InputErrors: its columns do not fit the mapping, are about persons, or say too little without one.
    """
    table = open_table(path, mapping)
    if mapping is None and is_of_the_un(table.headers, path):
        return read_wpp(path, catalogue, places.codes)
    if mapping is None:
        mapping = OURS if is_ours(table) else _proposed(table, catalogue)
    return reading_of(table, mapping, catalogue, places)


def reading_of(table: Table, mapping: TableMapping, catalogue: Catalogue, places: PlaceNames) -> Reading:
    """The rows of an opened table.

    :raises InputErrors: its columns do not fit the mapping.
    """
    if REFUSED_BECAUSE in table.headers:
        to = _again(table, mapping)
    elif is_ours(table) and mapping is OURS:
        to = _ours(table)
    else:
        to = arrangement(table, mapping)
    notes = table.notes
    return Reading(
        label=table.label,
        blocks=incoming(table, to, notes),
        vocabulary=TidyVocabulary(mapping, catalogue, places, _fixed(mapping)),
        headers=_headers(mapping),
        notes=notes,
        unread=table.unread,
    )


def is_ours(table: Table) -> bool:
    """Whether a table has the columns of our own long layout."""
    return (
        set(CANONICAL[:3]) | {"value"}
        <= set(table.headers)
        <= {*CANONICAL, "row", REFUSED_BECAUSE, "what_to_do"}
    )


def _proposed(table: Table, catalogue: Catalogue) -> TableMapping:
    """The mapping that the headings say, with a note on every column that it leaves out."""
    unused = guess_mapping(table, catalogue).unused
    mapping = propose_mapping(table, catalogue)
    if unused:
        table.notes.append(
            _("{file}: columns that were not used: {columns}.").format(
                file=table.label, columns=join_words([quoted(heading) for heading in unused])
            )
        )
    return mapping


def _ours(table: Table) -> Arrangement:
    optional = {name for name in ("breakdown", "status", "deleted") if name in table.headers}
    categories: dict[str, Words] = {BREAKDOWN: Words(BREAKDOWN)} if BREAKDOWN in optional else {}
    status = Words("status") if "status" in optional else Words()
    deleted = Words("deleted") if "deleted" in optional else Words()
    return arrangement(table, replace(OURS, categories=categories, status=status, deleted=deleted))


def _again(table: Table, mapping: TableMapping) -> Arrangement:
    """The arrangement of a file of refused rows: long, with the texts as they were once put together."""
    headers = _headers(mapping)
    dimensions = list(
        dict.fromkeys([*mapping.categories, *(c for v in mapping.values for c in v.categories)])
    )
    if mapping is OURS:
        dimensions = [BREAKDOWN]
    present = [name for name in dimensions if headers.get(name, name) in table.headers]
    return arrangement(
        table,
        TableMapping(
            place=PlaceColumns((headers.get("place", "place"),)),
            period=PeriodColumns((headers.get("period", "period"),)),
            measure=Words(headers.get("measure", "measure")),
            values=(ValueColumn(headers.get("value", "value")),),
            categories={name: Words(headers.get(name, name)) for name in present},
            status=Words("status") if "status" in table.headers else Words(),
            deleted=Words("deleted") if "deleted" in table.headers else Words(),
            numbers=mapping.numbers,
            missing=mapping.missing,
        ),
    )


def _headers(mapping: TableMapping) -> dict[str, str]:
    """The sender's own headings of what stands in one column; the others go by our names."""
    own = {dimension: words.column for dimension, words in mapping.categories.items()}
    own |= {"measure": mapping.measure.column}
    own |= {"place": mapping.place.columns[0]} if len(mapping.place.columns) == 1 else {}
    own |= {"period": mapping.period.columns[0]} if len(mapping.period.columns) == 1 else {}
    own |= {"value": mapping.values[0].column} if len(mapping.values) == 1 else {}
    ours = {"measure", "place", "period", "value", *mapping.categories}
    return {
        name: heading for name, heading in own.items() if heading and (heading == name or heading not in ours)
    }


def _fixed(mapping: TableMapping) -> frozenset[str]:
    given = [mapping.period.constant, *(value.period for value in mapping.values)]
    return frozenset(period.text for period in given if period is not None)

"""Blocks of a table to ``Incoming`` rows, as a mapping says: whole columns at a time, no cell by itself."""

from collections.abc import Generator
from dataclasses import dataclass

import pyarrow as pa

from populace.errors import InputErrors, Problem
from populace.exchange.incoming import Incoming
from populace.exchange.tidy.mapping import NumberMarks, TableMapping, ValueColumn, Words
from populace.exchange.tidy.period_texts import read_period
from populace.exchange.tidy.stacked import Stacked, figures_of
from populace.exchange.tidy.tables import Block, Table
from populace.i18n import format_count, join_words, ngettext
from populace.i18n import gettext as _
from populace.store.batch import STATUSES

ROWS_AT_ONCE = 1 << 19
"""Figures of a stacked block."""


@dataclass(frozen=True)
class Arrangement:
    """A mapping with the columns of one table.

    ``words`` are its columns of words by their names in the mapping, ``figures`` its columns of figures; the numbers
    are positions in the table. ``dimensions`` are those that any of its figures is split by.
    """

    mapping: TableMapping
    words: dict[str, int]
    figures: tuple[tuple[int, ValueColumn], ...]
    dimensions: tuple[str, ...]


def arrangement(table: Table, mapping: TableMapping) -> Arrangement:
    """Where the columns of ``mapping`` stand in ``table``.

    :raises InputErrors: columns that are not there, or stand twice; no heading that is a period where all should be.
    """
    found = table.positions(mapping.columns)
    figures = [(found[value.column], value) for value in mapping.values]
    if mapping.period.headings and not figures:
        figures = _periods_as_headings(table, mapping, set(found.values()))
    split = dict.fromkeys(
        [*mapping.categories, *(code for _at, value in figures for code in value.categories)]
    )
    return Arrangement(
        mapping, {name: found[name] for name in mapping.key_columns}, tuple(figures), tuple(split)
    )


def _periods_as_headings(
    table: Table, mapping: TableMapping, taken: set[int]
) -> list[tuple[int, ValueColumn]]:
    period = mapping.period
    figures = [
        (position, ValueColumn(heading))
        for position, heading in enumerate(table.headers)
        if position not in taken and read_period(heading, period) is not None
    ]
    if not figures:
        raise InputErrors(
            [
                Problem(
                    table.label,
                    table.header_row,
                    _("No heading is a period written as {format}.").format(
                        format=period.format or "YYYY-MM"
                    ),
                    _("Correct the headings, or the period part of the mapping."),
                )
            ]
        )
    return figures


def incoming(table: Table, to: Arrangement, notes: list[str]) -> Generator[Incoming, None, None]:
    """The rows of ``table``; how many cells had no figure is noted at the end."""
    at_once = max(1, ROWS_AT_ONCE // len(to.figures))
    words = list(dict.fromkeys(to.words.values()))
    figures = list(dict.fromkeys(at for at, _value in to.figures))
    passed = 0
    for block in table.blocks(words, figures):
        for start in range(0, len(block), at_once):
            stacked = _stack(block, to, start, at_once)
            passed += stacked.passed
            if len(stacked.row):
                yield _rows(stacked, to, table.label)
    if passed:
        notes.append(_passed_over(table.label, passed))


def _stack(block: Block, to: Arrangement, start: int, count: int) -> Stacked:
    mapping = to.mapping
    return Stacked(
        {name: block.words[at].slice(start, count) for name, at in to.words.items()},
        [
            figures_of(
                block.figures[at].slice(start, count),
                mapping.missing,
                marked=mapping.numbers != NumberMarks(),
            )
            for at, _value in to.figures
        ],
        block.row.slice(start, count),
    )


def _rows(stacked: Stacked, to: Arrangement, label: str) -> Incoming:
    mapping, values = to.mapping, [value for _at, value in to.figures]
    place = mapping.place
    return Incoming(
        measure=stacked.either(
            mapping.measure.column, [value.measure or mapping.measure.constant for value in values]
        ),
        place=stacked.words(place.columns)
        if place.columns
        else stacked.texts([place.constant] * len(values)),
        period=_periods(stacked, mapping, values),
        value=stacked.value,
        row=stacked.row,
        categories={dimension: _categories(stacked, to, dimension) for dimension in to.dimensions},
        status=_status(stacked, mapping, len(values), label),
        deleted=_deleted(stacked, mapping, label),
    )


def _periods(stacked: Stacked, mapping: TableMapping, values: list[ValueColumn]) -> pa.DictionaryArray:
    period = mapping.period
    if period.columns:
        return stacked.words(period.columns)
    if period.constant is not None:
        return stacked.texts([period.constant.text] * len(values))
    return stacked.texts([value.period.text if value.period else value.column for value in values])


def _categories(stacked: Stacked, to: Arrangement, dimension: str) -> pa.DictionaryArray:
    words = to.mapping.categories.get(dimension)
    if words is None:
        return stacked.texts([value.categories.get(dimension, "") for _at, value in to.figures])
    return stacked.either(words.column, [words.constant] * len(to.figures))


def _status(stacked: Stacked, mapping: TableMapping, times: int, label: str) -> pa.DictionaryArray | None:
    status = mapping.status
    if not (status.column or status.constant):
        return None
    found = stacked.either(status.column, [status.constant] * times)
    texts = [_status_of(text or "", status, label) for text in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, pa.string()))


def _deleted(stacked: Stacked, mapping: TableMapping, label: str) -> pa.BooleanArray | None:
    """Which figures are taken back."""
    if not mapping.deleted.column:
        return None
    found = stacked.words([mapping.deleted.column])
    marks = [_is_deleted(text or "", label) for text in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(marks, pa.bool_())).dictionary_decode()


def _is_deleted(text: str, label: str) -> bool:
    plain = text.strip().casefold()
    if plain not in ("", "false", "true"):
        raise InputErrors(
            [
                Problem(
                    label,
                    None,
                    _("“{text}” in the column deleted is not known.").format(text=text),
                    _("Write true where the figure is taken back, and nothing elsewhere."),
                )
            ]
        )
    return plain == "true"


def _status_of(text: str, words: Words, label: str) -> str:
    plain = words.values.get(text.strip(), text.strip().casefold()) or STATUSES[0]
    if plain in STATUSES:
        return plain
    raise InputErrors(
        [
            Problem(
                label,
                None,
                _("A status in the column {column} is not known.").format(column=words.column or "status"),
                _("Use {statuses}, or translate the words in the mapping.").format(
                    statuses=join_words(STATUSES)
                ),
            )
        ]
    )


def _passed_over(label: str, cells: int) -> str:
    return ngettext(
        "{file}: {count} cell without a figure was passed over.",
        "{file}: {count} cells without a figure were passed over.",
        cells,
    ).format(file=label, count=format_count(cells))

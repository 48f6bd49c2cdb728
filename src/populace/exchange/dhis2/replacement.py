"""A file that replaces a whole scope: what it does not give of it is taken back (DHIS2 2.43, ``deletion``)."""

from collections.abc import Iterator
from itertools import product

from populace.exchange.dhis2.blocks import Row
from populace.exchange.dhis2.values_json import (
    DataValueSet,
    Scope,
    ScopeElement,
    cell_text,
    rows_of,
)
from populace.exchange.dhis2.vocabulary import ATTRIBUTE_CELL, CELL, DATA_SET, Dhis2Vocabulary, as_uid
from populace.exchange.incoming import Refused
from populace.exchange.opening import UnsafeFile
from populace.i18n import format_count
from populace.i18n import gettext as _

MOST = 5_000_000
"""Figures that a file may take back by a scope: a year of 40 cells in 10,000 places."""

Key = tuple[str, str, str, str]


def replaced_rows(given: DataValueSet, words: Dhis2Vocabulary, label: str) -> Iterator[Row]:
    """Rows that take back what the scope covers and the file does not give; every cell where the scope names none.

    :raises UnsafeFile: a scope of more figures than anybody replaces.
    """
    scope = given.deletion
    if scope is None:
        return
    kept = {key for row in rows_of(given) if (key := _key(row, words)) is not None}
    choices = [(element, _cells_of(element, words)) for element in scope.elements]
    _refuse_too_many(scope, sum(len(cells) for _element, cells in choices), label)
    for element, cells in choices:
        for place, period, (cell, mark) in product(scope.org_units, scope.periods, cells):
            row = Row(
                element.data_element, place, period, None, cell, mark, given.data_set or "", deleted=True
            )
            if _key(row, words) not in kept:
                yield row


def _refuse_too_many(scope: Scope, cells: int, label: str) -> None:
    count = len(scope.org_units) * len(scope.periods) * cells
    if count > MOST:
        raise UnsafeFile(
            _(
                "{file} takes back {count} figures at once. Split it, or name fewer places and periods."
            ).format(file=label, count=format_count(count))
        )


def _cells_of(element: ScopeElement, words: Dhis2Vocabulary) -> list[tuple[str, str]]:
    """Cells and attribute cells, as texts; one pair without names where the data element is not known."""
    named, marked = cell_text(element.category_option_combo), cell_text(element.attribute_option_combo)
    try:
        own, marks = words.cell_choices(words.measure(element.data_element))
    except Refused:
        return [(named, marked)]
    return list(
        product(
            [named] if named else [as_uid(uid) for uid in own],
            [marked] if marked else [as_uid(uid) for uid in marks],
        )
    )


def _key(row: Row, words: Dhis2Vocabulary) -> Key | None:
    """What a row is of, in our codes; ``None`` where it is not understood."""
    try:
        measure = words.measure(row.element)
        categories = {CELL: row.cell, ATTRIBUTE_CELL: row.attribute_cell, DATA_SET: row.data_set}
        return (
            measure,
            words.place(row.place),
            words.period(row.period).text,
            words.breakdown(measure, categories).text,
        )
    except Refused:
        return None

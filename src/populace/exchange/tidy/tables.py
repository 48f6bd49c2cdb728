"""A file of rows under headings, whatever its format: opened, its headings looked at, its columns given in blocks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from populace.errors import InputErrors, Problem
from populace.exchange.header import fold_heading
from populace.exchange.persons import about_persons
from populace.i18n import gettext as _
from populace.i18n import join_words

TEXT = pa.dictionary(pa.int32(), pa.string())
"""How a column of words stands in a block."""

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@\t\r]")

ROWS_AT_ONCE = 1 << 16
"""Rows of a block where a reader chooses them itself."""


@dataclass(frozen=True)
class Block:
    """Rows of a table, columns by their position: ``words`` are dictionary arrays, ``figures`` numbers or texts.

    ``row``, ``(row,)``, numbers the rows as a spreadsheet does; the header is row 1 where nothing stands above it.
    """

    words: Mapping[int, pa.DictionaryArray]
    figures: Mapping[int, pa.Array]
    row: pa.Int64Array

    def __len__(self) -> int:
        return len(self.row)


Blocks = Callable[[Sequence[int], Sequence[int]], Iterator[Block]]
"""Positions of columns of words and of figures to blocks; nothing else of the file is read."""


@dataclass(frozen=True)
class Table:
    """An opened table. ``notes`` and ``unread`` grow while its blocks are read."""

    label: str
    headers: tuple[str, ...]
    header_row: int
    blocks: Blocks
    notes: list[str] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)

    def refuse_persons(self) -> None:
        """Refuse columns about persons (articles 1 and 2 of the charter); their names are told, no cell is.

        :raises InputErrors: with the columns named.
        """
        refuse_person_columns(self.headers, self.label, self.header_row)

    def positions(self, names: Sequence[str]) -> dict[str, int]:
        """Where the columns with these headings stand: as they are written, else without case, width and marks.

        :raises InputErrors: headings that are not there, or stand twice.
        """
        found = {name: self._positions_of(name) for name in names}
        absent = [name for name, at in found.items() if not at]
        twice = [name for name, at in found.items() if len(at) > 1]
        problems = []
        if absent:
            problems.append(
                self._problem(
                    _("The table lacks the columns: {columns}.").format(columns=join_words(absent)),
                    _("Add them, or correct their names in the mapping."),
                )
            )
        if twice:
            problems.append(
                self._problem(
                    _("Several columns have the heading: {columns}.").format(columns=join_words(twice)),
                    _("Give each column a heading of its own."),
                )
            )
        if problems:
            raise InputErrors(problems)
        return {name: at[0] for name, at in found.items()}

    def _positions_of(self, name: str) -> list[int]:
        exact = [i for i, heading in enumerate(self.headers) if heading == name.strip()]
        folded = fold_heading(name)
        return exact or [
            i for i, heading in enumerate(self.headers) if folded and fold_heading(heading) == folded
        ]

    def _problem(self, message: str, remedy: str) -> Problem:
        return Problem(self.label, self.header_row, message, remedy)


def refuse_person_columns(headers: Sequence[str], label: str, header_row: int | None) -> None:
    """Refuse a table with columns about persons that was not declared a line list.

    :raises InputErrors: with the columns named.
    """
    columns = [name for heading in headers if (name := about_persons(heading))]
    if columns:
        raise InputErrors(
            [
                Problem(
                    label,
                    header_row,
                    _("Columns about persons are not read here: {columns}.").format(
                        columns=join_words(columns)
                    ),
                    _(
                        "Give counts, or declare a line list, which is counted on this machine and never kept."
                    ),
                )
            ]
        )


def without_apostrophes(words: pa.DictionaryArray) -> pa.DictionaryArray:
    """The words of a file in which those that a spreadsheet would run have an apostrophe before them."""
    if not pc.any(pc.starts_with(words.dictionary, "'")).as_py():
        return words
    texts = [bare(text) for text in words.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(words.indices, pa.array(texts, pa.string()))


def bare(text: str) -> str:
    """``text`` without the apostrophe that kept a spreadsheet from running it."""
    return text[1:] if _KEPT_FROM_RUNNING.match(text) else text


def kept_from_running(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it as a formula (OWASP, CSV injection).

    ``bare`` takes it away again, whatever the text.
    """
    return f"'{text}" if _RUNS.match(text) else text


def words_of(column: pa.Array) -> pa.DictionaryArray:
    """Any plain column as a dictionary array of texts; whole numbers without a decimal point, days as ISO writes them.

    :raises pa.ArrowInvalid: a column of lists or structures.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        if kind == TEXT:
            return column
        return words_of(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        whole = pc.and_(pc.is_finite(column), pc.equal(pc.floor(column), column))
        whole = pc.and_(whole, pc.less(pc.abs(column), 1e15))
        if pc.all(pc.fill_null(whole, fill_value=True)).as_py():
            column = column.cast(pa.int64())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        raise pa.ArrowInvalid("not a column of plain values")
    return column.cast(pa.string()).dictionary_encode()

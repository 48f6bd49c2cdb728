"""CSV and TSV of any size: streamed, each distinct word of a block once, ragged rows told with their numbers."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from populace.errors import InputErrors, Problem
from populace.exchange.delimited import HEAD, Header, find_header
from populace.exchange.findings import LINES_PER_KIND
from populace.exchange.opening import opened
from populace.exchange.tidy.tables import TEXT, Block, Table, bare, without_apostrophes
from populace.exchange.tidy.utf8 import Utf8
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

BLOCK = 1 << 24
"""Bytes that are parsed at a time: some 400,000 rows of the long layout."""


@dataclass(frozen=True)
class CsvManner:
    """What a mapping says of a file: lines above its header (``None``: to be found), and the mark between columns."""

    skip_rows: int | None = None
    delimiter: str = ""


def open_csv(path: Path, manner: CsvManner = CsvManner()) -> Table:
    """The table of a CSV file.

    :raises UserError: it cannot be opened, or has no header.
    :raises InputErrors: its text is not UTF-8 or GB 18030.
    """
    notes: list[str] = []
    header = _header(path, manner, notes)
    unread: list[Problem] = []

    def blocks(words: Sequence[int], figures: Sequence[int]) -> Iterator[Block]:
        return _blocks(path, header, words, figures, unread)

    if header.rows_above:
        notes.append(
            _("{file}: the header was found in row {row}; what stands above it was taken as a title.").format(
                file=path.name, row=header.rows_above + 1
            )
        )
    return Table(path.name, tuple(map(bare, header.cells)), header.rows_above + 1, blocks, notes, unread)


def _header(path: Path, manner: CsvManner, notes: list[str]) -> Header:
    with opened(path) as stream:
        head = io.BufferedReader(Utf8(stream, path.name, notes), HEAD).read(HEAD)
    skipped = manner.skip_rows or 0
    lines = head.splitlines(keepends=True)
    rest = b"".join(lines[skipped:]) if skipped else head
    if not rest.strip():
        raise InputErrors([_empty(path.name)])
    try:
        if manner.skip_rows is None and not manner.delimiter:
            return find_header(rest, path)
        found = find_header(rest, path)
        delimiter = manner.delimiter or found.delimiter
        reader = csv.reader(
            rest.decode("utf-8", errors="ignore").splitlines(keepends=True), delimiter=delimiter
        )
        for above, record in enumerate(reader):
            cells = tuple(cell.strip() for cell in record)
            if manner.skip_rows is not None or sum(map(bool, cells)) > 1:
                return Header(cells, delimiter, skipped + above, skipped + reader.line_num)
    except csv.Error:
        raise InputErrors([_not_apart(path.name)]) from None
    raise InputErrors([_empty(path.name)])


def _blocks(
    path: Path, header: Header, words: Sequence[int], figures: Sequence[int], unread: list[Problem]
) -> Iterator[Block]:
    ragged = _Ragged(path.name, header, unread)
    names = [str(i) for i in range(len(header.cells))]
    reading = pacsv.ReadOptions(
        column_names=names, skip_rows=header.lines, use_threads=False, block_size=BLOCK
    )
    converting = pacsv.ConvertOptions(
        column_types={
            **dict.fromkeys(map(str, words), TEXT),
            **dict.fromkeys(map(str, figures), pa.string()),
        },
        include_columns=[str(i) for i in dict.fromkeys((*words, *figures))],
        strings_can_be_null=False,
        null_values=[],
    )
    parsing = pacsv.ParseOptions(
        delimiter=header.delimiter,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=ragged.met,
    )
    with opened(path) as stream:
        text = io.BufferedReader(Utf8(stream, path.name, []), HEAD)
        try:
            for batch in pacsv.open_csv(pa.PythonFile(text, "r"), reading, parsing, converting):
                rows = ragged.rows(batch.num_rows)
                yield Block(
                    {i: without_apostrophes(batch.column(str(i))) for i in words},
                    {i: batch.column(str(i)) for i in figures},
                    rows,
                )
        except pa.ArrowInvalid as error:
            # What Arrow says has cells in it, so it is not told on.
            # A file that ends with its header has no block of rows to parse.
            if "Empty CSV" not in str(error):
                raise InputErrors([_not_apart(path.name)]) from None
    ragged.tell()


class _Ragged:
    """Rows with too many or too few cells: where they stand, and which numbers the others have."""

    def __init__(self, label: str, header: Header, unread: list[Problem]) -> None:
        self._label, self._header, self._unread = label, header, unread
        self._shift = header.rows_above + 1 - header.lines
        self._next = header.rows_above + 2
        self._lost: list[int] = []
        self._told = self._more = 0

    def met(self, row: pacsv.InvalidRow) -> str:
        """Pass over a row; an empty line is nothing to tell."""
        number = int(row.number or 0) + self._shift
        self._lost.append(number)
        if row.text and row.text.strip():
            self._told += 1
            if self._told <= LINES_PER_KIND:
                self._unread.append(
                    Problem(
                        self._label,
                        number,
                        _("The row has {found} cells where the header has {expected}.").format(
                            found=row.actual_columns, expected=len(self._header.cells)
                        ),
                        _("Give it as many cells as the header; write numbers without commas."),
                    )
                )
        return "skip"

    def rows(self, count: int) -> pa.Int64Array:
        """The numbers of the next ``count`` rows that are whole."""
        ahead = [number for number in self._lost if number >= self._next]
        numbers = np.arange(self._next, self._next + count + len(ahead), dtype=np.int64)
        if ahead:
            numbers = numbers[~np.isin(numbers, ahead)][:count]
        self._next = int(numbers[-1]) + 1 if count else self._next
        self._lost = [number for number in ahead if number >= self._next]
        return pa.array(numbers)

    def tell(self) -> None:
        """Say how many more there were than are shown."""
        more = self._told - LINES_PER_KIND
        if more > 0:
            message = ngettext("{count} more row is so.", "{count} more rows are so.", more).format(
                count=format_count(more)
            )
            self._unread.append(
                Problem(self._label, None, message, _("Give them as many cells as the header."))
            )


def _empty(label: str) -> Problem:
    return Problem(label, None, _("The table has no rows."), _("Fill it, or give another file."))


def _not_apart(label: str) -> Problem:
    return Problem(
        label,
        None,
        _("The rows and cells of the file cannot be told apart."),
        _("Look for a quotation mark that is not closed, or save the file as CSV again."),
    )

"""CSV and TSV files to ``RawTable``: every cell as text, each distinct text once."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from populace.exchange.decode import read_text
from populace.exchange.findings import Findings
from populace.exchange.raw import Column, RawTable, without_empty_rows
from populace.i18n import gettext as _

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
DELIMITERS = (",", "\t", ";")
TITLE_LINES = 10
"""A header is looked for in the first lines; lines above it that hold one cell are a title."""

HEAD = 1 << 16
"""Bytes in which the header has to stand."""


def is_delimited(path: Path) -> bool:
    """Whether the name is that of a CSV or TSV file."""
    return path.name.lower().endswith(SUFFIXES)


def stem(path: Path) -> str:
    """The file's name without its extensions."""
    name = path.name
    for suffix in sorted((*SUFFIXES, ".xlsx"), key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


@dataclass(frozen=True)
class Header:
    """Where the header stands: its cells, the rows above it, and the lines of text that end with it.

    The two counts differ where a heading runs over several lines.
    """

    cells: tuple[str, ...]
    delimiter: str
    rows_above: int
    lines: int


def read_delimited(path: Path, findings: Findings) -> RawTable | None:
    """The table of a file, or ``None`` after saying why there is none."""
    text = read_text(path, findings)
    if text is None:
        return None
    if not text.strip():
        say_empty(path.name, findings)
        return None
    try:
        header = find_header(text, path)
        table = _cells(text, path.name, header, findings)
    except (csv.Error, pa.ArrowInvalid):
        findings.problem(
            "unreadable",
            path.name,
            None,
            _("The rows and cells of the file cannot be told apart."),
            _("Look for a quotation mark that is not closed, or save the file as CSV again."),
        )
        return None
    if header.rows_above:
        say_title(path.name, header.rows_above, findings)
    columns = tuple(column_of(name, table.column(i)) for i, name in enumerate(header.cells))
    rows = np.asarray(table.column("row").to_numpy(), dtype=np.int32)
    raw = without_empty_rows(RawTable(path.name, (stem(path),), header.rows_above + 1, columns, rows))
    if not len(raw) and not findings.has(path.name, "ragged"):
        say_empty(path.name, findings)
    return raw if len(raw) else None


def find_header(text: bytes, path: Path) -> Header:
    """The first row that holds more than one cell."""
    first = text[:HEAD].decode("utf-8", errors="ignore").splitlines(keepends=True)[: TITLE_LINES + 1]
    delimiter = "\t" if ".tsv" in path.name.lower() else max(DELIMITERS, key="".join(first).count)
    reader = csv.reader(first, delimiter=delimiter)
    found = None
    for row, record in enumerate(reader):
        cells = tuple(cell.strip() for cell in record)
        header = Header(cells, delimiter, row, reader.line_num)
        found = found or header
        if sum(map(bool, cells)) > 1:
            return header
    return found or Header(("",), delimiter, 0, 1)


def csv_options(
    width: int, lines: int, include: Sequence[int] = ()
) -> tuple[pacsv.ReadOptions, pacsv.ConvertOptions]:
    """Options that read each column below ``lines`` of header as distinct texts, named by position.

    ``include`` picks some of the columns.
    """
    names = [str(i) for i in range(width)]
    text = pa.dictionary(pa.int32(), pa.string())
    reading = pacsv.ReadOptions(column_names=names, skip_rows=lines, use_threads=False)
    converting = pacsv.ConvertOptions(
        column_types=dict.fromkeys(names, text),
        include_columns=[str(i) for i in include],
        strings_can_be_null=False,
        null_values=[],
    )
    return reading, converting


def _cells(text: bytes, file: str, header: Header, findings: Findings) -> pa.Table:
    """The cells below the header, with the row of each; rows that are too long or too short are reported."""
    ragged: list[tuple[int, int]] = []
    shift = header.rows_above + 1 - header.lines

    def note_ragged(row: pacsv.InvalidRow) -> str:
        ragged.append((int(row.number or 0) + shift, row.actual_columns))
        return "skip"

    reading, converting = csv_options(len(header.cells), header.lines)
    parsing = pacsv.ParseOptions(
        delimiter=header.delimiter,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=note_ragged,
    )
    try:
        table = pacsv.read_csv(pa.BufferReader(text), reading, parsing, converting)
    except pa.ArrowInvalid as error:
        # A file that ends with its header has no block of rows to parse.
        if "Empty CSV" not in str(error):
            raise
        table = pa.table({name: pa.array([], converting.column_types[name]) for name in reading.column_names})
    findings.rows(
        "ragged",
        file,
        [row for row, _count in ragged],
        lambda i: _("The row has {found} cells where the header has {expected}.").format(
            found=ragged[i][1], expected=len(header.cells)
        ),
        _("Give it as many cells as the header; write numbers without commas."),
    )
    lost = np.array([row for row, _count in ragged], dtype=np.int32)
    first = header.rows_above + 2
    numbers = np.arange(first, first + table.num_rows + len(lost), dtype=np.int32)
    return table.append_column("row", pa.array(numbers[~np.isin(numbers, lost)]))


def column_of(header: str, cells: pa.ChunkedArray) -> Column:
    """A dictionary-encoded Arrow column as a ``Column``, the spaces at the ends of its texts removed."""
    unified = cells.unify_dictionaries()
    if not unified.num_chunks:
        return Column(header, np.zeros(0, dtype=np.int32), ())
    texts = pc.utf8_trim_whitespace(unified.chunk(0).dictionary).to_pylist()
    codes = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in unified.chunks]
    return Column(header, np.concatenate(codes).astype(np.int32, copy=False), tuple(texts))


def say_empty(label: str, findings: Findings) -> None:
    """Report a table without rows."""
    findings.problem(
        "empty", label, None, _("The table has no rows."), _("Fill it, or take it out of the folder.")
    )


def say_title(label: str, lines: int, findings: Findings) -> None:
    """Note the title lines above a header."""
    findings.note(
        _("{file}: the header was found in row {row}; what stands above it was taken as a title.").format(
            file=label, row=lines + 1
        )
    )

"""CSV and TSV files to ``RawTable``: every cell as text, each distinct text once."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from populace.exchange.decode import read_text
from populace.exchange.findings import Findings
from populace.exchange.raw import Column, RawTable, Rows, without_empty_rows
from populace.i18n import gettext as _

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
DELIMITERS = (",", "\t", ";")
TITLE_LINES = 10
"""A header is looked for in the first lines; lines above it that hold one cell are a title."""


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


def read_delimited(path: Path, findings: Findings) -> RawTable | None:
    """The table of a file, or ``None`` after saying why there is none."""
    text = read_text(path, findings)
    if text is None:
        return None
    if not text.strip():
        say_empty(path.name, findings)
        return None
    delimiter, skip, header = find_header(text, path)
    if skip:
        say_title(path.name, skip, findings)
    table = _cells(text, path.name, delimiter, skip, header, findings)
    columns = tuple(column_of(name, table.column(i)) for i, name in enumerate(header))
    raw = without_empty_rows(RawTable(path.name, (stem(path),), skip + 1, columns, _row_numbers(table)))
    if not len(raw):
        say_empty(path.name, findings)
        return None
    return raw


def find_header(text: bytes, path: Path) -> tuple[str, int, tuple[str, ...]]:
    """The delimiter, the number of title lines, and the header cells."""
    first = text[:65536].decode("utf-8", errors="ignore").splitlines()[: TITLE_LINES + 1]
    delimiter = "\t" if ".tsv" in path.name.lower() else max(DELIMITERS, key="\n".join(first).count)
    records = list(csv.reader(io.StringIO("\n".join(first)), delimiter=delimiter))
    skip = next((i for i, record in enumerate(records) if sum(map(bool, record)) > 1), 0)
    return delimiter, skip, tuple(cell.strip() for cell in records[skip])


def csv_options(
    width: int, delimiter: str, skip: int, include: Sequence[int] = ()
) -> tuple[pacsv.ReadOptions, pacsv.ConvertOptions]:
    """Options that read each column as distinct texts, named by position; ``include`` picks some of them."""
    names = [str(i) for i in range(width)]
    text = pa.dictionary(pa.int32(), pa.string())
    reading = pacsv.ReadOptions(column_names=names, skip_rows=skip + 1, use_threads=False)
    converting = pacsv.ConvertOptions(
        column_types=dict.fromkeys(names, text),
        include_columns=[str(i) for i in include],
        strings_can_be_null=False,
        null_values=[],
    )
    return reading, converting


def _cells(
    text: bytes, file: str, delimiter: str, skip: int, header: Sequence[str], findings: Findings
) -> pa.Table:
    ragged: list[tuple[int, int]] = []

    def note_ragged(row: pacsv.InvalidRow) -> str:
        ragged.append((int(row.number or 0), row.actual_columns))
        return "skip"

    reading, converting = csv_options(len(header), delimiter, skip)
    parsing = pacsv.ParseOptions(
        delimiter=delimiter,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=note_ragged,
    )
    table = pacsv.read_csv(pa.BufferReader(text), reading, parsing, converting)
    findings.rows(
        "ragged",
        file,
        [row for row, _count in ragged],
        lambda i: _("The row has {found} cells where the header has {expected}.").format(
            found=ragged[i][1], expected=len(header)
        ),
        _("Give it as many cells as the header; write numbers without commas."),
    )
    lost = np.array([row for row, _count in ragged], dtype=np.int32)
    numbers = np.arange(skip + 2, skip + 2 + table.num_rows + len(lost), dtype=np.int32)
    return table.append_column("row", pa.array(numbers[~np.isin(numbers, lost)]))


def _row_numbers(table: pa.Table) -> Rows:
    return np.asarray(table.column("row").to_numpy(), dtype=np.int32)


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

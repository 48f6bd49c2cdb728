"""Figures out as tables, so that they come in again exactly as they were: CSV, Excel, Parquet and JSON, long or wide.

Rows are an Arrow table with the columns of our long layout. Numbers are written with as many digits as give the same
number back. Text that a spreadsheet would run as a formula has an apostrophe before it (OWASP, CSV injection), which
reading takes away; Parquet and JSON keep it as it is.
"""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

from populace.errors import OutputError
from populace.exchange.tidy.tables import kept_from_running
from populace.exchange.write import MADE, sheet_name
from populace.i18n import gettext as _

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (Excel, specifications and limits)."""

ROWS_AT_ONCE = 1 << 16


def write_csv(rows: pa.Table, path: Path) -> None:
    """Write UTF-8 with ``\\n`` after each row; every text quoted, missing cells empty.

    :raises OutputError: the file cannot be written.
    """
    safe = pa.table(
        [_safe(column) for column in rows.columns], names=[kept_from_running(n) for n in rows.column_names]
    )
    with _whole_or_not(path) as part:
        pacsv.write_csv(safe, str(part), pacsv.WriteOptions(quoting_style="needed"))


def write_parquet(rows: pa.Table, path: Path) -> None:
    """Write the rows with their types.

    :raises OutputError: the file cannot be written.
    """
    with _whole_or_not(path) as part:
        pq.write_table(rows, str(part), compression="zstd")


def write_json(rows: pa.Table, path: Path) -> None:
    """Write a list of objects, one a line.

    :raises OutputError: the file cannot be written.
    """
    with _whole_or_not(path) as part, part.open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(_rows(rows)):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(dict(zip(rows.column_names, row, strict=True)), ensure_ascii=False))
        file.write("\n]\n")


def write_workbook(rows: pa.Table, path: Path, sheet: str = "figures") -> None:
    """Write a workbook of one sheet, row by row, so that memory does not grow with it.

    :raises OutputError: the file cannot be written, or there are more rows than a sheet takes.
    """
    if len(rows) > MOST_ROWS:
        raise OutputError(_("A sheet takes 1,048,575 rows. Write CSV or Parquet, or choose fewer."))
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with _whole_or_not(path) as part, xlsxwriter.Workbook(str(part), options) as book:
        book.set_properties({"created": MADE})
        page = book.add_worksheet(sheet_name(sheet, ()), worksheet_class=_Exact)
        page.freeze_panes(1, 0)
        for column, name in enumerate(rows.column_names):
            page.write_string(0, column, kept_from_running(name))
        for number, row in enumerate(_rows(rows), start=1):
            for column, cell in enumerate(row):
                _write_cell(page, number, column, cell)


class _Exact(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
    """A sheet that writes numbers with the digits that give them back; the library writes 16 of the 17 it may take."""

    def _xml_number_element(self, number: float, attributes: list[tuple[str, str]] | None = None) -> None:
        marks = "".join(f' {key}="{self._escape_attributes(value)}"' for key, value in attributes or ())
        self.fh.write(f"<c{marks}><v>{float(number)!r}</v></c>")


def _write_cell(page: Any, row: int, column: int, cell: object) -> None:
    if isinstance(cell, str):
        if cell:
            page.write_string(row, column, kept_from_running(cell))
    elif isinstance(cell, int | float) and math.isfinite(cell):
        page.write_number(row, column, cell)
    elif cell is not None:
        page.write_string(row, column, str(cell))


def _rows(rows: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _safe(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of texts in which none would be run."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return column
    return pa.chunked_array([_safe_chunk(chunk) for chunk in column.chunks], pa.string())


def _safe_chunk(chunk: pa.Array) -> pa.Array:
    encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
    texts = [None if text is None else kept_from_running(text) for text in encoded.dictionary.to_pylist()]
    return pc.take(pa.array(texts, pa.string()), encoded.indices)


@contextmanager
def _whole_or_not(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place once it is whole."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise OutputError(
            _("{path} cannot be written. Close it where it is open, or choose another folder.").format(
                path=path
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)

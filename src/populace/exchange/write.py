"""Frames to tidy files: CSV, Parquet and Excel. The same frames give the same bytes.

Text stays text: in a workbook nothing is a formula or a link, and in a CSV file a text that a spreadsheet would run
as a formula gets an apostrophe before it, as OWASP advises against CSV injection; Parquet keeps it as it is.
"""

import math
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from populace.errors import OutputError
from populace.i18n import gettext as _

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The creation date that every workbook states, so that its bytes depend on its content alone."""

FORMATS = {
    "text": "@",
    "count": "#,##0",
    "number": "#,##0.0",
    "rate": "0.0000",
    "share": "0.0%",
    "year": "0",
    "general": "General",
}
"""Number formats by the words that ``Sheet.formats`` uses."""

NARROWEST, WIDEST, SAMPLE = 8, 48, 200
"""Column widths in characters, and the number of rows that they are measured on."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, notes below it, then the frame with its header frozen.

    ``formats`` gives columns a key of ``FORMATS``; whole numbers are counts and others numbers where it says nothing.
    """

    name: str
    frame: pd.DataFrame
    title: str = ""
    notes: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write UTF-8 without a byte order mark, ``\\n`` after each row, missing figures as empty cells.

    :raises OutputError: the file cannot be written.
    """
    safe = frame.copy(deep=False)
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(_not_run, na_action="ignore")
    try:
        safe.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path) from error


def write_parquet(frame: pd.DataFrame, path: Path, metadata: Mapping[str, str]) -> None:
    """Write the frame with ``metadata`` as the key-value metadata of the file.

    :raises OutputError: the file cannot be written.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # Arrow's own note on pandas names library versions; what the file says is what the caller says.
    table = table.replace_schema_metadata(None)
    try:
        with pq.ParquetWriter(path, table.schema, compression="zstd", store_schema=False) as file:
            file.write_table(table)
            file.add_key_value_metadata(dict(sorted(metadata.items())))
    except OSError as error:
        raise _cannot_write(path) from error


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook row by row, so that memory does not grow with it.

    :raises OutputError: the file cannot be written.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"created": MADE})
            names: list[str] = []
            for sheet in sheets:
                names.append(sheet_name(sheet.name, names))
                _write_sheet(book, names[-1], sheet)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise _cannot_write(path) from error


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """``name`` as Excel takes it: 31 characters, none of ``[]:*?/\\``, no apostrophe at its ends, not taken yet."""
    clean = (_FORBIDDEN.sub(" ", name).strip().strip("'") or "1")[:31]
    used = {other.casefold() for other in taken}
    number = 2
    unique = clean
    while unique.casefold() in used:
        unique = f"{clean[: 31 - len(str(number)) - 1]} {number}"
        number += 1
    return unique


def _write_sheet(book: xlsxwriter.Workbook, name: str, sheet: Sheet) -> None:
    page = book.add_worksheet(name)
    styles = _styles(book, sheet)
    for position, column in enumerate(sheet.frame.columns):
        page.set_column(position, position, _width(sheet.frame, column))
    row = _write_lines(book, page, sheet)
    page.freeze_panes(row + 1, 0)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for position, column in enumerate(sheet.frame.columns):
        page.write_string(row, position, str(column), head)
    for line in sheet.frame.itertuples(index=False, name=None):
        row += 1
        for position, cell in enumerate(line):
            _write_cell(page, row, position, cell, styles[position])


def _write_lines(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> int:
    """The title and the notes; returns the row of the header."""
    row = 0
    if sheet.title:
        page.write_string(row, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
        row += 1
    for note in sheet.notes:
        page.write_string(row, 0, note, book.add_format({"font_color": "#505A5F"}))
        row += 1
    return row + 1 if row else 0


def _styles(book: xlsxwriter.Workbook, sheet: Sheet) -> list[xlsxwriter.format.Format]:
    made: dict[str, xlsxwriter.format.Format] = {}
    styles = []
    for column in sheet.frame.columns:
        word = sheet.formats.get(str(column)) or _format_of(sheet.frame[column])
        if word not in made:
            made[word] = book.add_format({"num_format": FORMATS[word]})
        styles.append(made[word])
    return styles


def _format_of(values: "pd.Series[float]") -> str:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    if "year" in str(values.name):
        return "year"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    position: int,
    cell: object,
    style: xlsxwriter.format.Format,
) -> None:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return
    if isinstance(cell, bool | str | date):
        page.write_string(row, position, str(cell), style)
        return
    number = float(cell)  # type: ignore[arg-type]
    if math.isfinite(number):
        page.write_number(row, position, number, style)


def _width(frame: pd.DataFrame, column: Hashable) -> int:
    texts = [str(column), *map(str, frame[column].head(SAMPLE))]
    return min(max(NARROWEST, *map(_letters, texts)), WIDEST) + 1


def _letters(text: str) -> int:
    """Widths of a text in digits: Chinese characters take two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _not_run(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUNS) else cell


def _cannot_write(path: Path) -> OutputError:
    return OutputError(
        _("{path} cannot be written. Close it where it is open, or choose another folder.").format(path=path)
    )

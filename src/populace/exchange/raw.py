"""A table as it stands in a file: text cells, each distinct text kept once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from populace.i18n import gettext as _

Codes = NDArray[np.int32]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]

SHOWN_CHARACTERS = 30
"""A cell that is quoted in a message is cut to this length."""


@dataclass(frozen=True)
class Column:
    """One column: ``texts[codes[i]]`` is the cell of the i-th row, spaces at its ends removed."""

    header: str
    codes: Codes
    texts: tuple[str, ...]

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Which rows have a text that passes ``test``, ``(row,)``."""
        passes = np.fromiter((test(text) for text in self.texts), dtype=bool, count=len(self.texts))
        return passes[self.codes] if len(passes) else np.zeros(len(self.codes), dtype=bool)

    def text(self, position: int) -> str:
        """The cell of one row, short enough to be quoted."""
        return quoted(self.texts[self.codes[position]])

    def keep(self, mask: Mask) -> "Column":
        """The rows where ``mask`` is true."""
        return Column(self.header, self.codes[mask], self.texts)


@dataclass(frozen=True)
class RawTable:
    """A CSV file, or one sheet of a workbook.

    ``rows`` are the row numbers of the spreadsheet, ``(row,)``; rows that are wholly empty are not in it.
    ``names`` are the words that may say what the table holds: the sheet, then the file, without extensions.
    """

    label: str
    names: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def headers(self) -> tuple[str, ...]:
        """The header cells as they are written."""
        return tuple(column.header for column in self.columns)

    def keep(self, mask: Mask) -> "RawTable":
        """The rows where ``mask`` is true."""
        columns = tuple(column.keep(mask) for column in self.columns)
        return RawTable(self.label, self.names, self.header_row, columns, self.rows[mask])


def without_empty_rows(table: RawTable) -> RawTable:
    """``table`` without the rows in which no cell holds anything."""
    filled = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        filled |= column.where(bool)
    return table if filled.all() else table.keep(filled)


def quoted(text: str) -> str:
    """``text`` cut for a message."""
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def file_and_sheet(file: str, sheet: str) -> str:
    """How a sheet of a workbook is named in messages."""
    return _("{file}, sheet {sheet}").format(file=file, sheet=sheet)

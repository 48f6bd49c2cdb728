"""Excel workbooks: one sheet as a table, checked before it is parsed."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import python_calamine as calamine

from populace.errors import InputErrors, Problem
from populace.exchange.delimited import TITLE_LINES
from populace.exchange.opening import UnreadableFile
from populace.exchange.opening_workbook import check_workbook
from populace.exchange.raw import file_and_sheet
from populace.exchange.tidy.tables import ROWS_AT_ONCE, Block, Table, bare
from populace.i18n import gettext as _
from populace.i18n import join_words

Cells = Sequence[object]


def open_workbook(path: Path, sheet: str = "", skip_rows: int | None = None) -> Table:
    """The table of ``sheet``, or of the only sheet that holds one.

    :raises UserError: the workbook cannot be opened, or is built to harm.
    :raises InputErrors: no such sheet, several to choose from, no table in it, or merged cells in the table.
    """
    check_workbook(path)
    try:
        book = calamine.load_workbook(str(path))
        names = [sheet] if sheet else list(book.sheet_names)
        if sheet and sheet not in book.sheet_names:
            raise InputErrors([_no_sheet(path.name, list(book.sheet_names))])
        tables = [table for name in names if (table := _table(path.name, book, name, skip_rows)) is not None]
    except (calamine.CalamineError, OSError, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableFile(
            _("{file} cannot be read as a workbook. Save it again as .xlsx, without a password.").format(
                file=path.name
            )
        ) from error
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise InputErrors([_several(path.name, names)])
    raise InputErrors(
        [Problem(path.name, None, _("The table has no rows."), _("Fill it, or give another file."))]
    )


def _table(file: str, book: calamine.CalamineWorkbook, name: str, skip_rows: int | None) -> Table | None:
    sheet = book.get_sheet_by_name(name)
    if not sheet.height or not sheet.width:
        return None
    label = file if len(book.sheet_names) == 1 else file_and_sheet(file, name)
    first = sheet.start[0] + 1 if sheet.start else 1
    found = _header(sheet, first, skip_rows)
    if found is None:
        return None
    header_row, headers = found
    _refuse_merged(label, sheet, header_row)

    def blocks(words: Sequence[int], figures: Sequence[int]) -> Iterator[Block]:
        return _blocks(sheet, header_row - first + 1, header_row + 1, words, figures)

    return Table(label, tuple(map(bare, headers)), header_row, blocks)


def _header(
    sheet: calamine.CalamineSheet, first: int, skip_rows: int | None
) -> tuple[int, tuple[str, ...]] | None:
    """The row of the header, as the spreadsheet numbers it, and its cells."""
    for row, cells in enumerate(sheet.iter_rows(), start=first):
        headers = tuple(cell_text(cell) for cell in cells)
        if skip_rows is not None and row <= skip_rows:
            continue
        if skip_rows is not None or sum(map(bool, headers)) > 1:
            return row, headers
        if row - first >= TITLE_LINES:
            return None
    return None


def _refuse_merged(label: str, sheet: calamine.CalamineSheet, header_row: int) -> None:
    touching = [block for block in sheet.merged_cell_ranges or () if block[1][0] + 1 >= header_row]
    if touching:
        raise InputErrors(
            [
                Problem(
                    label,
                    block[0][0] + 1,
                    _("The cells {cells} are merged.").format(cells=_reference(block)),
                    _("Unmerge them and fill in every cell: one header row, one heading a column."),
                )
                for block in sorted(touching)[:10]
            ]
        )


def _blocks(
    sheet: calamine.CalamineSheet, skipped: int, first: int, words: Sequence[int], figures: Sequence[int]
) -> Iterator[Block]:
    rows: list[Cells] = []
    numbers: list[int] = []
    for position, cells in enumerate(sheet.iter_rows()):
        if position < skipped:
            continue
        if any(cell not in ("", None) for cell in cells):
            rows.append(cells)
            numbers.append(first + position - skipped)
        if len(rows) >= ROWS_AT_ONCE:
            yield _block(rows, numbers, words, figures)
            rows, numbers = [], []
    if rows:
        yield _block(rows, numbers, words, figures)


def _block(rows: list[Cells], numbers: list[int], words: Sequence[int], figures: Sequence[int]) -> Block:
    return Block(
        {
            at: pa.array([bare(cell_text(cells[at])) for cells in rows], pa.string()).dictionary_encode()
            for at in words
        },
        {at: _figures([cells[at] for cells in rows]) for at in figures},
        pa.array(numbers, pa.int64()),
    )


def _figures(cells: Cells) -> pa.Array:
    """Numbers where all are; else texts."""
    if all(_is_number(cell) or cell in ("", None) for cell in cells):
        return pa.array([cell if _is_number(cell) else None for cell in cells], pa.float64())
    return pa.array([cell_text(cell) for cell in cells], pa.string())


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def cell_text(cell: object) -> str:
    """What a cell shows, in one manner: whole numbers without a decimal point, days as ISO writes them."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _reference(block: tuple[tuple[int, int], tuple[int, int]]) -> str:
    return ":".join(f"{_letters(column)}{row + 1}" for row, column in block)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _no_sheet(file: str, names: list[str]) -> Problem:
    return Problem(
        file,
        None,
        _("There is no such sheet; there are: {sheets}.").format(sheets=join_words(names[:20])),
        _("Correct its name in the mapping."),
    )


def _several(file: str, names: list[str]) -> Problem:
    return Problem(
        file,
        None,
        _("Several sheets hold a table: {sheets}.").format(sheets=join_words(names[:20])),
        _("Name one in the mapping, sheet: NAME."),
    )

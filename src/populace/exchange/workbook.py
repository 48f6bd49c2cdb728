"""Excel workbooks to ``RawTable``: every sheet is a table.

Merged cells are an error wherever they touch the table: a spreadsheet keeps the text of a merged block in its
first cell only, so the other rows or columns would lose it. A merged title above the header is harmless and
passed over.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from populace.exchange.delimited import TITLE_LINES, say_empty, say_title, stem
from populace.exchange.findings import Findings
from populace.exchange.opening import UnreadableFile
from populace.exchange.opening_workbook import check_workbook
from populace.exchange.raw import Column, RawTable, file_and_sheet, without_empty_rows
from populace.i18n import gettext as _

_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Cells = tuple[object, ...]


def is_workbook(path: Path) -> bool:
    """Whether the name is that of an Excel workbook."""
    return path.suffix.lower() == ".xlsx"


def read_workbook(path: Path, findings: Findings) -> Iterator[RawTable]:
    """The tables of a workbook, sheet by sheet."""
    try:
        check_workbook(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        merged = _merged_blocks(path)
    except (
        UnreadableFile,
        OSError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        InvalidFileException,
        ET.ParseError,
    ):
        findings.problem(
            "unreadable",
            path.name,
            None,
            _("The workbook cannot be read."),
            _("Save it again as .xlsx, without a password, or remove it."),
        )
        return
    try:
        for sheet in book.worksheets:
            label = path.name if len(book.worksheets) == 1 else file_and_sheet(path.name, sheet.title)
            table = _table(label, (sheet.title, stem(path)), sheet.iter_rows(values_only=True), findings)
            if table is not None and not _says_merged(table, merged.get(sheet.title, ()), findings):
                yield table
    finally:
        book.close()


def _table(label: str, names: tuple[str, ...], lines: Iterable[Cells], findings: Findings) -> RawTable | None:
    remaining = iter(lines)
    header: Sequence[str] = ()
    header_row = 0
    for header_row, line in enumerate(remaining, start=1):
        header = tuple(_text(cell) for cell in line)
        if sum(map(bool, header)) > 1 or header_row > TITLE_LINES:
            break
    width = max((i + 1 for i, cell in enumerate(header) if cell), default=0)
    if width < 2:
        if header_row:
            findings.note(_("{file} holds no table and was not used.").format(file=label))
        return None
    if header_row > 1:
        say_title(label, header_row - 1, findings)
    columns, count = _columns(header[:width], remaining)
    rows = np.arange(header_row + 1, header_row + 1 + count, dtype=np.int32)
    table = without_empty_rows(RawTable(label, names, header_row, columns, rows))
    if len(table):
        return table
    say_empty(label, findings)
    return None


def _columns(header: Sequence[str], lines: Iterable[Cells]) -> tuple[tuple[Column, ...], int]:
    texts: list[dict[str, int]] = [{} for _column in header]
    codes: list[list[int]] = [[] for _column in header]
    count = 0
    for line in lines:
        count += 1
        for i, known in enumerate(texts):
            text = _text(line[i]) if i < len(line) else ""
            codes[i].append(known.setdefault(text, len(known)))
    columns = tuple(
        Column(name, np.array(codes[i], dtype=np.int32), tuple(texts[i])) for i, name in enumerate(header)
    )
    return columns, count


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell).strip()


def _merged_blocks(path: Path) -> dict[str, list[tuple[str, int, int]]]:
    """For each sheet its merged blocks: the reference as people read it, its first and its last row."""
    with zipfile.ZipFile(path) as archive:
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets = ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        blocks = {}
        for sheet in sheets:
            target = targets.get(sheet.get(_RELATION), "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            blocks[sheet.get("name", "")] = [
                (f"{a.decode()}{first.decode()}:{b.decode()}{last.decode()}", int(first), int(last))
                for a, first, b, last in _MERGED.findall(archive.read(member))
            ]
    return blocks


def _says_merged(table: RawTable, blocks: Sequence[tuple[str, int, int]], findings: Findings) -> bool:
    last_row = int(table.rows[-1])
    touching = sorted(
        (block for block in blocks if block[2] >= table.header_row and block[1] <= last_row),
        key=lambda block: block[1],
    )
    findings.rows(
        "merged",
        table.label,
        [block[1] for block in touching],
        lambda i: _("The cells {cells} are merged.").format(cells=touching[i][0]),
        _("Unmerge them and fill in every cell: one header row, one heading a column."),
    )
    return bool(touching)

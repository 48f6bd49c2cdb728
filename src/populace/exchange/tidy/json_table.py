"""JSON rows (a list of flat objects, as ``--format json`` writes them) as a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from populace.exchange.opening import UnreadableFile
from populace.exchange.opening_json import read_json
from populace.exchange.tidy.tables import ROWS_AT_ONCE, Block, Table
from populace.i18n import gettext as _

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Rows: Any = list[Row] | dict[str, list[Row] | Cell]


def open_json_rows(path: Path) -> Table:
    """The table of a list of objects; the first object is row 2, as if there were a header.

    :raises UserError: it cannot be opened, is no list of flat objects, or is empty.
    """
    given = read_json(path, Rows)
    rows = given if isinstance(given, list) else given.get("observations")
    if not isinstance(rows, list):
        raise UnreadableFile(
            _("{file} is no list of rows, nor an object with a list called observations.").format(
                file=path.name
            )
        )
    headers = tuple(dict.fromkeys(key for row in rows for key in row))
    if not headers:
        raise UnreadableFile(_("{file} has no rows. Give another file.").format(file=path.name))

    def blocks(words: Sequence[int], figures: Sequence[int]) -> Iterator[Block]:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            yield Block(
                {
                    at: pa.array([_word(row.get(headers[at])) for row in some]).dictionary_encode()
                    for at in words
                },
                {at: _figures([row.get(headers[at]) for row in some]) for at in figures},
                pa.array(np.arange(start + 2, start + 2 + len(some), dtype=np.int64)),
            )

    return Table(path.name, headers, 1, blocks)


def _word(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _figures(cells: list[Cell]) -> pa.Array:
    if all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in cells):
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    return pa.array([_word(cell) for cell in cells], pa.string())

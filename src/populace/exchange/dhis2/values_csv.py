"""Data values as CSV: by the names in the header (DHIS2 2.43), or, where they are not known, by position (up to 2.42).

Comments are counted and left out, and so is who stored a value and when: audit belongs to the system that it is of.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from populace.errors import Problem
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.blocks import TEXTS, LeftOut, constant
from populace.exchange.dhis2.vocabulary import ATTRIBUTE_CELL, CELL, DATA_SET
from populace.exchange.incoming import Incoming
from populace.exchange.opening import UnreadableFile, opened
from populace.i18n import gettext as _

ELEMENT, PERIOD, PLACE, VALUE = "dataelement", "period", "orgunit", "value"
_CELL, _ATTRIBUTE_CELL = "categoryoptioncombo", "attributeoptioncombo"
COMMENT, FOLLOW_UP, DELETED, STORED_BY = "comment", "followup", "deleted", "storedby"

POSITIONS = (
    ELEMENT, PERIOD, PLACE, _CELL, _ATTRIBUTE_CELL, VALUE, STORED_BY, "lastupdated", COMMENT, FOLLOW_UP, DELETED,
)  # fmt: skip
"""The eleven columns of an export, in their order (DHIS2 ``StreamingCsvDataValueSet``)."""

ALIASES = {
    **{name: name for name in POSITIONS},
    "catoptcombo": _CELL,
    "attroptcombo": _ATTRIBUTE_CELL,
    "strby": STORED_BY,
    "lstupd": "lastupdated",
    "cmt": COMMENT,
    "flwup": FOLLOW_UP,
    "created": "created",
    "timestamp": "timestamp",
    "refused_because": "",
    "what_to_do": "",
}
"""Names in headers, in lower case; the short ones are of DHIS2's documentation. Two are of our file of refused rows."""

_READ_AS_TEXT = (COMMENT, STORED_BY, VALUE)
_BLOCK_BYTES = 16 << 20
_HEAD_BYTES = 1 << 16


@dataclass(frozen=True)
class Layout:
    """Which column is what, by position: ``names`` has a known name, the name of a category, or "" for no use."""

    names: tuple[str, ...]
    categories: frozenset[str]
    header_rows: int
    delimiter: str
    unknown: tuple[str, ...] = ()

    @property
    def used(self) -> list[int]:
        """Positions of the columns that are read."""
        wanted = {*ALIASES.values(), *self.categories} - {"", "lastupdated", "created", "timestamp"}
        return [i for i, name in enumerate(self.names) if name in wanted]


def layout_of(path: Path, category_names: frozenset[str]) -> Layout:
    """What the columns are; ``category_names`` are names that the sender may use for categories.

    :raises UserError: the file cannot be read, or its columns cannot be told.
    """
    with opened(path) as stream:
        head = stream.read(_HEAD_BYTES)
    if not head.strip():
        raise UnreadableFile(_("{file} is empty. Export the data values again.").format(file=path.name))
    try:
        line = head.decode("utf-8-sig", errors="strict" if len(head) < _HEAD_BYTES else "ignore")
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    delimiter = max(",;\t", key=line.partition("\n")[0].count)
    try:
        cells = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    except csv.Error as error:
        raise UnreadableFile(
            _("{file} cannot be read. Save it again, or give another file.").format(file=path.name)
        ) from error
    return _by_name(cells, category_names, delimiter) or _by_position(path, cells, delimiter)


def _by_name(cells: Sequence[str], category_names: frozenset[str], delimiter: str) -> Layout | None:
    names = [ALIASES.get(cell.strip().lower(), cell.strip()) for cell in cells]
    if not {ELEMENT, PERIOD, PLACE, VALUE} <= set(names) or len(set(names) - {""}) < len(
        [n for n in names if n]
    ):
        return None
    known = set(ALIASES.values())
    categories = frozenset(name for name in names if name not in known and name in category_names)
    unknown = tuple(name for name in names if name not in known and name not in category_names)
    return Layout(
        tuple(name if name in known or name in categories else "" for name in names),
        categories,
        1,
        delimiter,
        unknown,
    )


def _by_position(path: Path, cells: Sequence[str], delimiter: str) -> Layout:
    if not POSITIONS.index(VALUE) < len(cells) <= len(POSITIONS):
        raise UnreadableFile(
            _(
                "{file}: the columns cannot be told. Name them {names}, or give all of them in that order."
            ).format(file=path.name, names=", ".join(POSITIONS[:6]))
        )
    is_data = o.UID.fullmatch(cells[0].strip()) and cells[1].strip()[:4].isdigit()
    return Layout(POSITIONS[: len(cells)], frozenset(), 0 if is_data else 1, delimiter)


@dataclass
class CsvValues:
    """The rows of one file; ``data_set`` is what the sender said that it is of."""

    path: Path
    layout: Layout
    data_set: str
    notes: list[str]
    unread: list[Problem]
    left_out: LeftOut = field(default_factory=LeftOut)
    _broken: list[int] = field(default_factory=list)

    def blocks(self) -> Iterator[Incoming]:
        """The rows, a few hundred thousand at a time."""
        count = 0
        with opened(self.path) as stream:
            try:
                for batch in self._open(stream):
                    if batch.num_rows:
                        yield self._incoming(batch, count)
                        count += batch.num_rows
            except pa.ArrowInvalid as error:
                if "UTF" in str(error):
                    raise not_utf8(self.path) from error
                if count or "Empty CSV" not in str(error):
                    raise UnreadableFile(
                        _("{file} is no CSV that can be read: {reason}. Export it again.").format(
                            file=self.path.name, reason=str(error).partition("\n")[0].rstrip(".")
                        )
                    ) from error
        self.notes.extend(self.left_out.notes())

    def _open(self, stream: object) -> Iterator[pa.RecordBatch]:
        names = [f"{i}" for i in range(len(self.layout.names))]
        used = [names[i] for i in self.layout.used]
        types = {
            names[i]: pa.string() if self.layout.names[i] in _READ_AS_TEXT else TEXTS
            for i in self.layout.used
        }
        reader = arrow_csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            arrow_csv.ReadOptions(
                column_names=names,
                skip_rows=self.layout.header_rows,
                block_size=_BLOCK_BYTES,
                use_threads=True,
            ),
            arrow_csv.ParseOptions(
                delimiter=self.layout.delimiter,
                newlines_in_values=True,
                invalid_row_handler=self._note_broken,
            ),
            arrow_csv.ConvertOptions(
                column_types=types,
                include_columns=used,
                null_values=["", "null"],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
        return iter(reader)

    def _note_broken(self, row: arrow_csv.InvalidRow) -> str:
        number = None if row.number is None else row.number
        if number is not None:
            self._broken.append(number)
        self.unread.append(
            Problem(
                self.path.name,
                number,
                _("It has {count} cells instead of {expected}.").format(
                    count=row.actual_columns, expected=row.expected_columns
                ),
                _("Put quotation marks around cells with commas in them."),
            )
        )
        return "skip"

    def _incoming(self, batch: pa.RecordBatch, before: int) -> Incoming:
        columns = {
            self.layout.names[i]: batch.column(position) for position, i in enumerate(self.layout.used)
        }
        self._count(columns)
        empty = constant("", batch.num_rows)
        categories = {
            CELL: columns.get(_CELL, empty),
            ATTRIBUTE_CELL: columns.get(_ATTRIBUTE_CELL, empty),
            DATA_SET: constant(self.data_set, batch.num_rows),
            **{name: columns[name] for name in self.layout.categories},
        }
        return Incoming(
            measure=columns[ELEMENT],
            place=columns[PLACE],
            period=columns[PERIOD],
            value=columns[VALUE],
            row=self._rows(before, batch.num_rows),
            categories=categories,
            deleted=_flags(columns.get(DELETED)),
        )

    def _count(self, columns: Mapping[str, pa.Array]) -> None:
        if COMMENT in columns:
            self.left_out.comments += len(columns[COMMENT]) - columns[COMMENT].null_count
        if STORED_BY in columns:
            self.left_out.authors += len(columns[STORED_BY]) - columns[STORED_BY].null_count
        marked = _flags(columns.get(FOLLOW_UP))
        self.left_out.marked += pc.sum(marked).as_py() or 0 if marked is not None else 0

    def _rows(self, before: int, count: int) -> pa.Int64Array:
        """Numbers of rows as the sender sees them, counting the broken ones that were passed over."""
        rows = np.arange(before, before + count) + self.layout.header_rows + 1
        broken = np.sort(np.array(self._broken, dtype=np.int64))
        return pa.array(rows + np.searchsorted(broken - np.arange(len(broken)), rows, side="right"))


def _flags(column: pa.DictionaryArray | None) -> pa.BooleanArray | None:
    """Which rows have a text that says yes."""
    if column is None:
        return None
    yes = pc.is_in(pc.utf8_lower(column.dictionary), pa.array(["true", "1", "yes", "t", "y"]))
    return yes.take(column.indices).fill_null(False)


def not_utf8(path: Path) -> UnreadableFile:
    """What is said of a file in another encoding."""
    return UnreadableFile(
        _("{file} is not in UTF-8, in which DHIS2 writes. Save it again as CSV in UTF-8.").format(
            file=path.name
        )
    )

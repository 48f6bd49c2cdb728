"""Blocks of rows as readers of DHIS2 values make them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pyarrow as pa

from populace.exchange.dhis2.vocabulary import ATTRIBUTE_CELL, CELL, DATA_SET
from populace.exchange.incoming import Incoming
from populace.i18n import format_count, ngettext

BLOCK = 1 << 18
"""Rows of a block that is made from objects in memory."""

TEXTS = pa.dictionary(pa.int32(), pa.string())

HEADERS = {
    "measure": "dataElement",
    "place": "orgUnit",
    "period": "period",
    "value": "value",
    CELL: CELL,
    ATTRIBUTE_CELL: ATTRIBUTE_CELL,
    DATA_SET: DATA_SET,
}
"""DHIS2's names for our columns."""


@dataclass(frozen=True)
class Row:
    """One data value as it stands in a file; an empty text is what is not given."""

    element: str
    place: str
    period: str
    value: str | None
    cell: str = ""
    attribute_cell: str = ""
    data_set: str = ""
    deleted: bool = False


@dataclass
class LeftOut:
    """What stands beside the values and is not taken in, counted."""

    comments: int = 0
    marked: int = 0
    authors: int = 0

    def notes(self) -> list[str]:
        """What is said of it."""
        found = []
        if self.comments:
            found.append(
                ngettext(
                    "{count} comment was left out: free text is not kept.",
                    "{count} comments were left out: free text is not kept.",
                    self.comments,
                ).format(count=format_count(self.comments))
            )
        if self.marked:
            found.append(
                ngettext(
                    "{count} value was marked for follow-up; the mark stays in DHIS2.",
                    "{count} values were marked for follow-up; the marks stay in DHIS2.",
                    self.marked,
                ).format(count=format_count(self.marked))
            )
        if self.authors:
            found.append(
                ngettext(
                    "Who stored a value is not kept (left out of {count} value).",
                    "Who stored a value is not kept (left out of {count} values).",
                    self.authors,
                ).format(count=format_count(self.authors))
            )
        return found


@dataclass(frozen=True)
class Blocks:
    """Rows gathered into blocks; notes on what was left out are added to ``notes`` when all are read."""

    notes: list[str]
    left_out: LeftOut = field(default_factory=LeftOut)

    def of(self, rows: Iterable[Row]) -> Iterator[Incoming]:
        """The rows, ``BLOCK`` at a time, numbered from 1."""
        remaining, first = iter(rows), 1
        while taken := list(islice(remaining, BLOCK)):
            yield block_of(taken, first)
            first += len(taken)
        self.notes.extend(self.left_out.notes())


def block_of(rows: Sequence[Row], first: int) -> Incoming:
    """One block; ``first`` is the number of its first row."""
    return Incoming(
        measure=texts(row.element for row in rows),
        place=texts(row.place for row in rows),
        period=texts(row.period for row in rows),
        value=pa.array([row.value for row in rows], pa.string()),
        row=numbered(first, len(rows)),
        categories={
            CELL: texts(row.cell for row in rows),
            ATTRIBUTE_CELL: texts(row.attribute_cell for row in rows),
            DATA_SET: texts(row.data_set for row in rows),
        },
        deleted=pa.array([row.deleted for row in rows], pa.bool_()),
    )


def texts(values: Iterable[str]) -> pa.DictionaryArray:
    """Texts as a dictionary array; an empty one is null."""
    return pa.array([value or None for value in values], pa.string()).dictionary_encode()


def constant(text: str, count: int) -> pa.DictionaryArray:
    """The same text for ``count`` rows."""
    return pa.DictionaryArray.from_arrays(np.zeros(count, dtype=np.int32), pa.array([text], pa.string()))


def numbered(first: int, count: int) -> pa.Int64Array:
    """The numbers of ``count`` rows from ``first``."""
    return pa.array(np.arange(first, first + count))

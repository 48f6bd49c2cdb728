"""From batches in codes to one sorted run of keys and values, in numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.i18n import gettext as _
from populace.store.batch import KEY, STATUSES, checked, texts_used
from populace.store.errors import DuplicateKeys
from populace.store.keys import KeySpace
from populace.store.names import Names
from populace.store.segments import row_slices

PACKED_ROWS = 1 << 20
"""Rows that are packed at once: enough for speed, and little memory."""

MARKED = 1 << 24
"""Up to so many possible cells, a mark for each finds those that occur faster than sorting does."""


@dataclass(frozen=True)
class Run:
    """Figures sorted by key, each key once: ``key``, ``value`` (NaN takes a figure back) and ``status``, ``(row,)``.

    ``row`` is where each stood in the batches.
    """

    space: KeySpace
    key: np.ndarray
    value: np.ndarray
    status: np.ndarray
    row: np.ndarray

    def __len__(self) -> int:
        return len(self.key)


def encode(batches: Iterable[pa.Table], names: Names, order: Sequence[str] = ()) -> tuple[Names, Run]:
    """All of ``batches`` together, and ``names`` with what is new in them.

    :raises ModelError: a table that is no batch. :raises DuplicateKeys: a figure that stands twice in them.
    """
    tables = [checked(table) for table in batches]
    used = {name: {text for table in tables for text in texts_used(table[name])} for name in KEY}
    grown = names.grown(used["measure"], used["breakdown"], used["place"], used["period"], order)
    grown = grown.with_cells(cell for table in tables for cell in _cells(table, grown))
    space = KeySpace.of(grown)
    rows = sum(table.num_rows for table in tables)
    key, value, status = np.empty(rows, np.int64), np.empty(rows), np.empty(rows, np.int8)
    end = 0
    while tables:  # Each block is let go once it is packed: together they are the larger part of the memory.
        for block in _blocks(tables.pop(0), grown):
            part = slice(end, end := end + len(block.value))
            key[part] = space.pack(block.measure, block.breakdown, block.place, block.period)
            value[part], status[part] = block.value, block.status
    pa.default_memory_pool().release_unused()
    key, row = sorted_with_rows(key)
    # One after the other, so that the unsorted ones are let go in between.
    value = value[row]
    run = Run(space, key, value, status[row], row)
    _refuse_duplicates(run)
    return grown, run


def sorted_with_rows(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """``key`` (``(row,)`` int64, not negative; overwritten) in order, and where each stood; equal ones as they were.

    Sorting plain numbers is several times faster than sorting positions: where both fit, a key and its position are
    packed into one number.
    """
    bits = len(key).bit_length()
    if not len(key) or int(key.max()) >> (62 - bits):
        row = np.argsort(key, kind="stable")
        return key[row], row
    key <<= bits
    for part in row_slices(len(key), PACKED_ROWS):
        key[part] |= np.arange(part.start, part.stop)
    key.sort()
    row = key & ((1 << bits) - 1)
    key >>= bits
    return key, row


@dataclass(frozen=True)
class _Block:
    measure: np.ndarray
    breakdown: np.ndarray
    place: np.ndarray
    period: np.ndarray
    value: np.ndarray
    status: np.ndarray


def _blocks(
    table: pa.Table, names: Names, wanted: Sequence[str] = (*KEY, "value", "status")
) -> Iterator[_Block]:
    numbers = {
        "measure": names.measure_number,
        "breakdown": names.breakdown_number,
        "place": names.place_number,
        "period": names.period_number,
        "status": {status: number for number, status in enumerate(STATUSES)},
    }
    nothing = np.empty(0)
    for part in table.select(list(wanted)).to_batches():
        columns = dict.fromkeys((*KEY, "value", "status"), nothing)
        for name in wanted:
            column = part.column(name)
            if name == "value":
                columns[name] = column.to_numpy(zero_copy_only=False)
                continue
            by_text = numbers[name]
            lookup = np.array([by_text.get(text, -1) for text in column.dictionary.to_pylist()], np.int32)
            columns[name] = lookup[np.asarray(column.indices)]
        yield _Block(**columns)


def _cells(table: pa.Table, names: Names) -> Iterator[tuple[int, int, int]]:
    """The distinct (measure, breakdown, length) of a table."""
    for block in _blocks(table, names, ("measure", "breakdown", "period")):
        lengths = names.lengths[block.period].astype(np.int64)
        code = (block.measure.astype(np.int64) * len(names.breakdowns) + block.breakdown) * 8 + lengths
        for one in _distinct(code, len(names.measures) * len(names.breakdowns) * 8):
            pair, length = divmod(one, 8)
            yield (*divmod(pair, len(names.breakdowns)), length)


def _distinct(code: np.ndarray, below: int) -> list[int]:
    if below > MARKED:
        return [int(each) for each in np.unique(code)]
    marks = np.zeros(below, bool)
    marks[code] = True
    return [int(each) for each in np.flatnonzero(marks)]


def _refuse_duplicates(run: Run) -> None:
    twice = np.flatnonzero(run.key[1:] == run.key[:-1])
    if len(twice):
        names = run.space.names
        measure, breakdown, place, period = (int(each[0]) for each in run.space.unpack(run.key[twice[:1]]))
        raise DuplicateKeys(
            _(
                "{measure} [{breakdown}] of place {place} in {period} stands twice in what is to be stored "
                "({count} figures do). Keep one of each."
            ).format(
                measure=names.measures[measure],
                breakdown=names.breakdowns[breakdown],
                place=names.places[place],
                period=names.period_texts[period],
                count=len(twice),
            )
        )

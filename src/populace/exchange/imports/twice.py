"""Figures that stand twice in a file, and totals that stand beside their own parts: neither can be added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from populace.errors import ModelError
from populace.exchange.imports.resolve import Cell, Resolved

PLACE_BITS, PERIOD_BITS, CELL_BITS = 24, 16, 24
"""A key is one number of 64 bits: 16 million places, 65,536 periods and 16 million cells."""

Key = NDArray[np.uint64]


@dataclass(frozen=True)
class Conflicts:
    """Keys that cannot be taken: figures given twice, and totals beside their parts; both sorted."""

    twice: Key = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    totals: Key = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))

    def __len__(self) -> int:
        return len(self.twice) + len(self.totals)


def keys_of(rows: Resolved) -> Key:
    """The key of each row, ``(row,)``; of rows that are not understood it means nothing.

    :raises ModelError: more places, periods or cells than a key has room for.
    """
    key = np.zeros(len(rows), dtype=np.uint64)
    for part, bits in ((rows.cell, CELL_BITS), (rows.period, PERIOD_BITS), (rows.place, PLACE_BITS)):
        if len(part) and int(part.max()) >= 1 << bits:
            raise ModelError(f"a file has more than {1 << bits} places, periods or cells")
        key = (key << np.uint64(bits)) | np.maximum(part, 0).astype(np.uint64)
    return key


def find_conflicts(keys: Sequence[Key], cells: Sequence[Cell]) -> Conflicts:
    """What of the accepted ``keys`` of a whole file (one array a block) cannot stand together."""
    if not keys:
        return Conflicts()
    every = np.concatenate(keys)
    every.sort()
    twice = np.unique(every[1:][every[1:] == every[:-1]])
    return Conflicts(twice, _totals(every, cells))


def _totals(every: Key, cells: Sequence[Cell]) -> Key:
    """Keys of cells whose place and period also has a cell of the same measure with more dimensions."""
    by_measure: dict[int, set[frozenset[str]]] = {}
    for cell in cells:
        by_measure.setdefault(cell.measure, set()).add(cell.breakdown.dimensions)
    mixed = {measure for measure, sets in by_measure.items() if len(sets) > 1}
    if not mixed:
        return np.zeros(0, dtype=np.uint64)
    of_mixed = np.array([cell.measure in mixed for cell in cells])
    shift = np.uint64(PLACE_BITS + PERIOD_BITS)
    some = every[of_mixed[(every >> shift).astype(np.int64)]]
    cell = (some >> shift).astype(np.int64)
    measure = np.array([each.measure for each in cells])[cell]
    depth = np.array([len(each.breakdown.dimensions) for each in cells])[cell]
    where = (measure.astype(np.uint64) << shift) | (some & ((np.uint64(1) << shift) - np.uint64(1)))
    _distinct, at = np.unique(where, return_inverse=True)
    deepest = np.zeros(len(_distinct), dtype=np.int64)
    np.maximum.at(deepest, at, depth)
    return np.unique(some[depth < deepest[at]])


def within(keys: Key, wanted: Key) -> NDArray[np.bool_]:
    """Which of ``keys`` are among ``wanted``, which is sorted, ``(row,)``."""
    if not len(wanted):
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    return np.asarray(wanted[at] == keys)

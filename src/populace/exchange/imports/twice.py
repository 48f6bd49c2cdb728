"""The key of a figure, and figures that stand twice in a file."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from populace.errors import ModelError
from populace.exchange.imports.resolve import Resolved

PLACE_BITS, PERIOD_BITS, CELL_BITS = 24, 16, 24
"""A key is one number of 64 bits: 16 million places, 65,536 periods and 16 million cells."""

WHERE_BITS = PLACE_BITS + PERIOD_BITS

Key = NDArray[np.uint64]


def keys_of(rows: Resolved) -> Key:
    """The key of each row, ``(row,)``; of rows that are not understood it means nothing.

    :raises ModelError: more places, periods or cells than a key has room for.
    """
    parts = ((rows.cell, CELL_BITS), (rows.period, PERIOD_BITS), (rows.place, PLACE_BITS))
    for part, bits in parts:
        if len(part) and int(part.max()) >= 1 << bits:
            raise ModelError(f"a file has more than {1 << bits} places, periods or cells")
    return pack(*(np.maximum(part, 0) for part, _bits in parts))


def pack(cell: NDArray[np.integer], period: NDArray[np.integer], place: NDArray[np.integer]) -> Key:
    """One number for the three of each row, ``(row,)``."""
    key = cell.astype(np.uint64)
    for part, bits in ((period, PERIOD_BITS), (place, PLACE_BITS)):
        key = (key << np.uint64(bits)) | part.astype(np.uint64)
    return key


def in_order(keys: Sequence[Key]) -> Key:
    """The keys of all blocks of a file, sorted."""
    every = np.concatenate(keys) if keys else np.zeros(0, dtype=np.uint64)
    every.sort()
    return every


def repeated(every: Key) -> Key:
    """Keys that stand more than once in ``every``, which is sorted."""
    return np.unique(every[1:][every[1:] == every[:-1]])


def within(keys: Key, wanted: Key) -> NDArray[np.bool_]:
    """Which of ``keys`` are among ``wanted``, which is sorted, ``(row,)``."""
    if not len(wanted):
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    return np.asarray(wanted[at] == keys)

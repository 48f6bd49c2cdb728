"""Observations while they are checked: columns of arrays that still know their file and row."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from populace.catalog.measures import TABLE_MEASURES
from populace.exchange.raw import Mask

MEASURE_CODES = tuple(TABLE_MEASURES)
STATUSES = ("reported", "estimated", "projected")
REPORTED, ESTIMATED, PROJECTED = range(3)


@dataclass(frozen=True)
class Observations:
    """Rows as arrays, ``(row,)``; ``measure``, ``place``, ``status`` and ``source`` are positions in lists of names.

    ``bounds`` is ``(row, 4)``: low95, low80, high80, high95.
    """

    measure: NDArray[np.int8]
    place: NDArray[np.int32]
    year: NDArray[np.int16]
    years: NDArray[np.int8]
    date: NDArray[np.float64]
    sex: NDArray[np.int8]
    age: NDArray[np.int16]
    width: NDArray[np.int16]
    value: NDArray[np.float64]
    bounds: NDArray[np.float64]
    status: NDArray[np.int8]
    priority: NDArray[np.int16]
    source: NDArray[np.int16]
    row: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.value)

    def keep(self, mask: Mask | NDArray[np.intp]) -> "Observations":
        """The rows that ``mask`` marks, or the positions it names."""
        return Observations(**{part.name: getattr(self, part.name)[mask] for part in fields(self)})

    def moved_to(self, place: NDArray[np.int32]) -> "Observations":
        """The same rows for other places."""
        return replace(self, place=place)

    def of(self, measure: str) -> Mask:
        """Which rows are of ``measure``."""
        return np.asarray(self.measure == MEASURE_CODES.index(measure))


_TYPES = {
    "measure": np.int8,
    "place": np.int32,
    "year": np.int16,
    "years": np.int8,
    "date": np.float64,
    "sex": np.int8,
    "age": np.int16,
    "width": np.int16,
    "value": np.float64,
    "bounds": np.float64,
    "status": np.int8,
    "priority": np.int16,
    "source": np.int16,
    "row": np.int32,
}


def join(parts: Sequence[Observations]) -> Observations:
    """All rows of ``parts``, in their order."""
    parts = [part for part in parts if len(part)]
    if len(parts) == 1:
        return parts[0]
    empty = {name: np.zeros((0, 4) if name == "bounds" else 0, dtype=kind) for name, kind in _TYPES.items()}
    joined = {
        name: np.concatenate([empty[name], *(getattr(part, name) for part in parts)]).astype(kind, copy=False)
        for name, kind in _TYPES.items()
    }
    return Observations(**joined)

"""One whole number for the key of a figure, so that sorting and looking up are those of whole numbers.

The order of the numbers is that of the files: measure, breakdown, place, period (by first day, then by length).
"""

from dataclasses import dataclass

import numpy as np

from populace.errors import ModelError
from populace.store.names import Names


@dataclass(frozen=True)
class KeySpace:
    """How keys are numbered under ``names``: ``(measure, breakdown)`` × place × period, the last running fastest.

    ``pairs`` are the sorted distinct ``measure * len(breakdowns) + breakdown``; ``by_rank`` the numbers of the periods
    in their order, ``rank`` the position of each in it.

    :raises ModelError: more keys than 63 bits can number.
    """

    names: Names
    pairs: np.ndarray
    by_rank: np.ndarray
    rank: np.ndarray

    @classmethod
    def of(cls, names: Names) -> "KeySpace":
        """The keys that the cells, places and periods of ``names`` can make."""
        cells = np.array(names.cells, np.int64).reshape(-1, 3)
        pairs = np.unique(cells[:, 0] * len(names.breakdowns) + cells[:, 1])
        by_rank = np.lexsort((names.lengths, names.starts))
        rank = np.empty(len(by_rank), np.int64)
        rank[by_rank] = np.arange(len(by_rank))
        if len(pairs) * max(len(names.places), 1) * max(len(by_rank), 1) >= 2**63:
            raise ModelError("a store numbers at most 2^63 keys of figures")
        return cls(names, pairs, by_rank, rank)

    def pack(
        self, measure: np.ndarray, breakdown: np.ndarray, place: np.ndarray, period: np.ndarray
    ) -> np.ndarray:
        """The keys ``(row,)`` int64 of rows given by the numbers of their codes."""
        pair = measure.astype(np.int64) * len(self.names.breakdowns) + breakdown
        cell = np.searchsorted(self.pairs, pair)
        key: np.ndarray = (cell * len(self.names.places) + place) * len(self.rank) + self.rank[period]
        return key

    def unpack(self, key: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Numbers of the measure, breakdown, place and period, each ``(row,)`` int32, of keys."""
        rest, period = np.divmod(key, max(len(self.rank), 1))
        cell, place = np.divmod(rest, max(len(self.names.places), 1))
        measure, breakdown = np.divmod(self.pairs[cell], max(len(self.names.breakdowns), 1))
        return (
            measure.astype(np.int32),
            breakdown.astype(np.int32),
            place.astype(np.int32),
            self.by_rank[period].astype(np.int32),
        )

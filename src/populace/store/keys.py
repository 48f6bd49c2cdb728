"""One whole number for the key of a figure, so that sorting and looking up are those of whole numbers.

The order of the numbers is that of the files: measure, breakdown, place, period (by first day, then by length).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from populace.errors import ModelError
from populace.store.names import Names

TABLE = 1 << 22
"""Up to so many possible cells, their positions are looked up in a table, 32 MB large."""


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
        by_rank = np.lexsort((names.lengths, names.starts)).astype(np.int32)
        rank = np.empty(len(by_rank), np.int64)
        rank[by_rank] = np.arange(len(by_rank))
        if len(pairs) * max(len(names.places), 1) * max(len(by_rank), 1) >= 2**63:
            raise ModelError("a store numbers at most 2^63 keys of figures")
        return cls(names, pairs, by_rank, rank)

    @cached_property
    def _cell_of(self) -> np.ndarray | None:
        """The position of each pair in ``pairs``; None where there are too many possible ones for a table."""
        possible = len(self.names.measures) * len(self.names.breakdowns)
        if possible > TABLE:
            return None
        cell_of = np.zeros(possible, np.int64)
        cell_of[self.pairs] = np.arange(len(self.pairs))
        return cell_of

    def pack(
        self, measure: np.ndarray, breakdown: np.ndarray, place: np.ndarray, period: np.ndarray
    ) -> np.ndarray:
        """The keys ``(row,)`` int64 of rows given by the numbers of their codes."""
        pair = measure.astype(np.int64) * len(self.names.breakdowns) + breakdown
        cell = self._cell_of[pair] if self._cell_of is not None else np.searchsorted(self.pairs, pair)
        key: np.ndarray = (cell * len(self.names.places) + place) * len(self.rank) + self.rank[period]
        return key

    def unpack(self, key: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Numbers of the measure, breakdown, place and period, each ``(row,)`` int32, of keys."""
        period_count, place_count = max(len(self.rank), 1), max(len(self.names.places), 1)
        rest = key // period_count  # Several times faster than divmod.
        period = self.by_rank[key - rest * period_count]
        cell = rest // place_count
        place = (rest - cell * place_count).astype(np.int32)
        return self._measures[cell], self._breakdowns[cell], place, period

    @cached_property
    def _measures(self) -> np.ndarray:
        return (self.pairs // max(len(self.names.breakdowns), 1)).astype(np.int32)

    @cached_property
    def _breakdowns(self) -> np.ndarray:
        return (self.pairs % max(len(self.names.breakdowns), 1)).astype(np.int32)

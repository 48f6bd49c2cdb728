"""Which stored periods answer for which asked ones: those that lie wholly within."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.catalog.periods import Period
from populace.store.names import Names, day_number, period_key


@dataclass(frozen=True)
class Calendar:
    """Stored periods ``(row,)`` by first day and number of the length, and the asked period that each lies in.

    ``period`` is a position among the periods asked for, ``last`` the last day of the stored one, ``exact`` whether
    the two are the same. ``overlaps`` are pairs of positions ``(pair, 2)`` in one asked period: the first has a day in
    common with the second, and gives way to it where a place has both.
    """

    start: np.ndarray
    length: np.ndarray
    last: np.ndarray
    period: np.ndarray
    exact: np.ndarray
    overlaps: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def table(self) -> pa.Table:
        """Columns ``start``, ``length``, ``last``, ``period`` and ``exact``."""
        return pa.table(
            {name: getattr(self, name) for name in ("start", "length", "last", "period", "exact")}
        )

    def overlap_table(self) -> pa.Table:
        """Columns ``start``, ``length``, and ``over_start``, ``over_length`` of what they give way to."""
        less, more = self.overlaps.T
        return pa.table(
            {
                "start": self.start[less],
                "length": self.length[less],
                "over_start": self.start[more],
                "over_length": self.length[more],
            }
        )


def calendar(names: Names, lengths: Iterable[int], periods: Sequence[Period]) -> Calendar:
    """For the asked ``periods`` (one after another, without gaps), of the stored ones that have one of ``lengths``."""
    starts = np.array([day_number(each.start) for each in periods], np.int64)
    lasts = np.array([day_number(each.last) for each in periods], np.int64)
    asked_length = period_key(periods[0].text)[1]
    of_length = np.isin(names.lengths, sorted(lengths))
    at = np.searchsorted(starts, names.starts, side="right") - 1
    rows = np.flatnonzero(of_length & (at >= 0) & (names.lasts <= lasts[np.maximum(at, 0)]))
    rows = rows[np.lexsort((names.lengths[rows], names.starts[rows]))]
    start, length, last = names.starts[rows], names.lengths[rows], names.lasts[rows]
    period = at[rows].astype(np.int32)
    return Calendar(
        start, length, last, period, length == asked_length, _overlaps(start, last, length, period)
    )


def _overlaps(start: np.ndarray, last: np.ndarray, length: np.ndarray, period: np.ndarray) -> np.ndarray:
    """Pairs with a day in common, the one that gives way first: the shorter, or of equals the later."""
    pairs = []
    days = last - start
    for one in range(len(start)):
        other = (
            one + 1
        )  # Sorted by first day: what overlaps ``one`` and starts later follows it without a gap.
        while other < len(start) and period[other] == period[one] and start[other] <= last[one]:
            gives_way = (one, other) if days[one] < days[other] else (other, one)
            pairs.append(gives_way)
            other += 1
    return np.array(pairs, np.int64).reshape(-1, 2)

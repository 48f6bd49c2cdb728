"""Which stored periods answer for which asked ones: those that lie wholly within."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.catalog.periods import Length, Period
from populace.store.names import Names, day_number


@dataclass(frozen=True)
class Calendar:
    """Stored periods ``(row,)`` by first day and number of the length, with an asked period that each lies in.

    ``last`` is the last day of the stored period, ``period`` the position of the asked one, ``exact`` whether the two
    have the same days. ``overlaps`` are ``(pair, 4)``: first day and number of the length of a stored period, and of
    another with which it has a day in common and to which it gives way where a place has both.
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
        """Columns ``start``, ``length``, ``over_start`` and ``over_length``."""
        start, length, over_start, over_length = self.overlaps.T
        return pa.table(
            {
                "start": start.astype(np.int32),
                "length": length.astype(np.int8),
                "over_start": over_start.astype(np.int32),
                "over_length": over_length.astype(np.int8),
            }
        )


@dataclass(frozen=True)
class Windows:
    """Asked periods as first and last days, ``(period,)``, in the order of both."""

    first: np.ndarray
    last: np.ndarray

    @classmethod
    def of(cls, periods: Sequence[Period]) -> "Windows":
        """The days of ``periods``."""
        return cls(_days(each.start for each in periods), _days(each.last for each in periods))

    @classmethod
    def to_date(cls, periods: Sequence[Period]) -> "Windows":
        """For each of ``periods``, from the first day of the calendar year in which it ends to its last day."""
        lasts = [each.last for each in periods]
        return cls(
            _days(Period(day.replace(month=1, day=1), Length.YEAR).start for day in lasts), _days(lasts)
        )


def calendar(names: Names, lengths: Iterable[int], windows: Windows) -> Calendar:
    """For the asked ``windows``, of the stored periods that have one of ``lengths`` (numbers)."""
    stored = np.flatnonzero(np.isin(names.lengths, sorted(lengths)))
    stored = stored[np.lexsort((names.lengths[stored], names.starts[stored]))]
    start, length, last = names.starts[stored], names.lengths[stored], names.lasts[stored]
    low = np.searchsorted(start, windows.first, side="left")
    many = np.maximum(np.searchsorted(start, windows.last, side="right") - low, 0)
    period = np.repeat(np.arange(len(low)), many)
    row = np.arange(len(period)) - np.repeat(np.cumsum(many) - many, many) + low[period]
    inside = last[row] <= windows.last[period]
    row, period = row[inside], period[inside]
    exact = (start[row] == windows.first[period]) & (last[row] == windows.last[period])
    used = np.unique(row)
    return Calendar(
        start[row],
        length[row],
        last[row],
        period.astype(np.int32),
        exact,
        _overlaps(start[used], length[used], last[used]),
    )


def _overlaps(start: np.ndarray, length: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Pairs with a day in common, the one that gives way first: the shorter, or of equals the later."""
    pairs = []
    days = last - start
    for one in range(len(start)):
        other = (
            one + 1
        )  # In the order of first days, what overlaps ``one`` and begins later follows without a gap.
        while other < len(start) and start[other] <= last[one]:
            less, more = (one, other) if days[one] < days[other] else (other, one)
            pairs.append((start[less], length[less], start[more], length[more]))
            other += 1
    return np.array(pairs, np.int64).reshape(-1, 4)


def _days(days: Iterable[object]) -> np.ndarray:
    return np.array([day_number(day) for day in days], np.int64)

"""Which places count in which: the coverage of a question, in the numbers of the store."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from populace.places.crosswalk import crosswalk
from populace.places.history import PlaceHistory
from populace.store.calendar import Windows
from populace.store.names import Names, day_number
from populace.store.selection import Scope


@dataclass(frozen=True)
class Cover:
    """``place`` counts with ``share`` in ``target`` (a position), for figures of the days first to last, ``(row,)``.

    ``itself`` says that the two are the same place.
    """

    place: np.ndarray
    first: np.ndarray
    last: np.ndarray
    target: np.ndarray
    share: np.ndarray
    itself: np.ndarray

    def table(self) -> pa.Table:
        """One column of each name."""
        return pa.table(vars(self))

    @property
    def shared(self) -> bool:
        """Whether any place counts with a part only."""
        return bool((self.share != 1.0).any())

    def dated(self, first: int, last: int) -> bool:
        """Whether it matters on which day from ``first`` to ``last`` a figure is."""
        return bool(((self.first > first) | (self.last < last)).any())

    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number of a place."""
        return (int(self.place.min()), int(self.place.max())) if len(self.place) else (0, -1)


def place_numbers(names: Names, history: PlaceHistory) -> np.ndarray:
    """The number in the store of each place of ``history``, ``(place,)``; places without figures come after all."""
    return _numbers_of(names.places, history.codes)


@lru_cache(maxsize=8)
def _numbers_of(places: tuple[str, ...], codes: tuple[str, ...]) -> np.ndarray:
    number = {code: at for at, code in enumerate(places)}
    return np.array([number.get(code, len(places) + at) for at, code in enumerate(codes)], np.int32)


def cover(names: Names, scope: Scope, first: int, last: int, heirs: np.ndarray) -> Cover:
    """The cover of ``scope`` for days from ``first`` to ``last``, of places with figures and of ``heirs``."""
    found = scope.history.coverage(scope.places, scope.boundaries)
    position = scope.history.timelines.position
    target = np.array([position[code] for code in scope.places], np.int32)
    place = place_numbers(names, scope.history)[found.source]
    kept = (place < len(names.places)) & (found.first <= last) & (found.last >= first)
    if len(heirs):
        kept |= np.isin(place, heirs)
    return Cover(
        place[kept],
        found.first[kept].astype(np.int32),
        found.last[kept].astype(np.int32),
        found.target[kept].astype(np.int32),
        found.share[kept],
        (found.source == target[found.target])[kept],
    )


def heirs(names: Names, history: PlaceHistory, windows: Windows) -> pa.Table:
    """Who holds at the end of each asked period what a place held before its borders changed within that period.

    Columns ``place, first, last, period, heir, share``: figures of ``place`` of the days first to last are then
    figures of ``heir``. A place that closed and left its area to nobody keeps what it last had.
    """
    rows: list[tuple[int, int, int, int, int, float]] = []
    days = np.array(sorted({day_number(each.day) for each in history.redrawn_borders}), np.int64)
    for at, (first, last) in enumerate(zip(windows.first.tolist(), windows.last.tolist(), strict=True)):
        if ((first < days) & (days <= last)).any():
            rows += _heirs_at(names, history, at, first, last)
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    kinds = [pa.int32()] * 5 + [pa.float64()]
    labels = ["place", "first", "last", "period", "heir", "share"]
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], names=labels
    )


def _heirs_at(
    names: Names, history: PlaceHistory, at: int, start: int, end: int
) -> list[tuple[int, int, int, int, int, float]]:
    """The rows of ``heirs`` for the asked period ``at``, from day ``start`` to day ``end``."""
    pieces = crosswalk(history.timelines, history.redrawn_borders, end)
    number = place_numbers(names, history)
    changed = {
        history.timelines.position[portion.source]
        for event in history.redrawn_borders
        if start < day_number(event.day) <= end
        for portion in event.portions
    }
    rows = []
    for source, first, last, place, share in zip(
        pieces.source.tolist(),
        pieces.first.tolist(),
        pieces.last.tolist(),
        pieces.place.tolist(),
        pieces.share.tolist(),
        strict=True,
    ):
        if source in changed and first <= end and last >= start:
            rows.append((int(number[source]), first, last, at, int(number[place]), share))
    return rows

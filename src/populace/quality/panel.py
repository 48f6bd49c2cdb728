"""Figures as series: a matrix ``(series, time)`` with NaN where nothing was reported.

A series is one cell (a measure with its breakdown) of one place. All periods of a panel have the same length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
from jaxtyping import Bool, Float, Int

from populace.catalog.periods import Length, Period, periods_between
from populace.errors import ModelError

Cell = tuple[str, str]
"""The code of a measure and the text of a breakdown."""

Window = tuple[Period, Period] | None
"""From the first day of one period to the last day of another; ``None`` is all the time there is."""


def lying_in(periods: Sequence[Period], window: Window) -> Bool[np.ndarray, " time"]:
    """Which of ``periods`` lie wholly in ``window``."""
    if window is None:
        return np.ones(len(periods), bool)
    first, last = window[0].start, window[1].last
    return np.array([first <= period.start and period.last <= last for period in periods], bool)


@dataclass(frozen=True)
class Panel:
    """``values``, ``(series, time)``: figures of ``cells[cell[i]]`` at ``places[place[i]]`` in ``periods``.

    Series stand in the order of cells and places.

    :raises ModelError: arrays that do not fit each other, or series out of order or twice.
    """

    length: Length
    periods: tuple[Period, ...]
    cells: tuple[Cell, ...]
    places: tuple[str, ...]
    cell: Int[np.ndarray, " series"]
    place: Int[np.ndarray, " series"]
    values: Float[np.ndarray, "series time"]

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.cell), len(self.periods)) or len(self.place) != len(self.cell):
            raise ModelError(f"a panel of {len(self.cell)} series has values of shape {self.values.shape}")
        if (np.diff(self._keys) <= 0).any():
            raise ModelError("the series of a panel stand out of order or twice")

    @cached_property
    def _keys(self) -> Int[np.ndarray, " series"]:
        found: Int[np.ndarray, " series"] = self.cell.astype(np.int64) * max(len(self.places), 1) + self.place
        return found

    @cached_property
    def place_index(self) -> dict[str, int]:
        """Positions of places by their codes."""
        return {code: i for i, code in enumerate(self.places)}

    @cached_property
    def cell_index(self) -> dict[Cell, int]:
        """Positions of cells."""
        return {cell: i for i, cell in enumerate(self.cells)}

    @property
    def there(self) -> Bool[np.ndarray, "series time"]:
        """Which figures were reported."""
        found: Bool[np.ndarray, "series time"] = np.isfinite(self.values)
        return found

    def find(self, cell: Int[np.ndarray, " n"], place: Int[np.ndarray, " n"]) -> Int[np.ndarray, " n"]:
        """The series of each cell and place, −1 where there is none."""
        keys = np.asarray(cell, np.int64) * max(len(self.places), 1) + place
        if not len(self._keys):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = (self._keys[at] == keys) & (np.asarray(place) >= 0) & (np.asarray(cell) >= 0)
        return np.where(known, at, -1)

    def matrix(self, cell: int) -> Float[np.ndarray, "place time"]:
        """The figures of one cell, one row for each of ``places``; NaN where there are none."""
        out = np.full((len(self.places), len(self.periods)), np.nan)
        mine = slice(*np.searchsorted(self.cell, [cell, cell + 1]))
        out[self.place[mine]] = self.values[mine]
        return out

    def during(self, time: Bool[np.ndarray, " time"]) -> "Panel":
        """Some of the periods, with the series that have a figure in them."""
        values = self.values[:, time]
        some = np.isfinite(values).any(axis=1)
        periods = tuple(period for period, kept in zip(self.periods, time, strict=True) if kept)
        return replace(
            self, periods=periods, cell=self.cell[some], place=self.place[some], values=values[some]
        )

    def taken(self, series: Int[np.ndarray, " n"] | Bool[np.ndarray, " series"] | slice) -> "Panel":
        """Some of the series."""
        return replace(self, cell=self.cell[series], place=self.place[series], values=self.values[series])


def panel_of(
    periods: Sequence[Period],
    series: Sequence[tuple[str, str, str]],
    values: Float[np.ndarray, "series time"],
) -> Panel:
    """A panel from series in any order, each a place, a measure and the text of a breakdown."""
    places = tuple(dict.fromkeys(place for place, _measure, _breakdown in series))
    cells = tuple(dict.fromkeys((measure, breakdown) for _place, measure, breakdown in series))
    place = np.array([places.index(each[0]) for each in series], np.int64)
    cell = np.array([cells.index(each[1:]) for each in series], np.int64)
    order = np.lexsort((place, cell))
    rows = np.asarray(values, float).reshape(len(series), len(periods))[order]
    length = periods[0].length if periods else Length.MONTH
    return Panel(length, tuple(periods), cells, places, cell[order], place[order], rows)


def panels(rows: pa.Table) -> dict[Length, Panel]:
    """The figures of ``rows`` (columns ``place``, ``period``, ``measure``, ``breakdown``, ``value``) by length of
    period."""
    rows = rows.unify_dictionaries().combine_chunks()
    place, places = _coded(rows["place"])
    period, texts = _coded(rows["period"])
    measure, measures = _coded(rows["measure"])
    breakdown, breakdowns = _coded(rows["breakdown"])
    values = np.asarray(rows["value"], float)
    parsed = [Period.parse(text) for text in texts]
    used = np.bincount(period, minlength=len(parsed)) > 0
    found = {}
    for length in Length:
        of_length = np.array([each.length is length for each in parsed], bool) & used
        if of_length.any():
            mine = of_length[period]
            cell = measure[mine].astype(np.int64) * len(breakdowns) + breakdown[mine]
            axis = _axis([parsed[i] for i in np.flatnonzero(of_length)])
            position = {each: i for i, each in enumerate(axis)}
            time = np.array([position.get(each, -1) for each in parsed], np.int64)[period[mine]]
            found[length] = _dense(axis, measures, breakdowns, places, cell, place[mine], time, values[mine])
    return found


def _dense(
    axis: tuple[Period, ...],
    measures: list[str],
    breakdowns: list[str],
    places: list[str],
    cell: Int[np.ndarray, " row"],
    place: Int[np.ndarray, " row"],
    time: Int[np.ndarray, " row"],
    values: Float[np.ndarray, " row"],
) -> Panel:
    known_cells, cell = np.unique(cell, return_inverse=True)
    known_places, place = np.unique(place, return_inverse=True)
    keys, series = np.unique(cell * len(known_places) + place, return_inverse=True)
    out = np.full((len(keys), len(axis)), np.nan)
    out[series, time] = values
    return Panel(
        axis[0].length,
        axis,
        tuple((measures[i // len(breakdowns)], breakdowns[i % len(breakdowns)]) for i in known_cells),
        tuple(places[i] for i in known_places),
        keys // len(known_places),
        keys % len(known_places),
        out,
    )


def _axis(periods: list[Period]) -> tuple[Period, ...]:
    """Every period from the first to the last; of periods that overlap (weeks from Sunday and from Monday), those
    there."""
    whole = tuple(periods_between(min(periods), max(periods)))
    return whole if set(periods) <= set(whole) else tuple(sorted(set(periods)))


def _coded(column: pa.ChunkedArray) -> tuple[Int[np.ndarray, " row"], list[str]]:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    if not column.num_chunks:
        return np.zeros(0, np.int64), []
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return np.asarray(array.indices).astype(np.int64), array.dictionary.to_pylist()

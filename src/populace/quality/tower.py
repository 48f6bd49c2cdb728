"""What the places above say: every cell summed along the tree, as reported then.

``Tower.panel`` has a series for each cell and each place at or above one that reports, each the sum over the place
itself and all below it in the period, with what was missing left out. Days before and after a place's life count
with the parent that it had first or last, so that no figure is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.periods import Period
from populace.places.history import PlaceHistory
from populace.places.timelines import day_number
from populace.quality.panel import Panel


@dataclass(frozen=True)
class Tower:
    """``parent`` and ``root``, ``(place, time)``: positions in ``panel.places``; −1 for a place that nothing is
    above."""

    panel: Panel
    parent: Int[np.ndarray, "place time"]
    root: Int[np.ndarray, "place time"]

    def above(self, place: Int[np.ndarray, " n"], time: Int[np.ndarray, " n"]) -> Int[np.ndarray, " n"]:
        """The place directly above each, −1 for none."""
        found: Int[np.ndarray, " n"] = np.where(place >= 0, self.parent[place, time], -1)
        return found


def tower(panel: Panel, history: PlaceHistory) -> Tower:
    """``panel`` summed over places along ``history``; places that it does not know stand for themselves."""
    codes = (*history.codes, *(code for code in panel.places if code not in history))
    parent = np.full((len(codes), len(panel.periods)), -1, np.int64)
    parent[: len(history.codes)] = parents_over_time(history, panel.periods)
    return Tower(summed(panel, codes, parent), parent, _roots(parent))


def summed(panel: Panel, codes: tuple[str, ...], parent: Int[np.ndarray, "place time"]) -> Panel:
    """``panel`` with a series for each place at or above those that report; ``parent`` by position in ``codes``.

    Periods in which the tree is the same are summed together.
    """
    position = {code: i for i, code in enumerate(codes)}
    at = np.array([position[code] for code in panel.places], np.int64)[panel.place]
    eras, era_of = np.unique(parent, axis=1, return_inverse=True)
    parts = []
    for era in range(eras.shape[1]):
        times = np.flatnonzero(era_of.reshape(-1) == era)
        parts.append((times, *_climbed(panel.cell, at, panel.values[:, times], eras[:, era])))
    return _together(panel, codes, parts)


def parents_over_time(history: PlaceHistory, periods: Sequence[Period]) -> Int[np.ndarray, "place time"]:
    """The position in ``history.codes`` of what is above each place on the last day of each period; −1 for none."""
    links = history.timelines.links
    days = np.array([day_number(period.last) for period in periods], np.int64)
    start = np.searchsorted(links.place, np.arange(len(history.codes)), side="left")
    end = np.searchsorted(links.place, np.arange(len(history.codes)), side="right")
    out = np.full((len(history.codes), len(days)), -1, np.int64)
    out[:] = history.timelines.parent[start][:, np.newaxis] if len(start) else -1
    for place in np.flatnonzero(end - start > 1):
        own = slice(start[place], end[place])
        at = np.searchsorted(links.first[own], days, side="right") - 1
        out[place] = history.timelines.parent[own][np.maximum(at, 0)]
    return out


def _climbed(
    cell: Int[np.ndarray, " series"],
    place: Int[np.ndarray, " series"],
    values: Float[np.ndarray, "series time"],
    parent: Int[np.ndarray, " place"],
) -> tuple[Int[np.ndarray, " row"], Float[np.ndarray, "row time"]]:
    """Keys ``cell × places + place`` and sums of each place with all below it."""
    keys, rows = [], []
    at, source = place, np.arange(len(place))
    while len(at):
        keys.append(cell[source] * len(parent) + at)
        rows.append(source)
        up = parent[at]
        at, source = up[up >= 0], source[up >= 0]
    key = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    row = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    order = np.argsort(key, kind="stable")
    key, row = key[order], row[order]
    if not len(key):
        return key, np.zeros((0, values.shape[1]))
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    there = np.isfinite(values)
    total = np.add.reduceat(np.where(there, values, 0.0)[row], first, axis=0)
    any_there = np.logical_or.reduceat(there[row], first, axis=0)
    return key[first], np.where(any_there, total, np.nan)


def _together(
    panel: Panel,
    codes: tuple[str, ...],
    parts: list[tuple[Int[np.ndarray, " t"], Int[np.ndarray, " row"], Float[np.ndarray, "row t"]]],
) -> Panel:
    keys = np.unique(np.concatenate([key for _times, key, _values in parts])) if parts else np.zeros(0, int)
    out = np.full((len(keys), len(panel.periods)), np.nan)
    for times, key, values in parts:
        out[np.searchsorted(keys, key)[:, np.newaxis], times] = values
    return Panel(
        panel.length,
        panel.periods,
        panel.cells,
        codes,
        keys // max(len(codes), 1),
        keys % max(len(codes), 1),
        out,
    )


def _roots(parent: Int[np.ndarray, "place time"]) -> Int[np.ndarray, "place time"]:
    """The topmost place above each, or the place itself."""
    time = np.arange(parent.shape[1])
    root = np.broadcast_to(np.arange(len(parent))[:, np.newaxis], parent.shape).copy()
    while True:
        up = parent[root, time]
        if (up < 0).all():
            return root
        root = np.where(up >= 0, up, root)

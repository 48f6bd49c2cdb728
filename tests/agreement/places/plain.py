"""W(d → b) by its definition: one dense matrix for each day on which anything happened, multiplied out."""

from datetime import date, timedelta

import numpy as np

from populace.places.events import Redrawn
from populace.places.history import PlaceHistory


def crosswalk(history: PlaceHistory, day: date, boundaries: date) -> np.ndarray:
    """Rows are the places of ``day`` (others are empty), columns those of ``boundaries``."""
    there = {place.code for place in history.on(day)}
    walk = np.diag([float(code in there) for code in history.codes])
    for change in _days(history):
        if day < change <= boundaries:
            walk = walk @ _forward(history, change)
    for change in reversed(_days(history)):
        if boundaries < change <= day:
            walk = walk @ _backward(history, change)
    return walk


def shares(history: PlaceHistory, day: date, boundaries: date | None, targets: tuple[str, ...]) -> np.ndarray:
    """Of each place (row) that is there on ``day``: the share of its figure that counts in each target."""
    tree = history.on(boundaries or day)
    walk = crosswalk(history, day, boundaries or day)
    return np.stack(
        [walk[:, [_is_in(tree, code, target) for code in history.codes]].sum(1) for target in targets], 1
    )


def _is_in(tree, code: str, target: str) -> bool:
    return code == target or (code in tree and target in tree.ancestors(code))


def _days(history: PlaceHistory) -> list[date]:
    return sorted({event.day for event in history.events if event.day > date.min})


def _forward(history: PlaceHistory, day: date) -> np.ndarray:
    before, after = history.on(day - timedelta(days=1)), history.on(day)
    rows = {each: {} for event in _redrawn(history, day) for each in event.sources}
    for event in _redrawn(history, day):
        for portion in event.portions:
            rows[portion.source][portion.target] = portion.share
    return _matrix(history, before, after, rows)


def _backward(history: PlaceHistory, day: date) -> np.ndarray:
    before, after = history.on(day - timedelta(days=1)), history.on(day)
    rows = {each: {} for event in _redrawn(history, day) for each in event.targets}
    for event in _redrawn(history, day):
        for portion in event.portions:
            rows[portion.target][portion.source] = portion.back
    return _matrix(history, after, before, rows)


def _redrawn(history: PlaceHistory, day: date) -> list[Redrawn]:
    return [event for event in history.events if isinstance(event, Redrawn) and event.day == day]


def _matrix(history: PlaceHistory, from_tree, to_tree, rows: dict[str, dict[str, float]]) -> np.ndarray:
    at = {code: i for i, code in enumerate(history.codes)}
    matrix = np.zeros((len(at), len(at)))

    def row(code: str) -> np.ndarray:
        found = np.zeros(len(at))
        if code in rows:
            for other, share in rows[code].items():
                found[at[other]] = share
        elif code in to_tree or from_tree[code].parent is None:
            found[at[code]] = 1.0
        else:
            found = row(from_tree[code].parent)
        return found

    for code in history.codes:
        if code in from_tree:
            matrix[at[code]] = row(code)
        elif code not in to_tree:
            matrix[at[code], at[code]] = 1.0
    return matrix

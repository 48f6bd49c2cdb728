"""A stock of a place as the sum of its parts on the map of a day, each part between its own stocks.

Figures of a new year come in town by town. Were a district's stock of that year taken as what has come so far, it would
seem to have lost the towns that are still to come. So each part is carried to the day by itself, and then summed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int
from scipy.sparse import csr_array

from populace.places.history import PlaceHistory

NOTHING = 1e-9
"""Below this part of a place's stock, what its parts leave over is the rounding of the machine."""


@dataclass(frozen=True)
class Parts:
    """The places asked for and all below them on one map.

    ``below`` has a 1 where a part stands right below another, ``(part, part)``; ``within`` where a part is a place
    asked for or lies below it, ``(place, part)``. A place that is not on the map has an empty row.
    """

    codes: tuple[str, ...]
    below: csr_array
    within: csr_array

    def own(self, whole: Float[np.ndarray, "part stock"]) -> Float[np.ndarray, "part stock"]:
        """What each part has besides the parts below it; NaN where that is nothing, or nothing is known."""
        left = whole - self.below @ np.nan_to_num(whole)
        has_parts = np.diff(self.below.indptr) > 0
        nothing = has_parts[:, None] & (np.abs(left) <= NOTHING * np.abs(whole))
        return np.where(nothing, np.nan, left)

    def summed(self, own: Float[np.ndarray, "part moment"]) -> Float[np.ndarray, "place moment"]:
        """Each place asked for with all below it; NaN where none of them has anything."""
        there = np.isfinite(own)
        return np.where(self.any(there), self.within @ np.where(there, own, 0.0), np.nan)

    def any(self, flags: Bool[np.ndarray, "part moment"]) -> Bool[np.ndarray, "place moment"]:
        """Whether it is so for any part of each place asked for."""
        return np.asarray(self.within @ flags.astype(np.float64) > 0)


def parts_of(history: PlaceHistory, places: Sequence[str], day: int) -> Parts:
    """The parts of ``places`` on the map of ``day`` (days since 1970-01-01)."""
    lines = history.timelines
    there, parents = lines.open_on(day), lines.parents_on(day)
    rows = {lines.position.get(code, -1): row for row, code in enumerate(places)}
    row_of = np.array([rows.get(at, -1) for at in range(len(there))])
    row, part = _climbed(row_of, parents, np.flatnonzero(there))
    kept = np.unique(part)
    position = np.full(len(there) + 1, -1)
    position[kept] = np.arange(len(kept))
    above = position[parents[kept]]
    under = np.flatnonzero(above >= 0)
    return Parts(
        tuple(lines.codes[at] for at in kept.tolist()),
        _ones(above[under], under, (len(kept), len(kept))),
        _ones(row, position[part], (len(places), len(kept))),
    )


def _climbed(
    row_of: Int[np.ndarray, " every"], parents: Int[np.ndarray, " every"], there: Int[np.ndarray, " open"]
) -> tuple[Int[np.ndarray, " pair"], Int[np.ndarray, " pair"]]:
    """Rows of places asked for, and the places in them: each open place in itself and in all that stands above it."""
    rows, parts = [], []
    part = at = there
    while len(at):
        asked = row_of[at] >= 0
        rows.append(row_of[at[asked]])
        parts.append(part[asked])
        up = parents[at]
        part, at = part[up >= 0], up[up >= 0]
    return np.concatenate([*rows, np.empty(0, int)]), np.concatenate([*parts, np.empty(0, int)])


def _ones(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(row)), (row, column)), shape=shape)

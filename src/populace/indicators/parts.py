"""A stock of a place as the sum of its parts on the map of a day, each part between its own stocks.

Figures of a new year come in town by town. Were a district's stock of that year taken as what has come so far, it would
seem to have lost the towns that are still to come. So each part is carried to the day by itself, and then summed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.places.history import PlaceHistory

NOTHING = 1e-9
"""Below this part of a place's stock, what its parts leave over is the rounding of the machine."""


@dataclass(frozen=True)
class Parts:
    """The places asked for and all below them on one map.

    ``parent`` is a position among the parts, −1 above them; ``depth`` counts from the top; ``asked`` are the positions
    of the places asked for, −1 for one that is not on the map.
    """

    codes: tuple[str, ...]
    parent: Int[np.ndarray, " part"]
    depth: Int[np.ndarray, " part"]
    asked: Int[np.ndarray, " place"]

    def own(self, whole: Float[np.ndarray, "part stock"]) -> Float[np.ndarray, "part stock"]:
        """What each part has besides the parts below it; NaN where that is nothing, or nothing is known."""
        below = self.parent >= 0
        taken = np.zeros_like(whole)
        np.add.at(taken, self.parent[below], np.nan_to_num(whole[below]))
        has_parts = np.zeros(len(self.codes), bool)
        has_parts[self.parent[below]] = True
        left = whole - taken
        nothing = has_parts[:, None] & (np.abs(left) <= NOTHING * np.abs(whole))
        return np.where(nothing, np.nan, left)

    def summed(self, own: Float[np.ndarray, "part moment"]) -> Float[np.ndarray, "place moment"]:
        """Each place asked for with all below it; NaN where none of them has anything."""
        total, there = np.nan_to_num(own), np.isfinite(own)
        for level in range(int(self.depth.max(initial=0)), 0, -1):
            at = np.flatnonzero((self.depth == level) & (self.parent >= 0))
            np.add.at(total, self.parent[at], total[at])
            np.logical_or.at(there, self.parent[at], there[at])
        return self._asked(np.where(there, total, np.nan), np.nan)

    def any(self, flags: Bool[np.ndarray, "part moment"]) -> Bool[np.ndarray, "place moment"]:
        """Whether it is so for any part of each place asked for."""
        found = flags.copy()
        for level in range(int(self.depth.max(initial=0)), 0, -1):
            at = np.flatnonzero((self.depth == level) & (self.parent >= 0))
            np.logical_or.at(found, self.parent[at], found[at])
        return self._asked(found, False)

    def _asked(self, values: np.ndarray, otherwise: float) -> np.ndarray:
        if not len(values):
            return np.full((len(self.asked), values.shape[1]), otherwise)
        return np.where(self.asked[:, None] >= 0, values[self.asked], otherwise)


def parts_of(history: PlaceHistory, places: Sequence[str], day: int) -> Parts:
    """The parts of ``places`` on the map of ``day`` (days since 1970-01-01)."""
    lines = history.timelines
    there, parents = lines.open_on(day), lines.parents_on(day)
    asked = np.array([lines.position.get(code, -1) for code in places])
    inside = np.zeros(len(there), bool)
    inside[asked[asked >= 0]] = True
    depth = np.zeros(len(there), np.int64)
    climbing = parents.copy()
    while (climbing >= 0).any():
        depth += climbing >= 0
        inside |= (climbing >= 0) & np.isin(climbing, asked)
        climbing = np.where(climbing >= 0, parents[climbing], -1)
    kept = np.flatnonzero(inside & there)
    position = np.full(len(there) + 1, -1)
    position[kept] = np.arange(len(kept))
    return Parts(
        tuple(lines.codes[at] for at in kept.tolist()),
        position[parents[kept]],
        depth[kept],
        position[asked],
    )

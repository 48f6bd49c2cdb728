"""Which place the text in a cell means."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from populace.exchange.raw import Codes, Column
from populace.places.tree import PlaceTree

UNKNOWN, UNWANTED = -1, -2
"""Positions of a text that names no place, and of one that nobody asked for."""


class Gazetteer:
    """Places by their position in ``codes``.

    With a tree, a text is the code of a place in it, or a name that only one place has. Without one, every text is a
    new place: the tree is inferred afterwards.
    """

    def __init__(self, tree: PlaceTree | None = None, wanted: Collection[str] | None = None) -> None:
        self.codes: list[str] = [place.code for place in tree] if tree else []
        self._closed = tree is not None
        self._wanted = None if wanted is None else frozenset(wanted)
        self._positions = {code: i for i, code in enumerate(self.codes)}
        names = Counter(name for place in tree or () for name in set(place.names.values()))
        self._by_name = {
            name: self._positions[place.code]
            for place in tree or ()
            for name in place.names.values()
            if names[name] == 1
        }

    def find(self, column: Column) -> Codes:
        """The position of each row's place, ``UNKNOWN`` or ``UNWANTED``, ``(row,)``."""
        used = np.unique(column.codes)
        found = np.full(len(column.texts), UNKNOWN, dtype=np.int32)
        for i in used:
            found[i] = self._position(column.texts[i])
        return found[column.codes] if len(found) else np.zeros(0, dtype=np.int32)

    def _position(self, text: str) -> int:
        if not text:
            return UNKNOWN
        position = self._positions.get(text, self._by_name.get(text, UNKNOWN))
        if position == UNKNOWN and not self._closed and (self._wanted is None or text in self._wanted):
            position = self._positions[text] = len(self.codes)
            self.codes.append(text)
        if self._wanted is not None and (position == UNKNOWN or self.codes[position] not in self._wanted):
            return UNWANTED if position != UNKNOWN or not self._closed else UNKNOWN
        return position


def close_to(code: str, codes: Sequence[str]) -> str | None:
    """The one code that differs from ``code`` in leading zeros alone: spreadsheets drop them."""
    same = [known for known in codes if known.lstrip("0") == code.lstrip("0")]
    return same[0] if len(same) == 1 else None

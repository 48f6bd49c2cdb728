"""What a history says of each day, as arrays: who was there, and below whom.

Days are whole numbers since 1970-01-01. Places are positions in ``codes``; −1 stands for no place.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Int

from populace.places.replay import Replay

EPOCH = date(1970, 1, 1)
FIRST_DAY = (date.min - EPOCH).days
LAST_DAY = (date.max - EPOCH).days
"""Days before which, and after which, there is no date."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Spans:
    """Stretches of days, ``(span,)``: of ``place``, from ``first`` to ``last``, both included."""

    place: Int[np.ndarray, " span"]
    first: Int[np.ndarray, " span"]
    last: Int[np.ndarray, " span"]


@dataclass(frozen=True)
class Timelines:
    """Lives and links of the places ``codes``, each sorted by place and day."""

    codes: tuple[str, ...]
    lives: Spans
    links: Spans
    parent: Int[np.ndarray, " link"]

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    def open_on(self, day: int) -> Bool[np.ndarray, " place"]:
        """Which places are there on ``day``."""
        there = np.zeros(len(self.codes), bool)
        there[self.lives.place[(self.lives.first <= day) & (day <= self.lives.last)]] = True
        return there

    def parents_on(self, day: int) -> Int[np.ndarray, " place"]:
        """The parent of each place on ``day``; −1 for a root and for a place that is not there."""
        parents = np.full(len(self.codes), -1, np.int32)
        holds = (self.links.first <= day) & (day <= self.links.last)
        parents[self.links.place[holds]] = self.parent[holds]
        return parents

    @cached_property
    def held(self) -> Spans:
        """Lives widened so that those of each place cover all days: a day between two belongs to the earlier one.

        So a figure that comes late for a place that is gone, or too early for one to come, has a place to count in.
        """
        place = self.lives.place
        alike = place[1:] == place[:-1]
        first, last = self.lives.first.copy(), self.lives.last.copy()
        first[np.concatenate([[True], ~alike])[: len(first)]] = FIRST_DAY
        last[:-1][alike] = self.lives.first[1:][alike] - 1
        last[np.concatenate([~alike, [True]])[: len(last)]] = LAST_DAY
        return Spans(place, first, last)

    def parents_at(self, places: Int[np.ndarray, " n"], days: Int[np.ndarray, " n"]) -> Int[np.ndarray, " n"]:
        """The parent of each of ``places`` on its own day, on which it is there."""
        return self.parent[np.searchsorted(self._link_keys, _key(places, days), side="right") - 1]

    @cached_property
    def _link_keys(self) -> Int[np.ndarray, " link"]:
        return _key(self.links.place, self.links.first)

    @classmethod
    def of(cls, told: Replay) -> "Timelines":
        """From replayed events without a fault."""
        codes = tuple(told.lives)
        position = {code: i for i, code in enumerate(codes)}
        lives: list[tuple[int, int, int]] = []
        links: list[tuple[int, int, int, int]] = []
        for code, place in position.items():
            ends = []
            for life in told.lives[code]:
                last = LAST_DAY if life.end is None else day_number(life.end) - 1
                lives.append((place, day_number(life.first), last))
                ends.append(last)
            of_place = told.links[code]
            for link, following in zip(of_place, [*of_place[1:], None], strict=True):
                first = day_number(link.first)
                last = min(end for end in ends if end >= first)
                if following is not None:
                    last = min(last, day_number(following.first) - 1)
                links.append((place, first, last, -1 if link.parent is None else position[link.parent]))
        of_lives = np.array(lives, np.int32).reshape(-1, 3)
        of_links = np.array(links, np.int32).reshape(-1, 4)
        return cls(
            codes,
            Spans(of_lives[:, 0], of_lives[:, 1], of_lives[:, 2]),
            Spans(of_links[:, 0], of_links[:, 1], of_links[:, 2]),
            of_links[:, 3],
        )


def _key(places: Int[np.ndarray, " n"], days: Int[np.ndarray, " n"]) -> Int[np.ndarray, " n"]:
    """One number that sorts by place and then by day."""
    keys: Int[np.ndarray, " n"] = places.astype(np.int64) * (LAST_DAY - FIRST_DAY + 1) + (days - FIRST_DAY)
    return keys

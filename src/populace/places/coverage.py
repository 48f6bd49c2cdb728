"""Which figures count in which place: the table that a roll-up along the tree is made with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.errors import UserError
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places.crosswalk import Pieces, crosswalk
from populace.places.events import Redrawn
from populace.places.timelines import FIRST_DAY, LAST_DAY, Timelines, day_number

NEARLY = 1e-12
"""Within this of 1, a sum of shares is the whole: what is missing is the rounding of the machine."""


@dataclass(frozen=True)
class Coverage:
    """A figure of ``source`` whose period ends on a day from ``first`` to ``last`` counts with ``share`` in ``target``.

    Arrays ``(row,)``: ``source`` is a position in the history's ``codes``, ``target`` one in the targets asked for;
    days are whole numbers since 1970-01-01, both included. Rows stand in the order of source, target and day.
    """

    source: Int[np.ndarray, " row"]
    first: Int[np.ndarray, " row"]
    last: Int[np.ndarray, " row"]
    target: Int[np.ndarray, " row"]
    share: Float[np.ndarray, " row"]

    def __len__(self) -> int:
        return len(self.source)

    def in_order(self) -> "Coverage":
        """Sorted by source, target and first day."""
        order = np.lexsort((self.first, self.target, self.source))
        return self.taken(order)

    def taken(self, rows: Int[np.ndarray, " n"] | Bool[np.ndarray, " row"]) -> "Coverage":
        """Some of the rows."""
        return Coverage(
            self.source[rows], self.first[rows], self.last[rows], self.target[rows], self.share[rows]
        )


def coverage(
    timelines: Timelines, redrawn: Sequence[Redrawn], targets: Sequence[str], boundaries: date | None
) -> Coverage:
    """Which figures count in each of ``targets`` (the place itself and everything below it).

    By the map of ``boundaries``; where it is ``None``, by the map of the day to which each figure belongs.

    :raises UserError: a target that no place ever had as its code, or one that stands twice.
    """
    asked = _asked(timelines, targets)
    if boundaries is None:
        return _joined(_as_reported(timelines, asked))
    day = day_number(boundaries)
    parents = timelines.parents_on(day)
    pieces = crosswalk(timelines, redrawn, day)
    changed = np.zeros(len(timelines.codes), bool)
    changed[pieces.source] = True
    unchanged = np.flatnonzero(~changed).astype(np.int32)
    themselves = Pieces(
        unchanged,
        np.full(len(unchanged), FIRST_DAY, np.int32),
        np.full(len(unchanged), LAST_DAY, np.int32),
        unchanged,
        np.ones(len(unchanged)),
    )
    return _together(
        _climbed(themselves, parents, asked), _joined(_climbed(pieces, parents, asked))
    ).in_order()


def _asked(timelines: Timelines, targets: Sequence[str]) -> Int[np.ndarray, " place"]:
    """By place: its position among the targets; −1 for one not asked for."""
    unknown = [code for code in targets if code not in timelines.position]
    if unknown:
        raise UserError(
            _("There never was a place {places}. See: populace places.").format(
                places=join_words(unknown[:5])
            )
        )
    asked = np.full(len(timelines.codes), -1, np.int32)
    asked[[timelines.position[code] for code in targets]] = np.arange(len(targets), dtype=np.int32)
    if np.count_nonzero(asked >= 0) != len(targets):
        raise UserError(_("A place is asked for twice: name each once."))
    return asked


def _climbed(
    pieces: Pieces, parents: Int[np.ndarray, " place"], asked: Int[np.ndarray, " place"]
) -> Coverage:
    """Each piece in the place where it lies and in all that stand above it."""
    found = []
    at, rows = pieces.place, np.arange(len(pieces.place))
    while len(rows):
        taken = asked[at] >= 0
        found.append((rows[taken], asked[at[taken]]))
        at = parents[at]
        rows, at = rows[at >= 0], at[at >= 0]
    row = np.concatenate([each for each, _target in found]) if found else np.zeros(0, int)
    target = np.concatenate([each for _row, each in found]) if found else np.zeros(0, np.int32)
    return Coverage(pieces.source[row], pieces.first[row], pieces.last[row], target, pieces.share[row])


def _as_reported(timelines: Timelines, asked: Int[np.ndarray, " place"]) -> Coverage:
    """Each place in itself and in what stood above it, for as long as each link up to there held."""
    lives, held = timelines.lives, timelines.held
    life, first, last, at = np.arange(len(lives.place)), lives.first, lives.last, lives.place
    found = []
    while len(life):
        taken = asked[at] >= 0
        found.append((life[taken], first[taken], last[taken], asked[at[taken]]))
        life, first, last, at = _one_up(timelines, life, first, last, at)
    of_life, first, last, target = (
        (np.concatenate(column) for column in zip(*found, strict=True))
        if found
        else (np.zeros((4, 0), np.int32))
    )
    first = np.where(first == lives.first[of_life], held.first[of_life], first)
    last = np.where(last == lives.last[of_life], held.last[of_life], last)
    return Coverage(lives.place[of_life], first, last, target, np.ones(len(of_life)))


_Rows = tuple[
    Int[np.ndarray, " row"], Int[np.ndarray, " row"], Int[np.ndarray, " row"], Int[np.ndarray, " row"]
]


def _one_up(
    timelines: Timelines,
    life: Int[np.ndarray, " row"],
    first: Int[np.ndarray, " row"],
    last: Int[np.ndarray, " row"],
    at: Int[np.ndarray, " row"],
) -> _Rows:
    """Each row once for each link of ``at`` that holds on any of its days: cut to those days, and one level up."""
    links = timelines.links
    start = np.searchsorted(links.place, at, side="left")
    many = np.searchsorted(links.place, at, side="right") - start
    row = np.repeat(np.arange(len(at)), many)
    link = np.repeat(start, many) + np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    first = np.maximum(first[row], links.first[link])
    last = np.minimum(last[row], links.last[link])
    up = timelines.parent[link]
    holds = (first <= last) & (up >= 0)
    return life[row[holds]], first[holds], last[holds], up[holds]


def _joined(rows: Coverage) -> Coverage:
    """Shares of the same days added up, and neighbouring days with the same share as one row."""
    if not len(rows):
        return rows
    rows = rows.in_order()
    new = _differs(rows.source) | _differs(rows.target) | _differs(rows.first)
    share = np.add.reduceat(rows.share, np.flatnonzero(new))
    rows = rows.taken(new)
    share[np.abs(share - 1.0) < NEARLY] = 1.0
    apart = _differs(rows.source) | _differs(rows.target)
    apart[1:] |= (rows.first[1:] != rows.last[:-1] + 1) | (np.abs(np.diff(share)) > NEARLY)
    ends = np.concatenate([apart[1:], [True]])
    joined = Coverage(
        rows.source[apart], rows.first[apart], rows.last[ends], rows.target[apart], share[apart]
    )
    return joined.taken(joined.share > 0)


def _differs(column: Int[np.ndarray, " row"]) -> Bool[np.ndarray, " row"]:
    """Whether each row differs from the one before; the first does."""
    return np.concatenate([[True], column[1:] != column[:-1]])


def _together(one: Coverage, other: Coverage) -> Coverage:
    return Coverage(
        np.concatenate([one.source, other.source]),
        np.concatenate([one.first, other.first]),
        np.concatenate([one.last, other.last]),
        np.concatenate([one.target, other.target]),
        np.concatenate([one.share, other.share]),
    )

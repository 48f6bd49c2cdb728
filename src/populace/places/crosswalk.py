"""From the map of one day to the map of another: in which places a place's figures count, and with which share.

Write **F** for the change of one day as a matrix over places: row *s*, column *t*, the share of *s* (the day before)
that lies in *t* (from that day on). A place that nothing happened to has 1 on the diagonal; one that closed and of
which nothing more is told counts in the place above it. **B** is the same backwards, with the back-shares; a place that
opened out of nothing counts in the place above it. Then

    W(d → b) = F(D₁) F(D₂) … F(Dₖ)      for the days d < D₁ < … < Dₖ ≤ b, and
    W(d → b) = B(Dₖ) … B(D₂) B(D₁)      for the days b < D₁ < … < Dₖ ≤ d.

Every row of each matrix sums to 1, hence so does every row of W: nothing is lost and nothing counts twice. Only rows
that change are kept, so that the work grows with what happened, not with the number of places.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int

from populace.places.events import Redrawn
from populace.places.timelines import FIRST_DAY, LAST_DAY, Timelines, day_number

Row = Mapping[int, float]
"""Shares of one place, by the position of the place in which they lie."""


@dataclass(frozen=True)
class Pieces:
    """Shares ``(piece,)`` of ``source`` that lie in ``place`` of the map, for its figures of the days first to last."""

    source: Int[np.ndarray, " piece"]
    first: Int[np.ndarray, " piece"]
    last: Int[np.ndarray, " piece"]
    place: Int[np.ndarray, " piece"]
    share: Float[np.ndarray, " piece"]


def crosswalk(timelines: Timelines, redrawn: Sequence[Redrawn], boundaries: int) -> Pieces:
    """W(d → ``boundaries``) of every place that something happened to; the others count in themselves throughout.

    A figure of a day on which its place was not there is taken as of the last day before on which it was, or its first.
    """
    backwards = _Side(_forward_shares(redrawn, timelines), _ends(timelines, boundaries))
    forwards = _Side(_back_shares(redrawn, timelines), _starts(timelines, boundaries))
    for day in sorted((day for day in backwards.days if day <= boundaries), reverse=True):
        backwards.step(day, usually=day - 1)
    for day in sorted(day for day in forwards.days if day > boundaries):
        forwards.step(day, usually=day)
    there = timelines.open_on(boundaries)
    found = [
        piece
        for place in backwards.rows.keys() | forwards.rows.keys()
        for piece in _pieces(
            place, backwards.rows.get(place, []), forwards.rows.get(place, []), bool(there[place])
        )
    ]
    columns = list(zip(*found, strict=True)) if found else [()] * 5
    source, first, last, place = (np.array(column, np.int32) for column in columns[:4])
    return Pieces(source, first, last, place, np.array(columns[4], float))


@dataclass(frozen=True)
class _Edge:
    """``place`` appears on or goes from the map below ``above``; the row it gets there holds up to ``held``."""

    place: int
    above: int
    held: int


@dataclass
class _Side:
    """The rows of W on one side of the chosen date, found day by day away from it.

    ``shares`` and ``edges`` are what happens on each day; ``rows`` get, for each place, the day up to (or from) which a
    row holds, nearest to the chosen date first.
    """

    shares: Mapping[int, Mapping[int, Row]]
    edges: Mapping[int, Sequence[_Edge]]
    rows: dict[int, list[tuple[int, Row]]] = field(default_factory=dict)

    @property
    def days(self) -> set[int]:
        """The days on which anything happens."""
        return set(self.shares) | set(self.edges)

    def step(self, day: int, usually: int) -> None:
        """Find the rows on the far side of ``day``; they hold up to ``usually`` where the place goes on."""
        edges = {edge.place: edge for edge in self.edges.get(day, ())}
        shared = {place: self._mixed(row) for place, row in self.shares.get(day, {}).items()}
        for place, row in shared.items():
            held = edges[place].held if place in edges else usually
            self.rows.setdefault(place, []).append((held, row))
        for edge in edges.values():
            if edge.place not in shared:
                self._fall_to_above(edge, edges, shared)

    def _fall_to_above(self, edge: _Edge, edges: Mapping[int, _Edge], done: dict[int, Row]) -> None:
        """Give ``edge.place`` the row of the nearest place above that does not itself appear or go."""
        below = [edge]
        while below[-1].above in edges and below[-1].above not in done:
            below.append(edges[below[-1].above])
        top = below[-1]
        row = self._row(top.above) if top.above >= 0 else {top.place: 1.0}
        for each in below:
            if each.place not in done:
                done[each.place] = row
                self.rows.setdefault(each.place, []).append((each.held, row))

    def _row(self, place: int) -> Row:
        rows = self.rows.get(place)
        return rows[-1][1] if rows else {place: 1.0}

    def _mixed(self, row: Row) -> Row:
        """A row of one day's matrix times the rows found so far."""
        mixed: dict[int, float] = {}
        for place, share in row.items():
            for at, of_it in self._row(place).items():
                mixed[at] = mixed.get(at, 0.0) + share * of_it
        return mixed


def _pieces(
    place: int, past: Sequence[tuple[int, Row]], ahead: Sequence[tuple[int, Row]], there: bool
) -> Iterator[tuple[int, int, int, int, float]]:
    """All stretches of one place: the rows of the past, itself around the chosen date if it is there, those ahead."""
    until = [*(last for last, _row in past), FIRST_DAY - 1]
    since = [*(first for first, _row in ahead), LAST_DAY + 1]
    for (last, row), before in zip(past, until[1:], strict=True):
        yield from ((place, before + 1, last, at, share) for at, share in row.items())
    if there:
        yield place, until[0] + 1, since[0] - 1, place, 1.0
    for (first, row), after in zip(ahead, since[1:], strict=True):
        yield from ((place, first, after - 1, at, share) for at, share in row.items())


def _forward_shares(
    redrawn: Sequence[Redrawn], timelines: Timelines
) -> dict[int, dict[int, dict[int, float]]]:
    """By day and source: the shares of its targets."""
    found: dict[int, dict[int, dict[int, float]]] = {}
    for event in redrawn:
        of_day = found.setdefault(day_number(event.day), {})
        for each in event.portions:
            row = of_day.setdefault(timelines.position[each.source], {})
            row[timelines.position[each.target]] = each.share
    return found


def _back_shares(redrawn: Sequence[Redrawn], timelines: Timelines) -> dict[int, dict[int, dict[int, float]]]:
    """By day and target: the shares of its sources."""
    found: dict[int, dict[int, dict[int, float]]] = {}
    for event in redrawn:
        of_day = found.setdefault(day_number(event.day), {})
        for each in event.portions:
            row = of_day.setdefault(timelines.position[each.target], {})
            row[timelines.position[each.source]] = each.back
    return found


def _ends(timelines: Timelines, until: int) -> dict[int, list[_Edge]]:
    """By the day from which they are gone: what closes up to ``until``, below where it stood on its last day."""
    lives = timelines.lives
    gone = np.flatnonzero(lives.last < until)
    place, last = lives.place[gone], lives.last[gone]
    return _by_day(last + 1, place, timelines.parents_at(place, last), timelines.held.last[gone])


def _starts(timelines: Timelines, after: int) -> dict[int, list[_Edge]]:
    """By day: what opens later than ``after``, below where it stands on that day."""
    lives = timelines.lives
    come = np.flatnonzero(lives.first > after)
    place, first = lives.place[come], lives.first[come]
    return _by_day(first, place, timelines.parents_at(place, first), timelines.held.first[come])


def _by_day(
    days: Int[np.ndarray, " n"],
    place: Int[np.ndarray, " n"],
    above: Int[np.ndarray, " n"],
    held: Int[np.ndarray, " n"],
) -> dict[int, list[_Edge]]:
    found: dict[int, list[_Edge]] = {}
    for day, *edge in zip(days.tolist(), place.tolist(), above.tolist(), held.tolist(), strict=True):
        found.setdefault(day, []).append(_Edge(*edge))
    return found

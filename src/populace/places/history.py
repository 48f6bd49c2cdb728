"""Places through time: what happened to them, and the map of any day.

A history is the sequence of what happened. Everything else (which places there are on a day, below whom, under which
name, and what a figure of then counts on another day's map) follows from it. Telling more makes another history; what
was told stays as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from populace.errors import UserError
from populace.i18n import gettext as _
from populace.i18n import join_sentences, ngettext
from populace.places import changes
from populace.places.changes import Standing
from populace.places.coverage import Coverage, coverage
from populace.places.events import BEGINNING, Closed, Event, Moved, Opened, Redrawn, Renamed
from populace.places.replay import Fault, Naming, Replay, replay
from populace.places.timelines import Timelines, day_number
from populace.places.tree import Place, PlaceTree

REMEMBERED = 8
"""Coverages that a history keeps: pages and indicators ask for the same places again and again."""


class HistoryError(UserError):
    """Events that cannot have happened; ``faults`` are all of them, by the position of the event."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        sentences = [self.faults[0].message, self.faults[0].remedy]
        more = len(self.faults) - 1
        if more:
            sentences.append(
                ngettext("({count} more like it.)", "({count} more like it.)", more).format(count=more)
            )
        super().__init__(join_sentences(sentences))


@dataclass(frozen=True)
class PlaceHistory:
    """Places and what happened to them; ``events`` may be told in any order, and keep it.

    :raises HistoryError: events that cannot all have happened: a place that opens while it is open, or moves or closes
        when it is not; a parent that is not open; a place below itself; places left below a closed one; borders of
        places that are not there, or drawn twice on a day.
    """

    events: tuple[Event, ...] = ()
    _told: Replay = field(init=False, repr=False, compare=False)
    timelines: Timelines = field(init=False, repr=False, compare=False)
    _coverages: dict[tuple[tuple[str, ...], date | None], Coverage] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        told = replay(self.events)
        if told.faults:
            raise HistoryError(told.faults)
        object.__setattr__(self, "_told", told)
        object.__setattr__(self, "timelines", Timelines.of(told))

    @classmethod
    def of_tree(cls, tree: PlaceTree) -> "PlaceHistory":
        """The history of places of which no event is known: they always stood as in ``tree``."""
        return cls(tuple(Opened(BEGINNING, each.code, each.parent, each.names, each.kind) for each in tree))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every place there ever was, in the order in which they were told."""
        return self.timelines.codes

    @property
    def redrawn_borders(self) -> tuple[Redrawn, ...]:
        """The changes of borders, in the order of their days."""
        return tuple(self._told.redrawn)

    def __contains__(self, code: object) -> bool:
        return code in self.timelines.position

    def __len__(self) -> int:
        return len(self.codes)

    def on(self, day: date) -> PlaceTree:
        """The places that are there on ``day``, with the parents and names they have then."""
        number = day_number(day)
        there, parents = self.timelines.open_on(number), self.timelines.parents_on(number)
        return PlaceTree(
            tuple(
                _place(code, self._naming(code, day), self.codes[parent] if parent >= 0 else None)
                for code, is_there, parent in zip(self.codes, there.tolist(), parents.tolist(), strict=True)
                if is_there
            )
        )

    def lives(self, code: str) -> tuple[tuple[date, date | None], ...]:
        """First day and first day after the end of each life of ``code``; ``None`` where it goes on."""
        return tuple((life.first, life.end) for life in self._told.lives[code])

    def name(self, code: str, language: str, day: date) -> str:
        """The name of ``code`` on ``day``, or the nearest before it, or its first."""
        return Place(code, self._naming(code, day).names).name(language)

    def _naming(self, code: str, day: date) -> Naming:
        namings = self._told.namings[code]
        return next((each for each in reversed(namings) if each.first <= day), namings[0])

    def coverage(self, targets: Sequence[str], boundaries: date | None = None) -> Coverage:
        """Which figures count in each of ``targets``, by the map of ``boundaries`` or as reported then (``None``).

        :raises UserError: a target that no place ever had as its code, or one that stands twice.
        """
        key = (tuple(targets), boundaries)
        if key not in self._coverages:
            if len(self._coverages) >= REMEMBERED:
                self._coverages.pop(next(iter(self._coverages)))
            self._coverages[key] = coverage(self.timelines, self._told.redrawn, targets, boundaries)
        return self._coverages[key]

    def beyond(self, events: Iterable[Event]) -> list[Event]:
        """Those of ``events`` that it does not tell yet."""
        return [event for event in events if event not in self._by_place.get(_key(event), ())]

    @cached_property
    def _by_place(self) -> Mapping[tuple[date, str], Sequence[Event]]:
        found: dict[tuple[date, str], list[Event]] = {}
        for event in self.events:
            found.setdefault(_key(event), []).append(event)
        return found

    def with_events(self, events: Iterable[Event]) -> "PlaceHistory":
        """This history with more told."""
        return PlaceHistory((*self.events, *events))

    def opened(
        self,
        code: str,
        day: date = BEGINNING,
        *,
        parent: str | None = None,
        names: Mapping[str, str] | None = None,
        kind: str = "",
    ) -> "PlaceHistory":
        """``code`` exists from ``day`` on, below ``parent``."""
        return self.with_events([Opened(day, code, parent, names or {}, kind)])

    def closed(self, code: str, day: date) -> "PlaceHistory":
        """``code`` exists no longer from ``day`` on. Its past figures count in what was its parent."""
        return self.with_events([Closed(day, code)])

    def renamed(
        self, code: str, day: date, names: Mapping[str, str], kind: str | None = None
    ) -> "PlaceHistory":
        """``code`` bears ``names`` from ``day`` on."""
        return self.with_events([Renamed(day, code, names, kind)])

    def moved(self, code: str, day: date, parent: str | None) -> "PlaceHistory":
        """``code``, with all below it, stands below ``parent`` from ``day`` on."""
        return self.with_events([Moved(day, code, parent)])

    def redrawn(self, event: Redrawn, *others: Event) -> "PlaceHistory":
        """Borders change as ``event`` says; ``others`` are what opens, closes and moves with it."""
        return self.with_events([*others, event])

    def split(
        self,
        code: str,
        day: date,
        into: Mapping[str, float],
        *,
        names: Mapping[str, Mapping[str, str]] | None = None,
        children: Mapping[str, str] | None = None,
    ) -> "PlaceHistory":
        """``code`` is divided on ``day`` into the places ``into``, with the share of it that each gets.

        ``code`` itself may be among them and goes on with its share; the others are new, below the same parent.
        ``children`` says below which of them each place below ``code`` stands from then on.

        :raises HistoryError: ``code`` is not there, a place below it is left without a parent, and the like.
        """
        return self.with_events(
            changes.split(day, code, into, self._standing(code, day), names or {}, children or {})
        )

    def merged(
        self,
        sources: Mapping[str, float],
        day: date,
        into: str,
        *,
        names: Mapping[str, str] | None = None,
    ) -> "PlaceHistory":
        """``sources`` become ``into`` on ``day``; each with the share of the whole that it brings.

        ``into`` may be one of them and goes on, or is new, below the parent of the first. Places below the sources
        come to stand below ``into``.
        """
        standing = self._standing(next(iter(sources), into), day)
        tree = self.on(_day_before(day))
        below = [child for source in sources if source != into for child in tree.children(source)]
        children = [child for child in below if child not in sources]
        return self.with_events(changes.merger(day, sources, into, standing, names or {}, children))

    def transferred(
        self, source: str, target: str, day: date, *, share: float, back: float
    ) -> "PlaceHistory":
        """A part of ``source``, ``share`` of it, comes to ``target`` on ``day`` and is then ``back`` of ``target``."""
        return self.with_events([changes.handing_over(day, {(source, target): (share, back)})])

    def _standing(self, code: str, day: date) -> Standing:
        """Where ``code`` stands the day before ``day``."""
        if code not in self or day <= BEGINNING:
            remedy = _("Open it first, or correct the date.")
            message = _("Place {place} is not there before {day}.").format(place=code, day=day)
            raise HistoryError([Fault(len(self.events), message, remedy)])
        before = _day_before(day)
        parent = self.timelines.parents_on(day_number(before))[self.timelines.position[code]]
        return Standing(self.codes[parent] if parent >= 0 else None, self._naming(code, before).kind)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _place(code: str, naming: Naming, parent: str | None) -> Place:
    return Place(code, naming.names, parent, naming.kind)


def _key(event: Event) -> tuple[date, str]:
    """The day and a place of ``event``, by which it is found."""
    return event.day, event.sources[0] if isinstance(event, Redrawn) else event.code

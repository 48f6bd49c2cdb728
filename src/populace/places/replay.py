"""Events replayed in the order of their days: the lives, parents and names that follow, and what cannot be.

All events of one day hold together, in whichever order they were told: what is checked is how the day ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places.events import Closed, Event, Moved, Opened, Redrawn, Renamed


@dataclass(frozen=True)
class Fault:
    """Why the event at position ``event`` cannot have happened, and what to do."""

    event: int
    message: str
    remedy: str


@dataclass(slots=True)
class Life:
    """A place exists from ``first``, and until the day before ``end`` if it has ended."""

    first: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A place stands below ``parent`` from ``first`` on, until its next link or the end of its life."""

    parent: str | None
    first: date


@dataclass(frozen=True, slots=True)
class Naming:
    """A place bears ``names`` and is of ``kind`` from ``first`` on."""

    names: Mapping[str, str]
    kind: str
    first: date


@dataclass
class Replay:
    """What follows from events, by code of place, each list in the order of days."""

    lives: dict[str, list[Life]] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)
    namings: dict[str, list[Naming]] = field(default_factory=dict)
    redrawn: list[Redrawn] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _children: dict[str, set[str]] = field(default_factory=dict)

    def is_open(self, code: str | None) -> bool:
        """Whether it exists after what has been replayed so far."""
        lives = self.lives.get(code) if code is not None else None
        return lives is not None and bool(lives) and lives[-1].end is None

    def refuse(self, event: int, message: str, remedy: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(event, message, remedy))

    def link(self, code: str, parent: str | None, day: date) -> None:
        """Stand ``code`` below ``parent``, taking it from where it stood."""
        self.unlink(code)
        self.links.setdefault(code, []).append(Link(parent, day))
        if parent is not None:
            self._children.setdefault(parent, set()).add(code)

    def unlink(self, code: str) -> None:
        """Take ``code`` from among the children of where it stands."""
        links = self.links.get(code)
        if links and links[-1].parent is not None:
            self._children[links[-1].parent].discard(code)

    def children(self, code: str) -> set[str]:
        """The places that stand below ``code``."""
        return self._children.get(code, set())


def replay(events: Sequence[Event]) -> Replay:
    """Replay ``events``; one that cannot be is noted as a fault, and left out where it could not be applied."""
    told = Replay(lives={each.code: [] for each in events if isinstance(each, Opened)})
    in_order = sorted(enumerate(events), key=lambda each: each[1].day)
    for day, of_day in groupby(in_order, key=lambda each: each[1].day):
        replay_day(told, day, list(of_day))
    told.faults.sort(key=lambda each: each.event)
    return told


def replay_day(told: Replay, day: date, events: Sequence[tuple[int, Event]]) -> None:
    """Replay all ``events`` of ``day``, each with its number, on what was replayed of the days before."""
    closed = [
        (number, each) for number, each in events if isinstance(each, Closed) and _close(told, number, each)
    ]
    opened = [
        (number, each) for number, each in events if isinstance(each, Opened) and _open(told, number, each)
    ]
    moved = [
        (number, each) for number, each in events if isinstance(each, Moved) and _move(told, number, each)
    ]
    for number, each in events:
        if isinstance(each, Renamed):
            _rename(told, number, each)
    _refuse_orphans(told, closed)
    _refuse_bad_parents(told, [*opened, *moved])
    redrawn = [(number, each) for number, each in events if isinstance(each, Redrawn)]
    if redrawn:
        _redraw(told, day, redrawn, {each.code for _number, each in closed})


def _close(told: Replay, number: int, event: Closed) -> bool:
    if not told.is_open(event.code):
        told.refuse(
            number,
            _("Place {place} closes on {day}, when it is not open.").format(place=event.code, day=event.day),
            _("Open it first, or correct the date."),
        )
        return False
    told.lives[event.code][-1].end = event.day
    told.unlink(event.code)
    return True


def _open(told: Replay, number: int, event: Opened) -> bool:
    lives = told.lives.setdefault(event.code, [])
    if told.is_open(event.code):
        told.refuse(
            number,
            _("Place {place} opens on {day}, when it is open since {since}.").format(
                place=event.code, day=event.day, since=lives[-1].first
            ),
            _("Close it first, or give the new place a code of its own."),
        )
        return False
    if lives and lives[-1].end == event.day:
        told.refuse(
            number,
            _("Place {place} closes and opens on the same day, {day}.").format(
                place=event.code, day=event.day
            ),
            _("Let it stay open, or give the new place a code of its own."),
        )
        return False
    lives.append(Life(event.day))
    told.links.setdefault(event.code, []).append(Link(event.parent, event.day))
    if event.parent is not None:
        told._children.setdefault(event.parent, set()).add(event.code)
    told.namings.setdefault(event.code, []).append(Naming(event.names, event.kind, event.day))
    return True


def _move(told: Replay, number: int, event: Moved) -> bool:
    if not _stands(told, number, event, _("Place {place} moves on {day}, when it is not open.")):
        return False
    if told.links[event.code][-1].first == event.day:
        told.refuse(
            number,
            _("Place {place} gets two parents on the same day, {day}.").format(
                place=event.code, day=event.day
            ),
            _("Keep one of them."),
        )
        return False
    told.link(event.code, event.parent, event.day)
    return True


def _rename(told: Replay, number: int, event: Renamed) -> None:
    if _stands(told, number, event, _("Place {place} is renamed on {day}, when it is not open.")):
        before = told.namings[event.code][-1]
        kind = before.kind if event.kind is None else event.kind
        told.namings[event.code].append(Naming({**before.names, **event.names}, kind, event.day))


def _stands(told: Replay, number: int, event: Moved | Renamed, message: str) -> bool:
    if not told.is_open(event.code):
        told.refuse(
            number,
            message.format(place=event.code, day=event.day),
            _("Open it first, or correct the date."),
        )
        return False
    return True


def _refuse_orphans(told: Replay, closed: Iterable[tuple[int, Closed]]) -> None:
    for number, event in closed:
        left = sorted(told.children(event.code))
        if left:
            told.refuse(
                number,
                _("Place {place} closes on {day}, but {children} still stand below it.").format(
                    place=event.code, day=event.day, children=join_words(left[:5])
                ),
                _("Move or close what stands below it on the same day."),
            )


def _refuse_bad_parents(told: Replay, linked: Iterable[tuple[int, Opened | Moved]]) -> None:
    sound: set[str] = set()
    for number, event in linked:
        if event.parent is not None and not told.is_open(event.parent):
            told.refuse(
                number,
                _("Place {place} stands below {parent} from {day}, when {parent} is not open.").format(
                    place=event.code, parent=event.parent, day=event.day
                ),
                _("Open the parent first, or correct its code or the date."),
            )
        elif _is_below_itself(told, event.code, sound):
            told.refuse(
                number,
                _("Place {place} would stand below itself from {day}.").format(
                    place=event.code, day=event.day
                ),
                _("Correct its parent."),
            )


def _is_below_itself(told: Replay, code: str, sound: set[str]) -> bool:
    """``sound`` holds the places known to lead up to a root on this day, and gets those found on the way."""
    way: list[str] = []
    at: str | None = code
    while at is not None and at not in sound:
        if at in way:
            return True
        way.append(at)
        at = told.links[at][-1].parent if told.links.get(at) else None
    sound.update(way)
    return False


def _redraw(told: Replay, day: date, redrawn: Sequence[tuple[int, Redrawn]], closed: set[str]) -> None:
    taken: set[str] = set()
    for number, event in redrawn:
        sources, targets = set(event.sources), set(event.targets)
        was = {code for code in sources | targets if code in closed or _was_open(told, code, day)}
        now = {code for code in sources | targets if told.is_open(code)}
        wrong = sorted((sources - was) | (targets - now))
        halves = sorted((sources & now - targets) | (targets & was - sources))
        again = sorted((sources | targets) & taken)
        taken |= sources | targets
        if wrong:
            told.refuse(
                number,
                _("Borders change on {day} between places that are not there: {places}.").format(
                    day=day, places=join_words(wrong[:5])
                ),
                _("Sources must be open the day before, and targets on the day itself."),
            )
        elif halves:
            told.refuse(
                number,
                _("Borders change on {day}, but nothing says what {places} kept.").format(
                    day=day, places=join_words(halves[:5])
                ),
                _("Give the share that stays with each place that is there before and after."),
            )
        elif again:
            told.refuse(
                number,
                _("The borders of {places} change twice on {day}.").format(
                    day=day, places=join_words(again[:5])
                ),
                _("Give the changes of one day as one event."),
            )
        else:
            told.redrawn.append(event)


def _was_open(told: Replay, code: str, day: date) -> bool:
    """Whether it was there the day before, of a place that did not close on ``day``."""
    return told.is_open(code) and told.lives[code][-1].first < day

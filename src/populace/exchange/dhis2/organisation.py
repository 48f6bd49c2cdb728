"""Organisation units as places with their history: when each opened and closed, and where it stands.

DHIS2 knows one parent of a unit, that of today, and no dates of it; so the history has no moves. Where a unit opens
before the one it stands below, or stays open after it, the dates of the upper one give way: nothing is refused that
was reported below it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.report import Fault
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _
from populace.places.events import BEGINNING, Closed, Event, Opened
from populace.places.history import PlaceHistory

UNSAID = "und"
"""The language of a name of which nothing is said (ISO 639-2, "undetermined")."""


@dataclass(frozen=True)
class Life:
    """From ``first`` until the day before ``end``, or on."""

    first: date
    end: date | None


def history_of(metadata: Metadata) -> tuple[PlaceHistory, list[Fault], list[str]]:
    """The places, what of them could not be understood, and what was assumed."""
    faults: list[Fault] = []
    parents = _parents(metadata, faults)
    order = _downwards(parents)
    given = {each.id: _life(each, faults) for each in metadata.organisation_units}
    lives = _widened(given, parents, order)
    changed = sum(lives[code] != given[code] for code in order)
    history = PlaceHistory(tuple(_events(metadata, parents, order, lives)))
    return history, faults, _notes(changed)


def _notes(changed: int) -> list[str]:
    if not changed:
        return []
    return [
        ngettext(
            "{count} organisation unit opens and closes with the units below it, which were open for longer.",
            "{count} organisation units open and close with the units below them, which were open for longer.",
            changed,
        ).format(count=format_count(changed))
    ]


def _parents(metadata: Metadata, faults: list[Fault]) -> dict[str, str | None]:
    """The parent of each; none where it is not in the files, or where units stand below one another in a circle."""
    parents: dict[str, str | None] = {}
    for each in metadata.organisation_units:
        parent = each.parent.id if each.parent else None
        if parent is not None and parent not in metadata.places:
            faults.append(
                _fault(
                    each,
                    _("its parent {uid} is not in the files, so it stands at the top.").format(uid=parent),
                )
            )
            parent = None
        parents[each.id] = parent
    sound: set[str] = set()
    for code in parents:
        path: list[str] = []
        at: str | None = code
        while at is not None and at not in sound and at not in path:
            path.append(at)
            at = parents[at]
        if at is not None and at in path:
            faults.append(_fault(metadata.places[at], _("it stands below itself, so it was put at the top.")))
            parents[at] = None
        sound.update(path)
    return parents


def _downwards(parents: Mapping[str, str | None]) -> list[str]:
    """All units, each after the one it stands below."""
    children: dict[str | None, list[str]] = {}
    for code, parent in parents.items():
        children.setdefault(parent, []).append(code)
    order: list[str] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        code = waiting.pop()
        order.append(code)
        waiting.extend(reversed(children.get(code, [])))
    return order


def _life(each: o.OrganisationUnit, faults: list[Fault]) -> Life:
    first = _day(each, each.opening_date, faults) or BEGINNING
    last = _day(each, each.closed_date, faults)
    end = last + timedelta(days=1) if last is not None and last < date.max else None
    if end is not None and end <= first:
        faults.append(_fault(each, _("it closes before it opens, so its closing date was left out.")))
        end = None
    return Life(first, end)


def _widened(
    given: Mapping[str, Life], parents: Mapping[str, str | None], order: list[str]
) -> dict[str, Life]:
    """Lives that hold those of all units below."""
    lives = dict(given)
    for code in reversed(order):
        parent = parents[code]
        if parent is not None:
            above, below = lives[parent], lives[code]
            end = None if above.end is None or below.end is None else max(above.end, below.end)
            lives[parent] = Life(min(above.first, below.first), end)
    return lives


def _events(
    metadata: Metadata, parents: Mapping[str, str | None], order: list[str], lives: Mapping[str, Life]
) -> Iterator[Event]:
    levels = {each.level: each.name for each in metadata.organisation_unit_levels}
    depth: dict[str, int] = {}
    for code in order:
        unit, parent = metadata.places[code], parents[code]
        depth[code] = 1 if parent is None else depth[parent] + 1
        level = unit.level or depth[code]
        kind = levels.get(level, f"level {level}")
        yield Opened(lives[code].first, code, parent, names_of(unit), kind)
        end = lives[code].end
        if end is not None:
            yield Closed(end, code)


def names_of(unit: o.ById) -> dict[str, str]:
    """Its names by language: as it stands, and translated."""
    translated = {
        each.locale.replace("_", "-").lower(): each.value
        for each in unit.translations
        if each.property == "NAME"
    }
    return {UNSAID: unit.name or unit.id, **translated}


def _day(each: o.OrganisationUnit, text: str | None, faults: list[Fault]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        faults.append(_fault(each, _("“{text}” is no date and was left out.").format(text=text)))
        return None


def _fault(each: o.OrganisationUnit, message: str) -> Fault:
    return Fault("organisationUnits", each.id, each.name, message, _("Check it in DHIS2."))

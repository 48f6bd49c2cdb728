"""What happened to a place, in words."""

from datetime import date

from populace.errors import UserError
from populace.i18n import format_share, join_words, language
from populace.i18n import gettext as _
from populace.places.events import BEGINNING, Closed, Event, Moved, Opened, Redrawn
from populace.places.history import PlaceHistory


def describe(history: PlaceHistory, place: str) -> tuple[str, ...]:
    """One sentence for each event of ``place``, in the order of days.

    :raises UserError: no place ever had this code.
    """
    if place not in history:
        raise UserError(_("There never was a place {places}. See: populace places.").format(places=place))
    events = sorted(
        (event for event in history.events if place in codes_of(event)), key=lambda event: event.day
    )
    return tuple(in_words(history, event) for event in events)


def in_words(history: PlaceHistory, event: Event) -> str:
    """One event as a sentence."""
    day = event.day
    if isinstance(event, Redrawn):
        return _redrawn(history, event)
    name = _called(history, event.code, day)
    if isinstance(event, Opened):
        if day == BEGINNING:
            if event.parent is None:
                return _("{place} is there from the beginning.").format(place=name)
            parent = _called(history, event.parent, day)
            return _("{place} is there from the beginning, below {parent}.").format(place=name, parent=parent)
        if event.parent is None:
            return _("{day}: {place} opens.").format(day=day, place=name)
        parent = _called(history, event.parent, day)
        return _("{day}: {place} opens, below {parent}.").format(day=day, place=name, parent=parent)
    if isinstance(event, Closed):
        return _("{day}: {place} is there no longer.").format(day=day, place=name)
    if isinstance(event, Moved):
        if event.parent is None:
            return _("{day}: {place} stands below no other place from now on.").format(day=day, place=name)
        parent = _called(history, event.parent, day)
        return _("{day}: {place} comes to stand below {parent}.").format(day=day, place=name, parent=parent)
    return _("{day}: {code} is called {name} from now on.").format(day=day, code=event.code, name=name)


def codes_of(event: Event) -> tuple[str, ...]:
    """The places that the event is about."""
    if isinstance(event, Redrawn):
        return tuple(dict.fromkeys((*event.sources, *event.targets)))
    return (event.code,)


def _redrawn(history: PlaceHistory, event: Redrawn) -> str:
    day, sources, targets = event.day, event.sources, event.targets
    if len(sources) == 1:
        parts = [
            _("{place} ({share})").format(
                place=_called(history, each.target, day), share=format_share(each.share, 1)
            )
            for each in event.portions
        ]
        place = _called(history, sources[0], day)
        return _("{day}: {place} is divided into {parts}.").format(
            day=day, place=place, parts=join_words(parts)
        )
    if len(targets) == 1:
        parts = [
            _("{place} ({share})").format(
                place=_called(history, each.source, day), share=format_share(each.back, 1)
            )
            for each in event.portions
        ]
        place = _called(history, targets[0], day)
        return _("{day}: {parts} become {place}.").format(day=day, place=place, parts=join_words(parts))
    parts = [
        _("{share} of {source} comes to {target}").format(
            share=format_share(each.share, 1),
            source=_called(history, each.source, day),
            target=_called(history, each.target, day),
        )
        for each in event.portions
        if each.source != each.target
    ]
    return _("{day}: {parts}.").format(day=day, parts=join_words(parts))


def _called(history: PlaceHistory, code: str, day: date) -> str:
    """Its name, with its code where that says more."""
    name = history.name(code, language(), day)
    return name if name == code else _("{name} ({code})").format(name=name, code=code)

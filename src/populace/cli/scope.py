"""For which places and periods a command asks, by whose map, and as known when: the same options everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import click

from populace.catalog.periods import Length, Period
from populace.errors import ModelError, UserError
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places.history import PlaceHistory
from populace.places.tree import PlaceTree
from populace.store.selection import Scope
from populace.store.snapshot import Snapshot
from populace.store.store import Store

LENGTHS = {
    "day": Length.DAY,
    "week": Length.WEEK,
    "month": Length.MONTH,
    "quarter": Length.QUARTER,
    "half": Length.HALF,
    "year": Length.YEAR,
}
AS_REPORTED = "reported"


@dataclass(frozen=True)
class Asked:
    """The options as they were given."""

    places: tuple[str, ...]
    level: int | None
    period: str
    each: str | None
    boundaries: str | None
    known_at: str | None


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options, which reach the command as the one argument ``asked``."""

    def gathered(
        places: str,
        level: int | None,
        period: str,
        each: str | None,
        boundaries: str | None,
        known_at: str | None,
        **others: Any,
    ) -> Any:
        return command(asked=Asked(_listed(places), level, period, each, boundaries, known_at), **others)

    gathered.__name__ = command.__name__
    gathered.__doc__ = command.__doc__
    gathered.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


_OPTIONS = (
    click.option(
        "--places", default="", metavar="CODES",
        help=_("Codes of places, with commas between; the places at the top, if not given."),
    ),
    click.option(
        "--level", type=click.IntRange(min=1), metavar="N",
        help=_("All places N levels down: 1 is the places given (or the top), 2 those right below them, and so on."),
    ),
    click.option(
        "--period", required=True, metavar="PERIOD",
        help=_("A period (2025, 2025-Q3, 2025-11) or two with .. between them (2025-01..2025-06)."),
    ),
    click.option(
        "--each", type=click.Choice(list(LENGTHS)),
        help=_("How long the periods shown are; as long as the period given, if not said."),
    ),
    click.option(
        "--boundaries", metavar="DATE",
        help=_("By the map of which day: a date, or “reported” for that of each figure; today's, if not given."),
    ),
    click.option(
        "--known-at", metavar="DATE",
        help=_("As it was known at the end of that day, before later corrections."),
    ),
)  # fmt: skip


def scope_of(asked: Asked, history: PlaceHistory) -> Scope:
    """What is asked, in terms of the store.

    :raises UserError: a place, period or date that is none.
    """
    boundaries = boundaries_of(asked.boundaries)
    places = places_of(
        asked.places, asked.level, history, boundaries or today(), shown=boundaries is not None
    )
    length, first, last = periods_of(asked.period, asked.each)
    return Scope(places, length, first, last, history, boundaries)


def snapshot_of(asked: Asked, store: Store) -> Snapshot:
    """The store as it is now, or as it was known when that was asked for."""
    if asked.known_at is None:
        return store.snapshot()
    return store.snapshot(at=datetime.combine(day_of(asked.known_at), time.max, UTC))


def boundaries_of(text: str | None) -> date | None:
    """The day whose map is meant; ``None`` for that of each figure."""
    if text is None:
        return today()
    return None if text == AS_REPORTED else day_of(text)


def today() -> date:
    """The date where the user is: a map changes at midnight there."""
    return datetime.now().astimezone().date()


def day_of(text: str) -> date:
    """A date as ISO writes it.

    :raises UserError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(_("“{text}” is no date. Write it as 2026-11-25.").format(text=text)) from error


def places_of(
    given: Sequence[str], level: int | None, history: PlaceHistory, day: date, *, shown: bool = True
) -> tuple[str, ...]:
    """The places given, or those at the top, and with ``level`` the places so many levels down.

    They are to stand on the map of ``day`` unless that is not ``shown``, figures being by the maps of their own time.

    :raises UserError: a place that there never was, or that is not on the map, or no place at all.
    """
    unknown = [code for code in given if code not in history]
    if unknown:
        raise UserError(
            _("There is no place {places}. populace places lists them all.").format(
                places=join_words(unknown)
            )
        )
    tree = history.on(day)
    places = tuple(given) or tree.roots
    _refuse_gone(given if shown else (), tree, day)
    for _step in range((level or 1) - 1):
        places = tuple(below for code in places for below in tree.children(code))
    if not places:
        raise UserError(_("There are no places there. Give a lower --level, or take in a table of places."))
    return tuple(dict.fromkeys(places))


def _refuse_gone(given: Sequence[str], tree: PlaceTree, day: date) -> None:
    gone = [code for code in given if code not in tree]
    if gone:
        raise UserError(
            _(
                "{places} is not on the map of {day}. populace places WORKSPACE --history {first} tells what happened; "
                "figures of its own time are shown with --boundaries reported."
            ).format(places=join_words(gone), day=day.isoformat(), first=gone[0])
        )


def periods_of(text: str, each: str | None) -> tuple[Length, Period, Period]:
    """Length, first and last of the periods that ``text`` and ``each`` ask for.

    :raises UserError: a text that is no period, or periods that ``each`` does not divide.
    """
    first, dots, last = text.partition("..")
    try:
        start, end = Period.parse(first.strip()), Period.parse((last if dots else first).strip())
    except ModelError as error:
        raise UserError(
            _("“{text}” is no period. Write 2025, 2025-Q3, 2025-11 or 2025-01..2025-06.").format(text=text)
        ) from error
    if end.last < start.start:
        raise UserError(
            _("“{text}” ends before it begins. Write the earlier period first.").format(text=text)
        )
    if each is None and start.length is not end.length:
        raise UserError(
            _(
                "“{text}” begins and ends with periods of different lengths. Write both alike, as 2025-01..2025-06."
            ).format(text=text)
        )
    length = LENGTHS[each] if each else start.length
    begin, final = (Period(day, Length.DAY).within(length) for day in (start.start, end.last))
    return length, begin, final


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())

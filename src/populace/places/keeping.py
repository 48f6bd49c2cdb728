"""A history as plain rows, in which it is kept, and back.

One row an event, and one a pair of places where borders change; ``number`` says which rows are of one event. An empty
``date`` is the beginning.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from populace.errors import ModelError
from populace.places.events import BEGINNING, Closed, Event, Moved, Opened, Portion, Redrawn, Renamed
from populace.places.history import PlaceHistory

COLUMNS = ("number", "date", "event", "place", "parent", "kind", "names", "to", "share", "back")
"""``number`` is whole, ``share`` and ``back`` are numbers, ``names`` texts by language; most may be null."""

FORMAT = 1
"""Of the JSON text; a reader of another refuses it."""


def to_rows(history: PlaceHistory) -> list[dict[str, Any]]:
    """Rows with ``COLUMNS``, in the order in which the events were told."""
    return [
        {**dict.fromkeys(COLUMNS), "number": number, "date": _text(event.day), **cells}
        for number, event in enumerate(history.events)
        for cells in _cells(event)
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> PlaceHistory:
    """The history that ``to_rows`` gave.

    :raises ModelError: rows that it did not give.
    :raises HistoryError: events that cannot have happened.
    """
    of_events = groupby(rows, key=lambda row: row["number"])
    return PlaceHistory(tuple(_event(list(of_event)) for _number, of_event in of_events))


def to_json(history: PlaceHistory) -> str:
    """The rows as a text, without the cells that are empty."""
    rows = [{name: cell for name, cell in row.items() if cell is not None} for row in to_rows(history)]
    return json.dumps({"format": FORMAT, "events": rows}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> PlaceHistory:
    """The history that ``to_json`` wrote.

    :raises ModelError: a text of another format.
    """
    written = json.loads(text)
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise ModelError(f"this is no history of places in format {FORMAT}")
    return from_rows({**dict.fromkeys(COLUMNS), **row} for row in written["events"])


def _cells(event: Event) -> list[dict[str, Any]]:
    match event:
        case Opened(_, code, parent, names, kind):
            return [{"event": "open", "place": code, "parent": parent, "names": dict(names), "kind": kind}]
        case Closed(_, code):
            return [{"event": "close", "place": code}]
        case Renamed(_, code, names, kind):
            return [{"event": "rename", "place": code, "names": dict(names), "kind": kind}]
        case Moved(_, code, parent):
            return [{"event": "move", "place": code, "parent": parent}]
    return [
        {"event": "redraw", "place": each.source, "to": each.target, "share": each.share, "back": each.back}
        for each in event.portions
    ]


def _event(rows: list[Mapping[str, Any]]) -> Event:
    row = rows[0]
    day = date.fromisoformat(row["date"]) if row["date"] else BEGINNING
    match row["event"]:
        case "open":
            return Opened(day, row["place"], row["parent"], row["names"] or {}, row["kind"] or "")
        case "close":
            return Closed(day, row["place"])
        case "rename":
            return Renamed(day, row["place"], row["names"] or {}, row["kind"])
        case "move":
            return Moved(day, row["place"], row["parent"])
        case "redraw":
            return Redrawn(day, tuple(Portion(r["place"], r["to"], r["share"], r["back"]) for r in rows))
    raise ModelError(f"{row['event']!r} is no event of a place")


def _text(day: date) -> str | None:
    return None if day == BEGINNING else day.isoformat()

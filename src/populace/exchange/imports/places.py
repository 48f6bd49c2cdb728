"""Tables of places, and of what happened to them, into a workspace."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from populace.errors import ModelError, UserError
from populace.exchange.header import fold_heading
from populace.exchange.opening import read_all
from populace.exchange.tidy.read import open_table
from populace.i18n import gettext as _
from populace.i18n import language
from populace.places.event_rows import read_events
from populace.places.events import Event, Opened, Redrawn
from populace.places.history import PlaceHistory
from populace.places.keeping import from_json
from populace.places.place_rows import read_places
from populace.store.workspace import Provenance, Workspace


@dataclass(frozen=True)
class PlacesReport:
    """How many places or events are new, and how many places the file tells of that were known before."""

    label: str
    new: int
    known: int
    events: int = 0


def take_place_table(workspace: Workspace, path: Path, of: Provenance, *, commit: bool) -> PlacesReport:
    """Add the places of a table to those of ``workspace``.

    :raises InputErrors: everything that is wrong in the table.
    """
    known = workspace.places
    given: list[str] = []

    def rows() -> Iterator[dict[str, str]]:
        for cells in rows_of_texts(path):
            given.append(cells.get("code", "").strip())
            yield cells

    history = read_places(rows(), path.name, language=language(), known=known)
    if commit and history != known:
        workspace.take_places(history, of)
    new = len(history) - len(known)
    return PlacesReport(path.name, new, len(set(given)) - new)


def take_history(
    workspace: Workspace, told: PlaceHistory, label: str, of: Provenance, *, commit: bool
) -> PlacesReport:
    """Add the places of ``told`` that are new to ``workspace``; those that it knows stay as they are.

    What happened to a known place is told as an event: a table that shows another parent than last year's does not
    say when the place moved.
    """
    known = workspace.places
    fresh = [event for event in told.events if _is_new(event, known)]
    new = [event.code for event in fresh if isinstance(event, Opened)]
    report = PlacesReport(label, len(set(new)), len(set(told.codes) - set(new)))
    if commit and fresh:
        workspace.take_places(known.with_events(fresh), of)
    return report


def take_kept_places(workspace: Workspace, path: Path, of: Provenance, *, commit: bool) -> PlacesReport:
    """Add a history that ``populace export --format places`` wrote to that of ``workspace``.

    :raises UserError: it is none, or tells what cannot have happened together with what is known.
    """
    try:
        told = from_json(read_all(path).decode("utf-8"))
    except (ModelError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            _("{file} is no history of places as populace export writes it. Export it again.").format(
                file=path.name
            )
        ) from error
    known = workspace.places
    fresh = known.beyond(told.events)
    history = known.with_events(fresh)
    if commit and fresh:
        workspace.take_places(history, of)
    new = len(history) - len(known)
    return PlacesReport(path.name, new, len(told) - new, len(fresh) if known.events else 0)


def take_event_table(workspace: Workspace, path: Path, of: Provenance, *, commit: bool) -> PlacesReport:
    """Tell what happened to the places of ``workspace``.

    :raises InputErrors: everything that is wrong in the table, or cannot have happened.
    """
    known = workspace.places
    history = read_events(known, rows_of_texts(path), path.name, language=language())
    if commit and history != known:
        workspace.take_places(history, of)
    events = len(history.events) - len(known.events)
    return PlacesReport(path.name, len(history) - len(known), len(known), events)


def rows_of_texts(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as texts by heading."""
    table = open_table(path)
    names = [fold_heading(heading) for heading in table.headers]
    for block in table.blocks(range(len(names)), ()):
        columns = [block.words[i].to_pylist() for i in range(len(names))]
        for cells in zip(*columns, strict=True):
            yield {name: cell or "" for name, cell in zip(names, cells, strict=True)}


def _is_new(event: Event, known: PlaceHistory) -> bool:
    codes = (*event.sources, *event.targets) if isinstance(event, Redrawn) else (event.code,)
    return all(code not in known for code in codes)

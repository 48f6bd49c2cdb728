"""A table of what happened to places, as rows of texts, added to a history.

A row an event, or, where borders change, a row for each pair of places, all with the same ``date`` and ``event``:

========== ============ ============= ==========================================================
``event``  ``from``     ``to``        further columns
========== ============ ============= ==========================================================
open                    the place     ``parent``, ``name``, ``kind``
close      the place
rename                  the place     ``name``, ``kind``
move       the place    its parent
split      the old one  a part        ``share`` of the old one; ``name``
merge      a part       the new one   ``share`` of the new one that it brings; ``name``
transfer   the giver    the taker     ``share`` of the giver; ``share_back`` of the taker, as it then is
========== ============ ============= ==========================================================

What stands below a divided place is told by ``move`` on the same day; what stands below merged ones comes along.
All problems are told in one pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from populace.errors import Problem
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places import changes
from populace.places.changes import Standing
from populace.places.events import Closed, Event, Moved, Opened, Renamed, SharesError
from populace.places.history import PlaceHistory
from populace.places.place_rows import (
    Cells,
    Told,
    WrongCell,
    code_of,
    day_of,
    history_of,
    names_of,
    text_of,
)
from populace.places.replay import Replay, replay_day

KINDS = ("open", "close", "rename", "move", "split", "merge", "transfer")


@dataclass(frozen=True)
class _Line:
    """A row that is sound by itself."""

    row: int
    day: date
    kind: str
    cells: Cells

    @property
    def group(self) -> tuple[str, str]:
        """Rows of one day with the same are told as one."""
        column = {"split": "from", "merge": "to"}.get(self.kind)
        if column:
            return self.kind, text_of(self.cells, column)
        return self.kind, "" if self.kind == "transfer" else str(self.row)


def read_events(
    history: PlaceHistory, rows: Iterable[Cells], file: str, *, first_row: int = 2, language: str = "en"
) -> PlaceHistory:
    """``history`` with the events of ``rows`` told.

    :raises InputErrors: everything that is wrong in the rows.
    """
    problems: list[Problem] = []
    lines: list[_Line] = []
    for row, cells in enumerate(rows, first_row):
        try:
            lines.append(_line(row, cells))
        except WrongCell as wrong:
            problems.append(Problem(file, row, wrong.message, wrong.remedy))
    known = [Told(None, event) for event in history.events]
    return history_of([*known, *_told(history, lines, problems, file, language)], problems, file)


def _line(row: int, cells: Cells) -> _Line:
    kind, day = text_of(cells, "event").lower(), day_of(cells, "date")
    if kind not in KINDS:
        raise WrongCell(
            _("{text} in the column event is no event of a place.").format(text=kind or "“”"),
            _("It is one of {words}.").format(words=join_words(KINDS)),
        )
    if day is None:
        raise WrongCell(
            _("The column {column} is empty.").format(column="date"), _("Give the day from which it holds.")
        )
    for column in {"open": ("to",), "rename": ("to",), "close": ("from",), "move": ("from",)}.get(
        kind, ("from", "to")
    ):
        code_of(cells, column)
    for column in {"split": ("share",), "merge": ("share",), "transfer": ("share", "share_back")}.get(
        kind, ()
    ):
        _share(cells, column)
    return _Line(row, day, kind, cells)


def _share(cells: Cells, column: str) -> float:
    text = text_of(cells, column)
    if not text:
        raise WrongCell(
            _("The column {column} is empty.").format(column=column),
            _(
                "Give the share: of the old place that goes to each part, or of the new place that each part brings."
            ),
        )
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise WrongCell(
            _("{text} in the column {column} is not a share.").format(text=text or "“”", column=column),
            _("Write a number from 0 to 1, such as 0.6, or a percentage, such as 60%."),
        )
    return share


def _told(
    history: PlaceHistory, lines: Sequence[_Line], problems: list[Problem], file: str, language: str
) -> list[Told]:
    """The events of ``lines``. Day by day, because a split asks where the place stood on the day before."""
    told: list[Told] = []
    before = Replay()
    known = sorted(history.events, key=lambda event: event.day)
    days = sorted({event.day for event in known} | {line.day for line in lines})
    known_on = {day: list(events) for day, events in groupby(known, key=lambda event: event.day)}
    lines_on = {
        day: list(found) for day, found in groupby(sorted(lines, key=lambda line: line.day), lambda x: x.day)
    }
    for day in days:
        new: list[Told] = []
        of_day = lines_on.get(day, [])
        for _key, group in groupby(sorted(of_day, key=lambda line: line.group), key=lambda line: line.group):
            of_one = sorted(group, key=lambda line: line.row)
            try:
                # What is known already, as from the same table again, is not told a second time.
                events = history.beyond(_events(before, of_one, of_day, language))
                new += [Told(of_one[0].row, event) for event in events]
            except SharesError as error:
                problems.append(Problem(file, of_one[0].row, str(error), _("Correct the shares.")))
        replay_day(before, day, list(enumerate([*known_on.get(day, []), *(each.event for each in new)])))
        told += new
    return told


def _events(before: Replay, group: Sequence[_Line], of_day: Sequence[_Line], language: str) -> list[Event]:
    line = group[0]
    day, cells = line.day, line.cells
    source, target, names = text_of(cells, "from"), text_of(cells, "to"), names_of(cells, language)
    kind = text_of(cells, "kind")
    match line.kind:
        case "open":
            return [Opened(day, target, text_of(cells, "parent") or None, names, kind)]
        case "close":
            return [Closed(day, source)]
        case "rename":
            return [Renamed(day, target, names, kind or None)]
        case "move":
            return [Moved(day, source, target or None)]
        case "split":
            named = {text_of(each.cells, "to"): names_of(each.cells, language) for each in group}
            return changes.split(day, source, _shares(group, "to"), _standing(before, source), named, {})
        case "merge":
            sources = _shares(group, "from")
            told = {text_of(each.cells, "from") for each in of_day if each.kind in ("move", "close")}
            below = [
                child
                for each in sources
                if each != target
                for child in sorted(before.children(each) - told - set(sources))
            ]
            return changes.merger(day, sources, target, _standing(before, next(iter(sources))), names, below)
    parts = {
        (text_of(each.cells, "from"), text_of(each.cells, "to")): (
            _share(each.cells, "share"),
            _share(each.cells, "share_back"),
        )
        for each in group
    }
    return [changes.handing_over(day, parts)]


def _shares(group: Sequence[_Line], column: str) -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for each in group:
        code = text_of(each.cells, column)
        if code in shares:
            raise SharesError(_("{place} stands twice among the parts.").format(place=code))
        shares[code] = _share(each.cells, "share")
    return shares


def _standing(before: Replay, code: str) -> Standing:
    """Where it stands; nowhere, for a place that is not there, which the history then refuses."""
    if not before.is_open(code):
        return Standing(None, "")
    return Standing(before.links[code][-1].parent, before.namings[code][-1].kind)

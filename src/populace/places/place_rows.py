"""A table of places as rows of texts, made into a history.

A row a place: ``code``, ``name`` (or ``name_en``, ``name_zh-hans`` …), ``parent``, ``kind``, and the days on which it
``opened`` and ``closed`` (the first day on which it is there no longer). All problems are told in one pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from populace.errors import InputErrors, Problem, UserError
from populace.i18n import LANGUAGES
from populace.i18n import gettext as _
from populace.places.events import BEGINNING, Closed, Event, Opened
from populace.places.history import HistoryError, PlaceHistory

Cells = Mapping[str, str]


class WrongCell(UserError):
    """A cell that cannot be what its column says, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Told:
    """An event, and the row of the file that told it; ``None`` for one known before."""

    row: int | None
    event: Event


def read_places(
    rows: Iterable[Cells],
    file: str,
    *,
    first_row: int = 2,
    widen: bool = False,
    language: str = "en",
    known: PlaceHistory | None = None,
) -> PlaceHistory:
    """The history of the places in ``rows``; a parent may stand after its children.

    Places that are ``known`` stay as they are, whatever a row says of them, and may be parents of the others.
    With ``widen``, a parent is there for as long as any place below it is, whatever its own dates say, as in registers
    that were begun late. ``language`` is that of a plain ``name``.

    :raises InputErrors: everything that is wrong in the rows.
    """
    problems: list[Problem] = []
    told: list[Told] = []
    before = [] if known is None else [Told(None, event) for event in known.events]
    for row, cells in enumerate(rows, first_row):
        try:
            if known is None or code_of(cells, "code") not in known:
                told += [Told(row, event) for event in _life(cells, language)]
        except WrongCell as wrong:
            problems.append(Problem(file, row, wrong.message, wrong.remedy))
    if widen:
        told = _widened(told)
    return history_of([*before, *told], problems, file)


def history_of(told: Sequence[Told], problems: list[Problem], file: str) -> PlaceHistory:
    """The history of ``told``.

    :raises InputErrors: ``problems``, and every event that cannot have happened.
    """
    try:
        history = PlaceHistory(tuple(each.event for each in told))
    except HistoryError as error:
        problems += [Problem(file, told[each.event].row, each.message, each.remedy) for each in error.faults]
        raise InputErrors(sorted(problems, key=lambda each: each.row or 0)) from error
    if problems:
        raise InputErrors(problems)
    return history


def text_of(cells: Cells, column: str) -> str:
    """What stands in ``column``; nothing where there is none."""
    return (cells.get(column) or "").strip()


def code_of(cells: Cells, column: str) -> str:
    """The code in ``column``.

    :raises WrongCell: there is none.
    """
    code = text_of(cells, column)
    if not code:
        raise WrongCell(
            _("The column {column} is empty.").format(column=column), _("Give the code of the place.")
        )
    return code


def day_of(cells: Cells, column: str) -> date | None:
    """The day in ``column``, written as ``2026-11-25``; ``None`` where it is empty.

    :raises WrongCell: it is no day.
    """
    text = text_of(cells, column)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise WrongCell(
            _("{text} in the column {column} is not a date.").format(text=text, column=column),
            _("Write it as YEAR-MONTH-DAY, such as 2026-11-25."),
        ) from None


def names_of(cells: Cells, language: str) -> dict[str, str]:
    """Names by language, from ``name`` and every ``name_LANGUAGE``."""
    names = {
        _tag(column.removeprefix("name_")): text_of(cells, column)
        for column in cells
        if column.startswith("name_")
    }
    return {tag: name for tag, name in {language: text_of(cells, "name"), **names}.items() if name}


def _tag(text: str) -> str:
    """The language tag that a heading means: ``zh`` is the Chinese that there is."""
    tag = text.replace("_", "-")
    return next((known for known in LANGUAGES if known.split("-")[0] == tag), tag)


def _life(cells: Cells, language: str) -> list[Event]:
    code, opened, closed = code_of(cells, "code"), day_of(cells, "opened"), day_of(cells, "closed")
    if closed is not None and closed <= (opened or BEGINNING):
        raise WrongCell(
            _("Place {place} closes on {day}, before it has opened.").format(place=code, day=closed),
            _("Correct one of the two dates."),
        )
    parent, kind = text_of(cells, "parent") or None, text_of(cells, "kind")
    life: list[Event] = [Opened(opened or BEGINNING, code, parent, names_of(cells, language), kind)]
    return life if closed is None else [*life, Closed(closed, code)]


def _widened(told: Sequence[Told]) -> list[Told]:
    """The same with the life of each parent widened to hold those of its children, and so on upwards."""
    parents = {each.event.code: each.event.parent for each in told if isinstance(each.event, Opened)}
    opened = {each.event.code: each.event.day for each in told if isinstance(each.event, Opened)}
    closed = {each.event.code: each.event.day for each in told if isinstance(each.event, Closed)}
    for code in parents:
        first, last, above = opened[code], closed.get(code), parents[code]
        while above in opened and (first < opened[above] or _ends_later(last, closed.get(above))):
            opened[above] = min(first, opened[above])
            if last is None:
                closed.pop(above, None)
            elif above in closed:
                closed[above] = max(last, closed[above])
            first, last, above = opened[above], closed.get(above), parents[above]
    return [
        Told(
            each.row,
            replace(each.event, day=(opened if isinstance(each.event, Opened) else closed)[each.event.code]),
        )
        for each in told
        if isinstance(each.event, Opened) or (isinstance(each.event, Closed) and each.event.code in closed)
    ]


def _ends_later(one: date | None, other: date | None) -> bool:
    """Whether a life that ends on ``one`` outlasts one that ends on ``other``; ``None`` never ends."""
    return other is not None and (one is None or one > other)

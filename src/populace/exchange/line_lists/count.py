"""The rows of a line list to counts. What leaves this module are counts, and the numbers of rows that are faulty.

A list is counted whole or not at all: a row that cannot be counted would make every count that it belongs to too
small, and nobody would see it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.errors import InputErrors, Problem
from populace.exchange.findings import LINES_PER_KIND
from populace.exchange.line_lists.cells import UNKNOWN
from populace.exchange.line_lists.declaration import LineList
from populace.exchange.line_lists.understand import PERIOD, PLACE, Part, Understanding
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.tables import Table
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

Key = tuple[str, str, str]
"""Place, period and breakdown of a count, in our texts."""


@dataclass
class Counted:
    """Counts of rows as ``measure``; ``rows`` there were, of which the filters passed over ``passed``."""

    measure: str
    counts: Counter[Key] = field(default_factory=Counter)
    rows: int = 0
    passed: int = 0


def count(table: Table, what: LineList, catalogue: Catalogue, places: PlaceNames) -> Counted:
    """The counts of a list.

    :raises InputErrors: columns that are not there; rows that cannot be counted, by their numbers and headings alone.
    :raises Refused: a measure that the catalogue does not have.
    """
    understanding = Understanding(table, what, catalogue, places)
    counted, faults = Counted(understanding.measure), dict[str, list[int]]()
    empty, last = [0], 0
    for block in table.blocks(understanding.positions, ()):
        is_empty = understanding.is_empty(block)
        chosen = understanding.chosen(block) & ~is_empty
        parts = understanding.parts(block)
        counted.rows += int((~is_empty).sum())
        counted.passed += int((~is_empty).sum() - chosen.sum())
        rows = np.asarray(block.row)
        empty += rows[is_empty].tolist()
        last = max([last, *rows[~is_empty][-1:].tolist()])
        for part in parts.values():
            unknown = rows[chosen & (part.codes == UNKNOWN)].tolist()
            if unknown:
                faults.setdefault(part.heading, []).extend(unknown)
        _add({name: Part(p.heading, p.codes[chosen], p.texts) for name, p in parts.items()}, what, counted)
    # Empty lines after the last row are none; before it, a row may have been lost.
    lost = [row for row in empty if 0 < row < last]
    if lost:
        faults[", ".join(what.columns)] = lost
    if faults or table.unread:
        problems = [problem for heading in faults for problem in _told(table.label, heading, faults[heading])]
        raise InputErrors([*table.unread, *problems], len(table.unread) + sum(map(len, faults.values())))
    return counted


def _add(parts: Mapping[str, Part], what: LineList, counted: Counted) -> None:
    stacked = np.stack([part.codes for part in parts.values()], axis=1)
    whole = stacked[(stacked != UNKNOWN).all(axis=1)]
    distinct, rows = np.unique(whole, axis=0, return_counts=True)
    for codes, number in zip(distinct.tolist(), rows.tolist(), strict=True):
        texts = {name: part.texts[code] for (name, part), code in zip(parts.items(), codes, strict=True)}
        counted.counts[_key(texts, what)] += number


def _key(texts: dict[str, str], what: LineList) -> Key:
    place, period = texts.pop(PLACE, what.place.constant), texts.pop(PERIOD)
    constant = {name: words.constant for name, words in what.categories.items() if words.constant}
    pairs = {**constant, **texts}
    return place, period, Breakdown.of((name, text) for name, text in pairs.items() if text).text


def _told(label: str, heading: str, rows: list[int]) -> list[Problem]:
    """Where the faults of a column are. A cell of a list is never repeated."""
    message = _("The cell in the column {column} is empty or not understood.").format(column=heading)
    remedy = _("Correct the cell, list its word in the declaration, or leave such rows out with a filter.")
    told = [Problem(label, row, message, remedy) for row in rows[:LINES_PER_KIND]]
    more = len(rows) - LINES_PER_KIND
    if more > 0:
        rest = ngettext(
            "{count} more row is so in the column {column}.",
            "{count} more rows are so in the column {column}.",
            more,
        )
        told.append(Problem(label, None, rest.format(count=format_count(more), column=heading), remedy))
    return told

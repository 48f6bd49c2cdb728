"""A declared line list to a ``Reading`` of counts: nothing else of it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.errors import InputErrors, PopulaceError, Problem, UserError
from populace.exchange.incoming import Incoming, Plain, Reading, Refused
from populace.exchange.line_lists.count import Counted, count
from populace.exchange.line_lists.declaration import LineList
from populace.exchange.own_words import BREAKDOWN, OwnWords
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import Manner, open_unlooked
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _


def read_line_list(path: Path, what: LineList, catalogue: Catalogue, places: PlaceNames) -> Reading:
    """The counts of a list, which is read and counted at once, in memory.

    :raises UserError: the file cannot be opened.
    :raises InputErrors: rows that cannot be counted, by their numbers and headings alone.
    """
    with nothing_told(path.name):
        table = open_unlooked(path, Manner(what.sheet, what.skip_rows, what.delimiter))
        counted = count(table, what, catalogue, places)
    return Reading(
        label=path.name,
        blocks=iter([_incoming(counted)] if counted.counts else []),
        vocabulary=OwnWords(Plain(least=0, whole=True)),
        notes=[*table.notes, *_notes(counted, path.name)],
    )


@contextmanager
def nothing_told(label: str) -> Iterator[None]:
    """Let no error out that could have a cell in it: only those that are worded here, without what led to them.

    :raises UserError: in the place of any other.
    """
    try:
        yield
    except PopulaceError:
        raise
    except Refused as refused:
        raise InputErrors([Problem(label, None, refused.message, refused.remedy)]) from None
    except Exception:  # noqa: BLE001 - privacy fails closed: the text of any other error could repeat a cell
        raise UserError(
            _(
                "{file} could not be counted, and nothing of it was kept. Save it again, or count it elsewhere."
            ).format(file=label)
        ) from None


def _incoming(counted: Counted) -> Incoming:
    """The counts as rows, which are numbered among themselves: a row of the list has no part in them."""
    places, periods, breakdowns = zip(*counted.counts, strict=True)
    numbers = np.arange(1, len(places) + 1, dtype=np.int64)
    return Incoming(
        measure=_words([counted.measure] * len(places)),
        place=_words(places),
        period=_words(periods),
        value=pa.array(list(counted.counts.values()), pa.float64()),
        row=pa.array(numbers),
        categories={BREAKDOWN: _words(breakdowns)},
    )


def _words(texts: tuple[str, ...] | list[str]) -> pa.DictionaryArray:
    return pa.array(texts, pa.string()).dictionary_encode()


def _notes(counted: Counted, label: str) -> Iterator[str]:
    rows = counted.rows - counted.passed
    yield ngettext(
        "{file}: {count} row was counted on this machine; nothing else of it was kept.",
        "{file}: {count} rows were counted on this machine; nothing else of them was kept.",
        rows,
    ).format(file=label, count=format_count(rows))
    if counted.passed:
        yield ngettext(
            "{file}: {count} row was left out by the filters.",
            "{file}: {count} rows were left out by the filters.",
            counted.passed,
        ).format(file=label, count=format_count(counted.passed))

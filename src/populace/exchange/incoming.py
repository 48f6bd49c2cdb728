"""Figures as they stand in a sender's file, and the sender's words for ours: what every reader of returns gives.

A reader yields blocks of rows (``Incoming``) in the sender's own texts, and a ``Vocabulary`` that says what a text
means. Each distinct text is asked for once, however many rows have it.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pyarrow as pa

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Period
from populace.errors import Problem


class Refused(Exception):
    """A text that has no meaning here: why, and what to do about it; ``code`` groups refusals of one kind."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


@dataclass(frozen=True)
class Incoming:
    """A block of rows, ``(row,)``, as they stand in the file.

    ``measure``, ``place``, ``period`` and each of ``categories`` (the further columns that together name the cell) are
    dictionary arrays of texts; ``value`` is a text or a number, null where nothing was given. ``row`` numbers the rows
    as the sender sees them (the header is row 1). ``deleted`` marks figures that the sender takes back. ``status`` has
    the texts ``reported``, ``estimated`` or ``projected`` where the file says them; else all were reported.
    """

    measure: pa.DictionaryArray
    place: pa.DictionaryArray
    period: pa.DictionaryArray
    value: pa.Array
    row: pa.Int64Array
    categories: Mapping[str, pa.DictionaryArray] = field(default_factory=dict)
    deleted: pa.BooleanArray | None = None
    status: pa.DictionaryArray | None = None

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True)
class Plain:
    """Numbers of a measure that need no further look: finite, from ``least`` to ``greatest``, ``whole`` if it says so.

    A text that is written like one of these is taken as it is; every other is put to ``Vocabulary.value``.
    """

    least: float = -math.inf
    greatest: float = math.inf
    whole: bool = False


@dataclass(frozen=True)
class Limit:
    """When and where a category may be used: from ``first`` to ``last``, in ``places``; ``None`` is no limit."""

    first: date | None = None
    last: date | None = None
    places: frozenset[str] | None = None


class Vocabulary(Protocol):
    """What a sender's texts mean. Each method raises ``Refused`` for a text that means nothing here."""

    def measure(self, text: str) -> str:
        """The code of a measure of the catalogue."""
        ...

    def place(self, text: str) -> str:
        """The code of a place."""
        ...

    def period(self, text: str) -> Period:
        """The period."""
        ...

    def breakdown(self, measure: str, categories: Mapping[str, str]) -> Breakdown:
        """The cell of ``measure`` (our code) that the texts of the category columns name."""
        ...

    def plain(self, measure: str) -> Plain:
        """Which plain numbers of ``measure`` (our code) are good as they stand, so that millions are read at once."""
        ...

    def value(self, measure: str, text: str) -> float:
        """The number of ``measure`` (our code) that ``text`` writes."""
        ...


@dataclass(frozen=True)
class Reading:
    """An opened file. ``headers`` are its own names for our columns, for the file of refused rows.

    ``limits`` are those of categories, by the codes of dimension and category.

    ``notes`` and ``unread`` grow while the blocks are read: what had to be understood, and lines of the file that no
    row could be made of (too many cells, a quotation mark that never closes).
    """

    label: str
    blocks: Iterator[Incoming]
    vocabulary: Vocabulary
    headers: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    limits: Mapping[tuple[str, str], Limit] = field(default_factory=dict)

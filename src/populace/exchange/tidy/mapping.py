"""A mapping: what the columns of somebody's table mean, written once, saved, and used for each file of the kind.

A table is **long** where every row is one figure (a column says its measure, a column holds its value), and **wide**
where several columns hold figures: each is a measure with some categories (``stock_received``, ``births_female``) or
a period (``2025-01``). A mapping says which, and translates the table's words where they are not ours. Nothing that can
be read in two ways is guessed: the manner of dates, the marks in numbers and the calendar are declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from populace.catalog.periods import Length, Period
from populace.errors import ModelError

CANONICAL = ("place", "period", "measure", "breakdown", "value", "status", "deleted")
"""The columns of our own long layout, which needs no mapping."""


class PlaceBy(Enum):
    """By what a table names a place."""

    EITHER = "either"
    """Its code, or a name that no other place has."""
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True)
class PlaceColumns:
    """Where the place stands: ``columns`` from the top of the tree down, the last one names the place itself.

    The columns above tell places with the same name apart. ``constant`` is the code of the one place of a table that
    has no such column. ``values`` turns the table's words into codes of places.

    :raises ModelError: neither columns nor a constant, or both.
    """

    columns: tuple[str, ...] = ()
    by: PlaceBy = PlaceBy.EITHER
    values: Mapping[str, str] = field(default_factory=dict)
    constant: str = ""

    def __post_init__(self) -> None:
        if bool(self.columns) is bool(self.constant):
            raise ModelError("a place is a column (or several), or one constant code")


@dataclass(frozen=True)
class PeriodColumns:
    """Where the period stands: in one column, in ``columns`` of its parts (``parts``), in the headings, or nowhere.

    ``format`` is the manner in which periods are written (``period_texts.FORMATS``), empty for ISO and what cannot be
    misread. ``length`` makes the period of that length that a written day lies in. ``calendar`` is the sender's.
    ``language`` is that of the names of months.

    :raises ModelError: not exactly one of columns, headings and constant; parts that do not fit the columns.
    """

    columns: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    headings: bool = False
    constant: Period | None = None
    format: str = ""
    length: Length | None = None
    calendar: str = "gregorian"
    language: str = "en"

    def __post_init__(self) -> None:
        given = (bool(self.columns), self.headings, self.constant is not None)
        if sum(given) > 1:
            raise ModelError("a period is in columns, in the headings, or constant")
        if self.parts and len(self.parts) != len(self.columns):
            raise ModelError("each part of a period has one column")
        if len(self.columns) > 1 and not self.parts:
            raise ModelError("several columns of a period need their parts")


@dataclass(frozen=True)
class Words:
    """A measure, a category or a status: in a column, whose ``values`` are turned into ours, or ``constant``.

    A value turned into the empty text means "not split": the whole.

    :raises ModelError: a column and a constant.
    """

    column: str = ""
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.column and self.constant:
            raise ModelError("words are in a column or constant, not both")


@dataclass(frozen=True)
class ValueColumn:
    """A column of figures of a wide table, with what all of them have in common."""

    column: str
    measure: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None


@dataclass(frozen=True)
class NumberMarks:
    """How numbers are written: ``decimal`` is ``.`` or ``,``; ``thousands`` a mark between groups, or none.

    :raises ModelError: marks that could not be told apart.
    """

    decimal: str = "."
    thousands: str = ""

    def __post_init__(self) -> None:
        if self.decimal not in (".", ",") or self.thousands not in (
            "",
            ",",
            ".",
            " ",
            "'",
            "’",
            "\u00a0",
            "\u202f",
        ):
            raise ModelError("numbers have the decimal mark . or , and groups parted by , . ' or a space")
        if self.decimal == self.thousands:
            raise ModelError("the decimal mark and the mark of thousands cannot be the same")


@dataclass(frozen=True)
class TableMapping:
    """The meaning of a table. It is long with one of ``values``, wide with several or with periods as headings.

    ``categories`` are words by dimension. ``missing`` are cells that say that there is no figure, besides the empty one
    and those of ``numbers.MISSING``. ``deleted`` marks figures that are taken back. ``skip_rows`` lines stand above the
    header, ``None`` where it is to be found.

    :raises ModelError: figures without a place, period, measure or value, or with one given twice.
    """

    place: PlaceColumns
    period: PeriodColumns
    measure: Words
    values: tuple[ValueColumn, ...]
    categories: Mapping[str, Words] = field(default_factory=dict)
    status: Words = field(default_factory=Words)
    deleted: Words = field(default_factory=Words)
    numbers: NumberMarks = field(default_factory=NumberMarks)
    missing: frozenset[str] = frozenset()
    sheet: str = ""
    skip_rows: int | None = None
    delimiter: str = ""

    def __post_init__(self) -> None:
        shared = bool(self.measure.column or self.measure.constant)
        dated = bool(self.period.columns or self.period.constant or self.period.headings)
        if not self.values and not self.period.headings:
            raise ModelError("no column holds the figures")
        if not self.values and not shared:
            raise ModelError("nothing says what is counted")
        for each in self.values:
            if bool(each.measure) is shared:
                raise ModelError(f"the measure of column {each.column} is said twice, or nowhere")
            if (each.period is not None) is dated and not self.period.headings:
                raise ModelError(f"the period of column {each.column} is said twice, or nowhere")
            if set(each.categories) & set(self.categories):
                raise ModelError(f"a category of column {each.column} is said twice")

    @property
    def is_wide(self) -> bool:
        """Whether a row holds several figures."""
        return self.period.headings or len(self.values) > 1

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns that it reads besides those of figures, each once."""
        words = (self.measure, self.status, self.deleted, *self.categories.values())
        return tuple(
            dict.fromkeys(
                (*self.place.columns, *self.period.columns, *(each.column for each in words if each.column))
            )
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names, each once."""
        return tuple(dict.fromkeys((*self.key_columns, *(each.column for each in self.values))))

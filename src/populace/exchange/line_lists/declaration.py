"""What is counted of a line list: rows by place, period and groups of categories, and nothing else of them.

A column that names or finds a person (``persons``) cannot be a place, a category or a filter. A day of birth is read
only to find the period or the age group of a row. A category of an open dimension has to be listed word by word, so
that no cell of a list can become one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from populace.catalog.dimensions import AGE
from populace.catalog.periods import Length
from populace.errors import ModelError
from populace.exchange.ages import MAXIMUM_AGE, TOTAL, Age, read_age
from populace.exchange.persons import about_persons
from populace.exchange.tidy.mapping import PeriodColumns, PlaceColumns, Words
from populace.forecast.marks import OPEN


class AgeFrom(Enum):
    """What a column says of an age at the day of the event."""

    AGE = "age"
    """Completed years."""
    YEAR = "year_of_birth"
    """The year in which life began: the age is that reached in the year of the event."""
    DAY = "day_of_birth"
    """The day on which life began: the age is in completed years."""


@dataclass(frozen=True)
class AgeGroups:
    """Ages of the column ``column`` in ``groups``, such as ``15-19`` and ``45+``; ``format`` is that of a day.

    :raises ModelError: no group, or one that is no age group, or groups that overlap.
    """

    column: str
    groups: tuple[str, ...]
    given: AgeFrom = AgeFrom.AGE
    format: str = ""

    def __post_init__(self) -> None:
        bounds = self.bounds
        if not bounds or any(later[0] <= earlier[1] for earlier, later in pairwise(bounds)):
            raise ModelError("age groups rise and do not overlap")

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """First and last completed year of each group."""
        return tuple(_bounds(group) for group in self.groups)


@dataclass(frozen=True)
class Filter:
    """Rows are counted only if the cell of ``column`` is one of ``among``, or (``wanted`` false) is none of them."""

    column: str
    among: frozenset[str]
    wanted: bool = True


@dataclass(frozen=True)
class LineList:
    """A declared line list: its rows are counted as ``measure``, by place, by the period of ``length`` of their day.

    ``place`` and ``categories`` are as in a mapping; ``ages`` groups an age. ``date`` is the day of the event.

    :raises ModelError: nothing to count, a column about persons where none may be, a category without its words.
    """

    measure: str
    place: PlaceColumns
    date: PeriodColumns
    length: Length
    categories: Mapping[str, Words] = field(default_factory=dict)
    ages: AgeGroups | None = None
    filters: tuple[Filter, ...] = ()
    sheet: str = ""
    skip_rows: int | None = None
    delimiter: str = ""

    def __post_init__(self) -> None:
        if not self.measure or len(self.date.columns) != 1:
            raise ModelError("a line list needs a measure and the column of a day")
        if self.ages and AGE in self.categories:
            raise ModelError("ages are grouped, or a category, not both")
        if self.columns_about_persons:
            raise ModelError("a column about persons can be no place, category or filter")

    @property
    def columns_about_persons(self) -> tuple[str, ...]:
        """Columns that name or find a person where none may: as places, categories or filters."""
        words = [each.column for each in self.categories.values()]
        named = (*self.place.columns, *words, *(each.column for each in self.filters))
        return tuple(column for column in named if column and about_persons(column))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, each once; no other cell of the list is."""
        words = [each.column for each in self.categories.values()]
        ages = [self.ages.column] if self.ages else []
        filters = [each.column for each in self.filters]
        named = (*self.place.columns, *self.date.columns, *words, *ages, *filters)
        return tuple(dict.fromkeys(column for column in named if column))


def _bounds(group: str) -> tuple[int, int]:
    age = read_age(group)
    if age is None or age == TOTAL:
        raise ModelError("this is no age group")
    return age.lower, _last(age)


def _last(age: Age) -> int:
    if age.width == OPEN:
        return MAXIMUM_AGE
    return age.lower if age.width is None else age.lower + age.width - 1

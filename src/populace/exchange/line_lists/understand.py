"""What the columns of a list say of each row: its place, its period, its categories; as numbers, never as cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE
from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.line_lists.cells import UNKNOWN, Codes, Understood, completed_years, of_each
from populace.exchange.line_lists.declaration import AgeFrom, AgeGroups, LineList
from populace.exchange.tidy.mapping import PeriodColumns, TableMapping, ValueColumn, Words
from populace.exchange.tidy.period_texts import read_period
from populace.exchange.tidy.place_names import BETWEEN, PlaceNames
from populace.exchange.tidy.stacked import joined
from populace.exchange.tidy.tables import Block, Table
from populace.exchange.tidy.vocabulary import TidyVocabulary

PLACE, PERIOD = "place", "period"


@dataclass(frozen=True)
class Part:
    """What ``heading`` says of each row: a position in ``texts``, which are ours, ``(row,)``."""

    heading: str
    codes: Codes
    texts: Sequence[str]


class Understanding:
    """The columns of one list, understood block by block."""

    def __init__(self, table: Table, what: LineList, catalogue: Catalogue, places: PlaceNames) -> None:
        self._what = what
        self._at = table.positions(what.columns)
        mapping = TableMapping(
            what.place, what.date, Words(constant=what.measure), (ValueColumn(""),), what.categories
        )
        words = TidyVocabulary(mapping, catalogue, places)
        self.measure = words.measure(what.measure)
        self._place = Understood(words.place)
        self._period = Understood(lambda cell: _period_text(cell, what))
        self._categories = {
            dimension: Understood(_category(dimension, self.measure, words, catalogue, what))
            for dimension, given in what.categories.items()
            if given.column
        }
        self._date = what.date.columns[0]

    @property
    def positions(self) -> list[int]:
        """The columns that are read."""
        return list(self._at.values())

    def parts(self, block: Block) -> dict[str, Part]:
        """What each row says, by ``PLACE``, ``PERIOD`` and dimension."""
        what = self._what
        parts = {PERIOD: self._part(block, self._date, self._period)}
        if what.place.columns:
            cells = joined([block.words[self._at[column]] for column in what.place.columns])
            parts[PLACE] = Part(BETWEEN.join(what.place.columns), self._place(cells), self._place.texts)
        for dimension, understood in self._categories.items():
            parts[dimension] = self._part(block, what.categories[dimension].column, understood)
        if what.ages is not None:
            parts[AGE] = Part(what.ages.column, self._ages(block, what.ages), what.ages.groups)
        return parts

    def is_empty(self, block: Block) -> NDArray[np.bool_]:
        """Which rows have nothing in any column that is read, ``(row,)``."""
        empty = np.ones(len(block), dtype=bool)
        for position in self.positions:
            empty &= of_each(block.words[position], len) == 0
        return empty

    def chosen(self, block: Block) -> NDArray[np.bool_]:
        """Which rows pass all filters, ``(row,)``."""
        chosen = np.ones(len(block), dtype=bool)
        for each in self._what.filters:
            among = of_each(block.words[self._at[each.column]], _among(each.among))
            chosen &= (among == 1) == each.wanted
        return chosen

    def _part(self, block: Block, column: str, understood: Understood) -> Part:
        return Part(column, understood(block.words[self._at[column]]), understood.texts)

    def _ages(self, block: Block, ages: AgeGroups) -> Codes:
        cells, days = block.words[self._at[ages.column]], block.words[self._at[self._date]]
        if ages.given is AgeFrom.AGE:
            years = of_each(cells, _whole)
        elif ages.given is AgeFrom.YEAR:
            born, event = of_each(cells, _whole), of_each(days, _year_in(self._what.date))
            years = np.where((born > 0) & (event >= born), event - born, UNKNOWN)
        else:
            manner = PeriodColumns(("day",), format=ages.format, calendar=self._what.date.calendar)
            years = completed_years(of_each(cells, _day_in(manner)), of_each(days, _day_in(self._what.date)))
        group = np.full(len(years), UNKNOWN, dtype=np.int64)
        for position, (first, last) in enumerate(ages.bounds):
            group[(years >= first) & (years <= last)] = position
        return group


def _period_text(cell: str, what: LineList) -> str | None:
    """The period of the declared length that a day (or a shorter period) lies in."""
    found = read_period(cell, what.date) if cell else None
    if found is None:
        return None
    try:
        wider = found.within(what.length)
    except ModelError:
        return None
    return wider.text if found.last in wider else None


def _category(
    dimension: str, measure: str, words: TidyVocabulary, catalogue: Catalogue, what: LineList
) -> Callable[[str], str | None]:
    """The category of a cell: as the declaration lists it, else one that the catalogue lists; never the cell itself."""
    listed = what.categories[dimension].values
    known = catalogue.dimensions.get(dimension)

    def means(cell: str) -> str | None:
        if cell in listed:
            return listed[cell]
        if known is None or not cell:
            return None
        category = words.breakdown(measure, {dimension: cell}).category(dimension)
        return category if category in known.by_code else None

    return means


def _among(words: frozenset[str]) -> Callable[[str], int]:
    return lambda cell: int(cell in words)


def _whole(cell: str) -> int:
    plain = cell.removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 4 else UNKNOWN


def _day_in(manner: PeriodColumns) -> Callable[[str], int]:
    def number(cell: str) -> int:
        found = _period(cell, manner)
        return found.start.toordinal() if found is not None and found.length is Length.DAY else UNKNOWN

    return number


def _year_in(manner: PeriodColumns) -> Callable[[str], int]:
    def number(cell: str) -> int:
        found = _period(cell, manner)
        return UNKNOWN if found is None else found.start.year

    return number


def _period(cell: str, manner: PeriodColumns) -> Period | None:
    return read_period(cell, manner) if cell else None

"""What a sender's words mean, by a mapping, the catalogue and the places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Length, Period
from populace.catalog.subjects import Subject
from populace.errors import ModelError
from populace.exchange.calendars import Calendar
from populace.exchange.header import fold_heading
from populace.exchange.incoming import Plain, Refused
from populace.exchange.own_words import BREAKDOWN
from populace.exchange.tidy.mapping import NumberMarks, TableMapping, Words
from populace.exchange.tidy.numbers_marked import read_number
from populace.exchange.tidy.period_texts import join_parts, period_of, read_period
from populace.exchange.tidy.place_names import PlaceNames, split_words_of
from populace.exchange.tidy.words import categories_named, category_of, measures_named
from populace.i18n import gettext as _

NOTHING_PLAIN = Plain(least=1.0, greatest=0.0)
"""No number is good as it stands: its marks have to be looked at."""


OF_PEOPLE = frozenset(
    {
        Subject.POPULATION,
        Subject.BIRTHS,
        Subject.DEATHS,
        Subject.FERTILITY,
        Subject.SEX_RATIO,
        Subject.PREVALENCE,
        Subject.DEMAND,
    }
)
"""What measures are about that may have fractions, as estimates have, and are never below zero."""


@dataclass(frozen=True)
class TidyVocabulary:
    """The words of a table with ``mapping``. ``fixed`` are texts that the mapping itself gave, already ours."""

    mapping: TableMapping
    catalogue: Catalogue
    places: PlaceNames
    fixed: frozenset[str] = field(default_factory=frozenset)

    def measure(self, text: str) -> str:
        """The measure with this translation, code, name or label."""
        plain = text.strip()
        plain = self.mapping.measure.values.get(plain, plain)
        if plain in self.catalogue.measures:
            return plain
        code = self._measures.get(fold_heading(plain))
        if code is not None:
            return code
        raise Refused(
            "measure",
            _("There is no such measure."),
            _("Correct it, declare the measure, or translate the word in the mapping."),
        )

    def place(self, text: str) -> str:
        """The place with this translation, code or name."""
        place = self.mapping.place
        if place.constant and text == place.constant:
            return self.places.find((text,))
        translated = place.values.get(text.strip())
        if translated is not None:
            return self.places.find((translated,))
        words = split_words_of(text) if len(place.columns) > 1 else (text,)
        return self.places.find(words, place.by)

    def period(self, text: str) -> Period:
        """The period, in the declared manner, calendar and length."""
        if text in self.fixed:
            return Period.parse(text)
        columns = self.mapping.period
        if columns.parts:
            words = dict(zip(columns.parts, split_words_of(text), strict=False))
            parts = join_parts(words, columns.language)
            found = None if parts is None else period_of(parts, Calendar(columns.calendar))
        else:
            found = read_period(text, columns)
        if found is None:
            raise Refused("period", _("This is no period."), self._period_remedy())
        return found if columns.length is None else _within(found, columns.length)

    def breakdown(self, measure: str, categories: Mapping[str, str]) -> Breakdown:
        """The cell whose categories the texts name; a total is not split."""
        pairs = []
        for dimension, text in categories.items():
            if dimension == BREAKDOWN and BREAKDOWN not in self.catalogue.dimensions:
                return _breakdown(text)
            if text.strip():
                category = self._category(dimension, text.strip())
                pairs += [(dimension, category)] if category else []
        try:
            return Breakdown(tuple(pairs))
        except ModelError as error:
            raise _no_category() from error

    def plain(self, measure: str) -> Plain:
        """Any number, from 0 where people are counted, or whole ones, unless its marks need a look."""
        if self.mapping.numbers != NumberMarks():
            return NOTHING_PLAIN
        known = self.catalogue.measures[measure]
        return Plain(least=0 if known.whole or known.subject in OF_PEOPLE else -inf, whole=known.whole)

    def value(self, measure: str, text: str) -> float:
        """The number, which is whole and not negative where the measure is."""
        value = read_number(text, self.mapping.numbers)
        if self.catalogue.measures[measure].whole and (value < 0 or value != int(value)):
            raise Refused(
                "whole",
                _("This counts something, so it is a whole number from 0."),
                _("Correct the figure."),
            )
        if value < 0 and self.catalogue.measures[measure].subject in OF_PEOPLE:
            raise Refused("below-zero", _("This can be no less than zero."), _("Correct the figure."))
        return value

    @cached_property
    def _measures(self) -> Mapping[str, str]:
        return measures_named(self.catalogue)

    @cached_property
    def _categories(self) -> Mapping[str, Mapping[str, str]]:
        return {code: categories_named(each) for code, each in self.catalogue.dimensions.items()}

    def _category(self, dimension: str, text: str) -> str:
        values = self.mapping.categories.get(dimension, Words()).values
        if text in values:
            return values[text]
        known = self.catalogue.dimensions.get(dimension)
        if known is not None and text in known.by_code:
            return text
        spelt = category_of(dimension, text)
        if spelt is not None:
            return spelt
        code = self._categories.get(dimension, {}).get(fold_heading(text))
        if code is not None:
            return code
        if known is None or known.open:
            return text
        raise Refused(
            "category",
            _("{dimension} has no such category.").format(dimension=dimension),
            _("Correct it, or translate the word in the mapping."),
        )

    def _period_remedy(self) -> str:
        columns = self.mapping.period
        if columns.parts:
            return _("Give each part as a number, and all of them.")
        if columns.format:
            return _("Write it as declared in the mapping: {format}.").format(format=columns.format)
        return _("Write 2026, 2026-Q3, 2026-11 or 2026-11-25, or declare the manner in the mapping.")


def _within(period: Period, length: Length) -> Period:
    """The period of ``length`` that a written one lies in; one that is longer stays, as it cannot be shared out."""
    try:
        wider = period.within(length)
    except ModelError:
        return period
    return wider if period.last in wider else period


def _breakdown(text: str) -> Breakdown:
    try:
        return Breakdown.parse(text)
    except ModelError as error:
        raise Refused(
            "breakdown",
            _("This is no breakdown."),
            _("Write DIMENSION=CATEGORY, several parted by semicolons, or leave it empty."),
        ) from error


def _no_category() -> Refused:
    return Refused(
        "category",
        _("A category has a sign with a meaning of its own (= ; , . | & # or a brace), or is empty."),
        _("Translate the word in the mapping."),
    )

"""Names, periods and numbers in the words of whoever reads a flag."""

from dataclasses import dataclass
from math import isfinite, isnan

from babel.dates import format_date, format_skeleton

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Length, Period
from populace.i18n import LANGUAGES, format_count, format_number, format_share, join_words, language
from populace.i18n import gettext as _
from populace.places.history import PlaceHistory

SMALLEST_SHARE = 0.001
"""Shares below this are told as “less than”: a tenth of a per cent changes no decision."""


@dataclass(frozen=True)
class Words:
    """What codes are called."""

    catalogue: Catalogue
    history: PlaceHistory

    def place(self, code: str, period: str) -> str:
        """The name of a place at the end of a period."""
        if code not in self.history:
            return code
        return self.history.name(code, language(), Period.parse(period).last)

    def cell(self, measure: str, breakdown: str) -> str:
        """A measure with its categories: ``Live births (female, 20–24)``."""
        known = self.catalogue.measures.get(measure)
        label = self.catalogue.text(known.label) if known is not None and known.label else measure
        parts = [self._category(*pair) for pair in Breakdown.parse(breakdown).pairs]
        return (
            _("{measure} ({categories})").format(measure=label, categories=join_words(parts))
            if parts
            else label
        )

    def _category(self, dimension: str, category: str) -> str:
        known = self.catalogue.dimensions.get(dimension)
        found = None if known is None else known.by_code.get(category)
        return category.replace("-", "–") if found is None else self.catalogue.text(found.label)

    def form(self, code: str) -> str:
        """The label of a form."""
        known = self.catalogue.forms.get(code)
        return self.catalogue.text(known.label) if known is not None and known.label else code

    def rule(self, code: str) -> str:
        """The label of a rule."""
        known = self.catalogue.rules.get(code)
        return self.catalogue.text(known.label) if known is not None and known.label else code


def said_period(text: str) -> str:
    """A period as it is read: ``March 2025``, ``2025``, ``25 Nov 2026``; others as they are written."""
    period, locale = Period.parse(text), LANGUAGES[language()]
    if period.length is Length.MONTH:
        return str(format_skeleton("yMMMM", period.start, locale=locale))
    if period.length is Length.DAY:
        return str(format_date(period.start, locale=locale))
    return text


def said_span(first: str, last: str) -> str:
    """A stretch of periods."""
    if not first or first == last:
        return said_period(last)
    return _("{first} to {last}").format(first=said_period(first), last=said_period(last))


def said_number(value: float) -> str:
    """A figure: whole where it is or is large, with one digit after the point otherwise."""
    if isnan(value):
        return _("nothing")
    if value == round(value) or abs(value) >= 100:
        return format_count(value)
    return format_number(value, 1 if abs(value) >= 1 else 2)


def said_share(value: float) -> str:
    """A share without its sign."""
    size = abs(value)
    if not isfinite(size):
        return ""
    if size < SMALLEST_SHARE:
        return _("less than {share}").format(share=format_share(SMALLEST_SHARE, 1))
    return format_share(size, 0 if size >= 0.1 else 1)

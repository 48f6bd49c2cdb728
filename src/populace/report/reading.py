"""What the report reads from: the protected forecast, the sources beside it, the ratios in use, and names."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from populace.catalog.planning_ratios import PlanningRatio
from populace.forecast.results import Forecast, PlaceForecast
from populace.forecast.tables import Tables
from populace.i18n import gettext as _
from populace.i18n import language, ngettext
from populace.report.answer import Level, level

NAMED_FILES = 3
"""So many sources are named under a chart; the page lists them all."""


@dataclass(frozen=True)
class Reading:
    """The protected ``forecast`` with ``tables`` for its sources and ``ratios`` as they were used."""

    forecast: Forecast
    tables: Tables
    ratios: Mapping[str, PlanningRatio]

    def name(self, code: str) -> str:
        """The name of a place in the language in use."""
        return self.forecast.tree[code].name(language())

    def below(self, code: str) -> tuple[str, ...]:
        """The places of the forecast directly below ``code``, in the order of the tree."""
        return tuple(child for child in self.forecast.tree.children(code) if child in self.forecast.places)

    def all_below(self, code: str) -> tuple[str, ...]:
        """The places of the forecast anywhere below ``code``, each before those below it."""
        return tuple(each for child in self.below(code) for each in (child, *self.all_below(child)))

    def place(self, code: str) -> PlaceForecast:
        """The forecast of a place."""
        return self.forecast.places[code]

    def start(self, code: str) -> Level:
        """The level of births that the place starts from."""
        return level(self.forecast.places[code], self.forecast.base_year)

    @property
    def horizon(self) -> int:
        """The last year ahead."""
        return int(self.forecast.places[self.forecast.top[0]].births.years[-1])

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """For each place a word that can stand in a file name and in an address, unique in the report."""
        made: dict[str, str] = {}
        taken: set[str] = set()
        for code in self.forecast.places:
            plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in code)
            word = plain = unicodedata.normalize("NFC", plain) or "place"
            number = 2
            while word.casefold() in taken:
                word, number = f"{plain}-{number}", number + 1
            taken.add(word.casefold())
            made[code] = word
        return made

    @cached_property
    def source(self) -> str:
        """The line under every chart: what was published under its citation, other files by their names."""
        sources = self.tables.sources.values()
        labels = list(dict.fromkeys((source.citation or source.label).rstrip(".") for source in sources))
        rest = len(labels) - NAMED_FILES
        if not labels:
            return _("Projection: Populace, for planning.")
        if rest <= 0:
            return _("Source: {files}. Projection: Populace, for planning.").format(files="; ".join(labels))
        return ngettext(
            "Source: {files} and {count} other file. Projection: Populace, for planning.",
            "Source: {files} and {count} other files. Projection: Populace, for planning.",
            rest,
        ).format(files=", ".join(labels[:NAMED_FILES]), count=rest)

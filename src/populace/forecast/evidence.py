"""What the tables say of each place, sorted once: rows by measure, and populations by single years of age."""

from collections.abc import Mapping
from dataclasses import dataclass

from populace.catalog.measures import TABLE_MEASURES
from populace.forecast.inputs.population import Stocks, stocks_of
from populace.forecast.inputs.rows import Rows, rows_by_place
from populace.forecast.tables import Tables
from populace.i18n import language
from populace.places.tree import PlaceTree


@dataclass(frozen=True)
class Evidence:
    """All rows of all places by measure, and the populations made from them."""

    tree: PlaceTree
    rows: Mapping[str, Mapping[str, Rows]]
    stocks: Mapping[str, Stocks]

    @classmethod
    def of(cls, tables: Tables) -> "Evidence":
        """Sort the observations by measure and place, and read every population."""
        rows = {measure: rows_by_place(tables, measure) for measure in TABLE_MEASURES}
        stocks = {code: stocks_of(found) for code, found in rows["population"].items()}
        return cls(tables.places, rows, {code: stock for code, stock in stocks.items() if stock is not None})

    def get(self, measure: str, code: str) -> Rows | None:
        """The rows of one measure of one place."""
        return self.rows[measure].get(code)

    def name(self, code: str) -> str:
        """The place's name in the language in use."""
        return self.tree[code].name(language())

    def lineage(self, code: str) -> tuple[str, ...]:
        """The place, its parent, and so on to the root."""
        return (code, *self.tree.ancestors(code))

    def nearest(self, measure: str, code: str) -> tuple[str, Rows] | None:
        """The nearest place of the lineage that has the measure, with its rows."""
        for place in self.lineage(code):
            rows = self.get(measure, place)
            if rows is not None and len(rows):
                return place, rows
        return None

    def units_below(self, code: str) -> tuple[str, ...]:
        """The places at or below ``code`` that are projected from their own tables.

        A place is the sum of the places below it where all of those can be projected; otherwise it is projected from
        its own population, if it has one.
        """
        children = self.tree.children(code)
        below = [self.units_below(child) for child in children]
        if children and all(below):
            return tuple(unit for units in below for unit in units)
        if code in self.stocks:
            return (code,)
        return tuple(unit for units in below for unit in units)

    def last_year(self, units: tuple[str, ...]) -> int:
        """The last year that is known of ``units``: of births counted, or of a population, whichever is later."""
        years = [self.stocks[code].end_year for code in units]
        for code in units:
            births = self.get("births", code)
            years.extend(births.observed.yearly() if births is not None else ())
        return max(years)

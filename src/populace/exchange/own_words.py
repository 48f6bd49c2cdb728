"""The vocabulary of a reader that has understood its file already: its texts are ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Period
from populace.exchange.incoming import Plain

BREAKDOWN = "breakdown"
"""The one category column, which has the text of the whole cell."""


@dataclass(frozen=True)
class OwnWords:
    """Codes, texts of periods and of cells as they are stored; ``numbers`` says which numbers may come."""

    numbers: Plain = field(default_factory=Plain)

    def measure(self, text: str) -> str:
        """The code itself."""
        return text

    def place(self, text: str) -> str:
        """The code itself."""
        return text

    def period(self, text: str) -> Period:
        """The period of its text."""
        return Period.parse(text)

    def breakdown(self, measure: str, categories: Mapping[str, str]) -> Breakdown:
        """The cell of its text."""
        return Breakdown.parse(categories[BREAKDOWN])

    def plain(self, measure: str) -> Plain:
        """The same for every measure."""
        return self.numbers

    def value(self, measure: str, text: str) -> float:
        """The number that is written."""
        return float(text)

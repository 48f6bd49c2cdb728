"""What a forecast is made from: observations in one tidy frame, the tree of places, and where each came from.

An observation is one number: a measure of a place in a year, perhaps by sex and by age. Whoever reads files makes
``Tables`` of them; whoever forecasts asks ``Tables`` for the rows of one measure. Nothing in here is invented:
a missing figure is a missing row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from populace.places.tree import PlaceTree

OWN = 0
"""``priority`` of a folder's own tables; published tables and references have higher numbers."""

BOUNDS = ("low95", "low80", "high80", "high95")

COLUMNS = (
    "measure",  # a code of catalog.measures
    "place",  # a code of the tree
    "year",  # calendar year; of a stock, the year its date lies in; of a period, its first year
    "years",  # calendar years the row covers: 1, or 5 for a five-year period
    "date",  # of a stock: the date in decimal years, 31 December 2025 is 2026.0; else NaN
    "sex",  # FEMALE, MALE or BOTH_SEXES
    "age",  # lower bound in completed years (of the mother, for births), or ALL_AGES
    "width",  # years in the age group, OPEN, or ALL_AGES
    "value",  # persons, events, years, births per woman, deaths per person-year, shares of one: never thousands
    *BOUNDS,  # of a projected figure that came with its own bounds, else NaN
    "status",  # reported, estimated or projected
    "priority",  # of two sources for the same figure the lower number is used
    "source",  # label of the source, a key of Tables.sources
)


@dataclass(frozen=True)
class Source:
    """A file (or a sheet of one) that figures came from, as the report names it."""

    label: str
    rows: int
    citation: str = ""


@dataclass(frozen=True)
class Override:
    """A planning ratio set by the user, with where the user took it from."""

    value: float
    source: str


@dataclass(frozen=True)
class Tables:
    """Everything that was read.

    ``observations`` has the columns ``COLUMNS``; ``notes`` are sentences on what had to be understood while
    reading (an encoding, an inferred tree), in the language of the reader; ``overrides`` are planning ratios by code;
    ``protected`` says that small counts have been protected, so that what is computed from them may be shown.
    """

    places: PlaceTree
    observations: pd.DataFrame
    sources: Mapping[str, Source] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    protected: bool = False

    def __post_init__(self) -> None:
        missing = [column for column in COLUMNS if column not in self.observations.columns]
        if missing:
            raise ValueError(f"observations lack the columns {missing}")

    def of(self, measure: str, *, places: Iterable[str] | None = None) -> pd.DataFrame:
        """The rows of one measure, of ``places`` only where they are given."""
        rows = self.observations[self.observations["measure"] == measure]
        return rows if places is None else rows[rows["place"].isin(list(places))]

    def known_by(self, year: int) -> "Tables":
        """The tables as they would have stood at the end of ``year``: for trying a method on the past."""
        last_year = self.observations["year"] + self.observations["years"] - 1
        known = self.observations[(last_year <= year) & (self.observations["status"] != "projected")]
        return replace(self, observations=known)

"""What a measure is: a thing that is counted, how it behaves over time and places, and what it is about.

A **flow** is counted over a period and sums over time. A **stock** is counted at a date and never sums over time.
A **rate** is a level that is given rather than counted (a life expectancy, a total fertility) and sums over nothing.
"""

from dataclasses import dataclass, field
from enum import Enum

from populace.catalog.dimensions import refuse_reserved
from populace.catalog.subjects import Subject
from populace.errors import ModelError


class Kind(Enum):
    """How a measure behaves over time."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"


class OverTime(Enum):
    """What a longer period says of the shorter ones in it."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    FIRST = "first"
    LEAST = "min"
    GREATEST = "max"
    NONE = "none"
    """Nothing: there is no figure for a longer period."""


class OverPlaces(Enum):
    """What a place says of the places below it."""

    SUM = "sum"
    AVERAGE = "average"
    LEAST = "min"
    GREATEST = "max"
    NONE = "none"
    """Nothing: there is no figure for a place above."""


@dataclass(frozen=True)
class Measure:
    """One thing that is counted.

    ``required`` dimensions must be given, ``optional`` ones may be. ``names`` are the words by which people call it
    in file, sheet and column names, in lower case, the code itself first. ``sensitive`` measures are never published
    finer than a floor. ``whole`` says that it takes whole, non-negative numbers only.

    :raises ModelError: a stock that would be summed over time, a rate that would be summed at all, an unfit code.
    """

    code: str
    label: str
    kind: Kind
    unit: str
    names: tuple[str, ...] = ()
    required: frozenset[str] = field(default_factory=frozenset)
    optional: frozenset[str] = field(default_factory=frozenset)
    subject: Subject = Subject.UNKNOWN
    over_time: OverTime | None = None
    over_places: OverPlaces | None = None
    sensitive: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        refuse_reserved(self.code)
        if self.over_time is None:
            object.__setattr__(self, "over_time", _OVER_TIME[self.kind])
        if self.over_places is None:
            object.__setattr__(self, "over_places", _OVER_PLACES[self.kind])
        if self.over_time is OverTime.SUM and self.kind is not Kind.FLOW:
            raise ModelError(f"measure {self.code}: a {self.kind.value} never sums over time")
        if self.over_places is OverPlaces.SUM and self.kind is Kind.RATE:
            raise ModelError(f"measure {self.code}: a rate never sums over places")

    @property
    def dimensions(self) -> frozenset[str]:
        """Every dimension that it must or may be given by."""
        return self.required | self.optional


_OVER_TIME = {Kind.FLOW: OverTime.SUM, Kind.STOCK: OverTime.LAST, Kind.RATE: OverTime.NONE}
_OVER_PLACES = {Kind.FLOW: OverPlaces.SUM, Kind.STOCK: OverPlaces.SUM, Kind.RATE: OverPlaces.NONE}

"""What is asked of a snapshot: rows as they were reported, or figures rolled up."""

from dataclasses import dataclass
from datetime import date

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.periods import Length, Period, periods_between
from populace.errors import ModelError
from populace.places.history import PlaceHistory


@dataclass(frozen=True)
class Selection:
    """Which rows: of these measures, places and cells, with periods that lie from the first to the last; None is all.

    ``breakdown`` takes the cells that have all its categories; an age range such as ``15-49`` takes every age group
    that lies in it.
    """

    measures: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    periods: tuple[Period, Period] | None = None
    breakdown: Breakdown | None = None


EVERYTHING = Selection()
"""All rows."""


@dataclass(frozen=True)
class Scope:
    """For which places and periods figures are asked: each place with all below it, each period from first to last.

    With ``boundaries`` a date, places are those of the map of that date; without, each figure counts where its place
    stood when it was reported.

    :raises ModelError: no place, one twice, or periods that are not of ``length`` or end before they begin.
    """

    places: tuple[str, ...]
    length: Length
    first: Period
    last: Period
    history: PlaceHistory
    boundaries: date | None = None

    def __post_init__(self) -> None:
        if not self.places or len(set(self.places)) != len(self.places):
            raise ModelError("a scope names each of its places once, and at least one")
        if {self.first.length, self.last.length} != {self.length}:
            raise ModelError(
                f"the first and the last period of a scope are of its length, {self.length.value}"
            )
        if self.last < self.first:
            raise ModelError(f"the scope from {self.first} to {self.last} ends before it begins")

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period asked for, in order."""
        return tuple(periods_between(self.first, self.last))


@dataclass(frozen=True)
class RollUp:
    """Figures of ``measures`` over ``scope``, of the cells that ``only`` names, split by the dimensions ``by``."""

    measures: tuple[str, ...]
    scope: Scope
    by: tuple[str, ...] = ()
    only: Breakdown = WHOLE

"""Where in a table the observations stand: what ``recognise`` finds and ``observe`` follows."""

from dataclasses import dataclass
from enum import Enum

from populace.exchange.ages import Age


class StockDate(Enum):
    """The day of the year a stock is counted at, where the table gives the year alone; as a share of the year."""

    START = 0.0
    MIDDLE = 0.5
    END = 1.0


@dataclass(frozen=True)
class Values:
    """A column of figures: its position, what it counts, and the factor that brings it to the unit of the frame.

    ``sex`` and ``age`` are ``None`` where another column tells them, or where there is no such breakdown.
    ``bounds`` are the positions of low95, low80, high80 and high95, where the source gives them.
    """

    column: int
    measure: str
    sex: int | None = None
    age: Age | None = None
    factor: float = 1.0
    bounds: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class Layout:
    """A table of observations, by the positions of its columns.

    ``last_estimate`` is the last year that is not projected; ``status`` a column that says so itself
    (``est``, ``proj``); ``projected`` marks a table that holds projections only. ``trusted`` tables come from a known
    publisher: their places may be ones that nobody asked for, and their empty cells are not counted. ``name`` is a
    column of names beside the codes of the places; ``month`` one of months beside the years.
    """

    values: tuple[Values, ...]
    place: int
    time: int
    sex: int | None = None
    age: int | None = None
    age_end: int | None = None
    age_width: int | None = None
    stock_date: StockDate = StockDate.END
    status: int | None = None
    last_estimate: int | None = None
    priority: int = 0
    citation: str = ""
    trusted: bool = False
    variant: int | None = None
    name: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class PlaceLayout:
    """A table of places. ``names`` pairs a language tag (or ``None``: told by its letters) with a column."""

    code: int
    names: tuple[tuple[str | None, int], ...]
    parent: int | None = None
    kind: int | None = None
    trusted: bool = False


@dataclass(frozen=True)
class RatioLayout:
    """A table of planning ratios."""

    code: int
    value: int
    source: int | None = None

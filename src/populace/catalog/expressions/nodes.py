"""The typed tree of an expression.

Values are numbers, truth values or missing (``None``). A missing figure is not zero: arithmetic with a missing side is
missing, and what a whole side of an indicator or rule makes of missing items is its ``Missing`` strategy.
"""

import math
from dataclasses import dataclass
from enum import Enum

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.dimensions import refuse_reserved
from populace.errors import ModelError


class Missing(Enum):
    """What becomes of an expression when figures it needs are missing."""

    SKIP_IF_ANY = "SKIP_IF_ANY_VALUE_MISSING"
    SKIP_IF_ALL = "SKIP_IF_ALL_VALUES_MISSING"
    """Missing items count as 0 unless all are missing."""
    NEVER_SKIP = "NEVER_SKIP"
    """Missing items count as 0."""


class Rate(Enum):
    """What is asked about the reporting of a form."""

    REPORTING_RATE = "REPORTING_RATE"
    REPORTING_RATE_ON_TIME = "REPORTING_RATE_ON_TIME"
    ACTUAL_REPORTS = "ACTUAL_REPORTS"
    ACTUAL_REPORTS_ON_TIME = "ACTUAL_REPORTS_ON_TIME"
    EXPECTED_REPORTS = "EXPECTED_REPORTS"


class Relation(Enum):
    """What a place may be asked about itself."""

    ANCESTOR = "ancestor"
    """It lies below one of these places, or is one."""
    GROUP = "group"
    """It is in one of these groups."""
    FORM = "dataSet"
    """It is expected to fill in one of these forms."""


@dataclass(frozen=True)
class Number:
    """A literal number.

    :raises ModelError: one that is not finite.
    """

    value: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ModelError(f"{self.value} is no number that can be written")
        object.__setattr__(self, "value", float(self.value))


@dataclass(frozen=True)
class Truth:
    """A literal ``true`` or ``false``."""

    value: bool


@dataclass(frozen=True)
class Null:
    """The literal ``null``: missing."""


@dataclass(frozen=True)
class Figure:
    """``#{measure}`` or ``#{measure.dimension=category;…}``: the rolled-up figure of the cells that ``only`` names.

    A cell belongs to it when it has every category of ``only``; its other dimensions are summed. A category of ``age``
    such as ``15-49`` takes every age group that lies within it. ``offset`` moves the period (−1: the one before).

    :raises ModelError: a code that cannot be one.
    """

    measure: str
    only: Breakdown = WHOLE
    offset: int = 0

    def __post_init__(self) -> None:
        refuse_reserved(self.measure)


@dataclass(frozen=True)
class YearToDate:
    """``#{…}.yearToDate()``: the figure from the first day of the year to the last day of the period."""

    of: Figure


@dataclass(frozen=True)
class Constant:
    """``C{code}``: a constant of the catalogue."""

    code: str

    def __post_init__(self) -> None:
        refuse_reserved(self.code)


@dataclass(frozen=True)
class GroupCount:
    """``OUG{code}``: how many places of a group there are."""

    group: str

    def __post_init__(self) -> None:
        refuse_reserved(self.group)


@dataclass(frozen=True)
class IndicatorValue:
    """``N{code}``: the value of another indicator."""

    code: str

    def __post_init__(self) -> None:
        refuse_reserved(self.code)


@dataclass(frozen=True)
class Reporting:
    """``R{form.RATE}``: the completeness or timeliness of a form."""

    form: str
    rate: Rate

    def __post_init__(self) -> None:
        refuse_reserved(self.form)


@dataclass(frozen=True)
class Days:
    """``[days]``: the number of days in the period."""


@dataclass(frozen=True)
class PeriodInYear:
    """``[periodInYear]``: the number of the period in its year, from 1."""


@dataclass(frozen=True)
class PeriodsInYear:
    """``[yearlyPeriodCount]``: how many such periods the year has."""


@dataclass(frozen=True)
class Shifted:
    """``item.periodOffset(n)`` of an item that is no figure; a figure carries its offset itself.

    :raises ModelError: an offset of 0, which is the item itself.
    """

    of: IndicatorValue | Reporting | Days | PeriodInYear | PeriodsInYear
    offset: int

    def __post_init__(self) -> None:
        if self.offset == 0:
            raise ModelError("an item moved by 0 periods is the item itself")


@dataclass(frozen=True)
class PlaceIs:
    """``orgUnit.group(code, …)`` and its like: whether the place stands in ``relation`` to any of ``codes``.

    :raises ModelError: no code.
    """

    relation: Relation
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.codes:
            raise ModelError("a place is asked about no code")
        for code in self.codes:
            refuse_reserved(code)


@dataclass(frozen=True)
class Unary:
    """``-x``, ``+x`` or ``!x``; ``operator`` is the sign."""

    operator: str
    of: "Node"


@dataclass(frozen=True)
class Binary:
    """``left operator right``; operators ``^ * / % + - < > <= >= == != && ||``."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """``name(arguments)``, of the functions in ``functions``; ``is(x in a, b)`` has the arguments x, a, b."""

    name: str
    arguments: tuple["Node", ...]


Leaf = (
    Figure
    | YearToDate
    | Constant
    | GroupCount
    | IndicatorValue
    | Reporting
    | Days
    | PeriodInYear
    | PeriodsInYear
    | Shifted
    | PlaceIs
)
"""What an expression asks of the world: a number for each, of ``PlaceIs`` a truth, or missing."""

Node = Number | Truth | Null | Leaf | Unary | Binary | Call

LEAVES = (
    Figure,
    YearToDate,
    Constant,
    GroupCount,
    IndicatorValue,
    Reporting,
    Days,
    PeriodInYear,
    PeriodsInYear,
    Shifted,
    PlaceIs,
)
"""The classes of ``Leaf``."""

"""The typed tree of an expression.

Values are numbers, truth values or missing (``None``). A missing figure is not zero: arithmetic with a missing side is
missing, and what a whole side of an indicator or rule makes of missing items is its ``Missing`` strategy.
"""

from dataclasses import dataclass
from enum import Enum

from populace.catalog.breakdowns import WHOLE, Breakdown


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


@dataclass(frozen=True)
class Number:
    """A literal number."""

    value: float


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
    """

    measure: str
    only: Breakdown = WHOLE
    offset: int = 0


@dataclass(frozen=True)
class Constant:
    """``C{code}``: a constant of the catalogue."""

    code: str


@dataclass(frozen=True)
class GroupCount:
    """``OUG{code}``: how many places of a group there are."""

    group: str


@dataclass(frozen=True)
class IndicatorValue:
    """``N{code}``: the value of another indicator."""

    code: str


@dataclass(frozen=True)
class Reporting:
    """``R{form.RATE}``: the completeness or timeliness of a form."""

    form: str
    rate: Rate


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
    """``name(arguments)``, of the functions in ``functions``."""

    name: str
    arguments: tuple["Node", ...]


Node = (
    Number
    | Truth
    | Null
    | Figure
    | Constant
    | GroupCount
    | IndicatorValue
    | Reporting
    | Days
    | PeriodInYear
    | PeriodsInYear
    | Unary
    | Binary
    | Call
)

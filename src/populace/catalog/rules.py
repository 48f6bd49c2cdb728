"""What a validation rule is: two sides that must stand in a relation, within a tolerance."""

from dataclasses import dataclass
from enum import Enum

from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.periods import Length


class Operator(Enum):
    """The relation that must hold between the two sides."""

    EQUAL = "equal_to"
    NOT_EQUAL = "not_equal_to"
    GREATER = "greater_than"
    GREATER_OR_EQUAL = "greater_than_or_equal_to"
    LESS = "less_than"
    LESS_OR_EQUAL = "less_than_or_equal_to"
    COMPULSORY_PAIR = "compulsory_pair"
    """Both sides or neither."""
    EXCLUSIVE_PAIR = "exclusive_pair"
    """Not both sides."""


class Importance(Enum):
    """How much a violation matters."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@dataclass(frozen=True)
class Side:
    """One side of a rule."""

    expression: Node
    label: str = ""
    missing: Missing = Missing.NEVER_SKIP


@dataclass(frozen=True)
class Rule:
    """``left operator right``; ``tolerance`` is the share of the right side by which the left may miss it.

    ``by`` is a dimension for each of whose categories the rule must hold (a stock balances method by method, where the
    sum over methods could hide two faults); ``narrow.rule_by_category`` makes the one of each category.
    """

    code: str
    label: str
    left: Side
    operator: Operator
    right: Side
    length: Length = Length.MONTH
    tolerance: float = 0.0
    importance: Importance = Importance.MEDIUM
    instruction: str = ""
    source: str = ""
    by: str = ""

"""The two shapes that most rules have: a part is no more than its whole, and two counts of one thing are equal.

A side with a figure missing is not compared: what is missing is told as missing, not as a contradiction.
"""

from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.periods import Length
from populace.catalog.programme.sources import PROGRAMME
from populace.catalog.rules import Importance, Operator, Rule, Side

TIMING = 0.10
"""Share by which a part may exceed its whole where the two are counted at different times or places, as the WHO's
data quality tools allow between related measures."""


def side(expression: str, label: str) -> Side:
    """A side that needs all of its figures."""
    return Side(parse(expression), label, Missing.SKIP_IF_ANY)


def part_of(
    code: str,
    label: str,
    part: tuple[str, str],
    whole: tuple[str, str],
    *,
    by: str = "",
    length: Length = Length.MONTH,
    tolerance: float = 0.0,
    importance: Importance = Importance.MEDIUM,
    source: str = PROGRAMME,
) -> Rule:
    """``part`` is at most ``whole``; each is an expression and what it counts in words."""
    return Rule(
        code,
        label,
        side(*part),
        Operator.LESS_OR_EQUAL,
        side(*whole),
        length,
        tolerance,
        importance,
        source=source,
        by=by,
    )


def same(
    code: str,
    label: str,
    one: tuple[str, str],
    other: tuple[str, str],
    *,
    instruction: str,
    by: str = "",
    importance: Importance = Importance.HIGH,
) -> Rule:
    """``one`` and ``other`` are two counts of one thing."""
    return Rule(
        code,
        label,
        side(*one),
        Operator.EQUAL,
        side(*other),
        importance=importance,
        instruction=instruction,
        source=PROGRAMME,
        by=by,
    )

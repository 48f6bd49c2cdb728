"""What becomes of missing figures in one side of an indicator or rule.

Under ``NEVER_SKIP`` and ``SKIP_IF_ALL`` a missing item counts as 0; under ``SKIP_IF_ALL`` the side is missing when all
its items are, under ``SKIP_IF_ANY`` when one is. Items are figures, other indicators, rates of reporting and
sub-expressions: what is always there (constants, the days of the period) does not count.

``isNull``, ``isNotNull``, ``firstNonNull`` and the functions over sampled periods see which items are missing, under
every strategy, as in DHIS2 (whose visitor has ``visitAllowingNulls`` for them); the items within them do not count for
the strategy. A sub-expression is one item: within it a place that did not report stays missing, and is not taken for
one that reported 0.

A strategy is written out in the language itself, so that it means the same wherever the expression runs.
"""

from collections.abc import Sequence

from populace.catalog.expressions.kinds import before_roll_up, sees_missing
from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Figure,
    IndicatorValue,
    Missing,
    Node,
    Null,
    Number,
    Reporting,
    Shifted,
    YearToDate,
)
from populace.catalog.expressions.walk import fold, parts, with_parts


def side(node: Node, missing: Missing) -> Node:
    """The expression in which ``missing`` is written out: ``#{a}`` becomes ``firstNonNull(#{a}, 0)``, and so on."""
    items = counted(node)
    if not items:
        return node
    there = [Call("isNotNull", (each,)) for each in items]
    if missing is Missing.SKIP_IF_ANY:
        return Call("if", (_joined("&&", there), node, Null()))
    zeroed = fold(node, _zeroed, whole=sees_missing)
    if missing is Missing.NEVER_SKIP:
        return zeroed
    return Call("if", (_joined("||", there), zeroed, Null()))


def counted(node: Node) -> tuple[Node, ...]:
    """The items of ``node`` that count for its strategy, each once, in reading order."""
    found: dict[Node, None] = {}
    ahead = [node]
    while ahead:
        each = ahead.pop()
        if _is_item(each):
            found.setdefault(each)
        if not sees_missing(each):
            ahead.extend(reversed(parts(each)))
    return tuple(found)


def _is_item(node: Node) -> bool:
    item = node.of if isinstance(node, Shifted) else node
    return isinstance(item, Figure | YearToDate | IndicatorValue | Reporting) or before_roll_up(node)


def _zeroed(node: Node, below: list[Node]) -> Node:
    if _is_item(node):
        return Call("firstNonNull", (node, Number(0)))
    return with_parts(node, below) if below else node


def _joined(operator: str, conditions: Sequence[Node]) -> Node:
    """All of them with ``operator`` between, as a balanced tree."""
    level = list(conditions)
    while len(level) > 1:
        level = [
            Binary(operator, *level[i : i + 2]) if i + 1 < len(level) else level[i]
            for i in range(0, len(level), 2)
        ]
    return level[0]

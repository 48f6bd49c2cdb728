"""Going through a tree without recursion, so that no tree is too deep for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    LEAVES,
    Binary,
    Call,
    Constant,
    Figure,
    GroupCount,
    IndicatorValue,
    Leaf,
    Node,
    PlaceIs,
    Shifted,
    Unary,
    YearToDate,
)
from populace.i18n import gettext as _

T = TypeVar("T")


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly below ``node``, in reading order."""
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Unary):
        return (node.of,)
    return node.arguments if isinstance(node, Call) else ()


def with_parts(node: Node, new: Sequence[Node]) -> Node:
    """``node`` with other nodes directly below it."""
    if isinstance(node, Binary):
        return Binary(node.operator, *new)
    if isinstance(node, Unary):
        return Unary(node.operator, *new)
    return Call(node.name, tuple(new)) if isinstance(node, Call) else node


def fold(
    node: Node,
    make: Callable[[Node, list[T]], T],
    *,
    whole: Callable[[Node], bool] = lambda each: False,
) -> T:
    """What ``make`` makes of ``node`` and of what it made of its parts, from the leaves up.

    A node that is ``whole`` is given to ``make`` without its parts.
    """
    made: list[T] = []
    ahead: list[tuple[Node, bool]] = [(node, False)]
    while ahead:
        each, opened = ahead.pop()
        below = () if whole(each) else parts(each)
        if below and not opened:
            ahead.append((each, True))
            ahead.extend((part, False) for part in reversed(below))
            continue
        start = len(made) - len(below)
        made[start:] = [make(each, made[start:])]
    return made[0]


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Everything that the expression asks of the world, each once, in reading order."""
    found: dict[Leaf, None] = {}
    ahead = [node]
    while ahead:
        each = ahead.pop()
        if isinstance(each, LEAVES):
            found.setdefault(each)
        ahead.extend(reversed(parts(each)))
    return tuple(found)


def height(node: Node) -> int:
    """How many nodes stand one above another; 1 for a leaf."""
    return fold(node, lambda _each, below: 1 + max(below, default=0))


def shifted(node: Node, offset: int) -> Node:
    """The expression as of ``offset`` periods later (negative: earlier)."""

    def moved(each: Node, below: list[Node]) -> Node:
        return with_parts(each, below) if below else _moved(each, offset)

    return fold(node, moved) if offset else node


def inlined(node: Node, definitions: Mapping[str, Node]) -> Node:
    """The expression with every ``N{code}`` replaced by its definition, which may itself have such.

    :raises ExpressionError: a code without a definition, or one that leads back to itself.
    """
    return _inlined(node, definitions, ())


def _inlined(node: Node, definitions: Mapping[str, Node], through: tuple[str, ...]) -> Node:
    def put(each: Node, below: list[Node]) -> Node:
        item, offset = (each.of, each.offset) if isinstance(each, Shifted) else (each, 0)
        if not isinstance(item, IndicatorValue):
            return with_parts(each, below) if below else each
        if item.code in through:
            raise ExpressionError(
                _("Indicator {code} is computed from itself: {way}.").format(
                    code=item.code, way=" → ".join((*through, item.code))
                ),
                _("Take one of them out of the other's expression."),
            )
        if item.code not in definitions:
            raise ExpressionError(
                _("There is no indicator {code}.").format(code=item.code),
                _("Define it, or take N{…} out of the expression."),
            )
        return shifted(_inlined(definitions[item.code], definitions, (*through, item.code)), offset)

    return fold(node, put)


def _moved(leaf: Node, offset: int) -> Node:
    """One leaf or literal, moved; what does not change with the period stays."""
    if isinstance(leaf, Figure):
        return replace(leaf, offset=leaf.offset + offset)
    if isinstance(leaf, YearToDate):
        return YearToDate(replace(leaf.of, offset=leaf.of.offset + offset))
    if isinstance(leaf, Shifted):
        return Shifted(leaf.of, leaf.offset + offset) if leaf.offset + offset else leaf.of
    if not isinstance(leaf, LEAVES) or isinstance(leaf, Constant | GroupCount | PlaceIs):
        return leaf
    return Shifted(leaf, offset)

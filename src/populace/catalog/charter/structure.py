"""Which of the figures in an expression are judged when somebody judges its value.

In a ratio it is what is counted, not by what it is divided: births attended per birth is about attendance. So figures
stand *over* or *under* a division. What looks like a division and is none is seen through: 1 − x judges x; 1 / x judges
x; x / (y / z) judges x and z; (100 + x) / y judges y as well, because 100 / y is part of it; a comparison judges both
of its sides, and a condition what it depends on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Figure,
    IndicatorValue,
    Leaf,
    Node,
    Null,
    Number,
    PlaceIs,
    Reporting,
    Shifted,
    Truth,
    Unary,
    YearToDate,
)
from populace.catalog.expressions.walk import fold

Counted = Figure | Reporting | IndicatorValue
"""A leaf that counts something; an indicator only where it cannot be looked into."""

COMPARISONS = frozenset({"<", ">", "<=", ">=", "==", "!="})


@dataclass(frozen=True)
class Shape:
    """The leaves over and under divisions; ``bare`` where a number without any figure is one of the terms."""

    over: frozenset[Counted] = frozenset()
    under: frozenset[Counted] = frozenset()
    bare: bool = False

    @property
    def all(self) -> frozenset[Counted]:
        """Every leaf."""
        return self.over | self.under

    def divided_by(self, other: "Shape") -> "Shape":
        """The shape of one over the other."""
        laid_bare = other.over if self.bare else frozenset[Counted]()
        return Shape(
            self.over | other.under | laid_bare, self.under | other.over, self.bare and not other.all
        )


NOTHING = Shape()
NUMBER = Shape(bare=True)


ShapeOf = Callable[[IndicatorValue], Shape]
"""Looks into an indicator."""


def shape_of(node: Node, of_indicator: ShapeOf) -> Shape:
    """The shape of ``node``; ``of_indicator`` gives that of a ``N{code}``."""
    return fold(node, lambda each, below: _shape(each, below, of_indicator))


def _shape(node: Node, below: Sequence[Shape], of_indicator: ShapeOf) -> Shape:
    match node:
        case Number(value):
            return NUMBER if value else NOTHING
        case Null() | Truth() | PlaceIs():
            return NOTHING
        case Unary():
            return below[0]
        case Binary():
            return _binary(node, below[0], below[1])
        case Call():
            return _call(node, below)
    return _leaf(node, of_indicator)


def _leaf(leaf: Leaf, of_indicator: ShapeOf) -> Shape:
    item = leaf.of if isinstance(leaf, Shifted | YearToDate) else leaf
    if isinstance(item, IndicatorValue):
        return of_indicator(item)
    if isinstance(item, Figure | Reporting):
        return Shape(frozenset({item}))
    return NUMBER  # a constant, a number of days or of places: what an allowed number could be written as


def _binary(node: Binary, left: Shape, right: Shape) -> Shape:
    if node.operator == "/":
        return left.divided_by(right)
    if node.operator in COMPARISONS:
        guard = Number(0.0) in (node.left, node.right)
        return Shape(under=left.all | right.all) if guard else Shape(over=left.all | right.all)
    if node.operator == "*":
        return Shape(left.over | right.over, left.under | right.under, left.bare and right.bare)
    if node.operator in ("+", "-", "&&", "||"):
        return _together((left, right))
    if node.operator == "^" and isinstance(node.right, Number) and node.right.value > 0:
        return left
    return Shape(left.all | right.all, bare=True)


def _call(node: Call, below: Sequence[Shape]) -> Shape:
    if node.name in ("isNull", "isNotNull"):
        return Shape(under=_together(below).all)
    return _together(below)


def _together(shapes: Sequence[Shape]) -> Shape:
    return Shape(
        frozenset().union(*(each.over for each in shapes)),
        frozenset().union(*(each.under for each in shapes)),
        any(each.bare for each in shapes),
    )

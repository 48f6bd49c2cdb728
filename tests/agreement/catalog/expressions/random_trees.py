"""Random typed expressions and random figures with missing ones among them."""

import random
from collections.abc import Callable

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Constant,
    Days,
    Figure,
    IndicatorValue,
    Leaf,
    Node,
    Null,
    Number,
    PeriodInYear,
    PlaceIs,
    Rate,
    Relation,
    Reporting,
    Shifted,
    Truth,
    Unary,
    YearToDate,
)

LEAVES: tuple[Leaf, ...] = (
    Figure("births"),
    Figure("births", Breakdown.parse("sex=female")),
    Figure("births", Breakdown.parse("age=15-49;sex=male"), -1),
    Figure("deaths in towns"),
    YearToDate(Figure("visits")),
    Constant("factor"),
    IndicatorValue("rate"),
    Shifted(IndicatorValue("rate"), -12),
    Reporting("monthly", Rate.REPORTING_RATE),
    Days(),
    PeriodInYear(),
)
PLACES: tuple[Leaf, ...] = (
    PlaceIs(Relation.GROUP, ("urban",)),
    PlaceIs(Relation.ANCESTOR, ("A1", "it's (new)")),
)
VALUES = (
    None,
    None,
    0.0,
    1.0,
    2.0,
    3.0,
    5.0,
    7.0,
    12.0,
    -1.0,
    -4.0,
    0.5,
    2.25,
    1000.0,
    1e-200,
    1e200,
    -1e300,
)
LITERALS = (0.0, 1.0, 2.0, 3.0, 4.0, 10.0, 0.5, 1.5, 100.0, 1e150, 1e-5)

Choose = Callable[[int], int]
"""A whole number from 0 to one below its argument."""


def number(choose: Choose, deep: int) -> Node:
    """A random expression of the kind number, at most ``deep`` nodes tall."""
    if deep <= 1 or choose(6) == 0:
        return _number_leaf(choose)
    kind = choose(10)
    if kind < 5:
        operator = "+-*/%^+-/*"[choose(10)]
        return Binary(operator, number(choose, deep - 1), number(choose, deep - 1))
    if kind == 5:
        return Unary("-+"[choose(2)], number(choose, deep - 1))
    return _number_call(choose, deep - 1)


def truth(choose: Choose, deep: int) -> Node:
    """A random expression of the kind truth."""
    if deep <= 1 or choose(8) == 0:
        return (Truth(True), Truth(False), Null(), *PLACES)[choose(5)]
    kind = choose(9)
    if kind < 4:
        operator = ("<", ">", "<=", ">=", "==", "!=")[choose(6)]
        return Binary(operator, number(choose, deep - 1), number(choose, deep - 1))
    if kind < 6:
        return Binary(("&&", "||", "==", "!=")[choose(4)], truth(choose, deep - 1), truth(choose, deep - 1))
    if kind == 6:
        return Unary("!", truth(choose, deep - 1))
    return _truth_call(choose, deep - 1)


def _number_leaf(choose: Choose) -> Node:
    kind = choose(10)
    if kind < 7:
        return LEAVES[choose(len(LEAVES))]
    return Number(LITERALS[choose(len(LITERALS))]) if kind < 9 else Null()


def _several(choose: Choose, deep: int, make: Callable[[Choose, int], Node] = number) -> tuple[Node, ...]:
    return tuple(make(choose, deep) for _ in range(1 + choose(3)))


def _number_call(choose: Choose, deep: int) -> Node:
    kind = choose(11)
    if kind < 3:
        return Call("if", (truth(choose, deep), number(choose, deep), number(choose, deep)))
    if kind < 6:
        return Call(("firstNonNull", "greatest", "least")[kind - 3], _several(choose, deep))
    if kind == 6:
        return Call("log", _several(choose, deep)[:2])
    if kind == 7:
        return Call(("normDistCum", "normDistDen")[choose(2)], _several(choose, deep))
    return Call(("log10", "removeZeros", "subExpression")[kind - 8], (number(choose, deep),))


def _truth_call(choose: Choose, deep: int) -> Node:
    kind = choose(5)
    if kind == 0:
        return Call("if", (truth(choose, deep), truth(choose, deep), truth(choose, deep)))
    if kind == 1:
        return Call("firstNonNull", _several(choose, deep, truth))
    if kind == 2:
        return Call("is", (number(choose, deep), *_several(choose, deep)))
    of = number(choose, deep) if choose(3) else truth(choose, deep)
    return Call(("isNull", "isNotNull")[kind - 3], (of,))


def expressions(seed: int, count: int, deep: int = 5) -> list[Node]:
    """``count`` random expressions of both kinds."""
    choose = random.Random(seed).randrange
    return [(truth if choose(4) == 0 else number)(choose, 1 + choose(deep)) for _ in range(count)]


def figures(seed: int, count: int) -> list[dict[Leaf, float | bool | None]]:
    """``count`` random sets of figures, some of them missing."""
    choose = random.Random(seed).randrange
    return [
        {leaf: VALUES[choose(len(VALUES))] for leaf in LEAVES}
        | {leaf: (None, False, True)[choose(3)] for leaf in PLACES}
        for _ in range(count)
    ]

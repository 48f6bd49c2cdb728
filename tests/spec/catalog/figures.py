"""Figures as a small table, ``{"births.sex=male": 105}``, and what indicators and rules make of them."""

from collections.abc import Mapping
from datetime import date

from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.expressions.python import evaluate_side
from populace.catalog.expressions.text import text_of
from populace.catalog.narrow import rule_by_category
from populace.catalog.rules import Operator
from populace.catalog.shipped import SHIPPED

Table = Mapping[str, float]


def value(code: str, table: Table, day: date = date(2024, 6, 30)) -> float | None:
    """The value on ``day`` of the indicator that ships as ``code``."""
    indicator = SHIPPED.indicators[code].on(day)
    above = _side(indicator.numerator, indicator.missing, table)
    if indicator.denominator is None:
        return None if above is None else indicator.factor * above
    below = _side(indicator.denominator, indicator.missing, table)
    return indicator.factor * above / below if above is not None and below else None


def broken(table: Table, *, only: str = "") -> list[str]:
    """The rules that ``table`` breaks, each with its category where it is of one."""
    found = []
    for code, rule in SHIPPED.rules.items():
        cases = rule_by_category(rule, rule.by, SHIPPED) if rule.by else {"": rule}
        for category, case in cases.items():
            left = _side(case.left.expression, case.left.missing, table)
            right = _side(case.right.expression, case.right.missing, table)
            if code.startswith(only) and not _holds(case.operator, left, right, case.tolerance):
                found.append(f"{code} {category}".strip())
    return found


def _holds(operator: Operator, left: float | None, right: float | None, tolerance: float) -> bool:
    if operator is Operator.COMPULSORY_PAIR:
        return (left is None) == (right is None)
    if left is None or right is None:
        return True
    allowed = tolerance * abs(right)
    if operator is Operator.EQUAL:
        return abs(left - right) <= allowed
    assert operator is Operator.LESS_OR_EQUAL
    return left <= right + allowed


def _side(node: Node, missing: Missing, table: Table) -> float | None:
    found = evaluate_side(node, missing, lambda item: table.get(_name(item)))
    assert not isinstance(found, bool)
    return found


def _name(item: Node) -> str:
    """``#{births.sex=male}`` is ``births.sex=male`` in the table, ``[days]`` stays."""
    text = text_of(item)
    return text.removeprefix("#{").replace("}", "", 1) if text.startswith("#{") else text

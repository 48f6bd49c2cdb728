"""An expression as text again: the one way to write it, which ``parse`` reads as the same tree."""

import re

from populace.catalog.expressions.kinds import OPERATORS, SIGN_BINDS
from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Constant,
    Days,
    Figure,
    GroupCount,
    IndicatorValue,
    Leaf,
    Node,
    Null,
    Number,
    PeriodInYear,
    PeriodsInYear,
    PlaceIs,
    Reporting,
    Shifted,
    Truth,
    Unary,
    YearToDate,
)
from populace.catalog.expressions.walk import fold

ALONE = 9
"""How tightly that binds which needs no parentheses anywhere."""

_PLAIN_CODE = re.compile(r"[A-Za-z0-9_-]+")


def text_of(node: Node) -> str:
    """The expression in the language of ``parser``, with the parentheses that it needs and no others."""
    return fold(node, _written)[0]


def item_text(leaf: Leaf) -> str:
    """One item; figures are found under this text where they are given by name."""
    return fold(leaf, _written)[0]


def number_text(value: float) -> str:
    """The shortest text that is read as ``value`` again: ``12``, ``0.1``, ``1e+16``."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _written(node: Node, below: list[tuple[str, int]]) -> tuple[str, int]:
    """The text of ``node`` and how tightly it binds."""
    if isinstance(node, Binary):
        return _binary(node.operator, *below)
    if isinstance(node, Unary):
        return node.operator + _in_parentheses(below[0], SIGN_BINDS), SIGN_BINDS
    if isinstance(node, Call):
        inside = [text for text, _binds in below]
        if node.name == "is":
            return f"is({inside[0]} in {', '.join(inside[1:])})", ALONE
        return f"{node.name}({', '.join(inside)})", ALONE
    if isinstance(node, Number):
        # The sign of a number is an operator to whoever reads it.
        return number_text(node.value), SIGN_BINDS if node.value < 0 else ALONE
    if isinstance(node, Truth):
        return ("true" if node.value else "false"), ALONE
    return ("null" if isinstance(node, Null) else _item(node)), ALONE


def _binary(operator: str, left: tuple[str, int], right: tuple[str, int]) -> tuple[str, int]:
    binds = OPERATORS[operator][0]
    from_the_right = operator == "^"
    left_text = _in_parentheses(left, binds + from_the_right)
    right_text = _in_parentheses(right, binds + (not from_the_right))
    return f"{left_text} {operator} {right_text}", binds


def _in_parentheses(part: tuple[str, int], at_least: int) -> str:
    text, binds = part
    return text if binds >= at_least else f"({text})"


def _item(leaf: Leaf) -> str:
    if isinstance(leaf, Figure):
        only = f".{leaf.only.text}" if leaf.only.pairs else ""
        return f"#{{{leaf.measure}{only}}}" + (f".periodOffset({leaf.offset})" if leaf.offset else "")
    if isinstance(leaf, YearToDate):
        return _item(leaf.of) + ".yearToDate()"
    if isinstance(leaf, Shifted):
        return _item(leaf.of) + f".periodOffset({leaf.offset})"
    if isinstance(leaf, Reporting):
        return f"R{{{leaf.form}.{leaf.rate.value}}}"
    if isinstance(leaf, PlaceIs):
        return f"orgUnit.{leaf.relation.value}({', '.join(map(_code, leaf.codes))})"
    if isinstance(leaf, Days | PeriodInYear | PeriodsInYear):
        return _BRACKETS[type(leaf)]
    return _coded(leaf)


def _coded(leaf: Constant | GroupCount | IndicatorValue) -> str:
    if isinstance(leaf, GroupCount):
        return f"OUG{{{leaf.group}}}"
    return f"{'C' if isinstance(leaf, Constant) else 'N'}{{{leaf.code}}}"


_BRACKETS: dict[type, str] = {
    Days: "[days]",
    PeriodInYear: "[periodInYear]",
    PeriodsInYear: "[yearlyPeriodCount]",
}


def _code(code: str) -> str:
    """A code between parentheses: quoted where it is more than a word."""
    if _PLAIN_CODE.fullmatch(code):
        return code
    escaped = code.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

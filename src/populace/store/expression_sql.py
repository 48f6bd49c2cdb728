"""An expression as SQL: one scalar expression in DuckDB's dialect, which SQLGlot turns into Spark's.

A missing value is ``NULL``. Within the text it may also be infinite or not a number, so that arithmetic needs no test
at each step: neither ever becomes finite by ``+ - *``. Wherever it would (below a division, in a power or a
comparison) and at the top, ``_finite`` turns it into ``NULL``. No step divides by zero, which Spark refuses.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from populace.catalog.expressions.functions import FUNCTIONS, Family, Kind
from populace.catalog.expressions.kinds import OPERATORS, Misfit, kind_of
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    LEAVES,
    Binary,
    Call,
    Figure,
    Leaf,
    Missing,
    Node,
    Number,
    PlaceIs,
    Truth,
    Unary,
    YearToDate,
)
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import fold
from populace.errors import ModelError
from populace.i18n import gettext as _
from populace.store.normal_sql import cumulative, density
from populace.store.numbers_sql import GREATEST, bound, finite, literal, nonzero, positive

LONGEST = 1_000_000
"""Characters of SQL that one expression may become."""


@dataclass(frozen=True)
class Sql:
    """The SQL of a part. ``sure``: a number or ``NULL``, never infinite; ``there``: never ``NULL``."""

    text: str
    kind: Kind
    sure: bool = True
    there: bool = False


def compile_sql(
    node: Node,
    column_of: Callable[[Leaf], str],
    missing: Missing | None = None,
    *,
    before_roll_up: bool = False,
) -> str:
    """The SQL of ``node``, of type ``DOUBLE``, or ``BOOLEAN`` where it is a condition; ``NULL`` is missing.

    ``column_of`` gives the SQL of each leaf, and is asked once for each: a finite ``DOUBLE`` or ``NULL`` for a figure,
    any number for the others, a ``BOOLEAN`` for ``PlaceIs``; no column is named ``bound_``. ``missing`` is what becomes
    of missing items; ``before_roll_up`` says that the rows are figures as reported, so that ``subExpression`` is its
    argument.

    :raises ExpressionError: a function that cannot run in a query, or a text that grows too long.
    """
    whole = node if missing is None else side(node, missing)
    columns: dict[Leaf, Sql] = {}

    def made(each: Node, below: list[Sql]) -> Sql:
        if isinstance(each, LEAVES):
            if each not in columns:
                columns[each] = _leaf(each, column_of(each))
            return columns[each]
        if isinstance(each, Call):
            _refuse(each, before_roll_up=before_roll_up)
        return _short_enough(_composed(each, below))

    return _tight(_cast(fold(whole, made), Kind.NUMBER))


def _composed(node: Node, below: list[Sql]) -> Sql:
    if isinstance(node, Number):
        return Sql(literal(node.value), Kind.NUMBER, there=True)
    if isinstance(node, Truth):
        return Sql("TRUE" if node.value else "FALSE", Kind.TRUTH, there=True)
    kind = kind_of(node, [each.kind for each in below])
    if isinstance(kind, Misfit):
        raise ModelError(f"{node} has a part that is no {kind.wanted.value}")
    if kind is Kind.ANY:
        return Sql("NULL", Kind.ANY)
    if isinstance(node, Unary):
        return _unary(node.operator, _cast(below[0], kind))
    if isinstance(node, Binary):
        shared = OPERATORS[node.operator][1]
        if shared is Kind.ANY:
            shared = Kind.TRUTH if Kind.TRUTH in (below[0].kind, below[1].kind) else Kind.NUMBER
        return _binary(node.operator, *(_cast(each, shared) for each in below))
    if isinstance(node, Call):
        return _call(node, below, kind)
    raise ModelError(f"{node} is no part of an expression")


def _leaf(leaf: Leaf, column: str) -> Sql:
    text = column if re.fullmatch(r'[\w."]+', column) else f"({column})"
    if isinstance(leaf, PlaceIs):
        return Sql(text, Kind.TRUTH)
    if isinstance(leaf, Figure | YearToDate):
        return Sql(text, Kind.NUMBER)
    return Sql(f"CAST({text} AS DOUBLE)", Kind.NUMBER)


def _cast(part: Sql, kind: Kind) -> Sql:
    """``part``, with a type where it is the literal ``NULL``, which has none."""
    if part.kind is not Kind.ANY:
        return part
    return Sql(f"CAST(NULL AS {'BOOLEAN' if kind is Kind.TRUTH else 'DOUBLE'})", kind)


def _tight(part: Sql) -> str:
    return part.text if part.sure else finite(part.text)


def _unary(operator: str, part: Sql) -> Sql:
    word = "NOT" if operator == "!" else operator
    return Sql(f"({word} {part.text})", part.kind, part.sure, part.there)


def _binary(operator: str, left: Sql, right: Sql) -> Sql:
    there = left.there and right.there
    if operator in ("&&", "||"):
        word = "AND" if operator == "&&" else "OR"
        return Sql(f"({left.text} {word} {right.text})", Kind.TRUTH, there=there)
    if operator in _COMPARED:
        return Sql(f"({_tight(left)} {_COMPARED[operator]} {_tight(right)})", Kind.TRUTH)
    if operator in "/%":
        text = f"({left.text} {operator} {nonzero(right.text)})"
    elif operator == "^":
        text = f"POWER({_tight(left)}, {_tight(right)})"
    else:
        text = f"({left.text} {operator} {right.text})"
    return Sql(text, Kind.NUMBER, sure=False)


_COMPARED = {"==": "=", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}


def _call(call: Call, below: list[Sql], kind: Kind) -> Sql:
    name = call.name
    if name == "if":
        return _if(_cast(below[0], Kind.TRUTH), *(_cast(each, kind) for each in below[1:]))
    if name in ("isNull", "isNotNull"):
        return _is_there(_cast(below[0], Kind.NUMBER), wanted=name == "isNotNull")
    parts = [_cast(each, kind if name == "firstNonNull" else Kind.NUMBER) for each in below]
    if name == "subExpression":
        return parts[0]
    if name == "removeZeros":
        return Sql(nonzero(parts[0].text), Kind.NUMBER)
    tight = [_tight(each) for each in parts]
    if name in _OF_SEVERAL:
        text = tight[0] if len(tight) == 1 else f"{_OF_SEVERAL[name]}({', '.join(tight)})"
        return Sql(text, kind, there=any(each.there and each.sure for each in parts))
    if name == "is":
        return Sql(f"({tight[0]} IN ({', '.join(tight[1:])}))", Kind.TRUTH)
    return Sql(_NUMERIC[name](tight), Kind.NUMBER, sure=False)


_OF_SEVERAL = {"firstNonNull": "COALESCE", "greatest": "GREATEST", "least": "LEAST"}
"""Both engines leave ``NULL`` out of the greatest and the least."""


def _if(condition: Sql, then: Sql, otherwise: Sql) -> Sql:
    sure = then.sure and otherwise.sure
    if otherwise.text.startswith("CAST(NULL"):
        return Sql(f"CASE WHEN {condition.text} THEN {then.text} END", then.kind, sure)
    there = condition.there and then.there and otherwise.there
    if condition.there:
        text = f"CASE WHEN {condition.text} THEN {then.text} ELSE {otherwise.text} END"
    else:
        text = bound(
            condition.text,
            lambda c: f"CASE WHEN {c} THEN {then.text} WHEN NOT {c} THEN {otherwise.text} END",
        )
    return Sql(text, then.kind, sure, there)


def _is_there(part: Sql, *, wanted: bool) -> Sql:
    if part.sure:
        return Sql(f"({part.text} IS {'NOT ' * wanted}NULL)", Kind.TRUTH, there=True)
    there = f"COALESCE(ABS({part.text}) <= {GREATEST}, FALSE)"
    return Sql(there if wanted else f"(NOT {there})", Kind.TRUTH, there=True)


def _logarithm(parts: Sequence[str]) -> str:
    natural = [f"LN({positive(each)})" for each in parts]
    return natural[0] if len(parts) == 1 else f"({natural[0]} / {nonzero(natural[1])})"


def _standard(parts: Sequence[str]) -> str:
    x, *others = parts
    if not others:
        return x
    return finite(f"(({x} - {others[0]}) / {positive(others[1]) if len(others) > 1 else '1e0'})")


def _density(parts: Sequence[str]) -> str:
    text = density(_standard(parts))
    return text if len(parts) < len(("x", "mean", "deviation")) else f"({text} / {positive(parts[-1])})"


_NUMERIC: dict[str, Callable[[Sequence[str]], str]] = {
    "log": _logarithm,
    "log10": lambda parts: f"LOG10({positive(parts[0])})",
    "normDistCum": lambda parts: cumulative(_standard(parts)),
    "normDistDen": _density,
}
"""Functions of finite numbers or ``NULL``."""


def _refuse(call: Call, *, before_roll_up: bool) -> None:
    family = FUNCTIONS[call.name].family
    if family is Family.SAMPLES:
        raise ExpressionError(
            _("{name} runs over sampled periods, and a query is of one.").format(name=call.name),
            _("Use it in a predictor, or take it out."),
        )
    if family is Family.BEFORE_ROLL_UP and not before_roll_up:
        raise ExpressionError(
            _("{name} runs before places are added up, and this query comes after.").format(name=call.name),
            _("Make its argument a measure of its own, or take it out."),
        )


def _short_enough(part: Sql) -> Sql:
    if len(part.text) > LONGEST:
        raise ExpressionError(
            _("The expression becomes a query of more than {most} characters.").format(most=LONGEST),
            _("Split it into several indicators."),
        )
    return part

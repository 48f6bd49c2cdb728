"""Expressions as JSON, for a browser and for keeping.

A document is ``{"version": 1, "expression": node}``. Every node says what it is under ``node``; an item also has the
``key`` under which its figure is given: its own text, such as ``#{births.sex=female}``. ``evaluate.js``, which stands
beside this file, runs such a document.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.check import check
from populace.catalog.expressions.kinds import TALLEST
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    LEAVES,
    Binary,
    Call,
    Constant,
    Days,
    Figure,
    GroupCount,
    IndicatorValue,
    Missing,
    Node,
    Null,
    Number,
    PeriodInYear,
    PeriodsInYear,
    PlaceIs,
    Rate,
    Relation,
    Reporting,
    Shifted,
    Truth,
    Unary,
    YearToDate,
)
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.text import item_text
from populace.catalog.expressions.walk import fold
from populace.errors import ModelError
from populace.i18n import gettext as _

VERSION = 1
"""Of the layout of the documents; another layout gets another number."""

DEEPEST = TALLEST + 20
"""How deep a document may stand within itself: a tree, and what writing out a strategy adds to it."""

Json = dict[str, Any]


def to_json(node: Node, missing: Missing | None = None) -> Json:
    """The document of ``node``; with ``missing``, of the side in which that strategy is written out."""
    whole = node if missing is None else side(node, missing)
    return {"version": VERSION, "expression": fold(whole, _written)}


def from_json(document: object) -> Node:
    """The expression of a document.

    :raises ExpressionError: a document that ``to_json`` does not write.
    """
    if not isinstance(document, Mapping) or document.get("version") != VERSION:
        raise _refused(_("it is not of version {version}").format(version=VERSION))
    node = _read(document.get("expression"), DEEPEST)
    check(node, DEEPEST)
    return node


def _written(node: Node, below: list[Json]) -> Json:
    name = _NAMES[type(node)]
    if isinstance(node, LEAVES):
        return {"node": name, "key": item_text(node), **_fields(name, node)}
    if isinstance(node, Unary):
        return {"node": name, "operator": node.operator, "of": below[0]}
    if isinstance(node, Binary):
        return {"node": name, "operator": node.operator, "left": below[0], "right": below[1]}
    if isinstance(node, Call):
        return {"node": name, "name": node.name, "arguments": below}
    return {"node": name, **_fields(name, node)}


def _fields(name: str, node: Node) -> Json:
    return {field: _value(getattr(node, field)) for field in _FIELDS[name][1]}


def _value(value: Any) -> Any:
    if isinstance(value, Breakdown):
        return dict(value.pairs)
    if isinstance(value, Rate | Relation):
        return value.value
    if isinstance(value, LEAVES):
        return _written(value, [])
    return list(value) if isinstance(value, tuple) else value


def _read(part: object, deep: int) -> Node:
    if deep == 0:
        raise _refused(_("it stands too deep within itself"))
    name = part.get("node") if isinstance(part, Mapping) else None
    if not isinstance(part, Mapping) or not isinstance(name, str) or name not in _FIELDS:
        raise _refused(_("a part does not say what it is"))
    made, fields = _FIELDS[name]
    try:
        node = made(*(read(part[field], deep - 1) for field, read in fields.items()))
    except (KeyError, TypeError, ValueError, OverflowError, ModelError):
        raise _refused(_("a part of the kind {name} is not complete").format(name=name)) from None
    if isinstance(node, LEAVES) and part.get("key") != item_text(node):
        raise _refused(_("a key does not fit its item"))
    return node


def _refused(reason: str) -> ExpressionError:
    return ExpressionError(
        _("The JSON is no expression: {reason}.").format(reason=reason),
        _("Write it anew from the text of the expression."),
    )


def _text(value: object, _deep: int) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object, _deep: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _whole(value: object, deep: int) -> int:
    number = _number(value, deep)
    if not number.is_integer():
        raise TypeError
    return int(number)


def _truth(value: object, _deep: int) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _categories(value: object, deep: int) -> Breakdown:
    if not isinstance(value, Mapping):
        raise TypeError
    return Breakdown.of({_text(key, deep): _text(each, deep) for key, each in value.items()})


def _codes(value: object, deep: int) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(each, deep) for each in value)


def _nodes(value: object, deep: int) -> tuple[Node, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_read(each, deep) for each in value)


def _figure(value: object, deep: int) -> Figure:
    node = _read(value, deep)
    if not isinstance(node, Figure):
        raise TypeError
    return node


def _unmoved(value: object, deep: int) -> Node:
    node = _read(value, deep)
    if not isinstance(node, IndicatorValue | Reporting | Days | PeriodInYear | PeriodsInYear):
        raise TypeError
    return node


_FIELDS: dict[str, tuple[Callable[..., Node], dict[str, Callable[[Any, int], Any]]]] = {
    "number": (Number, {"value": _number}),
    "truth": (Truth, {"value": _truth}),
    "null": (Null, {}),
    "figure": (Figure, {"measure": _text, "only": _categories, "offset": _whole}),
    "yearToDate": (YearToDate, {"of": _figure}),
    "constant": (Constant, {"code": _text}),
    "groupCount": (GroupCount, {"group": _text}),
    "indicator": (IndicatorValue, {"code": _text}),
    "reporting": (Reporting, {"form": _text, "rate": lambda value, _deep: Rate(value)}),
    "days": (Days, {}),
    "periodInYear": (PeriodInYear, {}),
    "periodsInYear": (PeriodsInYear, {}),
    "shifted": (Shifted, {"of": _unmoved, "offset": _whole}),
    "placeIs": (PlaceIs, {"relation": lambda value, _deep: Relation(value), "codes": _codes}),
    "unary": (Unary, {"operator": _text, "of": _read}),
    "binary": (Binary, {"operator": _text, "left": _read, "right": _read}),
    "call": (Call, {"name": _text, "arguments": _nodes}),
}
"""Of each kind of node: what makes it, and how its fields are read, in the order in which it takes them."""

_NAMES: dict[type, str] = {cast(type, made): name for name, (made, _fields) in _FIELDS.items()}

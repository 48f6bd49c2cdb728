"""Of which kind each part of an expression is, number or truth, and what fits together."""

from collections.abc import Sequence
from dataclasses import dataclass

from populace.catalog.expressions.functions import FUNCTIONS, Family, Function, Kind
from populace.catalog.expressions.nodes import Binary, Call, Node, Null, PlaceIs, Truth, Unary

OPERATORS: dict[str, tuple[int, Kind, Kind]] = {
    "||": (1, Kind.TRUTH, Kind.TRUTH),
    "&&": (2, Kind.TRUTH, Kind.TRUTH),
    "==": (3, Kind.ANY, Kind.TRUTH),
    "!=": (3, Kind.ANY, Kind.TRUTH),
    "<": (4, Kind.NUMBER, Kind.TRUTH),
    ">": (4, Kind.NUMBER, Kind.TRUTH),
    "<=": (4, Kind.NUMBER, Kind.TRUTH),
    ">=": (4, Kind.NUMBER, Kind.TRUTH),
    "+": (5, Kind.NUMBER, Kind.NUMBER),
    "-": (5, Kind.NUMBER, Kind.NUMBER),
    "*": (6, Kind.NUMBER, Kind.NUMBER),
    "/": (6, Kind.NUMBER, Kind.NUMBER),
    "%": (6, Kind.NUMBER, Kind.NUMBER),
    "^": (8, Kind.NUMBER, Kind.NUMBER),
}
"""Of each operator with two sides: how tightly it binds, the kind of its sides, the kind of its result."""

SIGNS: dict[str, Kind] = {"-": Kind.NUMBER, "+": Kind.NUMBER, "!": Kind.TRUTH}
"""Operators with one side, and the kind of it and of the result."""

SIGN_BINDS = 7
"""How tightly they bind: less than ``^``, more than ``*``."""

TALLEST = 100
"""How many nodes of a tree may stand one above another."""


@dataclass(frozen=True)
class Misfit:
    """A part that is of the wrong kind: the ``part``-th of the node's, from 0, which should be ``wanted``."""

    part: int
    wanted: Kind


def kind_of(node: Node, kinds: Sequence[Kind]) -> Kind | Misfit:
    """The kind of ``node``, whose parts are of ``kinds``, or the part that does not fit."""
    if isinstance(node, Unary):
        wanted = SIGNS[node.operator]
        return wanted if fits(kinds[0], wanted) else Misfit(0, wanted)
    if isinstance(node, Binary):
        _binds, sides, result = OPERATORS[node.operator]
        return _fitted((sides, sides), kinds, result)
    if isinstance(node, Call):
        function = FUNCTIONS[node.name]
        return _fitted([function.kind_of(i) for i in range(len(kinds))], kinds, function.gives)
    if isinstance(node, Null):
        return Kind.ANY
    return Kind.TRUTH if isinstance(node, Truth | PlaceIs) else Kind.NUMBER


def fits(kind: Kind, wanted: Kind) -> bool:
    """Whether a part of ``kind`` may stand where ``wanted`` is asked for."""
    return kind is wanted or Kind.ANY in (kind, wanted)


def sees_missing(node: Node) -> bool:
    """Whether the parts of ``node`` keep their missing figures, whatever the strategy."""
    return isinstance(node, Call) and FUNCTIONS[node.name].family is not Family.PLAIN


def before_roll_up(node: Node) -> bool:
    """Whether ``node`` runs where figures are reported, before they are added up."""
    return isinstance(node, Call) and FUNCTIONS[node.name].family is Family.BEFORE_ROLL_UP


def over_samples(node: Node) -> bool:
    """Whether ``node`` runs over the figures of several periods."""
    return isinstance(node, Call) and FUNCTIONS[node.name].family is Family.SAMPLES


def count_fits(function: Function, count: int) -> bool:
    """Whether ``function`` takes ``count`` arguments."""
    return function.fewest <= count and (function.most is None or count <= function.most)


def _fitted(wanted: Sequence[Kind], kinds: Sequence[Kind], result: Kind) -> Kind | Misfit:
    """``result``, or, where it is ``ANY``, the kind that the parts of any kind share."""
    shared = Kind.ANY
    for part, (each, kind) in enumerate(zip(wanted, kinds, strict=True)):
        asked = shared if each is Kind.ANY else each
        if not fits(kind, asked):
            return Misfit(part, asked)
        if each is Kind.ANY and shared is Kind.ANY:
            shared = kind
    return shared if result is Kind.ANY else result

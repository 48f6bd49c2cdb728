"""An expression run in plain Python: the definition of what it means, and how one form is checked."""

from collections.abc import Callable, Sequence

from populace.catalog.expressions.arithmetic import (
    COMPARISONS,
    NUMERIC,
    OPERATIONS,
    Value,
    both,
    either,
    finite,
    is_in,
)
from populace.catalog.expressions.kinds import over_samples
from populace.catalog.expressions.nodes import Binary, Call, Leaf, Missing, Node, Null, Number, Truth, Unary
from populace.catalog.expressions.samples import over_samples as of_samples
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import fold

Figures = Callable[[Leaf], Value]
"""The value of each item, ``None`` where it is missing; a truth for ``PlaceIs``."""


def evaluate(node: Node, figures: Figures, samples: Sequence[Figures] = ()) -> Value:
    """The value of the expression: a float, a truth, or ``None`` for missing.

    ``samples`` are the figures of each sampled period, for the functions that run over several.
    """

    def value(each: Node, below: list[Value]) -> Value:
        if isinstance(each, Call):
            if over_samples(each):
                return _over_samples(each, figures, samples)
            return _call(each.name, below)
        if isinstance(each, Binary):
            return _binary(each.operator, *below)
        if isinstance(each, Unary):
            return _unary(each.operator, below[0])
        if isinstance(each, Number | Truth):
            return each.value
        return None if isinstance(each, Null) else _figure(figures(each))

    return fold(node, value, whole=over_samples)


def evaluate_side(node: Node, missing: Missing, figures: Figures, samples: Sequence[Figures] = ()) -> Value:
    """The value of one side of an indicator or rule, in which missing items count as ``missing`` says."""
    return evaluate(side(node, missing), figures, samples)


def _figure(value: Value) -> Value:
    return value if isinstance(value, bool) or value is None else finite(float(value))


def _unary(operator: str, value: Value) -> Value:
    if value is None:
        return None
    if operator == "!":
        return not value
    return -value if operator == "-" else value


def _binary(operator: str, left: Value, right: Value) -> Value:
    if operator == "&&":
        return both(left, right)
    if operator == "||":
        return either(left, right)
    if left is None or right is None:
        return None
    if operator in COMPARISONS:
        return COMPARISONS[operator](left, right)
    return finite(OPERATIONS[operator](left, right))


def _call(name: str, values: list[Value]) -> Value:
    if name == "if":
        condition, then, otherwise = values
        return None if condition is None else then if condition else otherwise
    if name == "is":
        return is_in(values[0], values[1:])
    if name in _OF_MISSING:
        return _OF_MISSING[name]([each for each in values if each is not None])
    return None if None in values else finite(NUMERIC[name](*values))


_OF_MISSING: dict[str, Callable[[list[float | bool]], Value]] = {
    "isNull": lambda there: not there,
    "isNotNull": bool,
    "firstNonNull": lambda there: there[0] if there else None,
    "greatest": lambda there: max(there, default=None),
    "least": lambda there: min(there, default=None),
}
"""Functions of those arguments that are there."""


def _over_samples(call: Call, figures: Figures, samples: Sequence[Figures]) -> Value:
    *first, sampled = call.arguments
    share = evaluate(first[0], figures) if first else None
    return of_samples(call.name, share, [evaluate(sampled, each) for each in samples])

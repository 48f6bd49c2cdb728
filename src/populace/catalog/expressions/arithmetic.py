"""What the operators and functions do with numbers: in each the result is missing (``None``) where there is none.

A result is never infinite and never “not a number”: division by zero, a root of a negative number, a logarithm of
zero and an overflow are missing, as is whatever has a missing part.
"""

import math
from collections.abc import Callable, Sequence

from populace.catalog.expressions.normal import cumulative, density

Value = float | bool | None


def finite(value: float | None) -> float | None:
    """The number itself where it is one, else missing."""
    return value if value is not None and math.isfinite(value) else None


def divide(a: float, b: float) -> float | None:
    """``a / b``; missing by 0."""
    return a / b if b else None


def remainder(a: float, b: float) -> float | None:
    """``a % b`` with the sign of ``a``, as DHIS2 has it; missing by 0."""
    return math.fmod(a, b) if b else None


def power(a: float, b: float) -> float | None:
    """``a ^ b``; missing where it is not real or too large; ``0 ^ 0`` is 1."""
    try:
        return math.pow(a, b)
    except (ValueError, OverflowError):
        return None


def logarithm(x: float, base: float = math.e) -> float | None:
    """The logarithm of ``x`` to ``base``."""
    if x <= 0 or base <= 0 or base == 1:
        return None
    return math.log(x) / math.log(base)


def logarithm_10(x: float) -> float | None:
    """The logarithm of ``x`` to 10."""
    return math.log10(x) if x > 0 else None


def remove_zeros(x: float) -> float | None:
    """``x``, or missing where it is 0."""
    return x or None


def normal_cumulative(x: float, mean: float = 0.0, deviation: float = 1.0) -> float | None:
    """The chance of at most ``x``; missing without a positive deviation."""
    z = _standard(x, mean, deviation)
    return None if z is None else cumulative(z)


def normal_density(x: float, mean: float = 0.0, deviation: float = 1.0) -> float | None:
    """The density at ``x``; missing without a positive deviation."""
    z = _standard(x, mean, deviation)
    return None if z is None else density(z) / deviation


def _standard(x: float, mean: float, deviation: float) -> float | None:
    return finite((x - mean) / deviation) if deviation > 0 else None


OPERATIONS: dict[str, Callable[[float, float], float | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": divide,
    "%": remainder,
    "^": power,
}
"""Operators between numbers, both of which are there."""

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
"""Comparisons of what is there."""

NUMERIC: dict[str, Callable[..., float | None]] = {
    "log": logarithm,
    "log10": logarithm_10,
    "removeZeros": remove_zeros,
    "normDistCum": normal_cumulative,
    "normDistDen": normal_density,
    "subExpression": lambda x: x,
}
"""Functions of numbers, all of which are there."""


def both(a: Value, b: Value) -> bool | None:
    """``a && b``: false where either is false, else missing where either is missing."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a: Value, b: Value) -> bool | None:
    """``a || b``: true where either is true, else missing where either is missing."""
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def is_in(x: Value, among: Sequence[Value]) -> bool | None:
    """Whether ``x`` equals one of ``among``; missing where it equals none of those there and one is missing."""
    if x is None:
        return None
    if x in among:
        return True
    return None if None in among else False

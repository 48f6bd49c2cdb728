"""An expression over many figures at once: arrays in which missing is not a number (NaN).

Truths are 1 and 0. Each step is that of ``arithmetic``, written for arrays; a step whose result may be infinite ends
in ``_finite``.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray

from populace.catalog.expressions import normal
from populace.catalog.expressions.functions import FUNCTIONS, Family
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Call, Leaf, Missing, Node, Null, Number, Truth, Unary
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import fold
from populace.i18n import gettext as _

Values = NDArray[np.float64]

Arrays = Callable[[Leaf], ArrayLike]
"""The values of each item, all of shapes that go together; NaN is missing."""


def evaluate_arrays(node: Node, arrays: Arrays, missing: Missing | None = None) -> Values:
    """The values of the expression, of the shape that those of its items share; NaN is missing, truths are 1 and 0.

    ``missing`` is what becomes of missing items; without one they are simply missing.

    :raises ExpressionError: a function that runs over several periods.
    """

    def value(each: Node, below: list[Values]) -> Values:
        if isinstance(each, Call):
            return _call(each.name, below)
        if isinstance(each, Binary):
            return _BINARY[each.operator](*below)
        if isinstance(each, Unary):
            return _UNARY[each.operator](below[0])
        if isinstance(each, Number | Truth):
            return np.asarray(each.value, dtype=np.float64)
        return _NOTHING if isinstance(each, Null) else _finite(np.asarray(arrays(each), dtype=np.float64))

    with np.errstate(all="ignore"):
        return fold(node if missing is None else side(node, missing), value)


_NOTHING, _ZERO, _ONE = np.asarray(np.nan), np.asarray(0.0), np.asarray(1.0)


def _finite(values: Values) -> Values:
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values


def _both_there(result: ArrayLike, a: Values, b: Values) -> Values:
    return np.where(np.isnan(a) | np.isnan(b), np.nan, result)


def _both(a: Values, b: Values) -> Values:
    return np.where((a == 0) | (b == 0), 0.0, _both_there(1.0, a, b))


def _either(a: Values, b: Values) -> Values:
    return np.where((a == 1) | (b == 1), 1.0, _both_there(0.0, a, b))


_UNARY: dict[str, Callable[[Values], Values]] = {
    "-": np.negative,
    "+": np.positive,
    "!": lambda a: 1.0 - a,
}

_BINARY: dict[str, Callable[[Values, Values], Values]] = {
    "&&": _both,
    "||": _either,
    "==": lambda a, b: _both_there(a == b, a, b),
    "!=": lambda a, b: _both_there(a != b, a, b),
    "<": lambda a, b: _both_there(a < b, a, b),
    ">": lambda a, b: _both_there(a > b, a, b),
    "<=": lambda a, b: _both_there(a <= b, a, b),
    ">=": lambda a, b: _both_there(a >= b, a, b),
    "+": lambda a, b: _finite(a + b),
    "-": lambda a, b: _finite(a - b),
    "*": lambda a, b: _finite(a * b),
    "/": lambda a, b: _finite(a / b),
    "%": lambda a, b: _finite(np.fmod(a, b)),
    # A power of a missing number may be a number to NumPy: NaN ^ 0 is 1.
    "^": lambda a, b: _both_there(_finite(np.power(a, b)), a, b),
}


def _call(name: str, values: Sequence[Values]) -> Values:
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](*values)
    if FUNCTIONS[name].family is Family.SAMPLES:
        raise ExpressionError(
            _("{name} runs over sampled periods, and these are figures of one.").format(name=name),
            _("Use it in a predictor, or take it out."),
        )
    return reduce(_OF_SEVERAL[name], values)


_OF_SEVERAL: dict[str, Callable[[Values, Values], Values]] = {
    "firstNonNull": lambda a, b: np.where(np.isnan(a), b, a),
    "greatest": np.fmax,
    "least": np.fmin,
}
"""Functions of any number of values, two at a time; those of NumPy pass over NaN."""


def _if(condition: Values, then: Values, otherwise: Values) -> Values:
    return np.where(np.isnan(condition), np.nan, np.where(condition == 1, then, otherwise))


def _is_in(x: Values, *among: Values) -> Values:
    found = reduce(np.logical_or, [x == each for each in among])
    unknown = np.isnan(x) | reduce(np.logical_or, [np.isnan(each) for each in among])
    return np.where(found, 1.0, np.where(unknown, np.nan, 0.0))


def _logarithm(x: Values, base: Values | None = None) -> Values:
    natural = _finite(np.log(x))
    return natural if base is None else _finite(natural / _finite(np.log(base)))


def _standard(x: Values, mean: Values, deviation: Values) -> Values:
    return np.where(deviation > 0, _finite((x - mean) / deviation), np.nan)


def _normal_density(x: Values, mean: Values = _ZERO, deviation: Values = _ONE) -> Values:
    z = _standard(x, mean, deviation)
    return _finite(np.exp(-z * z / 2) / normal.ROOT_OF_TWO_PI / deviation)


def _normal_cumulative(x: Values, mean: Values = _ZERO, deviation: Values = _ONE) -> Values:
    z = _standard(x, mean, deviation)
    size = np.abs(z)
    bell = np.exp(-z * z / 2)
    near = bell * np.polyval(normal.NUMERATOR, size) / np.polyval(normal.DENOMINATOR, size)
    fraction = size + normal.LAST_OF_FRACTION
    for step in normal.STEPS_OF_FRACTION:
        fraction = size + step / fraction
    far = np.where(size > normal.FAR, 0.0, bell / normal.ROOT_OF_TWO_PI / fraction)
    tail = np.where(size < normal.NEAR, near, far)
    return np.where(np.isnan(z), np.nan, np.where(z > 0, 1 - tail, tail))


_FUNCTIONS: dict[str, Callable[..., Values]] = {
    "if": _if,
    "is": _is_in,
    "isNull": lambda x: np.isnan(x).astype(np.float64),
    "isNotNull": lambda x: (~np.isnan(x)).astype(np.float64),
    "removeZeros": lambda x: np.where(x == 0, np.nan, x),
    "log": _logarithm,
    "log10": lambda x: _finite(np.log10(x)),
    "normDistCum": _normal_cumulative,
    "normDistDen": _normal_density,
    "subExpression": np.positive,
}

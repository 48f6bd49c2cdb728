"""Whether two sides stand in the relation of a rule, within its tolerance.

Two sums that a person would call equal can differ in the last digit that the machine keeps (0.1 + 0.2 is not 0.3
there), so that equality is always taken within ``ROUNDING``; a rule that wants more room says so in its
``tolerance``.
"""

import numpy as np
from jaxtyping import Bool, Float

from populace.catalog.rules import Operator

ROUNDING = 1e-9
"""Share of the greater side that the machine may have rounded off: a thousand times what adding up 10,000 figures
does."""

PAIRS = (Operator.COMPULSORY_PAIR, Operator.EXCLUSIVE_PAIR)
"""Operators that ask whether a side is there, not what it is."""


def violated(
    operator: Operator,
    left: Float[np.ndarray, "..."],
    right: Float[np.ndarray, "..."],
    tolerance: float = 0.0,
) -> Bool[np.ndarray, "..."]:
    """Where the relation does not hold. NaN is missing: it decides pairs, and no other relation is judged by it.

    ``tolerance`` is a share of the right side.
    """
    there, other = np.isfinite(left), np.isfinite(right)
    if operator in PAIRS:
        paired: Bool[np.ndarray, "*shape"] = there & other
        return paired if operator is Operator.EXCLUSIVE_PAIR else there ^ other
    with np.errstate(invalid="ignore"):
        room = tolerance * np.abs(right)
        rounding = ROUNDING * np.maximum(np.abs(left), np.abs(right))
        broken = _BROKEN[operator](left - right, room, rounding)
    result: Bool[np.ndarray, ...] = there & other & broken
    return result


_BROKEN = {
    Operator.EQUAL: lambda off, room, rounding: np.abs(off) > room + rounding,
    Operator.NOT_EQUAL: lambda off, room, rounding: np.abs(off) <= room + rounding,
    Operator.GREATER: lambda off, room, rounding: off <= -room + np.where(room > 0, -rounding, rounding),
    Operator.GREATER_OR_EQUAL: lambda off, room, rounding: off < -room - rounding,
    Operator.LESS: lambda off, room, rounding: off >= room - np.where(room > 0, -rounding, rounding),
    Operator.LESS_OR_EQUAL: lambda off, room, rounding: off > room + rounding,
}

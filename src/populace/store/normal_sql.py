"""The normal distribution as SQL, with the coefficients of ``catalog.expressions.normal``."""

from populace.catalog.expressions import normal
from populace.store.numbers_sql import bound, literal

_MENTIONS = 40
"""How often the formula of the cumulative distribution names its variable."""


def density(z: str) -> str:
    """The standard normal density at ``z``, a finite number or ``NULL``."""
    return bound(z, _density)


def cumulative(z: str) -> str:
    """The chance that a standard normal variable is at most ``z``, a finite number or ``NULL``."""
    return bound(z, lambda v: f"CASE WHEN {v} > 0e0 THEN 1e0 - {_tail(v)} ELSE {_tail(v)} END", _MENTIONS)


def _density(z: str) -> str:
    return f"(EXP(- ({z} * {z}) / 2e0) / {literal(normal.ROOT_OF_TWO_PI)})"


def _tail(z: str) -> str:
    size = f"ABS({z})"
    fraction = f"({size} + {literal(normal.LAST_OF_FRACTION)})"
    for step in normal.STEPS_OF_FRACTION:
        fraction = f"({size} + {literal(step)} / {fraction})"
    above, below = _polynomial(normal.NUMERATOR, size), _polynomial(normal.DENOMINATOR, size)
    return (
        f"(CASE WHEN {size} > {literal(normal.FAR)} THEN 0e0"
        f" WHEN {size} < {literal(normal.NEAR)} THEN EXP(- ({z} * {z}) / 2e0) * {above} / {below}"
        f" ELSE {_density(z)} / {fraction} END)"
    )


def _polynomial(coefficients: tuple[float, ...], z: str) -> str:
    first, *others = coefficients
    text = literal(first)
    for each in others:
        text = f"({text} * {z} + {literal(each)})"
    return text

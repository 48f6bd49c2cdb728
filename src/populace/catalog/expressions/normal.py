"""The normal distribution by a rational function, with one set of coefficients for every way of running it.

Hart's algorithm 5666 as given by West (2005), "Better approximations to cumulative normal functions", Wilmott
Magazine, May 2005, pp. 70-76: errors below 1e-15 in double precision.
"""

import math

NUMERATOR = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
"""Of the polynomial in ``|z|`` above the line, the highest power first."""

DENOMINATOR = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)
"""Of that below the line."""

NEAR = 7.07106781186547
"""``|z|`` below which the rational function holds; beyond it a continued fraction does."""

FAR = 37.0
"""``|z|`` beyond which the tail is taken as 0: it is below 1e-299."""

STEPS_OF_FRACTION = (4.0, 3.0, 2.0, 1.0)
LAST_OF_FRACTION = 0.65
"""Of the continued fraction, from its innermost step."""

ROOT_OF_TWO_PI = 2.5066282746310002
"""The square root of 2π, by which the density is divided."""


def density(z: float) -> float:
    """The standard normal density at ``z``."""
    return math.exp(-z * z / 2) / ROOT_OF_TWO_PI


def cumulative(z: float) -> float:
    """The chance that a standard normal variable is at most ``z``."""
    tail = _tail(abs(z))
    return 1 - tail if z > 0 else tail


def _tail(z: float) -> float:
    """The chance of a value above ``z``, which is not negative."""
    if z > FAR:
        return 0.0
    if z < NEAR:
        return math.exp(-z * z / 2) * polynomial(NUMERATOR, z) / polynomial(DENOMINATOR, z)
    fraction = z + LAST_OF_FRACTION
    for step in STEPS_OF_FRACTION:
        fraction = z + step / fraction
    return density(z) / fraction


def polynomial(coefficients: tuple[float, ...], z: float) -> float:
    """By Horner's rule."""
    value = 0.0
    for each in coefficients:
        value = value * z + each
    return value

"""Intervals of 95 % for chance alone: how far a figure may lie from where it would lie in the long run.

Arrays of any shapes that go together; not a number (NaN) is missing and stays so. Counts may be fractional, where a
divided place brings a part.
"""

import numpy as np
from jaxtyping import Float
from scipy.special import gammaincinv

LEVEL = 0.95
"""The part of repetitions in which such an interval holds the underlying figure."""

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

EXACT_BELOW = 100.0
"""Events below which the interval of a count is exact. Above, Byar's approximation differs by less than 0.1 %."""

Values = Float[np.ndarray, "..."]
Bounds = tuple[Values, Values]


def wilson(part: Values, whole: Values) -> Bounds:
    """Bounds of ``part / whole``, a share of one; none where the part is greater than the whole or that is 0.

    Source: Wilson 1927, *Journal of the American Statistical Association* 22:209–212; preferred to the normal
    approximation by Newcombe 1998, *Statistics in Medicine* 17:857–872, as it holds at 0, at 1 and for small wholes.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = part / whole
        there = (whole > 0) & (part >= 0) & (part <= whole)
        centre = share + Z**2 / (2 * whole)
        reach = Z * np.sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2))
        below = 1 + Z**2 / whole
        low, high = (centre - reach) / below, (centre + reach) / below
    # At 0 and at the whole the bound is the share itself; rounding would leave it an ulp away.
    low = np.where(part == 0, 0.0, low)
    high = np.where(part == whole, 1.0, high)
    return np.where(there, low, np.nan), np.where(there, high, np.nan)


def events(count: Values) -> Bounds:
    """Bounds of a count of events that happen one by one (Poisson); exact where there are few.

    Source: Garwood 1936, *Biometrika* 28:437–442 (exact, from the gamma distribution); Byar's approximation as in
    Breslow & Day 1987, *Statistical Methods in Cancer Research* II, IARC, p. 69.
    """
    tail = (1 - LEVEL) / 2
    count = np.asarray(count, float)
    few = np.where((count >= 0) & (count < EXACT_BELOW), count, np.nan)
    many = np.where(count >= EXACT_BELOW, count, np.nan)
    low, high = _byar(many)
    exact = np.isfinite(few)
    low[exact] = np.where(few[exact] > 0, gammaincinv(np.maximum(few[exact], 1e-300), tail), 0.0)
    high[exact] = gammaincinv(few[exact] + 1, 1 - tail)
    return low, high


def _byar(count: Values) -> Bounds:
    with np.errstate(invalid="ignore", divide="ignore"):
        low = count * (1 - 1 / (9 * count) - Z / (3 * np.sqrt(count))) ** 3
        more = count + 1
        high = more * (1 - 1 / (9 * more) + Z / (3 * np.sqrt(more))) ** 3
    return low, high


def odds(one: Values, other: Values) -> Bounds:
    """Bounds of ``one / other``, two parts of one whole (boys and girls): from the share that ``one`` is of both."""
    low, high = wilson(one, one + other)
    with np.errstate(invalid="ignore", divide="ignore"):
        below, above = low / (1 - low), high / (1 - high)
    return np.where(np.isfinite(below), below, np.nan), np.where(np.isfinite(above), above, np.nan)


def widened(value: Values, bounds: Bounds, denominator: Values, of_denominator: Bounds) -> Bounds:
    """``bounds`` of ``value``, widened by those of its denominator where it has any: two independent errors.

    Distances are ratios to the value (a denominator that may be a tenth lower makes the value a ninth higher), added as
    independent errors are: the root of the sum of their squared logarithms. Where chance has no bounds the
    denominator's alone hold.
    """
    low_denominator, high_denominator = of_denominator
    with np.errstate(invalid="ignore", divide="ignore"):
        down, up = np.log(high_denominator / denominator), np.log(denominator / low_denominator)
        known = np.isfinite(down) & np.isfinite(up)
        down, up = np.where(known, np.maximum(down, 0), 0.0), np.where(known, np.maximum(up, 0), 0.0)
        chance_down, chance_up = np.log(value / bounds[0]), np.log(bounds[1] / value)
        none = np.isnan(bounds[0]) & known & np.isfinite(value)
        chance_down, chance_up = np.where(none, 0.0, chance_down), np.where(none, 0.0, chance_up)
        low, high = value * np.exp(-np.hypot(chance_down, down)), value * np.exp(np.hypot(chance_up, up))
    nothing = value == 0
    return (
        np.where(nothing, np.where(none, 0.0, bounds[0]), low),
        np.where(nothing, np.where(none, 0.0, bounds[1] * np.exp(up)), high),
    )

"""Curves through cumulated quantities that never turn back, along the last axis of any array.

A cumulated count or hazard is known at the bounds of age groups; a cubic through these points that rises
throughout gives every single age a share that is not negative, and every group its exact total.
"""

from enum import Enum

import numpy as np

from populace.demography.arrays import Floats


class Ends(Enum):
    """The slope of a spline at its two ends: left free, or flat (nothing happens beyond)."""

    FREE = "free"
    FLAT = "flat"


def hyman_slopes(x: Floats, y: Floats, ends: Ends = Ends.FREE) -> Floats:
    """Slopes at ``x`` of the smooth cubic spline through ``y``, limited so that the curve rises with ``y``.

    ``x`` ``(knot,)`` rising; ``y`` ``(..., knot)`` not falling.
    Source: Hyman 1983, SIAM J. Sci. Stat. Comput. 4(4): 645-654; its use on births by age: Smith, Hyndman &
    Wood 2004, Journal of Population Research 21(1): 19-34.
    """
    secants = np.diff(y, axis=-1) / np.diff(x)
    return limited(secants @ _spline_matrix(x, ends).T, secants)


def limited(slopes: Floats, secants: Floats) -> Floats:
    """``slopes`` held between 0 and three times the lower of the secants beside each knot (Fritsch & Carlson 1980)."""
    beside = np.minimum(
        np.concatenate([secants[..., :1], secants], axis=-1),
        np.concatenate([secants, secants[..., -1:]], axis=-1),
    )
    return np.clip(slopes, 0.0, 3.0 * beside)


def hermite(x: Floats, y: Floats, slopes: Floats, at: Floats) -> Floats:
    """The cubic with values ``y`` and ``slopes`` ``(..., knot)`` at ``x``, read ``at`` points within ``x``."""
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    width = x[left + 1] - x[left]
    t = (at - x[left]) / width
    rise = t**2 * (3.0 - 2.0 * t)
    curve = y[..., left] * (1.0 - rise) + y[..., left + 1] * rise
    bend = slopes[..., left] * (t * (1.0 - t) ** 2) - slopes[..., left + 1] * (t**2 * (1.0 - t))
    return curve + width * bend


def _spline_matrix(x: Floats, ends: Ends) -> Floats:
    """The matrix ``(knot, interval)`` that turns secants into the slopes of the twice differentiable spline."""
    knots = len(x)
    inverse = 1.0 / np.diff(x)
    left, right = np.zeros((knots, knots)), np.zeros((knots, knots - 1))
    for i in range(1, knots - 1):
        left[i, i - 1 : i + 2] = inverse[i - 1], 2.0 * (inverse[i - 1] + inverse[i]), inverse[i]
        right[i, i - 1 : i + 1] = 3.0 * inverse[i - 1], 3.0 * inverse[i]
    left[0, 0] = left[-1, -1] = 1.0
    if ends is Ends.FREE:
        left[0, :2], left[-1, -2:] = (2.0, 1.0), (1.0, 2.0)
        right[0, 0] = right[-1, -1] = 3.0
    return np.asarray(np.linalg.solve(left, right))

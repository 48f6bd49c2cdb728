"""Mean and standard deviation of the others: every figure is judged against a baseline that leaves it out.

A figure that is part of its own baseline draws the mean towards itself and widens the spread it is measured with:
with the population standard deviation of ``n`` figures no score can exceed ``sqrt(n - 1)``, so that "more than 3"
cannot happen among ten figures or fewer, whatever was reported. Left out, a figure has no such ceiling.

Sources: Barnett & Lewis 1994, *Outliers in Statistical Data*, ch. 6 (deleted residuals, which follow Student's t);
Shiffler 1988, *American Statistician* 42: 79–80 (the largest possible z-score).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from scipy.special import ndtr, ndtri, stdtr, stdtrit


@dataclass(frozen=True)
class Others:
    """Of the other figures on the last axis, at each figure: how many, their mean, their sample standard deviation.

    Where a figure is missing so are its others. A mean needs one other, a deviation two; else they are NaN.
    """

    count: Int[np.ndarray, "*series time"]
    mean: Float[np.ndarray, "*series time"]
    deviation: Float[np.ndarray, "*series time"]


def others(values: Float[np.ndarray, "*series time"]) -> Others:
    """``Others`` of each of ``values``, NaN where missing.

    Sums run from both ends and meet at the figure left out: taking a spike off the sum of all would leave nothing but
    the rounding of the machine.
    """
    there = np.isfinite(values)
    centre = _middle(values)
    off = np.where(there, values - centre, 0.0)
    count = np.where(there, there.sum(axis=-1, keepdims=True) - 1, 0)
    total, squares = without_own(off), without_own(off * off)
    with np.errstate(divide="ignore", invalid="ignore"):
        # The mean is of the figures themselves: about a centre that a spike has moved, small others would be lost.
        mean = without_own(np.where(there, values, 0.0)) / count
        variance = (squares - total * total / count) / (count - 1)
    mean = np.where(count >= 1, mean, np.nan)
    deviation = np.where(count >= 2, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    return Others(count, mean, deviation)


def scores(
    values: Float[np.ndarray, "*series time"],
    expected: Float[np.ndarray, "*series time"],
    spread: Float[np.ndarray, "*series time"],
) -> Float[np.ndarray, "*series time"]:
    """How many spreads each value is from what was expected, with its sign.

    Where the others do not differ at all, any other figure is infinitely far from them, and an equal one not at all.
    """
    off = values - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        score = off / spread
    score = np.where((spread == 0) & (off == 0), 0.0, score)
    return np.where(np.isfinite(off), score, np.nan)


def tail(
    score: Float[np.ndarray, "*series time"], count: Int[np.ndarray, "*series time"]
) -> Float[np.ndarray, "*series time"]:
    """The chance of a score at least so far from 0 on either side, if all figures are of one normal distribution.

    ``score`` is against the mean and deviation of ``count`` others; ``score / sqrt(1 + 1 / count)`` follows Student's t
    with ``count - 1`` degrees of freedom. NaN below two others.
    """
    enough = count >= 2
    m = np.where(enough, count, 2).astype(float)
    chance = 2 * stdtr(m - 1, -np.abs(score) / np.sqrt(1 + 1 / m))
    return np.where(enough & ~np.isnan(score), chance, np.nan)


def normal_score(
    chance: Float[np.ndarray, "*series time"], sign: Float[np.ndarray, "*series time"]
) -> Float[np.ndarray, "*series time"]:
    """The score that has this ``chance`` on both sides of a normal distribution, with the sign of ``sign``.

    So 3 means the same however few others there are. It ends at 38, where the machine's smallest number is reached.
    """
    size = -ndtri(np.maximum(chance, np.finfo(float).tiny) / 2)
    return np.where(sign == 0, 0.0, np.sign(sign) * size)


def deviations_at(score: float, count: Int[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series time"]:
    """How many deviations of ``count`` others make this ``normal_score``; NaN below two others."""
    known, of_figure = np.unique(count, return_inverse=True)
    m = np.maximum(known, 2).astype(float)
    deviations = stdtrit(m - 1, ndtr(score)) * np.sqrt(1 + 1 / m)
    return np.where(known >= 2, deviations, np.nan)[of_figure.reshape(count.shape)]


def without_own(values: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series time"]:
    """At each position the sum of all the others on the last axis."""
    before, after = np.zeros_like(values), np.zeros_like(values)
    np.cumsum(values[..., :-1], axis=-1, out=before[..., 1:])
    after[..., :-1] = np.cumsum(values[..., :0:-1], axis=-1)[..., ::-1]
    found: Float[np.ndarray, "*series time"] = before + after
    return found


def _middle(values: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series 1"]:
    """A value of each series near its middle, from which differences are exact where figures are equal."""
    ordered = np.sort(values, axis=-1)
    at = np.maximum(np.isfinite(values).sum(axis=-1, keepdims=True) - 1, 0) // 2
    middle = np.take_along_axis(ordered, at, axis=-1)
    return np.where(np.isfinite(middle), middle, 0.0)

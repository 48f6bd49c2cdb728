"""The tail of a count: for small and for zero-inflated counts, where standard deviations mean little.

What ``m`` other counts with the mean ``mu`` and the variance ``s2`` lead one to expect is a negative binomial count
with

    mean = (sum + 1/2) / m,    variance = max(mean, s2) (1 + 1/m)

Where counts vary no more than chance makes them, this is the predictive distribution of a Poisson count under
Jeffreys' prior, ``NB(sum + 1/2, m / (m + 1))``, which also knows that few others tell little; where they vary more,
the variance is theirs. Ten zeros and then a 5 is improbable; a 1 is not.

Sources: Krishnamoorthy & Peng 2011, *J. Statistical Planning and Inference* 141: 2135–2145 (prediction of Poisson
counts); Anscombe 1949, *Biometrics* 5: 165–173 (negative binomial by moments).
"""

import numpy as np
from jaxtyping import Float, Int
from scipy.special import betainc, betaincc
from scipy.stats import nbinom

SMALL = 10.0
"""Expected counts below this are judged by their tail: above it a Poisson count is near enough to normal (the usual
rule, for example Armitage, Berry & Matthews 2002, *Statistical Methods in Medical Research*, § 3.7)."""

PRIOR = 0.5
"""Jeffreys' prior of a Poisson mean."""

CLOSEST = 1e-9
"""A variance is at least by this share above the mean, so that the distribution exists."""


def predicted(
    count: Int[np.ndarray, "..."], mean: Float[np.ndarray, "..."], deviation: Float[np.ndarray, "..."]
) -> tuple[Float[np.ndarray, "..."], Float[np.ndarray, "..."]]:
    """Size and probability of the negative binomial that ``count`` others with this mean and deviation lead to
    expect."""
    m = np.maximum(count, 1).astype(float)
    centre = mean + PRIOR / m
    own = np.where(np.isfinite(deviation), deviation, 0.0) ** 2
    variance = np.maximum(np.maximum(centre, own) * (1 + 1 / m), centre * (1 + CLOSEST))
    return centre * centre / (variance - centre), centre / variance


def tails(
    values: Float[np.ndarray, "..."], size: Float[np.ndarray, "..."], probability: Float[np.ndarray, "..."]
) -> Float[np.ndarray, "..."]:
    """Twice the smaller of the chances of a count at most and at least each of ``values``; at most 1."""
    whole = np.round(values)
    at_most = betainc(size, whole + 1, probability)
    at_least = np.where(whole > 0, betaincc(size, np.maximum(whole, 1), probability), 1.0)
    found: Float[np.ndarray, "*shape"] = np.minimum(1.0, 2 * np.minimum(at_most, at_least))
    return found


def bounds(
    size: Float[np.ndarray, " n"], probability: Float[np.ndarray, " n"], chance: float
) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
    """The counts between which all but ``chance`` lies."""
    low, high = (tail(chance / 2, size, probability) for tail in (nbinom.ppf, nbinom.isf))
    return np.asarray(low), np.asarray(high)

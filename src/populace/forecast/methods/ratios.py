"""Ratios of small numbers: safe where nobody is, and drawn towards those of the whole.

A ratio of few people is mostly chance. Marshall's estimator sets the spread between places against the spread that
chance alone would give: what is left over is real, and each place keeps as much of its own ratio as its size
supports,

    m = sum(y) / sum(n),     A = sum n (y/n - m)^2 / sum(n) - m / mean(n),     own share = A / (A + m / n).

Source: Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics
40(2): 283-294, global estimator.
"""

import numpy as np
from jaxtyping import Float, Int

Array = Float[np.ndarray, "..."]


def safe_ratio(upper: Array, lower: Array, empty: float = 1.0) -> Array:
    """``upper / lower``, broadcast; ``empty`` where there is nobody below."""
    above, below = np.broadcast_arrays(upper, lower)
    return np.asarray(np.divide(above, below, out=np.full(above.shape, empty), where=below > 0))


def shrunken_ratio(
    events: Float[np.ndarray, "place ..."],
    exposed: Float[np.ndarray, "place ..."],
    groups: Int[np.ndarray, " place"],
    smooth: int = 0,
) -> Float[np.ndarray, "place ..."]:
    """``events / exposed`` of each place drawn towards that of its group of places.

    The spread between places is found for every cell of the inner axes, over the ``smooth`` cells to both sides on
    the last axis together. A group of one place keeps its own ratio."""
    found = np.empty(np.broadcast_shapes(events.shape, exposed.shape))
    for group in np.unique(groups):
        inside = groups == group
        found[inside] = _marshall(events[inside], exposed[inside], smooth)
    return found


def _marshall(events: Array, exposed: Array, smooth: int) -> Array:
    whole, weight = events.sum(axis=0), exposed.sum(axis=0)
    mean = safe_ratio(whole, weight)
    own = np.where(exposed > 0, safe_ratio(events, exposed), mean)
    apart = _around((exposed * (own - mean) ** 2).sum(axis=0), smooth)
    chance = _around(mean * len(events), smooth)
    real = np.maximum(safe_ratio(apart - chance, _around(weight, smooth), 0.0), 0.0)
    noise = safe_ratio(np.broadcast_to(mean, own.shape), exposed, np.inf)
    kept = np.divide(real, real + noise, out=np.zeros_like(own), where=(real > 0) & np.isfinite(noise))
    return np.asarray(mean + kept * (own - mean))


def _around(values: Array, reach: int) -> Array:
    """Sums over the cells within ``reach`` on the last axis."""
    if not reach:
        return values
    padded = np.pad(values, [(0, 0)] * (values.ndim - 1) + [(reach, reach)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=-1)
    return np.asarray(windows.sum(axis=-1))

"""How many flags chance alone would raise, and which of many are to be believed.

Whoever tests ten thousand series at one in a thousand finds ten though nothing is wrong.

Source: Benjamini & Hochberg 1995, *JRSS B* 57: 289–300.
"""

import numpy as np
from jaxtyping import Bool, Float


def q_values(chance: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """For each test the lowest false discovery rate at which it is found; NaN where ``chance`` is."""
    known = np.flatnonzero(np.isfinite(chance))
    order = known[np.argsort(chance[known], kind="stable")]
    many = len(order)
    raw = chance[order] * many / np.arange(1, many + 1)
    q = np.full(len(chance), np.nan)
    q[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return q


def discovered(chance: Float[np.ndarray, " n"], rate: float) -> Bool[np.ndarray, " n"]:
    """Which tests are found with at most the share ``rate`` of false ones among them."""
    with np.errstate(invalid="ignore"):
        found: Bool[np.ndarray, " n"] = q_values(chance) <= rate
    return found

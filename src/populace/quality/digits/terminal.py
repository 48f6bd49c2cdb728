"""The last digits of figures: 0 and 5 come up too often where figures are rounded or made up.

Where figures spread over many tens, each last digit is equally probable, so that of ``n`` figures the number that end
on 0 or 5 is binomial with one in five; the test is exact. ``excess`` is the share of figures on 0 or 5 beyond that.

Sources: Mosimann, Dahlberg, Davidian & Krueger 2002, *Accountability in Research* 9: 75–92 (terminal digits);
Myers 1940, *Transactions of the Actuarial Society of America* 41: 395–415.
"""

import numpy as np
from jaxtyping import Bool, Float, Int
from scipy.special import bdtrc

DIGITS = 10
LIKED = (0, 5)
EXPECTED_LIKED = len(LIKED) / DIGITS

LEAST = 10.0
"""Figures of one digit have no last digit to round."""

SPREAD = 10.0
"""Series with a smaller standard deviation do not spread over tens: their level decides their last digits."""


def usable(values: Float[np.ndarray, "series time"]) -> Bool[np.ndarray, "series time"]:
    """Which figures tell something: whole, at least ``LEAST``, of a series that spreads over tens."""
    fit = np.isfinite(values) & (values >= LEAST) & (values == np.round(values))
    count = fit.sum(axis=1)
    kept = np.where(fit, values, 0.0)
    mean = kept.sum(axis=1) / np.maximum(count, 1)
    squares = (np.where(fit, values - mean[:, np.newaxis], 0.0) ** 2).sum(axis=1)
    wide = (count > 1) & (squares / np.maximum(count - 1, 1) >= SPREAD**2)
    found: Bool[np.ndarray, "series time"] = fit & wide[:, np.newaxis]
    return found


def digit_counts(
    values: Float[np.ndarray, "series time"],
    fit: Bool[np.ndarray, "series time"],
    group: Int[np.ndarray, " series"],
    groups: int,
) -> Int[np.ndarray, "group 10"]:
    """How often each last digit stands among the figures that ``fit``, by group of series."""
    digit = np.mod(values[fit], DIGITS).astype(np.int64)
    key = np.broadcast_to(group[:, np.newaxis], values.shape)[fit] * DIGITS + digit
    return np.bincount(key, minlength=groups * DIGITS).reshape(groups, DIGITS)


def liked_chance(counts: Int[np.ndarray, "group 10"]) -> Float[np.ndarray, " group"]:
    """The chance of at least so many figures on 0 or 5 if no digit is preferred, exactly; NaN without figures."""
    many, liked = counts.sum(axis=1), counts[:, LIKED].sum(axis=1)
    chance = np.where(liked > 0, bdtrc(np.maximum(liked - 1, 0), np.maximum(many, 1), EXPECTED_LIKED), 1.0)
    return np.where(many > 0, chance, np.nan)


def excess(counts: Int[np.ndarray, "group 10"]) -> Float[np.ndarray, " group"]:
    """The share of figures on 0 or 5 beyond one in five; 0 where there are fewer."""
    many = np.maximum(counts.sum(axis=1), 1)
    found: Float[np.ndarray, " group"] = np.maximum(counts[:, LIKED].sum(axis=1) / many - EXPECTED_LIKED, 0.0)
    return found

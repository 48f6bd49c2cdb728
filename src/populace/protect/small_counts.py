"""Small-count rounding: base cells under the base become zero or the base, and every figure is made from those.

Conventional and deterministic, so the same count is always published as the same number: drawing again at each
release would let the true count be averaged out. Counts at or above the base are exact and zeros stay zero; that is
said in public. Because whatever is published is computed from protected cells alone, taking published figures from one
another, forwards in time or across places, gives back protected cells and nothing finer.

Source: Langsrud & Heldal 2018, "An algorithm for small count rounding of tabular data", Privacy in Statistical
Databases; this is its plainest form, without the search for the rounding that disturbs totals least. Protection fails
closed.
"""

import numpy as np
from jaxtyping import Float, Int

from populace.errors import PopulaceError

BASE = 5
"""Counts from 1 to 4 are small: the usual base for demographic counts in official statistics."""

BASES = (3, 5, 10)
"""The bases there is a rule for."""


class ProtectionError(PopulaceError):
    """A count cannot be protected, so nothing is published."""


def protect(counts: Float[np.ndarray, "*cell"], base: int = BASE) -> Float[np.ndarray, "*cell"]:
    """Base cells (persons or events) with every count above 0 and under ``base`` rounded to 0 or ``base``.

    A count of less than half the base becomes 0, any other small count ``base``; 1 and 2 become 0, 3 and 4 become 5.

    :raises ProtectionError: an unknown base, a missing count or a negative one.
    """
    if base not in BASES:
        raise ProtectionError(f"there is no rule for protecting counts with base {base}")
    cells = np.asarray(counts, dtype=float)
    if not np.isfinite(cells).all():
        raise ProtectionError("a count to be protected is missing or not a number")
    if (cells < 0).any():
        raise ProtectionError("a count to be protected is negative")
    small = (cells > 0) & (cells < base)
    return np.where(small, np.where(cells < base / 2, 0.0, float(base)), cells)


def protect_parts(
    counts: Float[np.ndarray, " part"],
    cells: Int[np.ndarray, " part"],
    shares: Float[np.ndarray, " part"],
    base: int = BASE,
) -> Float[np.ndarray, " part"]:
    """Parts of base cells, such that none of them tells a small count.

    ``cells`` numbers the cell that each part belongs to, from 0. Where every part is zero or at least ``base``, the
    parts stay as they are; otherwise the protected total of the cell is spread over its parts in proportion to
    ``shares``.

    :raises ProtectionError: an unknown base, a missing count or a negative one.
    """
    protect(counts, base)
    small = np.bincount(cells, (counts > 0) & (counts < base)) > 0
    totals = protect(np.bincount(cells, counts).astype(float), base)
    spread = (totals / np.bincount(cells, shares))[cells] * shares
    return np.asarray(np.where(small[cells], spread, counts))

"""The age pattern of a small place, drawn towards that of the place above it by as much as its counts are noise.

Counts by age group are multinomial about a place's own pattern, and the patterns of places lie about their parent's as
a Dirichlet distribution whose strength is a number of counts: what the parent's pattern is worth. A place with ``n``
counts keeps the share ``n / (n + strength)`` of its own.
"""

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, ends_in, non_negative
from populace.errors import ModelError

WEAKEST, STRONGEST = 50.0, 1e6
"""Counts that a parent's pattern is worth at least (fewer would trust a place's noise) and at most (all from it)."""


def own_share(counts: ArrayLike, strength: float) -> Floats:
    """Share ``(...)`` of a place's own pattern that ``counts`` ``(...)`` leave, the rest being its parent's."""
    if strength <= 0:
        raise ModelError(f"the strength of a parent's pattern must be above zero, not {strength}")
    number = non_negative("counts", counts)
    return np.asarray(number / (number + strength))


def pattern_strength(counts: ArrayLike, expected: ArrayLike) -> float:
    """How many counts the parent's pattern is worth to its places, from how much they differ.

    ``counts`` by place and age group ``(place, group)``; ``expected`` the same counts spread by the parent's pattern
    (any scale), zero only where ``counts`` are. Under a Dirichlet-multinomial distribution of strength ``k`` the
    chi-square of a place with ``n`` counts is on average ``(groups - 1) (n + k) / (1 + k)``; the ``k`` that gives the
    sum found is returned, between ``WEAKEST`` and ``STRONGEST`` (the latter where places differ by chance alone).

    Raises ``ModelError`` for shapes that differ, negative counts, or counts where none are expected.
    Source: Mosimann 1962, Biometrika 49: 65-82, doi:10.1093/biomet/49.1-2.65 (the covariance matrix is the
    multinomial's times ``(n + k) / (1 + k)``).
    """
    found = non_negative("counts", counts)
    likely = ends_in("expected", non_negative("expected", expected), *found.shape)
    if found.ndim != 2:
        raise ModelError(f"counts must be by place and group, not of shape {found.shape}")
    if ((likely == 0) & (found > 0)).any():
        raise ModelError("there are counts in an age group in which the parent's pattern expects none")
    number = found.sum(axis=1)
    used = (number > 0) & ((likely > 0).sum(axis=1) > 1)
    found, likely, number = found[used], likely[used], number[used]
    if not len(found):
        return STRONGEST
    likely = likely * (number / likely.sum(axis=1))[:, None]
    away = np.divide((found - likely) ** 2, likely, out=np.zeros_like(found), where=likely > 0).sum(axis=1)
    freedom = (likely > 0).sum(axis=1) - 1.0
    excess = float(away.sum() - freedom.sum())
    if excess <= 0:
        return STRONGEST
    return float(np.clip((freedom @ number - away.sum()) / excess, WEAKEST, STRONGEST))

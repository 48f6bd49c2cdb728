"""Two measures that go together: nearly equal, one no more than the other, or a dropout that is none.

- ``nearly equal``: ``A / B`` within ``1 ± tolerance``;
- ``at least``: ``A`` at least ``B``, less the tolerance;
- ``dropout``: ``(A - B) / A`` at least 0, less the tolerance: nobody drops in.

Source: World Health Organization, data quality app: consistency between related indicators, 10 % by default.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from jaxtyping import Bool, Float


class Relation(Enum):
    """How ``A`` and ``B`` must stand to each other."""

    NEARLY_EQUAL = "nearly_equal"
    AT_LEAST = "at_least"
    DROPOUT = "dropout"


@dataclass(frozen=True)
class Related:
    """The measures ``first`` (A) and ``second`` (B), each summed over its cells. Without a ``tolerance``, the
    check's."""

    code: str
    first: str
    second: str
    relation: Relation
    tolerance: float | None = None


def ratio(first: Float[np.ndarray, "..."], second: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    """``A / B``; NaN where either is missing or ``B`` is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = first / second
    return np.where(np.isfinite(found), found, np.nan)


def dropout(first: Float[np.ndarray, "..."], second: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    """``(A - B) / A``; NaN where either is missing or ``A`` is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (first - second) / first
    return np.where(np.isfinite(found), found, np.nan)


def breaks(
    relation: Relation,
    first: Float[np.ndarray, "..."],
    second: Float[np.ndarray, "..."],
    tolerance: float,
) -> Bool[np.ndarray, "..."]:
    """Where both are there and do not stand in ``relation``. Nought and something are not nearly equal."""
    both = np.isfinite(first) & np.isfinite(second)
    with np.errstate(invalid="ignore"):
        match relation:
            case Relation.NEARLY_EQUAL:
                broken = np.abs(first - second) > tolerance * np.abs(second) + _rounding(first, second)
            case Relation.AT_LEAST:
                broken = second - first > tolerance * np.abs(second) + _rounding(first, second)
            case Relation.DROPOUT:
                broken = second - first > tolerance * np.abs(first) + _rounding(first, second)
    found: Bool[np.ndarray, "*shape"] = both & broken
    return found


def _rounding(first: Float[np.ndarray, "..."], second: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    """What the machine may have rounded off."""
    found: Float[np.ndarray, "*shape"] = 1e-9 * np.maximum(np.abs(first), np.abs(second))
    return found

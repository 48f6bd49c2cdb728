"""Several years together: the counts of both sides are added before they are divided.

A period for which one side is missing is left out of both, so that nothing is divided by years in which nobody counted.
"""

from dataclasses import replace

import numpy as np
from jaxtyping import Float

from populace.catalog.indicators import Indicator
from populace.indicators.notes import Note
from populace.indicators.sides import Sides
from populace.store.selection import Scope


def pool_of(indicator: Indicator, scope: Scope) -> int:
    """How many periods of the scope's length make the pool of ``indicator``, the asked one the last of them."""
    return round(indicator.pooled_years * scope.length.a_year) if indicator.pooled_years > 1 else 1


def reaching_back(scope: Scope, pool: int) -> Scope:
    """``scope`` with the periods before its first that its pools need."""
    return replace(scope, first=scope.first.moved(1 - pool))


def pooled(sides: Sides, pool: int) -> Sides:
    """Sums over each ``pool`` periods in a row; the periods are fewer by ``pool - 1``."""
    if pool == 1:
        return sides
    both = np.isfinite(sides.numerator)
    if sides.denominator is not None:
        both &= np.isfinite(sides.denominator)
    there = _moving(both.astype(float), pool)
    account = sides.account[pool - 1 :]
    return Sides(
        _sum(sides.numerator, both, there, pool),
        None if sides.denominator is None else _sum(sides.denominator, both, there, pool),
        _bound(sides.low, sides.denominator, both, pool),
        _bound(sides.high, sides.denominator, both, pool),
        np.stack([_moving(each, pool) for each in sides.reports]),
        _any(sides.notes, pool) | np.where((there > 0) & (there < pool), int(Note.SHORT_POOL), 0),
        account,
        sides.vintage[pool - 1 :],
    )


def _moving(values: Float[np.ndarray, "place period"], pool: int) -> Float[np.ndarray, "place window"]:
    """Each sum in its own right: a running total would leave the rounding of large neighbours in small sums."""
    windows = np.lib.stride_tricks.sliding_window_view(values, pool, axis=1)
    return np.asarray(windows.sum(axis=-1))


def _sum(values: np.ndarray, kept: np.ndarray, there: np.ndarray, pool: int) -> np.ndarray:
    return np.where(there > 0, _moving(np.where(kept, values, 0.0), pool), np.nan)


def _bound(bound: np.ndarray, denominator: np.ndarray | None, kept: np.ndarray, pool: int) -> np.ndarray:
    """The pool's denominator with its bounds, where any of its periods has some."""
    if denominator is None or not np.isfinite(bound).any():
        return np.full_like(bound[:, pool - 1 :], np.nan)
    certain = np.isnan(bound)
    total = _moving(np.where(kept, np.where(certain, denominator, bound), 0.0), pool)
    return np.where(_moving((~certain & kept).astype(float), pool) > 0, total, np.nan)


def _any(notes: np.ndarray, pool: int) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(notes, pool, axis=1)
    return np.asarray(np.bitwise_or.reduce(windows, axis=-1))

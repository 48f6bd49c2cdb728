"""Stocks on a shelf: what must hold of every return, and from one return to the next.

    closing = opening + received − distributed + adjusted        opening = closing of the period before

A shelf can be empty for no more days than the period has, and nothing on it is ever below zero.

Source: *The Logistics Handbook*, USAID | DELIVER PROJECT 2011 (the essential data of every logistics record).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

ROUNDING = 1e-9
"""Share of the greater side that the machine may have rounded off."""


@dataclass(frozen=True)
class StockMeasures:
    """The codes of the measures of a stock record. ``rules`` are codes of rules that say the same as these checks."""

    opening: str = "stock_opening"
    received: str = "stock_received"
    distributed: str = "distributed"
    adjusted: str = "stock_adjusted"
    closing: str = "stock_closing"
    days_out: str = "stock_out_days"
    rules: frozenset[str] = frozenset({"stock_balances", "stock_carried_over", "stock_out_within_period"})


STOCK_MEASURES = StockMeasures()
"""Those of the catalogue that comes with the software."""


def balance(
    opening: Float[np.ndarray, "..."],
    received: Float[np.ndarray, "..."],
    distributed: Float[np.ndarray, "..."],
    adjusted: Float[np.ndarray, "..."],
) -> Float[np.ndarray, "..."]:
    """What should be on the shelf at the end. Where no adjustment is given there was none; others must be there."""
    found: Float[np.ndarray, "*shape"] = (
        opening + received - distributed + np.where(np.isnan(adjusted), 0.0, adjusted)
    )
    return found


def carried_over(closing: Float[np.ndarray, "series time"]) -> Float[np.ndarray, "series time"]:
    """What should be on the shelf at the start: the closing stock of the period before, NaN where there is none."""
    before = np.full_like(closing, np.nan)
    before[:, 1:] = closing[:, :-1]
    return before


def differs(value: Float[np.ndarray, "..."], expected: Float[np.ndarray, "..."]) -> Bool[np.ndarray, "..."]:
    """Where both are there and are not the same."""
    with np.errstate(invalid="ignore"):
        apart = np.abs(value - expected) > ROUNDING * np.maximum(np.abs(value), np.abs(expected))
    found: Bool[np.ndarray, "*shape"] = np.isfinite(value) & np.isfinite(expected) & apart
    return found


def too_many_days(
    days_out: Float[np.ndarray, "series time"], days: Int[np.ndarray, " time"]
) -> Bool[np.ndarray, "series time"]:
    """Where a shelf is said to have been empty for more days than the period has."""
    with np.errstate(invalid="ignore"):
        found: Bool[np.ndarray, "series time"] = np.isfinite(days_out) & (days_out > days)
        return found


def negative(stock: Float[np.ndarray, "..."]) -> Bool[np.ndarray, "..."]:
    """Where a stock is below zero."""
    with np.errstate(invalid="ignore"):
        found: Bool[np.ndarray, "*shape"] = np.isfinite(stock) & (stock < 0)
        return found

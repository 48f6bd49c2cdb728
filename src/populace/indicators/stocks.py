"""Stocks carried from the days on which they stand to the middle of a period, on the map of a day."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from jaxtyping import Bool, Float

from populace.catalog.periods import Period
from populace.indicators.accounts import PopulationChoice
from populace.indicators.interpolate import EPOCH, interpolated, middle_of, moment_of
from populace.indicators.parts import Parts
from populace.store.selection import Scope


@dataclass(frozen=True)
class Carried:
    """Stocks at other moments, ``(place, period)``: ``held`` where the nearest of a part speaks for a moment outside,
    ``lacking`` where a part has stocks but none near enough."""

    value: Float[np.ndarray, "place period"]
    held: Bool[np.ndarray, "place period"]
    lacking: Bool[np.ndarray, "place period"]

    @classmethod
    def nothing(cls, shape: tuple[int, int]) -> "Carried":
        """No stock at all."""
        return cls(np.full(shape, np.nan), np.zeros(shape, bool), np.zeros(shape, bool))


def by_map(scope: Scope, periods: Sequence[Period]) -> dict[date, list[int]]:
    """Positions of periods by the day whose map holds for them: that of the scope, or the middle of each period.

    Periods between the same two events have one map, and stand under one day.
    """
    if scope.boundaries is not None:
        return {scope.boundaries: list(range(len(periods)))}
    events = sorted({each.day for each in scope.history.events})
    days: dict[int, date] = {}
    found: dict[date, list[int]] = {}
    for at, period in enumerate(periods):
        middle = EPOCH + timedelta(days=int(middle_of(period)))
        day = days.setdefault(bisect_right(events, middle), middle)
        found.setdefault(day, []).append(at)
    return found


def carry(
    stocks: Float[np.ndarray, "part stock"],
    stood: Sequence[Period],
    periods: Sequence[Period],
    parts: Parts,
    account: str,
    choice: PopulationChoice,
) -> Carried:
    """``stocks``, given for the periods ``stood``, in the middle of each of ``periods``: part by part, then summed."""
    declared = choice.declared(account)
    moments = np.array([moment_of(declared.day_of(each)) for each in stood])
    order = np.argsort(moments, kind="stable")
    own = parts.own(stocks[:, order])
    wanted = np.array([middle_of(each) for each in periods])
    found = interpolated(own, moments[order], wanted, choice.interpolation)
    known = np.isfinite(own).any(axis=1)[:, None]
    return Carried(parts.summed(found.value), parts.any(found.held), parts.any(known & np.isnan(found.value)))

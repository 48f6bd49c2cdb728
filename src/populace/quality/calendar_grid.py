"""A series laid out by years: one row a year, one column a place in the year (a month, a quarter, a week)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.periods import Length, Period

SLOTS = {
    Length.WEEK: 53,
    Length.FORTNIGHT: 27,
    Length.MONTH: 12,
    Length.TWO_MONTHS: 6,
    Length.QUARTER: 4,
    Length.HALF: 2,
    Length.YEAR: 1,
}
"""The most periods that begin in one year."""


@dataclass(frozen=True)
class CalendarGrid:
    """Where each period of a series stands: ``year`` and ``slot``, both ``(time,)``, from 0; ``years`` names the
    years."""

    years: tuple[int, ...]
    slots: int
    year: Int[np.ndarray, " time"]
    slot: Int[np.ndarray, " time"]

    @classmethod
    def of(cls, periods: Sequence[Period]) -> "CalendarGrid":
        """The grid of ``periods``; each belongs to the year that it begins in (a week to its ISO year)."""
        places = [_place(period) for period in periods]
        years = sorted({year for year, _slot in places})
        slots = max((SLOTS.get(period.length, 366) for period in periods), default=1)
        return cls(
            tuple(years),
            slots,
            np.array([years.index(year) for year, _slot in places], np.int64),
            np.array([slot for _year, slot in places], np.int64),
        )

    def laid_out(self, values: Float[np.ndarray, "*series time"]) -> Float[np.ndarray, "*series year slot"]:
        """``values`` by year and slot, NaN where there is no period."""
        out = np.full((*values.shape[:-1], len(self.years), self.slots), np.nan)
        out[..., self.year, self.slot] = values
        return out

    def in_a_row(self, grid: Float[np.ndarray, "*series year slot"]) -> Float[np.ndarray, "*series time"]:
        """The inverse of ``laid_out``."""
        return grid[..., self.year, self.slot]


def _place(period: Period) -> tuple[int, int]:
    start = period.start
    match period.length:
        case Length.DAY:
            return start.year, start.timetuple().tm_yday - 1
        case Length.WEEK:
            year, week, _day = start.isocalendar()
            return year, week - 1
        case Length.FORTNIGHT:
            return start.year, (start.timetuple().tm_yday - 1) // 14
    return start.year, (start.month - 1) // period.length.months

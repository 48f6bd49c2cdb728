"""A table as a page shows it: words and written numbers, prepared so that templates hold no logic."""

from dataclasses import dataclass

import numpy as np

from populace.forecast.results import Fan, Interval
from populace.i18n import gettext as _
from populace.report.amounts import signed

DASH = "–"


@dataclass(frozen=True)
class Grid:
    """A table: its head, and rows whose first cell names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def span(low: float, high: float, digits: int = 0) -> str:
    """``−20 to +140``: two changes with their signs, which a dash would hide."""
    return _("{low} to {high}").format(low=signed(low, digits), high=signed(high, digits))


def spans(interval: Interval) -> tuple[str, str]:
    """The two ranges of a change, with their signs."""
    return span(interval.low80, interval.high80), span(interval.low95, interval.high95)


def milestones(fan: Fan) -> list[int]:
    """The years of a fan that a short table shows: the first, the last, and every fifth."""
    first, last = int(fan.years[0]), int(fan.years[-1])
    return sorted({first, last, *(int(year) for year in fan.years[np.asarray(fan.years) % 5 == 0])})

"""Reports that are expected and those that came: ``R{form.RATE}`` by place and period."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from populace.catalog.expressions.nodes import Rate
from populace.catalog.forms import Form
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.places.tree import PlaceTree
from populace.store.calendar import Windows
from populace.store.names import EPOCH, LENGTHS, day_number, period_of
from populace.store.reports import on_time, report_numbers
from populace.store.selection import Scope
from populace.store.views import View


@dataclass(frozen=True)
class Maps:
    """The map of any day, each made once for all the days between two events."""

    history: PlaceHistory

    @cached_property
    def _days(self) -> list[int]:
        return sorted({day_number(each.day) for each in self.history.events})

    @cached_property
    def _made(self) -> dict[int, PlaceTree]:
        return {}

    def on(self, day: int) -> PlaceTree:
        """The map of ``day`` (days since 1970-01-01)."""
        stretch = bisect_right(self._days, day)
        if stretch not in self._made:
            self._made[stretch] = self.history.on((EPOCH + np.timedelta64(day, "D")).item())
        return self._made[stretch]


@dataclass(frozen=True)
class Reports:
    """Reports of one form, ``(target, period)``: shares of reports where places were divided."""

    expected: np.ndarray
    actual: np.ndarray
    on_time: np.ndarray

    def rate(self, rate: Rate) -> np.ndarray:
        """What ``rate`` asks, ``(target, period)``; rates in per cent, missing where no report is expected."""
        match rate:
            case Rate.EXPECTED_REPORTS:
                return self.expected
            case Rate.ACTUAL_REPORTS:
                return self.actual
            case Rate.ACTUAL_REPORTS_ON_TIME:
                return self.on_time
        part = self.actual if rate is Rate.REPORTING_RATE else self.on_time
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.expected > 0, 100 * part / self.expected, np.nan)


def form_reports(view: View, form: Form, scope: Scope, windows: Windows) -> Reports:
    """Reports of ``form`` in each place of ``scope`` and each of ``windows``.

    One is expected from each place of the form, for each of its periods that lies in the window, if the place is there
    on the last day of it. A report has come when the place has any figure of the form for that period; in time when
    the first of them came at most ``due_days`` after the period. Each counts where its place counts.
    """
    cover = scope.history.coverage(scope.places, scope.boundaries)
    maps, came = Maps(scope.history), _came(view, form, scope.history)
    shape = len(scope.places), len(windows.first)
    counted = Reports(np.zeros(shape), np.zeros(shape), np.zeros(shape))
    for at, (first, last) in enumerate(zip(windows.first.tolist(), windows.last.tolist(), strict=True)):
        for start, end in form_periods(form, first, last):
            expected = expected_places(form, maps, end)
            reported, timely = came.get(start, (_NOBODY, _NOBODY))
            rows = (cover.first <= end) & (end <= cover.last)
            source, target, share = cover.source[rows], cover.target[rows], cover.share[rows]
            for total, among in (
                (counted.expected, expected),
                (counted.actual, expected & _flags(len(expected), reported)),
                (counted.on_time, expected & _flags(len(expected), timely)),
            ):
                total[:, at] += np.bincount(target, share * among[source], minlength=shape[0])
    return counted


def expected_places(form: Form, maps: Maps, day: int) -> np.ndarray:
    """Which places of the history, ``(place,)``, owe a report for a period that ends on ``day``."""
    position = maps.history.timelines.position
    owing = [
        position[place.code]
        for place in maps.on(day)
        if (place.code in form.places if form.places else place.kind in form.kinds)
    ]
    return _flags(len(position), np.array(owing, np.int64))


def form_periods(form: Form, first: int, last: int) -> list[tuple[int, int]]:
    """First and last days of the periods of ``form`` that lie within the days ``first`` to ``last``.

    Fortnights are counted from the first Monday.
    """
    day = Period((EPOCH + np.timedelta64(first, "D")).item(), Length.DAY)
    fortnights = form.length is Length.FORTNIGHT
    period = day.within(Length.WEEK if fortnights else form.length)
    if period.start < day.start:
        period = period.moved(1)
    period = Period(period.start, form.length)
    found = []
    while day_number(period.last) <= last:
        found.append((day_number(period.start), day_number(period.last)))
        period = period.moved(1)
    return found


_NOBODY = np.empty(0, np.int64)


def _came(view: View, form: Form, history: PlaceHistory) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """By first day of the period: positions of the places that reported, and of those that did in time."""
    rows = report_numbers(view, form.measures)
    length = rows["length"].to_numpy() == LENGTHS.index(form.length)
    place, start, first = (rows[name].to_numpy()[length] for name in ("place", "start", "first"))
    position = np.array([history.timelines.position.get(code, -1) for code in view.names.places], np.int64)[
        place
    ]
    found = {}
    for day in np.unique(start):
        here = (start == day) & (position >= 0)
        last = day_number(period_of(int(day), LENGTHS.index(form.length)).last)
        timely = here & on_time(view, first, last, form.due_days)
        found[int(day)] = position[here], position[timely]
    return found


def _flags(size: int, positions: np.ndarray) -> np.ndarray:
    flags = np.zeros(size, bool)
    flags[positions] = True
    return flags

"""Periods: a first day and a length, written as ISO writes them.

``2026`` a year, ``2026-H1`` a half, ``2026-Q3`` a quarter, ``2026-11`` a month, ``2026-W05`` an ISO week,
``2026-11-25`` a day; any other, such as a financial year or a week from Sunday, as its first day and its length:
``2026-04-01/P1Y``. The calendar is the Gregorian one; others are converted where figures come in.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from populace.errors import ModelError


class Length(Enum):
    """How long a period is, as ISO 8601 writes durations; the order is that of length."""

    DAY = "P1D"
    WEEK = "P7D"
    FORTNIGHT = "P14D"
    MONTH = "P1M"
    TWO_MONTHS = "P2M"
    QUARTER = "P3M"
    HALF = "P6M"
    YEAR = "P1Y"

    @property
    def days(self) -> int:
        """Days, for a length that is a number of days; else 0."""
        return _DAYS.get(self, 0)

    @property
    def months(self) -> int:
        """Months, for a length that is a number of months; else 0."""
        return _MONTHS.get(self, 0)

    @property
    def a_year(self) -> float:
        """How many of them make a year."""
        return 12 / self.months if self.months else 365.2425 / self.days


_DAYS = {Length.DAY: 1, Length.WEEK: 7, Length.FORTNIGHT: 14}
_MONTHS = {Length.MONTH: 1, Length.TWO_MONTHS: 2, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}

_FORMS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)/(P\d+[DMY])"), "any"),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "day"),
    (re.compile(r"(\d{4})-W(\d\d)"), "week"),
    (re.compile(r"(\d{4})-Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})-H([12])"), "half"),
    (re.compile(r"(\d{4})-(\d\d)"), "month"),
    (re.compile(r"(\d{4})"), "year"),
)


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` for ``length``.

    :raises ModelError: a length in months that does not begin on the first of a month.
    """

    start: date
    length: Length = Length.MONTH

    def __post_init__(self) -> None:
        if self.length.months and self.start.day != 1:
            raise ModelError(
                f"a period of {self.length.value} begins on the first of a month, not {self.start}"
            )

    @classmethod
    def parse(cls, text: str) -> "Period":
        """From its text.

        :raises ModelError: a text that is no period.
        """
        return _parse(text)

    @property
    def text(self) -> str:
        """The one way to write it: the short form where there is one."""
        return _text(self)

    @property
    def next_start(self) -> date:
        """The first day after it."""
        if self.length.days:
            return self.start + timedelta(days=self.length.days)
        return _add_months(self.start, self.length.months)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next_start - timedelta(days=1)

    @property
    def days(self) -> int:
        """The number of days in it."""
        return (self.next_start - self.start).days

    def moved(self, steps: int) -> "Period":
        """The period ``steps`` of its own length later (earlier where negative)."""
        if self.length.days:
            return Period(self.start + timedelta(days=steps * self.length.days), self.length)
        return Period(_add_months(self.start, steps * self.length.months), self.length)

    def within(self, length: Length) -> "Period":
        """The period of ``length`` that it begins in, counted from January (weeks from Monday).

        :raises ModelError: fortnights, which count from no common day.
        """
        return Period(_floor(self.start, length), length)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.next_start

    def __str__(self) -> str:
        return self.text


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """Every period from ``first`` to ``last``, both included.

    :raises ModelError: the two have not the same length.
    """
    if first.length is not last.length:
        raise ModelError(f"{first} and {last} are not of the same length")
    while first.start <= last.start:
        yield first
        first = first.moved(1)


@lru_cache(maxsize=10_000)
def _parse(text: str) -> Period:
    for pattern, form in _FORMS:
        match = pattern.fullmatch(text.strip())
        if match:
            try:
                return _read(form, match.groups())
            except ValueError as error:
                raise ModelError(f"{text!r} is no period: {error}") from error
    raise ModelError(f"{text!r} is no period; write 2026, 2026-Q3, 2026-11, 2026-W05 or 2026-11-25")


def _read(form: str, parts: tuple[str, ...]) -> Period:
    year = int(parts[0])
    match form:
        case "any":
            return Period(date(year, int(parts[1]), int(parts[2])), Length(parts[3]))
        case "day":
            return Period(date(year, int(parts[1]), int(parts[2])), Length.DAY)
        case "week":
            return Period(date.fromisocalendar(year, int(parts[1]), 1), Length.WEEK)
        case "quarter":
            return Period(date(year, 3 * int(parts[1]) - 2, 1), Length.QUARTER)
        case "half":
            return Period(date(year, 6 * int(parts[1]) - 5, 1), Length.HALF)
        case "month":
            return Period(date(year, int(parts[1]), 1), Length.MONTH)
        case _:
            return Period(date(year, 1, 1), Length.YEAR)


def _text(period: Period) -> str:
    start, months = period.start, period.length.months
    in_step = months and _floor(start, period.length) == start
    match period.length:
        case Length.DAY:
            return start.isoformat()
        case Length.WEEK if start.weekday() == 0:
            year, week, _day = start.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case Length.MONTH:
            return f"{start.year:04d}-{start.month:02d}"
        case Length.QUARTER if in_step:
            return f"{start.year:04d}-Q{(start.month + 2) // 3}"
        case Length.HALF if in_step:
            return f"{start.year:04d}-H{(start.month + 5) // 6}"
        case Length.YEAR if in_step:
            return f"{start.year:04d}"
    return f"{start.isoformat()}/{period.length.value}"


def _floor(day: date, length: Length) -> date:
    match length:
        case Length.DAY:
            return day
        case Length.WEEK:
            return day - timedelta(days=day.weekday())
        case Length.FORTNIGHT:
            raise ModelError("fortnights count from no common day")
    return date(day.year, (day.month - 1) // length.months * length.months + 1, 1)


def _add_months(day: date, months: int) -> date:
    """The same day of the month, or its last day, ``months`` later."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

"""Periods as DHIS2 names them: ``202511``, ``2025W5``, ``2025Q3``, ``2025April``, and back.

Source: DHIS2 ``PeriodType`` and its subclasses, 2.42; every identifier is anchored at the start of the period.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.calendars import Calendar, day_of, months_of

WEEKDAYS = {"": 0, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
"""Names in identifiers of weeks, with the weekday on which they begin (Monday is 0)."""

MONTHS = {"Feb": 2, "April": 4, "July": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11}
"""Names in identifiers of financial years."""

LENGTHS = {
    "Daily": Length.DAY,
    **dict.fromkeys(
        ("Weekly", "WeeklyWednesday", "WeeklyThursday", "WeeklyFriday", "WeeklySaturday", "WeeklySunday"),
        Length.WEEK,
    ),
    "BiWeekly": Length.FORTNIGHT,
    "Monthly": Length.MONTH,
    "BiMonthly": Length.TWO_MONTHS,
    **dict.fromkeys(("Quarterly", "QuarterlyNov"), Length.QUARTER),
    **dict.fromkeys(("SixMonthly", "SixMonthlyApril", "SixMonthlyNov"), Length.HALF),
    "Yearly": Length.YEAR,
    **{f"Financial{name}": Length.YEAR for name in MONTHS},
}
"""DHIS2's period types, with how long they are."""

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_MONTH = re.compile(r"(\d{4})-?(\d\d)")
_TWO_MONTHS = re.compile(r"(\d{4})(\d\d)B")
_WEEK = re.compile(r"(\d{4})(Wed|Thu|Fri|Sat|Sun|)W(\d\d?)")
_FORTNIGHT = re.compile(r"(\d{4})BiW(\d\d?)")
_QUARTER = re.compile(r"(\d{4})(Nov|)Q([1-4])")
_HALF = re.compile(r"(\d{4})(April|Nov|)S([12])")
_YEAR = re.compile(rf"(\d{{4}})({'|'.join(MONTHS)}|)")
_ADX = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T[\d:.+\-Z]*)?/(P\d+[DMY])")


@lru_cache(maxsize=10_000)
def read_period(text: str, calendar: Calendar = Calendar.GREGORIAN) -> Period:
    """The period that a DHIS2 identifier or an ADX ``date/duration`` names.

    :raises ModelError: it names none.
    """
    for pattern, read in _READERS:
        match = pattern.fullmatch(text.strip())
        if match:
            try:
                return read(calendar, *match.groups())
            except (ValueError, OverflowError, KeyError) as error:
                raise ModelError(f"{text!r} is no period: {error}") from error
    raise ModelError(f"{text!r} is no period that DHIS2 knows")


def _adx(calendar: Calendar, year: str, month: str, day: str, duration: str) -> Period:
    """ADX dates are ISO dates, whatever calendar an installation shows (``AdxPeriod``)."""
    length = Length(duration)
    return Period(date(int(year), int(month), int(day)), length)


def _day(calendar: Calendar, year: str, month: str, day: str) -> Period:
    return day_of(calendar, int(year), int(month), int(day))


def _month(calendar: Calendar, year: str, month: str) -> Period:
    return months_of(calendar, int(year), int(month), Length.MONTH)


def _two_months(calendar: Calendar, year: str, number: str) -> Period:
    """``yyyy02B`` is March and April: the number is that of the pair, not of the month (``BiMonthlyPeriodType``)."""
    if not 1 <= int(number) <= 6:
        raise ValueError(f"a year has no two months number {number}")
    return months_of(calendar, int(year), 2 * int(number) - 1, Length.TWO_MONTHS)


def _week(calendar: Calendar, year: str, weekday: str, number: str) -> Period:
    _only_gregorian(calendar)
    return Period(_start_of_week(int(year), int(number), WEEKDAYS[weekday]), Length.WEEK)


def _fortnight(calendar: Calendar, year: str, number: str) -> Period:
    _only_gregorian(calendar)
    if not 1 <= int(number) <= 27:
        raise ValueError(f"fortnight {number}")
    return Period(_start_of_week(int(year), 2 * int(number) - 1, 0), Length.FORTNIGHT)


def _quarter(calendar: Calendar, year: str, name: str, number: str) -> Period:
    """``yyyyNovQ1`` begins in November of the year before (``QuarterlyNovemberPeriodType``)."""
    return _in_months(calendar, int(year), 3 * int(number) - 2, Length.QUARTER, -2 if name else 0)


def _half(calendar: Calendar, year: str, name: str, number: str) -> Period:
    """``yyyyAprilS1`` begins in April of that year, ``yyyyNovS1`` in November of the year before."""
    shift = {"": 0, "April": 3, "Nov": -2}[name]
    return _in_months(calendar, int(year), 6 * int(number) - 5, Length.HALF, shift)


def _year(calendar: Calendar, year: str, name: str) -> Period:
    """A financial year is named after the year it begins in; the one from November after that it ends in."""
    before = name == "Nov"
    return months_of(calendar, int(year) - before, MONTHS.get(name, 1), Length.YEAR)


def _in_months(calendar: Calendar, year: int, month: int, length: Length, shift: int) -> Period:
    years, index = divmod(month - 1 + shift, 12)
    return months_of(calendar, year + years, index + 1, length)


def _start_of_week(year: int, number: int, weekday: int) -> date:
    """The first day of week ``number``; week 1 is the one that has 4 January (ISO 8601, moved to ``weekday``)."""
    fourth = date(year, 1, 4)
    first = fourth - timedelta(days=(fourth.weekday() - weekday) % 7)
    start = first + timedelta(weeks=number - 1)
    following = date(year + 1, 1, 4)
    if number < 1 or start >= following - timedelta(days=(following.weekday() - weekday) % 7):
        raise ValueError(f"{year} has no week {number}")
    return start


def _only_gregorian(calendar: Calendar) -> None:
    if calendar is not Calendar.GREGORIAN:
        raise ValueError(f"weeks of the {calendar.value} calendar are not numbered here")


_READERS = (
    (_ADX, _adx),
    (_DAY, _day),
    (_MONTH, _month),
    (_TWO_MONTHS, _two_months),
    (_WEEK, _week),
    (_FORTNIGHT, _fortnight),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_YEAR, _year),
)


def period_id(period: Period) -> str:
    """The identifier by which DHIS2 knows ``period``; what ``read_period`` reads as the same.

    :raises ModelError: DHIS2 has no type for such a period (a week from Tuesday, a year from March).
    """
    start = period.start
    match period.length:
        case Length.DAY:
            return f"{start:%Y%m%d}"
        case Length.WEEK | Length.FORTNIGHT:
            return _week_id(period)
        case Length.MONTH:
            return f"{start:%Y%m}"
        case Length.TWO_MONTHS if start.month % 2 == 1:
            return f"{start:%Y}{(start.month + 1) // 2:02d}B"
        case Length.QUARTER | Length.HALF | Length.YEAR:
            return _months_id(period)
    raise _unknown(period)


def adx_period(period: Period) -> str:
    """``date/duration``, as ADX writes periods."""
    return f"{period.start.isoformat()}/{period.length.value}"


def _months_id(period: Period) -> str:
    start, length = period.start, period.length.months
    for name, first, year_before in _STARTS[period.length]:
        number, odd = divmod((start.month - first) % 12, length)
        if odd == 0:
            # The year that the first of the year's periods begins in, or, by November, ends in.
            began = start.year - (start.month < first) + year_before
            return f"{began:04d}{name}{_LETTER[period.length]}{number + 1 if length < 12 else ''}"
    raise _unknown(period)


_LETTER = {Length.QUARTER: "Q", Length.HALF: "S", Length.YEAR: ""}
_STARTS: dict[Length, tuple[tuple[str, int, int], ...]] = {
    Length.QUARTER: (("", 1, 0), ("Nov", 11, 1)),
    Length.HALF: (("", 1, 0), ("April", 4, 0), ("Nov", 11, 1)),
    Length.YEAR: (("", 1, 0), *((name, month, int(name == "Nov")) for name, month in MONTHS.items())),
}
"""Names in identifiers, the month in which the first period of a year begins, and whether in the year before."""


def _week_id(period: Period) -> str:
    names = {weekday: name for name, weekday in WEEKDAYS.items()}
    name = names.get(period.start.weekday())
    if name is None:
        raise _unknown(period)
    year = (period.start + timedelta(days=3)).year  # a week is of the year that most of its days are in
    number = (period.start - _start_of_week(year, 1, period.start.weekday())).days // 7 + 1
    if period.length is Length.WEEK:
        return f"{year:04d}{name}W{number}"
    if name or number % 2 == 0:
        raise _unknown(period)
    return f"{year:04d}BiW{(number + 1) // 2}"


def _unknown(period: Period) -> ModelError:
    return ModelError(f"DHIS2 has no period that begins on {period.start} and lasts {period.length.value}")

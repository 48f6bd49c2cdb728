"""Calendars other than the Gregorian one, converted where figures come in; the sender declares which one it is.

A **day** is converted exactly. A **month** of a solar calendar becomes one month of the Gregorian calendar, always the
same one: that in which it begins (Ethiopian, Coptic, Nepali, Julian), or, where it begins in the last third, the next
(Persian), so that a year's months follow each other without gap or collision. Periods of several months begin with
the month that their first month becomes. The days at the edges of a month are therefore counted up to three weeks
off; that is said wherever it is done.

The thirteenth month of the Ethiopian and Coptic year, of five or six days, would collide with the month after it. It is
kept apart as the seven days that begin with it. Months of the Islamic calendar move through the year, and some
twelve and a third of them make one; they become no month of another calendar and are refused.

Conversions: the packages ``convertdate`` (Meeus, *Astronomical Algorithms*) and ``nepali_datetime`` (tables of the
Nepali almanac); the Ethiopian year is that of the Coptic calendar plus 276; the Thai one is the Gregorian plus 543.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

import nepali_datetime
from convertdate import coptic, islamic, julian, persian

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.i18n import N_


class Calendar(Enum):
    """A calendar that a sender may declare; the value is what the sender calls it."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"
    COPTIC = "coptic"
    NEPALI = "nepali"
    PERSIAN = "persian"
    JULIAN = "julian"
    THAI = "thai"
    ISLAMIC = "islamic"

    @property
    def label(self) -> str:
        """Its name, to be translated."""
        return _LABELS[self]

    @property
    def months_shift(self) -> bool:
        """Whether a month of it has other days than the month that it becomes."""
        return self not in (Calendar.GREGORIAN, Calendar.THAI)


_LABELS = {
    Calendar.GREGORIAN: N_("Gregorian"),
    Calendar.ETHIOPIAN: N_("Ethiopian"),
    Calendar.COPTIC: N_("Coptic"),
    Calendar.NEPALI: N_("Nepali"),
    Calendar.PERSIAN: N_("Persian"),
    Calendar.JULIAN: N_("Julian"),
    Calendar.THAI: N_("Thai"),
    Calendar.ISLAMIC: N_("Islamic"),
}

LEAP_MONTH = 13
"""The month of five or six days that ends the Ethiopian and the Coptic year."""


@dataclass(frozen=True)
class _Months:
    """Month 1 of year ``y`` becomes month ``first`` of Gregorian year ``y + years``."""

    years: int
    first: int


_MONTHS = {
    Calendar.GREGORIAN: _Months(0, 1),
    Calendar.THAI: _Months(-543, 1),
    Calendar.JULIAN: _Months(0, 1),
    Calendar.ETHIOPIAN: _Months(7, 9),
    Calendar.COPTIC: _Months(283, 9),
    Calendar.NEPALI: _Months(-57, 4),
    Calendar.PERSIAN: _Months(621, 4),
}

_MonthStart = Callable[[int, int], date]
"""The first day of a month of a year."""


def _ethiopian(year: int, month: int) -> date:
    return _coptic(year - 276, month)


def _coptic(year: int, month: int) -> date:
    return _date(coptic.to_gregorian(year, month, 1))


def _nepali(year: int, month: int) -> date:
    return date.fromisoformat(str(nepali_datetime.date(year, month, 1).to_datetime_date()))


def _persian(year: int, month: int) -> date:
    """Six months of 31 days, then months of 30; the year begins at the spring equinox, found once a year."""
    return _persian_new_year(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0))


@cache
def _persian_new_year(year: int) -> date:
    return _date(persian.to_gregorian(year, 1, 1))


def _date(found: tuple[float, float, float]) -> date:
    return date(int(found[0]), int(found[1]), int(found[2]))


_MONTH_STARTS: dict[Calendar, _MonthStart] = {
    Calendar.GREGORIAN: lambda year, month: date(year, month, 1),
    Calendar.THAI: lambda year, month: date(year - 543, month, 1),
    Calendar.JULIAN: lambda year, month: _date(julian.to_gregorian(year, month, 1)),
    Calendar.ETHIOPIAN: _ethiopian,
    Calendar.COPTIC: _coptic,
    Calendar.NEPALI: _nepali,
    Calendar.PERSIAN: _persian,
    Calendar.ISLAMIC: lambda year, month: _date(islamic.to_gregorian(year, month, 1)),
}


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The same day by the Gregorian calendar.

    :raises ModelError: there is no such day.
    """
    months = LEAP_MONTH if calendar in (Calendar.ETHIOPIAN, Calendar.COPTIC) else 12
    following = (year, month + 1) if month < months else (year + 1, 1)
    try:
        found = _month_start(calendar, year, month) + timedelta(days=day - 1)
        there = 1 <= month <= months and day >= 1 and found < _month_start(calendar, *following)
    except (ValueError, OverflowError, KeyError, IndexError):
        there = False
    if not there:
        raise ModelError(f"there is no day {year}-{month}-{day} in the {calendar.value} calendar")
    return found


@cache
def _month_start(calendar: Calendar, year: int, month: int) -> date:
    return _MONTH_STARTS[calendar](year, month)


def day_of(calendar: Calendar, year: int, month: int, day: int) -> Period:
    """A day as a period.

    :raises ModelError: there is no such day.
    """
    return Period(to_gregorian(calendar, year, month, day), Length.DAY)


def months_of(calendar: Calendar, year: int, month: int, length: Length) -> Period:
    """The period of ``length`` (a number of months) that begins with ``month`` of ``year``.

    :raises ModelError: the calendar has no such month, or its months become none of another calendar.
    """
    if calendar is Calendar.ISLAMIC:
        raise ModelError("months of the Islamic calendar move through the year and become no Gregorian month")
    if month == LEAP_MONTH and calendar in (Calendar.ETHIOPIAN, Calendar.COPTIC) and length is Length.MONTH:
        return Period(to_gregorian(calendar, year, month, 1), Length.WEEK)
    if not 1 <= month <= 12:
        raise ModelError(f"there is no month {month} in the {calendar.value} calendar")
    base = _MONTHS[calendar]
    years, months = divmod(base.first - 1 + month - 1, 12)
    try:
        return Period(date(year + base.years + years, months + 1, 1), length)
    except ValueError as error:
        raise ModelError(f"there is no year {year} in the {calendar.value} calendar here") from error


def length_as_sent(period: Period) -> Length:
    """How long the sender calls ``period``: a month, where it stands for that of five or six days; else its length."""
    if period.length is Length.WEEK and period.start.month == 9:
        # The month ends the Ethiopian year, which begins in the September seven years later by its own count.
        year = period.start.year - _MONTHS[Calendar.ETHIOPIAN].years - 1
        if to_gregorian(Calendar.ETHIOPIAN, year, LEAP_MONTH, 1) == period.start:
            return Length.MONTH
    return period.length

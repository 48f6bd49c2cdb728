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
from datetime import date
from enum import Enum

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

_Converter = Callable[[int, int, int], tuple[int, int, int]]


def _nepali(year: int, month: int, day: int) -> tuple[int, int, int]:
    found = nepali_datetime.date(year, month, day).to_datetime_date()
    return found.year, found.month, found.day


def _ethiopian(year: int, month: int, day: int) -> tuple[int, int, int]:
    return _numbers(coptic.to_gregorian(year - 276, month, day))


def _thai(year: int, month: int, day: int) -> tuple[int, int, int]:
    return year - 543, month, day


def _numbers(found: tuple[float, float, float]) -> tuple[int, int, int]:
    return int(found[0]), int(found[1]), int(found[2])


_TO_GREGORIAN: dict[Calendar, _Converter] = {
    Calendar.GREGORIAN: lambda year, month, day: (year, month, day),
    Calendar.THAI: _thai,
    Calendar.JULIAN: lambda year, month, day: _numbers(julian.to_gregorian(year, month, day)),
    Calendar.ETHIOPIAN: _ethiopian,
    Calendar.COPTIC: lambda year, month, day: _numbers(coptic.to_gregorian(year, month, day)),
    Calendar.NEPALI: _nepali,
    Calendar.PERSIAN: lambda year, month, day: _numbers(persian.to_gregorian(year, month, day)),
    Calendar.ISLAMIC: lambda year, month, day: _numbers(islamic.to_gregorian(year, month, day)),
}

_LONGEST = {
    Calendar.ETHIOPIAN: 30,
    Calendar.COPTIC: 30,
    Calendar.NEPALI: 32,
    Calendar.PERSIAN: 31,
    Calendar.ISLAMIC: 30,
}
"""Days of the longest month, where the converter does not look itself."""


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The same day by the Gregorian calendar.

    :raises ModelError: there is no such day.
    """
    most = 12 + (calendar in (Calendar.ETHIOPIAN, Calendar.COPTIC))
    longest = 6 if month == LEAP_MONTH else _LONGEST.get(calendar, 31)
    if not (1 <= month <= most and 1 <= day <= longest and 1 <= year <= 9999):
        raise ModelError(f"there is no day {year}-{month}-{day} in the {calendar.value} calendar")
    try:
        return date(*_TO_GREGORIAN[calendar](year, month, day))
    except (ValueError, OverflowError, KeyError, IndexError) as error:
        raise ModelError(f"there is no day {year}-{month}-{day} in the {calendar.value} calendar") from error


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

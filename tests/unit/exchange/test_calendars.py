"""Other calendars by known dates, and months that follow each other without gap or collision."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from convertdate import persian

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.calendars import LEAP_MONTH, Calendar, day_of, length_as_sent, months_of, to_gregorian
from populace.exchange.dhis2.periods import read_period

SOLAR = [each for each in Calendar if each is not Calendar.ISLAMIC]
YEARS = {
    Calendar.GREGORIAN: 2017, Calendar.THAI: 2560, Calendar.JULIAN: 2017, Calendar.ETHIOPIAN: 2010,
    Calendar.COPTIC: 1734, Calendar.NEPALI: 2074, Calendar.PERSIAN: 1396,
}  # fmt: skip
"""The year of each calendar with most of its days in 2017 and 2018."""


@pytest.mark.parametrize(
    ("calendar", "day", "gregorian"),
    [
        (Calendar.ETHIOPIAN, (2018, 1, 1), "2025-09-11"),
        (Calendar.ETHIOPIAN, (2016, 1, 1), "2023-09-12"),
        (Calendar.ETHIOPIAN, (2017, 13, 5), "2025-09-10"),
        (Calendar.COPTIC, (1742, 1, 1), "2025-09-11"),
        (Calendar.NEPALI, (2081, 1, 1), "2024-04-13"),
        (Calendar.PERSIAN, (1404, 1, 1), "2025-03-21"),
        (Calendar.ISLAMIC, (1446, 9, 1), "2025-03-01"),
        (Calendar.JULIAN, (2025, 1, 1), "2025-01-14"),
        (Calendar.THAI, (2568, 11, 25), "2025-11-25"),
    ],
)
def test_a_day_is_converted_exactly(calendar: Calendar, day: tuple[int, int, int], gregorian: str) -> None:
    assert to_gregorian(calendar, *day).isoformat() == gregorian
    assert read_period("{:04d}{:02d}{:02d}".format(*day), calendar) == Period(
        date.fromisoformat(gregorian), Length.DAY
    )


@pytest.mark.parametrize("calendar", SOLAR)
def test_months_follow_each_other_without_gap_or_collision(calendar: Calendar) -> None:
    first = YEARS[calendar]
    months = [
        months_of(calendar, year, month, Length.MONTH)
        for year in range(first, first + 30)
        for month in range(1, 13)
    ]
    assert all(after == before.moved(1) for before, after in pairwise(months))


@pytest.mark.parametrize("calendar", SOLAR)
def test_a_month_shares_about_half_of_its_days_or_more_with_the_one_that_it_becomes(
    calendar: Calendar,
) -> None:
    first = YEARS[calendar]
    for year in range(first, first + 20):
        for month in range(1, 13):
            became = months_of(calendar, year, month, Length.MONTH)
            days = [_or_none(calendar, year, month, day) for day in range(1, 33)]
            shared = sum(day is not None and day in became for day in days)
            assert shared >= 13, (calendar, year, month)


def _or_none(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    try:
        found = to_gregorian(calendar, year, month, day)
    except ModelError:
        return None
    return found


@pytest.mark.parametrize(
    ("calendar", "text", "period"),
    [
        (Calendar.NEPALI, "208101", "2024-04"),
        (Calendar.ETHIOPIAN, "201801", "2025-09"),
        (Calendar.ETHIOPIAN, "2017", "2024-09-01/P1Y"),
        (Calendar.ETHIOPIAN, "2017Q2", "2024-12-01/P3M"),
        (Calendar.PERSIAN, "140401", "2025-04"),
        (Calendar.THAI, "256811", "2025-11"),
        (Calendar.ETHIOPIAN, "2025-09-01/P1M", "2025-09"),
    ],
)
def test_identifiers_are_in_the_calendar_of_the_sender(calendar: Calendar, text: str, period: str) -> None:
    assert read_period(text, calendar).text == period


@pytest.mark.parametrize("calendar", [Calendar.ETHIOPIAN, Calendar.COPTIC])
def test_the_thirteenth_month_is_lost_in_no_year(calendar: Calendar) -> None:
    """It stands apart from the months around it, ends in the September in which it lies, and is called a month."""
    first = YEARS[calendar]
    periods = [
        months_of(calendar, year, month, Length.MONTH)
        for year in range(first, first + 12)
        for month in range(1, LEAP_MONTH + 1)
    ]
    assert max(Counter(periods).values()) == 1
    for last in periods[12::13]:
        assert last.length is Length.WEEK
        assert (last.start.month, last.last.month) == (9, 9)
        assert length_as_sent(last) is Length.MONTH


def test_other_weeks_are_no_months() -> None:
    start = date(2025, 1, 1)
    months = [
        day
        for day in (start + timedelta(days=i) for i in range(365))
        if length_as_sent(Period(day, Length.WEEK)) is Length.MONTH
    ]
    assert months == [date(2025, 9, 6)]


@pytest.mark.parametrize(
    ("calendar", "text"),
    [
        (Calendar.ISLAMIC, "144609"),
        (Calendar.ISLAMIC, "1446"),
        (Calendar.ETHIOPIAN, "201714"),
        (Calendar.NEPALI, "208113"),
        (Calendar.NEPALI, "208101W1"),
        (Calendar.ETHIOPIAN, "2017W5"),
        (Calendar.NEPALI, "99990101"),
        (Calendar.ETHIOPIAN, "20171307"),
        (Calendar.ETHIOPIAN, "20171306"),
        (Calendar.ISLAMIC, "14460230"),
        (Calendar.JULIAN, "20250230"),
        (Calendar.PERSIAN, "14040732"),
    ],
)
def test_what_cannot_be_converted_is_refused(calendar: Calendar, text: str) -> None:
    with pytest.raises(ModelError):
        read_period(text, calendar)


@pytest.mark.parametrize("year", [1389, 1399, 1403, 1404])
def test_the_persian_year_by_another_reckoning(year: int) -> None:
    """Each month begins where the package's own conversion, which finds the equinox each time, says."""
    for month in (1, 7, 12):
        assert to_gregorian(Calendar.PERSIAN, year, month, 1) == date(*persian.to_gregorian(year, month, 1))


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ModelError):
        day_of(Calendar.GREGORIAN, 2025, 2, 29)

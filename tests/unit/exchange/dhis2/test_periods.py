"""DHIS2's identifiers of periods, of every type, by the days that they stand for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.dhis2.periods import LENGTHS, adx_period, period_id, read_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20251103", "2025-11-03", "2025-11-03"),
        ("2025W1", "2024-12-30", "2025-01-05"),
        ("2020W53", "2020-12-28", "2021-01-03"),
        ("2025WedW5", "2025-01-29", "2025-02-04"),
        ("2025SunW1", "2024-12-29", "2025-01-04"),
        ("2025BiW1", "2024-12-30", "2025-01-12"),
        ("202511", "2025-11-01", "2025-11-30"),
        ("2025-11", "2025-11-01", "2025-11-30"),
        ("202501B", "2025-01-01", "2025-02-28"),
        ("202506B", "2025-11-01", "2025-12-31"),
        ("2025Q3", "2025-07-01", "2025-09-30"),
        ("2025NovQ1", "2024-11-01", "2025-01-31"),
        ("2025NovQ4", "2025-08-01", "2025-10-31"),
        ("2025S2", "2025-07-01", "2025-12-31"),
        ("2025AprilS2", "2025-10-01", "2026-03-31"),
        ("2025NovS1", "2024-11-01", "2025-04-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025Feb", "2025-02-01", "2026-01-31"),
        ("2025April", "2025-04-01", "2026-03-31"),
        ("2025July", "2025-07-01", "2026-06-30"),
        ("2025Aug", "2025-08-01", "2026-07-31"),
        ("2025Sep", "2025-09-01", "2026-08-31"),
        ("2025Oct", "2025-10-01", "2026-09-30"),
        ("2025Nov", "2024-11-01", "2025-10-31"),
        ("2015-06-01/P1M", "2015-06-01", "2015-06-30"),
        ("2015-06-01T00:00:00Z/P3M", "2015-06-01", "2015-08-31"),
    ],
)
def test_an_identifier_stands_for_its_days(text: str, first: str, last: str) -> None:
    period = read_period(text)
    assert (period.start.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "x", "202513", "202500", "20250230", "2025W0", "2025W53", "2020W54", "202507B", "2025Q5", "2025S3",
     "2025BiW28", "2025March", "2015-06-02/P1M", "2015-06-01/P5M", "99999", "LAST_MONTH"],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ModelError):
        read_period(text)


DAYS = st.dates(date(1990, 1, 8), date(2100, 12, 1))


def _periods(day: date, length: Length) -> Period:
    match length:
        case Length.DAY:
            return Period(day, length)
        case Length.WEEK:
            # Any weekday but Tuesday.
            return Period(day + timedelta(days=day.weekday() == 1), length)
        case Length.FORTNIGHT:
            year, week, _day = day.isocalendar()
            return Period(date.fromisocalendar(year, week - (week % 2 == 0), 1), length)
        case Length.QUARTER | Length.HALF:
            return Period(date(day.year, {0: 1, 1: 11}[day.month % 2], 1), length)
        case Length.YEAR:
            return Period(date(day.year, (1, 2, 4, 7, 8, 9, 10, 11)[day.month % 8], 1), length)
    return Period(date(day.year, day.month - (length is Length.TWO_MONTHS and day.month % 2 == 0), 1), length)


@given(day=DAYS, length=st.sampled_from(list(Length)))
def test_what_is_written_is_read_as_the_same(day: date, length: Length) -> None:
    period = _periods(day, length)
    assert read_period(period_id(period)) == period
    assert read_period(adx_period(period)) == period


@pytest.mark.parametrize(
    "text", ["2025-03-01/P1Y", "2025-03-01/P3M", "2025-02-01/P2M", "2025-01-07/P7D", "2025-01-06/P14D"]
)
def test_what_dhis2_has_no_name_for(text: str) -> None:
    with pytest.raises(ModelError, match="DHIS2 has no period"):
        period_id(Period.parse(text))


def test_every_period_type_has_a_length() -> None:
    assert len(LENGTHS) == 23

"""The small parts that questions are planned with."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Period, periods_between
from populace.store.ages import age_bounds
from populace.store.calendar import Windows, calendar
from populace.store.cells import cells_within
from populace.store.encode import sorted_with_rows
from populace.store.keys import KeySpace
from populace.store.names import LENGTHS, Names, period_key, period_of


@pytest.mark.parametrize(
    ("category", "bounds"),
    [("15-49", (15, 49)), ("7", (7, 7)), ("85+", (85, inf)), ("unknown", None), ("", None), ("10-", None)],
)
def test_ages(category, bounds):
    assert age_bounds(category) == bounds


def test_cells_within_a_question():
    cells = (
        "",
        "age=15-19",
        "age=10-19;sex=f",
        "age=50+;sex=f",
        "age=unknown;sex=f",
        "age=20;sex=f",
        "sex=f",
    )
    found = cells_within(cells, Breakdown.of({"age": "15-49", "sex": "f"}))
    assert (found.inside, found.straddling) == ((5,), (2,))
    assert cells_within(cells, Breakdown.of({"age": "unknown"})).inside == (4,)
    assert cells_within(cells, Breakdown()).inside == tuple(range(7))


NAMES = Names().grown(
    ("births", "deaths"),
    ("", "sex=f", "sex=m"),
    [f"P{number}" for number in range(50)],
    ("2025", "2025-Q4", "2025-12", "2026-01", "2026-02", "2026-Q1", "2026-W05", "2026-01-01"),
)


@given(st.lists(st.tuples(*(st.integers(0, most) for most in (1, 2, 49, 7))), unique=True))
def test_keys_are_whole_numbers_in_the_order_of_the_files(rows):
    names = NAMES.with_cells((m, b, 3) for m in range(2) for b in range(3))
    space = KeySpace.of(names)
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    key = space.pack(*columns)
    for made, given_column in zip(space.unpack(key), columns, strict=True):
        np.testing.assert_array_equal(made, given_column)
    by_key = [rows[at] for at in sorted_with_rows(key.copy())[1]]
    assert by_key == sorted(rows, key=lambda row: (*row[:3], *names.periods[row[3]]))


def test_stored_periods_lie_in_asked_ones():
    lengths = range(len(LENGTHS))
    quarters = [Period.parse("2025-Q4"), Period.parse("2026-Q1")]
    days = calendar(NAMES, lengths, Windows.of(quarters))
    found = {
        (period_of(start, length).text, at, exact)
        for start, length, at, exact in zip(
            days.start.tolist(), days.length.tolist(), days.period.tolist(), days.exact.tolist(), strict=True
        )
    }
    assert found == {
        ("2025-Q4", 0, True),
        ("2025-12", 0, False),
        ("2026-01", 1, False),
        ("2026-02", 1, False),
        ("2026-Q1", 1, True),
        ("2026-W05", 1, False),
        ("2026-01-01", 1, False),
    }
    pairs = {(period_of(*pair[:2]).text, period_of(*pair[2:]).text) for pair in days.overlaps.tolist()}
    assert ("2026-01", "2026-Q1") in pairs
    assert ("2026-W05", "2026-01") in pairs
    assert ("2026-W05", "2026-Q1") in pairs
    assert ("2026-Q1", "2026-01") not in pairs


def test_the_year_to_date_begins_in_january():
    months = list(periods_between(Period.parse("2025-12"), Period.parse("2026-02")))
    windows = Windows.to_date(months)
    first_days = [period_of(day, 0).text for day in windows.first.tolist()]
    assert first_days == ["2025-01-01", "2026-01-01", "2026-01-01"]
    days = calendar(NAMES, [period_key("2026-01")[1]], windows)
    assert sorted(zip(days.period.tolist(), days.start.tolist(), strict=True)) == [
        (0, period_key("2025-12")[0]),
        (1, period_key("2026-01")[0]),
        (2, period_key("2026-01")[0]),
        (2, period_key("2026-02")[0]),
    ]


@given(st.lists(st.integers(0, 2**61), max_size=50))
def test_the_order_of_keys_is_stable(keys):
    given_keys = np.array(keys, np.int64)
    in_order, row = sorted_with_rows(given_keys.copy())
    np.testing.assert_array_equal(row, np.argsort(given_keys, kind="stable"))
    np.testing.assert_array_equal(in_order, given_keys[row])

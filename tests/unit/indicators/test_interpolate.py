"""Stocks at other moments."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.periods import Period
from populace.indicators.interpolate import (
    HELD_DAYS,
    Interpolation,
    interpolated,
    middle_of,
    moment_of,
    year_of,
)

MOMENTS = np.array([0.0, 100.0, 300.0])


def test_31_december_is_the_beginning_of_the_next_year() -> None:
    assert moment_of(date(2025, 12, 31)) == moment_of(date(2026, 1, 1))
    assert moment_of(date(2025, 7, 1)) == moment_of(date(2025, 6, 30))
    assert moment_of(date(2025, 11, 2)) - moment_of(date(2025, 11, 1)) == 1


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_middle_of_a_year_is_half_way_between_its_ends(year: int) -> None:
    ends = moment_of(date(year - 1, 12, 31)), moment_of(date(year, 12, 31))
    assert middle_of(Period.parse(str(year))) == sum(ends) / 2


def test_the_year_of_a_financial_year_is_that_of_its_middle() -> None:
    assert year_of(Period.parse("2025-04-01/P1Y")) == 2025
    assert year_of(Period.parse("2025-10-01/P1Y")) == 2026
    assert year_of(Period.parse("2025-01")) == 2025


def test_a_stock_is_itself_on_its_day_and_a_line_between() -> None:
    stocks = np.array([[10.0, 20.0, 60.0]])
    found = interpolated(stocks, MOMENTS, np.array([0.0, 50.0, 100.0, 200.0, 300.0]))
    assert found.value.tolist() == [[10, 15, 20, 40, 60]]
    assert not found.held.any()


def test_a_stock_that_a_place_has_not_is_passed_over() -> None:
    stocks = np.array([[10.0, np.nan, 40.0], [np.nan, 20.0, 60.0], [np.nan, np.nan, np.nan]])
    found = interpolated(stocks, MOMENTS, np.array([100.0, 50.0]))
    assert found.value[:2].tolist() == [[20, 15], [20, 20]]
    assert np.isnan(found.value[2]).all()
    assert found.held.tolist() == [[False, False], [False, True], [False, False]]


@pytest.mark.parametrize("away", [1.0, HELD_DAYS])
def test_outside_the_nearest_is_held_up_to_a_year(away: float) -> None:
    found = interpolated(np.array([[10.0, 20.0, 60.0]]), MOMENTS, np.array([-away, 300 + away]))
    assert found.value.tolist() == [[10, 60]]
    assert found.held.all()
    further = interpolated(
        np.array([[10.0, 20.0, 60.0]]), MOMENTS, np.array([-HELD_DAYS - 1, 301 + HELD_DAYS])
    )
    assert np.isnan(further.value).all()
    assert not further.held.any()


def test_no_stock_at_all() -> None:
    found = interpolated(np.empty((2, 0)), np.empty(0), np.array([5.0]))
    assert found.value.shape == (2, 1)
    assert np.isnan(found.value).all()


def test_the_latest_is_that_of_the_day_or_the_one_before() -> None:
    stocks = np.array([[10.0, 20.0, 60.0]])
    found = interpolated(stocks, MOMENTS, np.array([50.0, 100.0, 299.0, 300.0]), Interpolation.LATEST)
    assert found.value.tolist() == [[10, 20, 20, 60]]


def test_growth_at_one_rate_needs_people_at_both_ends() -> None:
    found = interpolated(np.array([[0.0, 20.0, 20.0]]), MOMENTS, np.array([50.0]), Interpolation.GEOMETRIC)
    assert found.value.tolist() == [[10]]


@given(
    st.lists(
        st.lists(st.one_of(st.just(np.nan), st.floats(1, 1e6)), min_size=3, max_size=3),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.floats(-500, 800), min_size=1, max_size=5),
    st.sampled_from([Interpolation.LINEAR, Interpolation.GEOMETRIC]),
)
def test_between_stocks_nobody_is_invented(stocks: list, wanted: list, way: Interpolation) -> None:
    given_ = np.array(stocks)
    found = interpolated(given_, MOMENTS, np.array(wanted), way).value
    for place, values in zip(given_, found, strict=True):
        there = values[np.isfinite(values)]
        if len(there):
            assert np.nanmin(place) * (1 - 1e-12) <= there.min()
            assert there.max() <= np.nanmax(place) * (1 + 1e-12)

"""Intervals against other implementations and published vectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from populace.indicators.intervals import EXACT_BELOW, events, odds, widened, wilson


def _one(bounds):
    return float(bounds[0][0]), float(bounds[1][0])


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_table_of_newcombe(x: float, n: float, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3."""
    assert _one(wilson(np.array([x]), np.array([n]))) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_wilson_is_that_of_scipy(n: int, share: float) -> None:
    x = round(share * n)
    expected = binomtest(x, n).proportion_ci(method="wilson")
    assert _one(wilson(np.array([float(x)]), np.array([float(n)]))) == pytest.approx(
        (expected.low, expected.high), abs=1e-12
    )


def test_a_share_above_all_or_of_nothing_has_no_bounds() -> None:
    low, high = wilson(np.array([5.0, 0.0, np.nan]), np.array([4.0, 0.0, 3.0]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize(
    ("x", "low", "high"), [(0, 0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (50, 37.111, 65.919)]
)
def test_events_give_the_table_of_garwood(x: float, low: float, high: float) -> None:
    assert _one(events(np.array([x], float))) == pytest.approx((low, high), abs=5e-4)


@given(st.floats(EXACT_BELOW, 1e6))
def test_the_approximation_of_many_events_is_close_to_the_exact_interval(count: float) -> None:
    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
    assert _one(events(np.array([count]))) == pytest.approx(exact, rel=1e-3)


@given(st.floats(0, 1e5))
def test_bounds_of_events_hold_the_count(count: float) -> None:
    low, high = _one(events(np.array([count])))
    assert 0 <= low <= count < high


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_bounds_of_a_ratio_turn_over_with_it(one: int, other: int) -> None:
    low, high = _one(odds(np.array([float(one)]), np.array([float(other)])))
    down, up = _one(odds(np.array([float(other)]), np.array([float(one)])))
    assert low < one / other < high
    assert (1 / up, 1 / down) == pytest.approx((low, high))


# --- the denominator's own --------------------------------------------------


def _widened(value, bounds, denominator, of):
    arrays = [np.array([each], float) for each in (value, *bounds, denominator, *of)]
    return _one(widened(arrays[0], (arrays[1], arrays[2]), arrays[3], (arrays[4], arrays[5])))


def test_a_sure_denominator_changes_nothing() -> None:
    assert _widened(0.2, (0.1, 0.4), 100, (100, 100)) == pytest.approx((0.1, 0.4))
    assert _widened(0.2, (0.1, 0.4), 100, (np.nan, np.nan)) == pytest.approx((0.1, 0.4))


def test_without_chance_the_denominators_bounds_are_all_there_is() -> None:
    assert _widened(0.2, (np.nan, np.nan), 100, (80, 125)) == pytest.approx((0.16, 0.25))


def test_without_either_there_are_no_bounds() -> None:
    assert np.isnan(_widened(0.2, (np.nan, np.nan), 100, (np.nan, np.nan))).all()


def test_two_equal_errors_are_the_root_of_two_as_wide() -> None:
    low, high = _widened(1.0, (0.5, 2.0), 100, (50, 200))
    assert (np.log(low), np.log(high)) == pytest.approx((-np.sqrt(2) * np.log(2), np.sqrt(2) * np.log(2)))


def test_a_value_of_nought_keeps_its_lower_bound() -> None:
    assert _widened(0.0, (0.0, 0.05), 100, (80, 125)) == pytest.approx((0.0, 0.0625))

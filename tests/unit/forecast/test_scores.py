"""Scores against values known in closed form, and the bootstrap against what it must do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from populace.forecast.accuracy import accuracy_of
from populace.forecast.backtest import scores
from populace.forecast.backtest.bootstrap import bootstrap_mean, bootstrap_median, draws
from populace.forecast.backtest.intervals import PROBABILITIES
from populace.forecast.results import Fan, Series


def test_the_crps_of_a_standard_normal_at_its_middle_is_the_published_value() -> None:
    # (sqrt(2) - 1) / sqrt(pi), from Gneiting & Raftery 2007 at z = 0.
    zero, one = np.zeros(1), np.ones(1)
    exact = (np.sqrt(2) - 1) / np.sqrt(np.pi)
    assert scores.crps_of_normal(zero, one, zero)[0] == pytest.approx(exact, rel=1e-12)
    assert scores.crps(ndtri(np.array(PROBABILITIES))[None], PROBABILITIES, zero)[0] == pytest.approx(
        exact, rel=2e-3
    )


@given(st.floats(-4, 4), st.floats(0.1, 10))
@settings(max_examples=30, deadline=None)
def test_quantiles_of_a_normal_have_its_crps(z: float, deviation: float) -> None:
    quantiles = (5 + deviation * ndtri(np.array(PROBABILITIES)))[None]
    observed = np.array([5 + z * deviation])
    exact = scores.crps_of_normal(np.array([5.0]), np.array([deviation]), observed)
    np.testing.assert_allclose(scores.crps(quantiles, PROBABILITIES, observed), exact, rtol=3e-3)


def test_the_crps_of_a_point_is_its_absolute_error() -> None:
    quantiles = np.full((1, len(PROBABILITIES)), 10.0)
    assert scores.crps(quantiles, PROBABILITIES, np.array([13.0]))[0] == pytest.approx(3.0)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12), st.floats(-60, 60))
@settings(max_examples=40, deadline=None)
def test_the_crps_of_samples_is_its_definition(samples: list[float], observed: float) -> None:
    values = np.array(samples)
    pairs = np.abs(values[:, None] - values[None]).mean()
    expected = np.abs(values - observed).mean() - pairs / 2
    assert scores.crps_of_samples(values[None], np.array([observed]))[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("observed", "score"), [(15.0, 10.0), (8.0, 10.0 + 10 * 2), (21.0, 10.0 + 10 * 1)])
def test_the_interval_score_is_width_and_ten_times_a_miss_of_80(observed: float, score: float) -> None:
    found = scores.interval_score(np.array([10.0]), np.array([20.0]), np.array([observed]), 0.8)
    assert found[0] == pytest.approx(score)


def test_errors_are_shares_of_what_was_counted_and_nobody_counted_is_no_error() -> None:
    errors = scores.percentage_errors(np.array([110.0, 90.0, 60.0, 5.0]), np.array([100.0, 100.0, 50.0, 0.0]))
    assert scores.mape(errors) == pytest.approx((0.1 + 0.1 + 0.2) / 3)
    assert scores.median_ape(errors) == pytest.approx(0.1)
    assert scores.bias(errors) == pytest.approx(0.2 / 3)


def test_the_same_value_everywhere_has_no_spread_and_one_place_and_origin_no_interval() -> None:
    drawn = draws(4, 3, 2, seed=1)
    for estimate in (bootstrap_mean, bootstrap_median):
        found = estimate(np.full((3, 4, 2), 0.25), drawn)
        assert (found.value, found.low, found.high) == (0.25, 0.25, 0.25)
    assert np.isnan(bootstrap_mean(np.full((1, 1, 2), 0.25), draws(1, 1, 1, seed=1)).low)


def test_the_bootstrap_of_many_independent_places_is_as_wide_as_theory_says() -> None:
    values = np.random.default_rng(3).normal(size=(1, 400, 1))
    found = bootstrap_mean(values, draws(400, 1, 1, seed=2, replicates=2000))
    assert found.high - found.low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)


def test_accuracy_is_over_all_origins_and_by_years_ahead() -> None:
    years = np.arange(2001, 2021)
    past = Series(years, np.full(20, 100.0))

    def fan(origin: int, middle: float) -> Fan:
        ahead = np.arange(origin + 1, origin + 16)
        return Fan(ahead, np.tile(middle + np.array([-20.0, -10.0, 0.0, 10.0, 20.0]), (15, 1)))

    found = accuracy_of({2005: fan(2005, 115.0), 2010: fan(2010, 95.0)}, past, worked_out={2011})
    assert found is not None
    near, middle, far = found.by_horizon
    assert (near.first, near.last, near.comparisons) == (1, 5, 9)  # 2011 was not counted
    assert middle.mean_absolute_percentage_error == pytest.approx((0.15 * 4 + 0.05 * 5) / 9)
    assert middle.bias == pytest.approx((0.15 * 4 - 0.05 * 5) / 9)
    assert (middle.coverage80, middle.coverage95, far.comparisons) == (5 / 9, 1.0, 5)
    assert accuracy_of({2020: fan(2020, 100.0)}, past) is None

"""Noise, processes, siblings and wholes: variance, correlation, reproducibility, exact sums."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.errors import ModelError
from populace.forecast.processes.autoregressive import Autoregressive, wandering
from populace.forecast.processes.noise import coloured, evened, shocks, stream, together, year_on_year
from populace.forecast.processes.quantiles import KNOTS, Quantiles, with_outer_bounds
from populace.forecast.processes.regions import (
    RATIO_RHO,
    RATIO_SIGMA,
    Difference,
    Ratio,
    along,
    gap,
    gap_shocks,
    sigma_within,
)
from populace.forecast.processes.siblings import USUAL_SHARE, share_of_siblings, white_noise
from populace.forecast.processes.whole import meet_whole


def white(trajectories: int, years: int, place: str = "x") -> np.ndarray:
    return shocks(stream(7, place, "test"), trajectories, years)


def test_shocks_are_standard_normal_and_named() -> None:
    drawn = white(40_000, 5)
    np.testing.assert_allclose(drawn.mean(axis=0), 0.0, atol=0.02)
    np.testing.assert_allclose(drawn.std(axis=0), 1.0, atol=0.02)
    np.testing.assert_array_equal(drawn, white(40_000, 5))
    assert abs(np.corrcoef(drawn[:, 0], white(40_000, 5, "y")[:, 0])[0, 1]) < 0.02


def test_coloured_noise_has_variance_one_and_the_correlation_asked_for() -> None:
    noise = coloured(white(40_000, 4), np.array([0.9, 0.5, 0.0]))
    np.testing.assert_allclose(noise.std(axis=0), 1.0, atol=0.02)
    found = [np.corrcoef(noise[:, year], noise[:, year + 1])[0, 1] for year in range(3)]
    np.testing.assert_allclose(found, [0.9, 0.5, 0.0], atol=0.02)


def test_a_spread_that_grows_as_the_root_of_time_is_a_random_walk() -> None:
    spread = np.sqrt(np.arange(1, 31))
    walk = coloured(white(20_000, 30), year_on_year(spread, 1.0)) * spread
    changes = np.diff(walk, axis=1)
    np.testing.assert_allclose(changes.std(axis=0), 1.0, atol=0.03)
    assert abs(np.corrcoef(changes[:, 10], changes[:, 11])[0, 1]) < 0.03


def test_evened_noise_keeps_the_order_and_has_the_normal_quantiles() -> None:
    noise = white(200, 3)
    even = evened(noise)
    order, later = (np.argsort(drawn, axis=0, kind="stable") for drawn in (noise, even))
    np.testing.assert_array_equal(order, later)
    np.testing.assert_allclose(np.median(even, axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(np.quantile(even, 0.9, axis=0), 1.2816, atol=0.02)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.0, 5.0), min_size=4, max_size=4), st.floats(-3.0, 3.0), st.floats(0.0, 1.0))
def test_quantiles_are_exact_at_the_bounds_and_never_turn_back(
    steps: list[float], lowest: float, persistence: float
) -> None:
    bounds = (lowest + np.concatenate([[0.0], np.cumsum(steps)]))[:, np.newaxis]
    process = Quantiles(bounds, persistence)
    np.testing.assert_allclose(process.at(KNOTS[:, np.newaxis])[:, 0], bounds[:, 0], atol=1e-9)
    line = process.at(np.linspace(-4, 4, 500)[:, np.newaxis])[:, 0]
    assert (np.diff(line) >= -1e-9).all()


def test_a_normal_distribution_comes_out_as_a_straight_line() -> None:
    median, side = np.full(3, 2.0), 1.2815515655446004 * 0.3
    process = Quantiles(with_outer_bounds(median, median - side, median + side), 0.9)
    z = np.linspace(-4, 4, 9)[:, np.newaxis] * np.ones(3)
    np.testing.assert_allclose(process.at(z), 2.0 + 0.3 * z, atol=1e-9)


def test_bounds_that_cross_and_persistence_above_one_are_refused() -> None:
    with pytest.raises(ModelError):
        Quantiles(np.array([[1.0], [0.9], [2.0], [3.0], [4.0]]), 0.9)
    with pytest.raises(ModelError):
        Quantiles(np.arange(5.0)[:, np.newaxis], 1.1)


def test_an_autoregressive_level_spreads_as_its_formula_says() -> None:
    process = Autoregressive(np.full(20, 3.0), 0.95, 0.1, drift_error=0.01, level_error=0.1)
    drawn = process.draw(white(40_000, 20), white(40_000, 2, "lasting"))
    np.testing.assert_allclose(drawn.std(axis=0), process.spread(), rtol=0.03)
    relative = Autoregressive(np.full(20, 3.0), 1.0, 0.3, relative=True).draw(white(1000, 20))
    assert (relative > 0).all()


def test_wandering_is_the_recursion_written_out() -> None:
    noise = white(3, 4)
    x, expected = np.zeros(3), []
    for year in range(4):
        x = 0.9 * x + 0.2 * noise[:, year]
        expected.append(x)
    np.testing.assert_allclose(wandering(noise, 0.9, 0.2), np.transpose(expected), rtol=1e-5)


def test_a_ratio_starts_at_the_last_one_and_fades_to_its_mean() -> None:
    ratio = Ratio(1.3)
    drawn = ratio.draw(white(20_000, 60))
    np.testing.assert_allclose(np.median(drawn, axis=0), ratio.median(60), atol=0.01)
    limit = RATIO_SIGMA * np.sqrt((1 - RATIO_RHO**120) / (1 - RATIO_RHO**2))
    assert abs(drawn[:, -1].std() - limit) < 0.003
    assert along(np.full((1, 1), 0.1), np.full((1, 1), 2.0))[0, 0] == 0.5


def test_places_that_lie_close_together_wander_less() -> None:
    assert sigma_within(np.array([0.99, 1.0, 1.01])) < RATIO_SIGMA
    assert sigma_within(np.array([0.5, 1.0, 2.0])) == RATIO_SIGMA


def test_life_expectancy_of_a_region_wanders_more_where_it_is_low() -> None:
    low, high = (Difference(0.0).draw(white(5000, 10), np.full((5000, 10), e0)) for e0 in (60.0, 85.0))
    assert low.std() > 2 * high.std()
    np.testing.assert_allclose(high[:, 0].std(), np.sqrt(0.01004), rtol=0.05)


def test_the_gap_between_the_sexes_stays_within_its_limits() -> None:
    women = np.full((2000, 30), 80.0)
    made = gap(women, 5.0, 60.0, white(2000, 30), gap_shocks(stream(1, "x", "gap"), 2000, 30))
    assert made.min() >= 0.0
    assert made.max() <= 18.0
    assert 3.0 < np.median(made[:, -1]) < 6.0


def test_siblings_share_noise_cousins_less_and_nobody_depends_on_who_else_is_drawn() -> None:
    def of(*way: str) -> np.ndarray:
        return white_noise(1, "fertility", way, [0.5, 0.0][-len(way) + 1 :], 20_000, 2)

    one, two = of("a1", "a", "top"), of("a2", "a", "top")
    assert abs(np.corrcoef(one[:, 0], two[:, 0])[0, 1] - 0.5) < 0.03
    assert abs(np.corrcoef(one[:, 0], of("b1", "b", "top")[:, 0])[0, 1]) < 0.03
    np.testing.assert_array_equal(one, of("a1", "a", "top"))
    np.testing.assert_allclose(one.std(axis=0), 1.0, atol=0.02)


def test_the_share_of_siblings_is_read_from_long_pasts_and_usual_in_short_ones() -> None:
    rng = np.random.default_rng(1)
    common, own = rng.standard_normal((400, 1)), rng.standard_normal((400, 8))
    assert abs(share_of_siblings(np.sqrt(0.7) * common + np.sqrt(0.3) * own) - 0.7) < 0.08
    assert abs(share_of_siblings(own)) < 0.08
    assert share_of_siblings(own[:1]) == USUAL_SHARE


def test_noise_together_has_the_correlation_asked_for() -> None:
    one, other = white(40_000, 1), white(40_000, 1, "y")
    assert abs(np.corrcoef(one[:, 0], together(one, other, -0.6)[:, 0])[0, 1] + 0.6) < 0.02


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), st.integers(1, 4), st.booleans())
def test_parts_meet_the_whole_in_every_trajectory(places: int, years: int, additive: bool) -> None:
    rng = np.random.default_rng(places * 10 + years)
    parts, weights = rng.uniform(0.5, 2.0, (places, 5, years)), rng.uniform(0.1, 9.0, (places, years))
    whole = rng.uniform(1.0, 3.0, (5, years))
    moved = meet_whole(parts, weights, whole, additive=additive)
    mean = (moved * weights[:, np.newaxis]).sum(axis=0) / weights.sum(axis=0)
    np.testing.assert_allclose(mean, whole, rtol=1e-12)

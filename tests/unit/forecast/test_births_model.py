"""The births model: ratios through the tree, the period level, scatter beyond chance, the blend with births carried."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.errors import ModelError
from populace.forecast.births.carried import Trial, blend_of
from populace.forecast.births.dispersion import draw_counts, extra_variation
from populace.forecast.births.model import births_ahead, fit_births
from populace.forecast.births.period import fit_period
from populace.forecast.births.shrinkage import posterior_ratio, shrunken_through_tree

YEARS = np.arange(1980, 2020)


def test_ratio_by_hand() -> None:
    """Gamma shape 10 about 2: 30 births where 10 were expected at one are (10 + 30) / (10 / 2 + 10)."""
    made = posterior_ratio(np.array([30.0]), np.array([10.0]), np.array([2.0]), 10.0)
    assert made[0] == pytest.approx(40 / 15, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=3, max_size=8), st.floats(0.2, 4.0))
def test_a_ratio_lies_between_its_own_and_its_parents(births: list[int], level: float) -> None:
    below = np.array(births, dtype=float)
    expected = np.full(len(below), 50.0)
    counts = np.concatenate([[below.sum() * level + 1.0], below])
    due = np.concatenate([[expected.sum()], expected])
    parents = np.array([-1, *[0] * len(below)])
    made = shrunken_through_tree(counts, due, parents).ratio
    own = counts / due
    low, high = np.minimum(own, made[0]), np.maximum(own, made[0])
    assert (made >= low - 1e-9).all()
    assert (made <= high + 1e-9).all()


def test_parents_stand_first() -> None:
    with pytest.raises(ModelError):
        shrunken_through_tree(np.ones(2), np.ones(2), np.array([1, -1]))


def test_level_agrees_with_least_squares() -> None:
    """The filter's last state is that of generalised least squares on the whole past, process by process."""
    rng = np.random.default_rng(5)
    years = np.arange(2000, 2012)
    seen = np.log(1.5) + np.cumsum(rng.normal(0, 0.03, len(years)))
    births = np.full(len(years), 2000.0)
    fit = fit_period(years, np.exp(seen), births)
    for process, state in zip(fit.processes, fit.states, strict=True):
        assert state[0] == pytest.approx(_plain_level(seen, births, process), abs=1e-5)


def _plain_level(seen: np.ndarray, births: np.ndarray, process: np.ndarray) -> float:
    """The last level given all that was seen, from the joint normal distribution of levels and what was seen."""
    damping, change, noise = process
    years = len(seen)
    design = np.zeros((years, years + 1))  # first level, first drift, later changes of the drift
    design[:, 0] = 1.0
    for at in range(1, years):
        for source in range(at):
            design[at, source + 1] = sum(damping**lag for lag in range(at - source))
    prior = np.diag([1e4, 1e4, *[change**2] * (years - 1)])
    levels = design @ prior @ design.T
    mean = np.full(years, seen[0])
    both = levels + np.diag(np.full(years, noise**2) + 1.0 / births)
    return float(mean[-1] + levels[-1] @ np.linalg.solve(both, seen - mean))


def test_a_strange_year_does_not_carry_on() -> None:
    rng = np.random.default_rng(3)
    level = 1.8 * np.exp(np.cumsum(rng.normal(0, 0.004, len(YEARS))))
    dragon = level.copy()
    dragon[-8] *= 1.25
    births = np.full(len(YEARS), 1e5)
    fit = fit_period(YEARS, dragon, births)
    assert fit.left_out[-8]
    assert fit.left_out.sum() == 1
    ahead = fit.ahead(10)[0]
    assert np.exp(ahead) == pytest.approx(np.exp(fit_period(YEARS, level, births).ahead(10)[0]), rel=0.02)


def test_spread_grows_and_a_fall_dies_away() -> None:
    falling = 2.0 * np.exp(-0.02 * np.arange(len(YEARS)))
    mean, spread = fit_period(YEARS, falling, np.full(len(YEARS), 1e5)).ahead(20)
    assert (np.diff(spread) > 0).all()
    steps = np.diff(np.concatenate([[np.log(falling[-1])], mean]))
    assert (steps < 0).all()
    assert abs(steps[-1]) < abs(steps[0])


def test_poisson_counts_show_no_extra_and_others_do() -> None:
    rng = np.random.default_rng(1)
    expected = np.full(4000, 40.0)
    assert extra_variation(rng.poisson(expected).astype(float), expected) < 0.002
    scattered = draw_counts(rng, expected, 0.04)
    assert extra_variation(scattered, expected) == pytest.approx(0.04, rel=0.15)


def test_births_follow_women() -> None:
    """Twice the women, twice the births; two places of one level keep it."""
    at_risk = np.array([[300.0] * 40, [200.0] * 40, [100.0] * 40])
    births = np.array([[480.0] * 40, [320.0] * 40, [160.0] * 40])
    model = fit_births(YEARS, births, at_risk, np.array([-1, 0, 0]))
    ahead = births_ahead(model, 2.0 * at_risk[:, :5])
    assert ahead.expected == pytest.approx(2.0 * births[:, :5], rel=1e-3)
    drawn = ahead.draw(np.random.default_rng(2), 4000)
    assert drawn.mean(axis=0) == pytest.approx(ahead.expected, rel=0.03)


def _trial(women: np.ndarray, carried: np.ndarray, actual: np.ndarray) -> Trial:
    return Trial(np.arange(1960, 1960 + len(actual)), actual, women, carried)


def test_the_better_method_gets_the_larger_share() -> None:
    rng = np.random.default_rng(4)
    actual = 1000.0 * np.exp(rng.normal(0, 0.2, (60, 15)))
    near, far = actual * np.exp(rng.normal(0, 0.02, (60, 15))), actual * np.exp(rng.normal(0, 0.2, (60, 15)))
    women = blend_of(_trial(near, far, actual))
    carried = blend_of(_trial(far, near, actual))
    assert women is not None
    assert carried is not None
    assert (women.women[:5] > 0.7).all()
    assert (carried.women[:5] < 0.3).all()
    assert carried.helps


def test_factors_bring_births_to_the_blend_and_fade() -> None:
    rng = np.random.default_rng(4)
    actual = 1000.0 * np.exp(rng.normal(0, 0.2, (60, 15)))
    blend = blend_of(_trial(actual * np.exp(rng.normal(0, 0.2, actual.shape)), actual, actual))
    assert blend is not None
    women = np.full(30, 800.0)
    made = women * blend.factors(women, 1000.0)
    shares = blend.women
    assert made[:15] == pytest.approx(800.0**shares * 1000.0 ** (1 - shares), rel=1e-9)
    assert made[24:] == pytest.approx(800.0)


def test_a_short_past_says_nothing() -> None:
    births = np.full((6, 15), 10.0)
    assert blend_of(_trial(births, births, births)) is None

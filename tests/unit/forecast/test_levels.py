"""How a level wanders: the spread asked for in every year, and no turn from year to year."""

import numpy as np

from populace.forecast.inputs.paths import (
    FERTILITY_PERSISTENCE,
    MAX_SIGMA,
    RATIO_SIGMA,
    Projected,
    held_fertility,
    path_of_source,
    trend_of_e0,
)
from populace.forecast.levels import Path, growing_spread


def white(trajectories: int, years: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((trajectories, years))


def test_a_path_has_its_median_and_its_spread_in_every_year() -> None:
    spread = growing_spread(0.1, 0.98, 20)
    drawn = Path(np.linspace(5.0, 6.0, 20), spread, 0.98).draw(white(1000, 20))
    low, median, high = np.quantile(drawn, [0.1, 0.5, 0.9], axis=0)
    np.testing.assert_allclose(median, np.linspace(5.0, 6.0, 20), atol=1e-3)
    np.testing.assert_allclose(high - low, 2 * 1.2816 * spread, rtol=0.01)


def test_rises_and_falls_go_on_for_some_years() -> None:
    drawn = Path(np.zeros(30), growing_spread(0.1, 0.98, 30), 0.98).draw(white(5000, 30))
    changes = np.diff(drawn[:, 8:], axis=1)
    assert np.corrcoef(changes[:, :-1].ravel(), changes[:, 1:].ravel())[0, 1] > 0.7
    assert abs(np.corrcoef(changes[:, :-8].ravel(), changes[:, 8:].ravel())[0, 1]) < 0.1


def test_neighbouring_years_agree() -> None:
    drawn = Path(np.zeros(30), np.ones(30), 0.98).draw(white(5000, 30))
    assert np.corrcoef(drawn[:, 15], drawn[:, 16])[0, 1] > 0.97
    assert 0.7 < np.corrcoef(drawn[:, 15], drawn[:, 25])[0, 1] < 0.95


def test_a_relative_path_never_falls_below_zero() -> None:
    ones = np.ones(10)
    drawn = Path(ones, 2 * ones, 0.9, relative=True).draw(white(5_000, 10))
    assert (drawn > 0).all()
    assert abs(np.median(drawn[:, 4]) - 1) < 0.01


def test_the_level_of_a_source_has_all_its_bounds() -> None:
    years = np.arange(2025, 2035)
    steps = np.arange(1.0, 11.0)
    bounds = 2.0 + np.outer([-0.05, -0.03, 0.0, 0.02, 0.06], steps)
    source = Projected(years, bounds, projected=True)
    drawn = path_of_source(source, years, FERTILITY_PERSISTENCE, scale=1.5).draw(white(1000, 10))
    found = np.quantile(drawn, [0.025, 0.1, 0.5, 0.9, 0.975], axis=0)
    width = 1.5 * (bounds[-1] - bounds[0])
    assert (np.abs(found - 1.5 * bounds) < 0.01 * width).all()


def test_the_spread_from_a_known_start_is_that_of_the_simulated_process() -> None:
    rng = np.random.default_rng(4)
    walk, ends = np.zeros(20_000), []
    for _year in range(12):
        walk = 0.95 * walk + rng.normal(0, 0.02, len(walk))
        ends.append(walk.std())
    np.testing.assert_allclose(growing_spread(0.02, 0.95, 12), ends, rtol=0.03)


def test_fertility_held_at_a_level_is_as_unsure_as_its_past_within_bounds() -> None:
    calm = held_fertility(2.0, np.full(20, 2.0), 10)
    wild = held_fertility(2.0, 2.0 * 1.5 ** np.arange(20), 10)
    short = held_fertility(2.0, np.array([2.0, 1.9]), 10)
    assert calm.spread[0] == RATIO_SIGMA
    assert wild.spread[0] == short.spread[0] == MAX_SIGMA


def test_a_trend_is_read_from_ten_years_and_never_runs_away() -> None:
    years = np.arange(2010, 2026)
    assert trend_of_e0(years, 70 + 0.2 * (years - 2010)) > 0.199
    assert trend_of_e0(years, 70 + 0.9 * (years - 2010)) == 0.3
    assert trend_of_e0(years, 70 - 0.2 * (years - 2010)) == 0.0
    assert trend_of_e0(years[-2:], np.array([70.0, 71.0])) == 0.0

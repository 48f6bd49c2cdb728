"""How a level wanders: unit variance in every year, the spread asked for, and no jump from year to year."""

import numpy as np

from populace.forecast.inputs.paths import MAX_SIGMA, RATIO_SIGMA, held_fertility, trend_of_e0
from populace.forecast.levels import Path, drifting, growing_spread, knots


def noise(trajectories: int, years: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((trajectories, knots(years)))


def test_a_drifting_process_has_variance_one_in_every_year() -> None:
    process = drifting(noise(40_000, 31), 0.98, 31)
    np.testing.assert_allclose(process.std(axis=0), 1.0, atol=0.02)
    np.testing.assert_allclose(process.mean(axis=0), 0.0, atol=0.02)


def test_neighbouring_years_agree_as_the_persistence_says() -> None:
    process = drifting(noise(40_000, 31), 0.98, 31)
    five_years = np.corrcoef(process[:, 0], process[:, 5])[0, 1]
    assert abs(five_years - 0.98**5) < 0.02
    assert np.abs(np.diff(process, axis=1)).mean() < 0.15


def test_a_path_has_its_own_spread_below_and_above() -> None:
    ones = np.ones(10)
    drawn = Path(5 * ones, 0.1 * ones, 0.4 * ones, 0.9).draw(noise(40_000, 10))
    low, high = np.quantile(drawn[:, -1], [0.1, 0.9])
    assert abs(low - (5 - 0.1 * 1.2816)) < 0.01
    assert abs(high - (5 + 0.4 * 1.2816)) < 0.02


def test_a_relative_path_never_falls_below_zero() -> None:
    ones = np.ones(10)
    drawn = Path(ones, 2 * ones, 2 * ones, 0.9, relative=True).draw(noise(5_000, 10))
    assert (drawn > 0).all()
    assert abs(np.median(drawn[:, 4]) - 1) < 0.1


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
    assert calm.spread_above[0] == RATIO_SIGMA
    assert wild.spread_above[0] == short.spread_above[0] == MAX_SIGMA


def test_a_trend_is_read_from_ten_years_and_never_runs_away() -> None:
    years = np.arange(2010, 2026)
    assert trend_of_e0(years, 70 + 0.2 * (years - 2010)) > 0.199
    assert trend_of_e0(years, 70 + 0.9 * (years - 2010)) == 0.3
    assert trend_of_e0(years, 70 - 0.2 * (years - 2010)) == 0.0
    assert trend_of_e0(years[-2:], np.array([70.0, 71.0])) == 0.0

"""Season, months ahead, months of an unfinished year, and the trial on the past."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.errors import ModelError
from populace.forecast.births.calendar import days_of, month_number
from populace.forecast.births.month_trial import try_months
from populace.forecast.births.months import YearsAhead, draw_months, expected_months
from populace.forecast.births.nowcast import chosen_trajectories
from populace.forecast.births.season import Season, season_of, shares

FACTORS = np.array([0.95, 0.93, 0.96, 0.97, 0.98, 1.0, 1.02, 1.05, 1.08, 1.06, 1.02, 0.98])


def _counts(births: float, years: int, seed: int | None = None) -> np.ndarray:
    due = np.stack([births * shares(2010 + year, FACTORS, np.zeros(1))[0] for year in range(years)])
    return due if seed is None else np.random.default_rng(seed).poisson(due).astype(float)


def test_days_know_leap_years() -> None:
    february = np.array([month_number(year, 2) for year in (2023, 2024, 2100, 2000)])
    assert days_of(february).tolist() == [28, 29, 28, 29]


def test_a_flat_season_goes_by_days() -> None:
    made = shares(2023, np.ones(12), np.zeros(1))[0]
    assert made[[0, 1, 3]] == pytest.approx(np.array([31, 28, 30]) / 365, rel=1e-12)


def test_season_is_found_again() -> None:
    season = season_of(2010, _counts(1e5, 6, seed=1))
    assert season is not None
    assert season.factors == pytest.approx(FACTORS / FACTORS.mean(), abs=0.01)
    assert season.extra == pytest.approx(0.0, abs=1e-4)


def test_few_births_lean_on_the_place_above() -> None:
    above = season_of(2010, _counts(1e5, 6, seed=1))
    small = season_of(2010, _counts(60, 6, seed=2), above)
    assert above is not None
    assert small is not None
    assert small.factors == pytest.approx(above.factors, abs=0.05)


def test_a_nought_too_many_does_not_make_a_season() -> None:
    counts = _counts(1200, 6, seed=3)
    wrong = counts.copy()
    wrong[2, 5] *= 10
    right, made = season_of(2010, counts), season_of(2010, wrong)
    assert right is not None
    assert made is not None
    assert made.factors == pytest.approx(right.factors, abs=0.06)


def test_two_whole_years_are_too_few() -> None:
    counts = _counts(1200, 3)
    counts[2, 11] = np.nan
    assert season_of(2010, counts) is None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.2, 3.0), min_size=12, max_size=12),
    st.integers(0, 5000),
    st.floats(0, 0.05),
    st.integers(0, 9),
)
def test_months_add_up_to_the_year(factors: list[float], births: int, extra: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    expected = births * np.exp(rng.normal(0, 0.1, (20, 3)))
    years = YearsAhead(2026, float(births), expected, rng.poisson(expected).astype(float))
    season = Season(np.array(factors), extra, 5)
    by_year = expected_months(years, season).reshape(20, 3, 12).sum(axis=-1)
    assert by_year == pytest.approx(expected, rel=1e-9, abs=1e-9)
    drawn = draw_months(years, season, np.zeros(0), rng)
    assert len(drawn.months) == 24
    assert np.array_equal(drawn.counted.reshape(20, 2, 12).sum(axis=-1), years.counted[:, :2])


def test_known_months_move_the_rest() -> None:
    rng = np.random.default_rng(7)
    expected = 1200 * np.exp(rng.normal(0, 0.15, (2000, 1))) * np.ones((1, 3))
    years = YearsAhead(2026, 1200.0, expected, rng.poisson(expected).astype(float))
    season = Season(np.ones(12), 0.0, 5)
    usual = draw_months(years, season, np.zeros(0), np.random.default_rng(1))
    low = draw_months(years, season, np.full(6, 80.0), np.random.default_rng(1))
    assert low.months[0] == month_number(2026, 7)
    assert len(low.months) == 24
    assert low.counted[:, 0].mean() < 0.9 * usual.counted[:, 6].mean()


def test_resampling_is_in_proportion_to_the_likelihood() -> None:
    """Two kinds of trajectory, expecting 10 and 20; 15 births: likelihoods by Poisson's formula."""
    expected = np.repeat([10.0, 20.0], 5000)[:, np.newaxis]
    chosen = chosen_trajectories(expected, np.array([15.0]), 0.0, np.random.default_rng(0))
    share = (expected[chosen, 0] == 10.0).mean()
    odds = 10.0**15 * np.exp(-10.0), 20.0**15 * np.exp(-20.0)
    assert share == pytest.approx(odds[0] / sum(odds), abs=0.001)


def test_the_trial_finds_the_season_better_than_last_year() -> None:
    trial = try_months(2010, _counts(2000, 10, seed=5))
    assert trial is not None
    assert trial.origins == 28
    assert trial.error < trial.naive_error


def test_a_year_that_is_known_is_not_forecast() -> None:
    years = YearsAhead(2026, 10.0, np.ones((2, 3)), np.ones((2, 3)))
    with pytest.raises(ModelError):
        draw_months(years, Season(np.ones(12), 0.0, 3), np.ones(12), np.random.default_rng(0))

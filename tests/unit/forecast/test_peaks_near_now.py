"""Peaks about the last count: seen in the year they come, and not made of chance in the last years counted."""

import numpy as np
import pytest

from populace.forecast.peaks import next_peak, past_peaks
from populace.forecast.results import NextPeak, Series

YEARS = np.arange(1990, 2061)
BASE = 2025
COUNTED = YEARS <= BASE


def wave(peak: int) -> np.ndarray:
    return 1000 + 300 * np.cos((YEARS - peak) / 28 * 2 * np.pi)


def coming(past: np.ndarray, expected: np.ndarray) -> NextPeak | None:
    return next_peak(past, expected, np.tile(expected, (10, 1)), BASE + 1)


@pytest.mark.parametrize("peak", [BASE + 1, BASE + 2, BASE + 3, BASE + 4, BASE + 12])
def test_a_peak_is_announced_in_its_year_however_near(peak: int) -> None:
    births = wave(peak)
    found = coming(births[COUNTED], births[~COUNTED])
    assert found is not None
    assert (found.expected_year, found.probability) == (peak, 1.0)
    assert not [one for one in past_peaks(series(births), births[~COUNTED]) if one.year > BASE - 10]


@pytest.mark.parametrize("peak", [BASE - 3, BASE - 1, BASE])
def test_a_peak_that_has_just_been_is_past_and_the_next_one_is_a_generation_away(peak: int) -> None:
    births = wave(peak)
    assert peak in [one.year for one in past_peaks(series(births), births[~COUNTED])]
    found = coming(births[COUNTED], births[~COUNTED])
    assert found is not None
    assert found.expected_year == peak + 28


def series(births: np.ndarray) -> Series:
    return Series(YEARS[COUNTED], births[COUNTED])


def test_without_what_is_expected_only_peaks_that_are_over_are_seen() -> None:
    births = wave(BASE)
    assert BASE not in [one.year for one in past_peaks(series(births))]
    assert past_peaks(Series(np.arange(2024, 2026), np.array([9.0, 8.0]))) == ()
    assert past_peaks(Series(np.arange(0), np.array([])), births) == ()


def test_what_stands_out_is_judged_on_the_past_and_the_years_ahead_together() -> None:
    risen = 10 * np.concatenate([np.full(20, 1000.0), [1040, 1080, 1060, 1050]])
    counted = Series(np.arange(2002, 2026), risen)
    assert past_peaks(counted) == ()
    (peak,) = past_peaks(counted, 10 * np.linspace(1000, 700, 20))
    assert peak.year in (2023, 2024)


@pytest.mark.parametrize("last", [(7, 8, 2), (6, 3, 9), (12, 7, 3), (3, 3, 8), (9, 9, 1)])
def test_a_low_or_high_year_of_a_small_village_is_no_peak_ahead(last: tuple[int, ...]) -> None:
    past = np.array([8, 7, 9, 6, 8, 7, 9, 8, 7, 8, 9, 7, *last], dtype=float)
    falling = np.linspace(7.0, 5.0, 30)
    assert coming(past, falling) is None


def test_chance_in_the_counts_of_small_villages_hardly_ever_announces_a_peak_of_a_falling_path() -> None:
    rng = np.random.default_rng(2)
    falling = np.linspace(8.0, 4.0, 66)
    found = [coming(rng.poisson(falling[:36]).astype(float), falling[36:]) for _village in range(500)]
    assert sum(peak is not None for peak in found) <= 0.03 * len(
        found
    )  # two standard errors leave 2 % on one side


def test_behind_a_bump_of_chance_the_true_peak_is_found() -> None:
    births = wave(BASE + 16) / 100
    past = births[COUNTED].copy()
    past[-1] = 4.0
    found = coming(past, births[~COUNTED])
    assert found is not None
    assert found.expected_year == BASE + 16

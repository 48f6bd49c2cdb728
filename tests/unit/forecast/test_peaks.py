"""Peaks: the compiled search agrees with SciPy, and the peaks of a plain series are where one sees them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.signal import find_peaks, peak_widths

from populace.forecast.peaks import nearest_peaks, next_peak, past_peaks, smooth
from populace.forecast.results import Series


@settings(deadline=None)  # the first call compiles
@given(arrays(float, 40, elements=st.integers(1, 60).map(float)), st.integers(0, 35))
def test_first_peak_is_the_one_scipy_finds(births: np.ndarray, from_index: int) -> None:
    at, shape = find_peaks(births, prominence=0.0)
    keep = (shape["prominences"] >= 0.05 * births[at]) & (at >= from_index)
    found = nearest_peaks(births[np.newaxis], from_index, from_index, 0.05)[0]
    if not keep.any():
        assert found[0] == -1
        return
    first = at[keep][0]
    width = peak_widths(births, [first], rel_height=0.5)[0][0]
    np.testing.assert_allclose(found[:3], [first, births[first], width])


def test_two_booms_are_two_peaks() -> None:
    years = np.arange(1950, 2020)
    births = 1000 + 600 * np.exp(-(((years - 1965) / 5) ** 2)) + 300 * np.exp(-(((years - 1990) / 6) ** 2))
    peaks = past_peaks(Series(years, births))
    assert [peak.year for peak in peaks] == [1965, 1990]
    assert peaks[0].start < 1965 < peaks[0].end
    assert 7 < peaks[0].width < 10


def test_smoothing_keeps_a_straight_line() -> None:
    line = np.arange(20.0)
    np.testing.assert_allclose(smooth(line)[2:-2], line[2:-2])


def test_births_that_only_fall_have_no_next_peak() -> None:
    past = np.linspace(1000, 800, 30)
    ahead = np.linspace(795, 500, 30)
    assert next_peak(past, ahead, ahead[np.newaxis], 2026) is None


def test_chance_peaks_of_trajectories_make_no_peak_of_a_level_path() -> None:
    noise = 100 * np.cumsum(np.random.default_rng(1).standard_normal((200, 30)), axis=1)
    assert next_peak(np.full(30, 2000.0), np.full(30, 2000.0), 2000 + noise, 2026) is None


def test_the_next_peak_is_counted_in_years_and_shares_of_trajectories() -> None:
    years = np.arange(1996, 2056)
    wave = 1000 + 200 * np.cos((years - 2034) / 20 * 2 * np.pi)
    later = 1000 + 200 * np.cos((years - 2036) / 20 * 2 * np.pi)
    ahead = np.stack([wave[30:], later[30:], np.linspace(wave[29], 500, 30), later[30:]])
    peak = next_peak(wave[:30], wave[30:], ahead, 2026)
    assert peak is not None
    assert (peak.expected_year, peak.probability) == (2034, 0.75)
    assert (peak.year.low80, peak.year.median, peak.year.high80) == (2034, 2036, 2036)
    assert 9 < peak.width.median < 11
    assert dict(zip(peak.years.tolist(), peak.chance.tolist(), strict=True)) == {
        **dict.fromkeys(range(2026, 2056), 0.0), 2034: 0.25, 2036: 0.5,
    }  # fmt: skip
    assert peak.no_peak == 0.25
    assert peak.height_at_peak.median == max(smooth(np.concatenate([wave[:30], later[30:]]))[38:43])


def test_noise_of_small_counts_is_no_peak_and_a_boom_of_them_is() -> None:
    years = np.arange(1990, 2026)
    noise = np.random.default_rng(6).poisson(30.0, len(years)).astype(float)
    assert past_peaks(Series(years, noise)) == ()
    boom = noise + 45 * np.exp(-(((years - 2010) / 4) ** 2))
    assert [abs(peak.year - 2010) <= 2 for peak in past_peaks(Series(years, boom))] == [True]

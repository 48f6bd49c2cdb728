"""All series at once against one figure at a time."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from populace.quality.outliers import counts
from populace.quality.outliers.leave_one_out import deviations_at, normal_score, others, scores, tail
from populace.quality.outliers.robust import median_there, others_middle
from tests.agreement.quality import reference

FIGURES = st.one_of(
    st.just(float("nan")), st.integers(0, 12).map(float), st.floats(-1e6, 1e6, width=32).map(float)
)
TABLES = st.integers(1, 14).flatmap(lambda n: arrays(np.float64, (3, n), elements=FIGURES))


@given(TABLES)
@example(np.array([[np.nan, 2.8980734e-05, -1.6384e4]] * 3))  # a spike beside a figure of next to nothing
@settings(max_examples=60, deadline=None)
def test_baselines_are_those_of_the_others(values: np.ndarray) -> None:
    plain, robust = others(values), others_middle(values)
    for s, row in enumerate(values.tolist()):
        for i, value in enumerate(row):
            rest = reference.others(row, i)
            if np.isnan(value) or not rest:
                assert np.isnan(robust.median[s, i])
                continue
            assert plain.count[s, i] == len(rest)
            centre, deviation = reference.mean_and_deviation(row, i)
            scale = max(map(abs, rest))
            assert plain.mean[s, i] == pytest.approx(centre, rel=1e-9, abs=1e-9 * scale)
            assert plain.deviation[s, i] == pytest.approx(deviation, rel=1e-6, abs=1e-7 * scale, nan_ok=True)
            middle, spread = reference.median_and_spread(row, i)
            assert robust.median[s, i] == pytest.approx(middle, rel=1e-12, abs=1e-300)
            assert robust.spread[s, i] == pytest.approx(spread, rel=1e-9, abs=1e-12 * scale)


@given(arrays(np.float64, (2, 9), elements=st.integers(0, 9).map(float)))
@settings(max_examples=40, deadline=None)
def test_chances_are_those_of_the_textbook(values: np.ndarray) -> None:
    seen = others(values)
    size, probability = counts.predicted(seen.count, seen.mean, seen.deviation)
    by_count = counts.tails(values, size, probability)
    by_t = tail(scores(values, seen.mean, seen.deviation), seen.count)
    for s, row in enumerate(values.tolist()):
        for i in range(len(row)):
            assert by_count[s, i] == pytest.approx(reference.tail_of_count(row, i), rel=1e-6, abs=1e-9)
            assert by_t[s, i] == pytest.approx(reference.chance(row, i), rel=1e-9, abs=1e-12)


@given(TABLES, st.floats(0.125, 1024, width=32), st.floats(-1000, 1000, width=32))
@settings(max_examples=40, deadline=None)
def test_another_unit_changes_no_score(values: np.ndarray, factor: float, shift: float) -> None:
    """Euros or cents, Celsius or Kelvin: a score has no unit."""
    values = np.round(values)
    there = others_middle(values)
    moved = others_middle(values * factor + shift)
    before = scores(values, there.median, there.spread)
    after = scores(values * factor + shift, moved.median, moved.spread)
    steady = there.spread > 1e-6 * np.nanmax(np.abs(np.append(values, 1.0)))
    assert after[steady] == pytest.approx(before[steady], rel=1e-4, abs=1e-4)


@given(TABLES, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_figures_changes_no_baseline(values: np.ndarray, random: object) -> None:
    order = list(range(values.shape[1]))
    random.shuffle(order)  # type: ignore[attr-defined]
    whole, mixed = others_middle(values), others_middle(values[:, order])
    np.testing.assert_array_equal(whole.median[:, order], mixed.median)
    np.testing.assert_allclose(whole.spread[:, order], mixed.spread, rtol=1e-9, atol=1e-12)


@given(TABLES, st.integers(0, 13), st.floats(-1e9, 1e9))
@settings(max_examples=40, deadline=None)
def test_a_figure_has_no_say_in_its_own_baseline(values: np.ndarray, at: int, instead: float) -> None:
    at %= values.shape[1]
    values[:, at] = np.nan_to_num(values[:, at])
    other = values.copy()
    other[:, at] = instead
    plain, robust = (
        [others(each) for each in (values, other)],
        [others_middle(each) for each in (values, other)],
    )
    np.testing.assert_allclose(plain[0].mean[:, at], plain[1].mean[:, at], rtol=1e-9, atol=1e-6)
    np.testing.assert_array_equal(robust[0].median[:, at], robust[1].median[:, at])
    np.testing.assert_allclose(robust[0].spread[:, at], robust[1].spread[:, at], rtol=1e-12)


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_the_median_of_what_is_there(values: np.ndarray) -> None:
    for row, middle in zip(values, median_there(values)[:, 0], strict=True):
        there = row[np.isfinite(row)]
        assert middle == pytest.approx(np.median(there) if len(there) else np.nan, rel=1e-12, nan_ok=True)


def test_a_spike_does_not_drown_the_others_in_rounding() -> None:
    values = np.array([[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1e15]])
    seen = others(values)
    assert seen.deviation[0, -1] == pytest.approx(np.std([1, 2] * 3, ddof=1), rel=1e-12)
    assert seen.mean[0, -1] == pytest.approx(1.5, rel=1e-12)


def test_the_line_in_deviations_gives_back_the_score() -> None:
    count = np.array([2, 5, 11, 60, 500])
    for line in (2.0, 3.0, 3.5):
        assert normal_score(tail(deviations_at(line, count), count), np.ones(5)) == pytest.approx(
            np.full(5, line)
        )
    assert np.isnan(deviations_at(3.0, np.array([1]))).all()

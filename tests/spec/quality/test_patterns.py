"""Digits that are liked, ages that are rounded, figures that are carried on."""

from math import comb

import numpy as np
import pytest
from scipy.stats import skellam

from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.periods import Length
from populace.errors import ModelError
from populace.quality.digits import terminal
from populace.quality.digits.ages import myers, whipple
from populace.quality.digits.copied import repeat_chance, run_chance, run_lengths
from populace.quality.digits.find import (
    find_age_heaping,
    find_digit_preference,
    find_repeated_forms,
    find_repeated_values,
)
from populace.quality.evidence import Evidence
from populace.quality.false_discovery import discovered, q_values
from tests.spec.quality.tables import CATALOGUE, evidence, figures, panel


def test_the_chance_of_liked_digits_is_exact() -> None:
    """8 of 10 figures on 0 or 5, where each has one chance in five."""
    counts = np.array([[5, 1, 0, 0, 0, 3, 0, 1, 0, 0]])
    by_hand = sum(comb(10, k) * 0.2**k * 0.8 ** (10 - k) for k in range(8, 11))
    assert terminal.liked_chance(counts) == pytest.approx([by_hand])
    assert terminal.excess(counts) == pytest.approx([0.6])
    assert terminal.liked_chance(np.zeros((1, 10), int)) == pytest.approx([np.nan], nan_ok=True)


def test_small_figures_and_series_within_one_ten_say_nothing_of_digits() -> None:
    assert not terminal.usable(np.array([figures("5 0 5 9 0 5")])).any()
    assert not terminal.usable(np.array([figures("40 41 42 40 45 40")])).any()
    assert terminal.usable(np.array([figures("40 61 82 40 95 - 7")])).tolist() == [
        [True] * 5 + [False, False]
    ]


def test_a_place_that_rounds_is_found_among_those_that_count() -> None:
    rng = np.random.default_rng(3)
    counted = {f"B{i}": rng.integers(50, 950, 60) for i in range(1, 5)}
    rounded = {"K1": rng.integers(10, 190, 60) * 5}
    rows = {place: " ".join(map(str, values)) for place, values in {**counted, **rounded}.items()}
    result = find_digit_preference(evidence(rows, first="2021-01"))
    assert [flag.place for flag in result.flags] == ["K1"]
    assert result.flags[0].value == 1.0
    assert result.tested == 5


def test_whipples_index_is_100_where_ages_are_even_and_500_where_all_are_rounded() -> None:
    even = np.full(100, 50.0)
    heaped = np.where(np.arange(100) % 5 == 0, 50.0, 0.0)
    assert whipple(np.stack([even, heaped])) == pytest.approx([100, 500])
    assert myers(np.stack([even, heaped])) == pytest.approx([0, 80], abs=3)
    tens = np.where(np.arange(100) % 10 == 0, 50.0, 0.0)
    assert myers(tens[np.newaxis])[0] == pytest.approx(90)
    with pytest.raises(ModelError, match="single ages 0 to 62"):
        whipple(even[:50])


def test_a_census_with_rounded_ages_is_found() -> None:
    rows = {
        f"{place} users age={age}": str(300 if age % 5 == 0 and place == "B1" else 100)
        for place in ("B1", "B2")
        for age in range(70)
    }
    result = find_age_heaping(Evidence(panel(rows, first="2025-01", length=Length.YEAR), CATALOGUE))
    assert [(flag.place, flag.measure) for flag in result.flags] == [("B1", "users")]
    assert result.flags[0].value == pytest.approx(100 * 5 * 8 * 300 / (8 * 300 + 32 * 100))
    assert np.isnan(result.flags[0].score)
    whole = {f"B1 users age={age}": str(300 if age % 5 == 0 else 100) for age in range(100)}
    (flag,) = find_age_heaping(Evidence(panel(whole, length=Length.YEAR), CATALOGUE)).flags
    assert flag.score == pytest.approx(100 * (2 * 3 / 14 - 0.2), rel=0.05)


def test_two_counts_are_equal_as_often_as_skellam_says() -> None:
    for mean in (0.5, 5.0, 40.0):
        assert repeat_chance(np.array([mean])) == pytest.approx([skellam.pmf(0, mean, mean)])
    assert repeat_chance(np.array([0.0]))[0] == 1


def test_runs_are_measured_where_they_end_and_a_gap_ends_them() -> None:
    values = np.array([figures("7 7 7 8 - 8 8 9")])
    assert run_lengths(values).tolist() == [[0, 0, 3, 1, 0, 0, 2, 1]]


def test_a_run_of_large_counts_is_found_and_a_run_of_zeros_is_not() -> None:
    seen = evidence(
        {
            "B1": "412 398 431 405 405 405 405 405 417 391 402 388",
            "B2": "0 0 0 0 0 0 0 0 0 1 0 0",
            "B3": "3 3 2 3 3 1 2 3 3 4 3 2",
        }
    )
    (flag,) = find_repeated_values(seen).flags
    assert (flag.place, flag.since, flag.period, flag.value, flag.score) == (
        "B1",
        "2025-04",
        "2025-08",
        405,
        5,
    )
    assert run_chance(np.array([figures("0 0 0 0")]))[0, -1] == 1


FORM = Form(
    "monthly", "Monthly return", Length.MONTH, 10,
    (Section("", (Table((Row("births"), Row("deaths"), Row("doses"), Row("users"))),)),),
)  # fmt: skip


def test_a_form_copied_from_the_month_before_is_found() -> None:
    rows = {
        "B1 births": "112 131 131 98",
        "B1 deaths": "31 42 42 29",
        "B1 doses": "250 233 233 241",
        "B2 births": "112 131 131 98",
        "B2 deaths": "31 42 41 29",
        "B2 doses": "250 233 233 241",
    }
    (flag,) = find_repeated_forms(evidence(rows), [FORM]).flags
    assert (flag.place, flag.since, flag.period, flag.rule, flag.score) == (
        "B1",
        "2025-02",
        "2025-03",
        "monthly",
        3,
    )
    assert flag.chance < 1e-3


def test_a_form_of_zeros_and_a_form_with_one_more_cell_are_no_copies() -> None:
    zeros = {"B1 births": "0 0 0", "B1 deaths": "0 0 0", "B1 doses": "0 0 0"}
    assert find_repeated_forms(evidence(zeros), [FORM]).flags == ()
    more = {
        "B1 births": "131 131",
        "B1 deaths": "42 42",
        "B1 doses": "233 233",
        "B1 deaths sex=female": "- 7",
    }
    assert find_repeated_forms(evidence(more), [FORM]).flags == ()


def test_benjamini_and_hochbergs_own_example() -> None:
    """Fifteen tests of 1995, table 1: at 5 % four are discovered, where Bonferroni finds three."""
    chances = np.array(
        figures(
            "0.0001 0.0004 0.0019 0.0095 0.0201 0.0278 0.0298 0.0344 "
            "0.0459 0.3240 0.4262 0.5719 0.6528 0.7590 1.0"
        )
    )
    assert discovered(chances, 0.05).sum() == 4
    assert q_values(chances)[3] == pytest.approx(0.0095 * 15 / 4)
    assert np.isnan(q_values(np.array([np.nan, 0.5]))[0])

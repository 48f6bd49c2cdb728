"""Fitting words into charts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.charts.scales import nice_top, rounded, year_ticks
from populace.charts.words import spread, width_of, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Births are expected to fall", ["Births are", "expected to", "fall"]),
        ("预计出生人数将下降，直到二〇五五年", ["预计出生人数", "将下降，直到", "二〇五五年"]),
        ("老年人口占百分比（现为十四）", ["老年人口占百", "分比（现为十", "四）"]),
        ("老年人口占（现为", ["老年人口占", "（现为"]),
        ("", [""]),
        ("Unbreakablyunbreakable", ["Unbreakablyunbreakable"]),
    ],
)
def test_lines_break_at_spaces_and_between_chinese_characters(text: str, lines: list[str]) -> None:
    assert wrap(text, 66, 10) == lines


@given(st.text(alphabet="abc 中文，。（）“”(", max_size=60))
def test_wrapping_loses_nothing_but_spaces(text: str) -> None:
    assert "".join(wrap(text, 50, 10)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6), st.floats(0.1, 50))
def test_labels_are_moved_apart_and_keep_their_order(positions: list[float], gap: float) -> None:
    moved = spread(positions, gap)
    order = sorted(range(len(positions)), key=lambda at: positions[at])
    assert all(moved[b] - moved[a] >= gap * (1 - 1e-6) - 1e-6 for a, b in itertools.pairwise(order))


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert spread([30.0, 10.0, 20.0], 5) == [30.0, 10.0, 20.0]


def test_a_chinese_character_is_as_wide_as_high() -> None:
    assert width_of("出生", 12) == 24


@given(st.floats(1e-3, 1e9))
def test_an_axis_ends_at_or_a_little_above_the_largest_value(largest: float) -> None:
    assert largest * (1 - 1e-9) <= nice_top(largest) <= largest * 1.5


@pytest.mark.parametrize(
    ("value", "shown"), [(3.4, 3), (57.6, 58), (123, 125), (1237, 1240), (-1237, -1240), (48_723, 48_700)]
)
def test_numbers_are_rounded_as_far_as_they_are_known(value: float, shown: float) -> None:
    assert rounded(value) == shown


def test_years_on_an_axis_are_round_and_do_not_crowd() -> None:
    assert year_ticks(1987, 2055, 240) == [2000, 2020, 2040]
    assert year_ticks(2026, 2028, 100) == [2026, 2028]

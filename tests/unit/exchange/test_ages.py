import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.exchange.ages import MAXIMUM_AGE, TOTAL, Age, read_age, settle_widths
from populace.forecast.marks import OPEN

lower = st.integers(0, MAXIMUM_AGE)
frames = st.sampled_from(["{}", " {} ", "{}岁", "age {}", "{} years", "年龄{}"])
dashes = st.sampled_from(["-", "–", "—", " to ", "~", "～", "至", "－", " - "])
ends = st.sampled_from(["{}+", "{}岁及以上", "{} and over", "{}以上", "≥{}", "{} plus", "{}＋"])


@given(lower, frames)
def test_a_single_age_has_no_width_of_its_own(age, frame):
    assert read_age(frame.format(age)) == Age(age, None)


@given(lower, lower, dashes, frames)
def test_a_group_reads_the_same_however_it_is_spelt(first, last, dash, frame):
    first, last = sorted((first, last))
    assert read_age(frame.format(f"{first}{dash}{last}")) == Age(first, last - first + 1)


@given(lower, ends)
def test_an_open_group(age, end):
    assert read_age(end.format(age)) == Age(age, OPEN)


@given(st.text(max_size=12))
def test_any_text_is_an_age_or_none(text):
    age = read_age(text)
    assert age is None or age == TOTAL or 0 <= age.lower <= MAXIMUM_AGE


@pytest.mark.parametrize("text", ["合计", "Total", "all ages"])
def test_totals(text):
    assert read_age(text) == TOTAL


@pytest.mark.parametrize("text", ["", "unknown", "不详", "4-0", "-1", "2020", "0-4-5", "131"])
def test_what_is_no_age(text):
    assert read_age(text) is None


@pytest.mark.parametrize(("text", "upper"), [("<15", 15), ("under 15", 15), ("15岁以下", 15), ("不满1岁", 1)])
def test_below_an_age(text, upper):
    assert read_age(text) == Age(0, upper)


def test_bare_ages_that_run_year_by_year_are_single_years_and_a_missing_one_shows():
    settled, opened = settle_widths([Age(age, None) for age in (15, 16, 17, 19)], whole_life=False)
    assert {age.width for age in settled.values()} == {1}
    assert not opened


def test_bare_ages_that_leap_reach_to_the_next():
    settled, opened = settle_widths([Age(age, None) for age in (0, 1, 5, 10, 100)], whole_life=True)
    assert [settled[Age(age, None)].width for age in (0, 1, 5, 10, 100)] == [1, 4, 5, 90, OPEN]
    assert opened

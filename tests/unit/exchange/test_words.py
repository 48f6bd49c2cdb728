"""Words in cells and headings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.measures import MEASURES
from populace.demography.sex import FEMALE, MALE
from populace.exchange.ages import Age
from populace.exchange.header import Figure, figure_of, measure_named, unit_factor
from populace.exchange.header_faults import column_letter
from populace.exchange.numbers import Fault, read_figure
from populace.exchange.persons import about_persons
from populace.exchange.times import Time, read_time
from populace.forecast.marks import BOTH_SEXES


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(number):
    assert read_figure(repr(number)) == (number, Fault.NONE)


@given(st.integers(1000, 10**12), st.sampled_from([",", " ", "，", "\u00a0", "\u202f", "'", "’"]))
def test_no_grouped_number_is_ever_read(number, separator):
    value, fault = read_figure(f"{number:,}".replace(",", separator))
    assert np.isnan(value)
    assert fault is Fault.GROUPED


@pytest.mark.parametrize("text", ["inf", "nan", "12%", "1,5", "0x10", "1e", "1.2.3", "一"])
def test_what_is_no_number(text):
    assert read_figure(text)[1] is Fault.NOT_A_NUMBER


def test_full_width_digits_are_digits():
    assert read_figure("１２３") == (123.0, Fault.NONE)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025", Time(2025)),
        ("2025年", Time(2025)),
        ("2025.0", Time(2025)),
        ("1950-1955", Time(1950, 5)),
        ("2015-2019", Time(2015, 5)),
        ("2025-06-30", Time(2025, 1, 2025.5)),
        ("2020年11月1日", Time(2020, 1, 2020 + 10 / 12)),
    ],
)
def test_times(text, time):
    found = read_time(text)
    assert found is not None
    assert (found.year, found.years) == (time.year, time.years)
    assert found.date == pytest.approx(time.date, nan_ok=True)


@pytest.mark.parametrize(
    "text", ["", "1799", "2201", "25", "31/12/2025", "2025-02-30", "2025-13-01", "1950-2050"]
)
def test_what_is_no_time(text):
    assert read_time(text) is None


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.code)
def test_every_name_of_a_measure_is_known_in_headings_and_file_names(measure):
    for name in measure.names:
        assert figure_of(name) == Figure(measure.code, None, None, 1.0)
        assert measure_named((f"2020 {name} 表",)) == measure.code


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("popF", Figure("population", FEMALE, None, 1.0)),
        ("Population (male)", Figure("population", None, None, 1.0)),
        ("男性人口", Figure("population", MALE, None, 1.0)),
        ("deaths_total", Figure("deaths", BOTH_SEXES, None, 1.0)),
        ("女", Figure(None, FEMALE, None, 1.0)),
        ("85+", Figure(None, None, Age(85, 0), 1.0)),
        ("F 0-4", Figure(None, FEMALE, Age(0, 5), 1.0)),
        ("人口（万人）", Figure("population", None, None, 10_000.0)),
        ("total_fertility", Figure("total_fertility", None, None, 1.0)),
        ("colour", None),
    ],
)
def test_headings(heading, figure):
    assert figure_of(heading) == figure


def test_the_longest_name_in_a_file_name_counts():
    assert measure_named(("出生性别比2020",)) == "sex_ratio_at_birth"
    assert measure_named(("births and deaths",)) is None
    assert measure_named(("popular songs",)) is None


def test_units():
    assert unit_factor("births (thousands)") == 1000
    assert unit_factor("births") == 1


def test_columns_are_named_as_spreadsheets_do():
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    "heading", ["place", "place name", "population", "出生人数", "households", "mother_age", "地区名称"]
)
def test_columns_that_are_not_about_persons(heading):
    assert about_persons(heading) is None

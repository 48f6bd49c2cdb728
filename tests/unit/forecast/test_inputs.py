"""What is made of observations before they are forecast: totals, gaps, ratios, needs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.planning_ratios import PLANNING_RATIOS, Basis
from populace.errors import UserError
from populace.forecast.inputs.births import without_gaps
from populace.forecast.inputs.ratios import shrunken_ratios
from populace.forecast.inputs.rows import rows_by_place
from populace.forecast.needs import age_ranges, needs, planning_ratios
from populace.forecast.tables import Override
from tests.spec.forecast.builders import e0_rows, rows, tables


def test_the_total_of_a_year_is_the_total_row_where_there_is_one_else_the_sum() -> None:
    by_sex_and_age = rows(
        "deaths", year=2020, sex=[0, 0, 1, 1], age=[0, 50, 0, 50], width=[50, 0, 50, 0], value=[1, 2, 3, 4]
    )
    total = rows("deaths", year=[2021], value=[99.0])
    parts = rows("deaths", year=2021, sex=[0, 1], value=[40.0, 50.0])
    period = rows("deaths", year=[2015], years=5, value=[500.0])
    found = rows_by_place(tables(by_sex_and_age, total, parts, period), "deaths")["A"]
    assert found.yearly() == {2020: 10.0, 2021: 99.0}


def test_of_two_sources_the_one_that_comes_first_is_used_year_by_year() -> None:
    own = rows("births", year=[2020], value=[10.0])
    reference = rows("births", year=[2019, 2020], value=[9.0, 999.0], priority=100)
    assert rows_by_place(tables(reference, own), "births")["A"].yearly() == {2019: 9.0, 2020: 10.0}


def test_each_place_has_its_own_rows() -> None:
    data = tables(
        rows("births", place="B", year=[2020], value=[1.0]),
        rows("births", place="A", year=[2020], value=[2.0]),
        e0_rows("A", 2020),
        places={"A": None, "B": "A"},
    )
    found = rows_by_place(data, "births")
    assert {code: place.yearly()[2020] for code, place in found.items()} == {"A": 2.0, "B": 1.0}
    assert rows_by_place(data, "deaths") == {}


def test_what_was_known_by_a_year_holds_no_later_figure_and_no_projection() -> None:
    data = tables(
        rows("births", year=[2019, 2020, 2021], value=1.0),
        rows("births", year=[2016], years=5, value=5.0),
        rows("total_fertility", year=[2018], value=2.0, status="projected"),
    )
    known = data.known_by(2019).observations
    assert known["year"].tolist() == [2019]


def test_a_missing_year_is_the_straight_line_between_its_neighbours_and_is_named() -> None:
    history = without_gaps({2018: 10.0, 2021: 16.0})
    assert history.series.values.tolist() == [10.0, 12.0, 14.0, 16.0]
    assert history.filled == (2019, 2020)
    assert history.of(2017) is None


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(0.5, 5000)), min_size=2, max_size=30))
def test_shrunken_ratios_keep_the_births_of_all_and_never_leave_the_range(
    places: list[tuple[int, float]],
) -> None:
    births, expected = (np.array(column, dtype=float) for column in zip(*places, strict=True))
    ratios = shrunken_ratios(births, expected)
    assert (ratios >= 0).all()
    np.testing.assert_allclose((ratios * expected).sum(), births.sum(), rtol=1e-9, atol=1e-9)


def test_a_ratio_of_few_births_leans_on_the_whole_and_one_of_many_stands() -> None:
    expected = np.array([10.0, 5000.0, 5000.0])
    small, low, high = shrunken_ratios(np.array([20.0, 4000.0, 6000.0]), expected)
    assert small < 1.5  # twice as many births as expected, but there are 20 of them
    assert (low, high) == pytest.approx((0.8, 1.2), rel=0.01)


def test_places_that_differ_by_chance_alone_all_get_the_common_ratio() -> None:
    births = np.random.default_rng(5).poisson(50.0, 200).astype(float)
    ratios = shrunken_ratios(births, np.full(200, 50.0))
    assert ratios.std() < 0.3 * (births / 50).std()


def test_every_need_is_its_count_through_its_ratio() -> None:
    ratios, year = planning_ratios({}), np.array([2030])
    births, children = np.full((5, 1), 1750.0), {ages: np.full((5, 1), 1900.0) for ages in age_ranges(ratios)}
    made = {need.code: need.fan.at(2030).median for need in needs(year, births, children, ratios)}
    assert list(made) == list(PLANNING_RATIOS)
    assert made["midwives"] == 10.0
    assert made["primary_places"] == 1900.0
    assert made["primary_teachers"] == 100.0


def test_a_need_is_highest_in_another_year_and_at_another_size_in_each_trajectory() -> None:
    births = 175.0 * np.array([[1.0, 3.0, 2.0], [1.0, 2.0, 6.0], [1.0, 3.0, 2.0], [4.0, 3.0, 2.0]])
    ratios = {"midwives": PLANNING_RATIOS["midwives"]}
    (midwives,) = needs(np.array([2026, 2027, 2028]), births, {}, ratios)
    np.testing.assert_allclose(midwives.highest.chance, [0.25, 0.5, 0.25])
    assert (midwives.highest.year.low80, midwives.highest.year.median) == (2026, 2027)
    assert midwives.highest.size.median == 3.5
    assert midwives.highest.size.median > midwives.fan.median.max()


def test_a_planner_may_replace_a_ratio_but_not_invent_one() -> None:
    own = planning_ratios({"midwives": Override(100.0, "our own count")})
    assert (own["midwives"].value, own["midwives"].source) == (100.0, "our own count")
    assert PLANNING_RATIOS["midwives"].value == 175.0
    with pytest.raises(UserError, match="storks"):
        planning_ratios({"storks": Override(1.0, "")})
    with pytest.raises(UserError, match="midwives"):
        planning_ratios({"midwives": Override(0.0, "")})


def test_every_ratio_states_value_unit_source_and_date_and_what_it_applies_to() -> None:
    for ratio in PLANNING_RATIOS.values():
        assert ratio.value > 0
        assert ratio.source
        assert ratio.in_force
        assert ratio.unit
        assert (ratio.ages is not None) == (ratio.basis is Basis.AGES)
        assert (ratio.of in PLANNING_RATIOS) == (ratio.basis is Basis.NEED)

"""Couple-years: the factor in force on the date, in the country, as an expression."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.couple_years import (
    COUPLE_YEAR_FACTORS,
    REVISED,
    changes,
    couple_years_expression,
    factor_in_force,
    factor_on,
)
from populace.catalog.expressions.nodes import Figure, Node
from populace.catalog.expressions.python import evaluate
from populace.catalog.expressions.walk import leaves
from populace.catalog.programme.methods import LASTING, METHODS

CODES = [each.code for each in METHODS]


def test_every_modern_method_has_a_factor_today_and_its_source() -> None:
    for method in CODES:
        held = factor_in_force(method, date(2024, 6, 1))
        assert held is not None, method
        assert held.factor > 0
        assert held.source
        assert held.unit


def test_there_is_no_factor_for_what_is_no_method() -> None:
    assert {each.method for each in COUPLE_YEAR_FACTORS} == set(CODES)


@given(
    st.sampled_from(CODES), st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(["", "IN", "CI"])
)
def test_at_most_one_factor_is_in_force_on_a_day(method: str, day: date, country: str) -> None:
    held = [
        each
        for each in COUPLE_YEAR_FACTORS
        if each.method == method and each.country == country and each.holds(day)
    ]
    assert len(held) <= 1


@given(st.sampled_from(CODES), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_factor_changes_only_on_a_day_that_is_told(method: str, day: date) -> None:
    if day not in changes():
        assert factor_on(method, day) == factor_on(method, day - timedelta(days=1))


def test_there_is_no_couple_year_of_a_diaphragm_before_it_had_a_factor() -> None:
    assert factor_on("diaphragm", REVISED - timedelta(days=1)) is None
    assert factor_on("diaphragm", REVISED) == 1


def test_an_unknown_method_has_no_factor() -> None:
    assert factor_on("traditional", REVISED) is None


def _units(units: dict[str, float]) -> object:
    def figure(node: Node) -> float | None:
        assert isinstance(node, Figure)
        return units.get(node.only.category("method") or "")

    return figure


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2021, 12, 31), 1 + 33.0), (date(2022, 1, 1), 1.25 + 48.0)]
)
def test_the_expression_weighs_units_with_the_factors_of_the_day(day: date, expected: float) -> None:
    node = couple_years_expression(day, methods=("progestin_pill", "hormonal_iud"))
    units = {"progestin_pill": 15.0, "hormonal_iud": 10.0}
    assert evaluate(node, _units(units)) == pytest.approx(expected)  # type: ignore[arg-type]


def test_the_expression_asks_for_every_method_that_has_a_factor() -> None:
    asked = [each for each in leaves(couple_years_expression(REVISED)) if isinstance(each, Figure)]
    assert [each.only.text for each in asked] == [
        f"method={code}" for code in dict.fromkeys(each.method for each in COUPLE_YEAR_FACTORS)
    ]


def test_lasting_methods_are_methods() -> None:
    assert set(LASTING) < set(CODES)

"""Couple-years of protection per unit, as the tables of 2011 and 2022 have them."""

from datetime import date

import pytest

from populace.catalog.couple_years import factor_in_force, factor_on
from populace.catalog.shipped import SHIPPED
from tests.spec.catalog.figures import value

BEFORE, SINCE = date(2021, 12, 31), date(2022, 1, 1)

TABLE = """
combined_pill        | 1/15  | 1/15
progestin_pill       | 1/15  | 1/12
emergency_pill       | 1/20  | 1/20
male_condom          | 1/120 | 1/120
female_condom        | 1/120 | 1/120
foaming_tablet       | 1/120 | 1/120
dmpa                 | 1/4   | 1/4
net_en               | 1/6   | 1/6
monthly_injectable   | 1/13  | 1/13
ring                 | 1/15  | 1/15
patch                | 1/15  | 1/15
diaphragm            | none  | 1
copper_iud           | 4.6   | 4.6
hormonal_iud         | 3.3   | 4.8
implant_3y           | 2.5   | 2.5
implant_levoplant    | 3.2   | 2.5
implant_5y           | 3.8   | 3.8
standard_days        | 1.5   | 1.5
lam                  | 0.25  | 0.25
female_sterilisation | 10    | 10
male_sterilisation   | 10    | 10
"""
"""Method, couple-years per unit until the end of 2021, and from 2022."""

ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def _number(text: str) -> float | None:
    if text == "none":
        return None
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


@pytest.mark.parametrize(("method", "before", "since"), ROWS)
def test_each_method_has_the_factor_in_force_on_the_date(method: str, before: str, since: str) -> None:
    assert factor_on(method, BEFORE) == _number(before)
    assert factor_on(method, SINCE) == _number(since)


def test_the_table_has_every_method() -> None:
    assert {method for method, *_ in ROWS} == set(SHIPPED.dimensions["method"].by_code)


@pytest.mark.parametrize("country", ["IN", "NP", "BD"])
@pytest.mark.parametrize("method", ["female_sterilisation", "male_sterilisation"])
def test_sterilisation_counts_more_where_it_is_done_younger(country: str, method: str) -> None:
    assert factor_on(method, SINCE, country) == 13
    assert factor_on(method, SINCE, "KE") == 10


def test_a_country_without_its_own_factor_has_the_general_one() -> None:
    assert factor_in_force("dmpa", SINCE, "IN") == factor_in_force("dmpa", SINCE)


GIVEN = {
    "distributed.method=combined_pill": 300.0,
    "distributed.method=progestin_pill": 60.0,
    "distributed.method=male_condom": 1200.0,
    "distributed.method=hormonal_iud": 10.0,
    "distributed.method=diaphragm": 2.0,
}


def test_the_same_units_are_worth_what_they_were_worth_then() -> None:
    assert value("FP06", GIVEN, BEFORE) == pytest.approx(20 + 4 + 10 + 33)
    assert value("FP06", GIVEN, SINCE) == pytest.approx(20 + 5 + 10 + 48 + 2)


def test_nothing_given_is_unknown_and_not_zero() -> None:
    assert value("FP06", {}) is None
    assert value("FP06", {"distributed.method=dmpa": 0.0}) == 0

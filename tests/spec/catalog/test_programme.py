"""The programme holds together: forms ask for what is declared, once; what may be judged is owed."""

import pytest

from populace.catalog.check import faults
from populace.catalog.constructs import Construct
from populace.catalog.dimensions import Role
from populace.catalog.forms import Form
from populace.catalog.measure import Kind, OverTime
from populace.catalog.measures import MEASURES
from populace.catalog.periods import Length
from populace.catalog.programme.measures import PROGRAMME_MEASURES
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Bearing, Subject


def test_it_holds_together() -> None:
    assert [str(each) for each in faults(SHIPPED)] == []


def test_the_forms_are_those_of_the_programme() -> None:
    told = [(each.code, each.length, each.due_days) for each in SHIPPED.forms.values()]
    assert told == [
        ("births_deaths", Length.MONTH, 10),
        ("family_planning", Length.MONTH, 10),
        ("maternal_newborn", Length.MONTH, 10),
        ("screening", Length.MONTH, 10),
        ("population_of_the_year", Length.YEAR, 31),
    ]


@pytest.mark.parametrize("form", SHIPPED.forms.values(), ids=lambda form: form.code)
def test_a_form_asks_for_each_cell_once_and_names_who_fills_it_in(form: Form) -> None:
    assert len(set(form.cells)) == len(form.cells) > 5
    assert form.kinds


def test_no_measure_is_asked_for_by_two_forms() -> None:
    asked = [measure for form in SHIPPED.forms.values() for measure in form.measures]
    assert sorted(asked) == sorted(set(asked))


def test_ages_of_a_table_cover_every_age_once() -> None:
    form = SHIPPED.forms["births_deaths"]
    ages = list(dict.fromkeys(each.category("age") for measure, each in form.cells if measure == "deaths"))
    assert ages[:3] == ["0", "1-4", "5-9"]
    assert ages[-2:] == ["80-84", "85+"]
    lowest = [int((age or "").rstrip("+").split("-")[0]) for age in ages]
    highest = [int((age or "").split("-")[-1]) for age in ages[:-1]]
    assert lowest[1:] == [age + 1 for age in highest]


def test_users_and_points_are_stocks_that_never_sum_over_time() -> None:
    stocks = {code for code, each in PROGRAMME_MEASURES.items() if each.kind is Kind.STOCK}
    assert {"modern_users", "traditional_users", "unmet_need", "points_without", "stock_closing"} <= stocks
    assert all(SHIPPED.measures[code].over_time is not OverTime.SUM for code in stocks)


def test_the_opening_stock_of_a_year_is_that_of_its_first_month() -> None:
    assert SHIPPED.measures["stock_opening"].over_time is OverTime.FIRST
    assert SHIPPED.measures["stock_closing"].over_time is OverTime.LAST


def test_sources_of_the_population_are_accounts_and_not_parts() -> None:
    assert SHIPPED.dimensions["source"].role is Role.ACCOUNTS
    assert "source" in SHIPPED.measures["population"].dimensions


def test_the_programme_declares_anew_no_more_than_the_population_of_the_folder_tables() -> None:
    assert set(MEASURES) & set(PROGRAMME_MEASURES) == {"population"}
    assert SHIPPED.measures["population"].names == MEASURES["population"].names


def test_every_count_of_the_programme_is_about_something() -> None:
    assert [code for code, each in SHIPPED.measures.items() if each.subject is Subject.UNKNOWN] == []


@pytest.mark.parametrize(
    "code",
    ["maternal_deaths", "stillbirths", "neonatal_deaths", "new_users", "birth_defects", "prenatal_accepted"],
)
def test_what_could_point_at_somebody_is_sensitive(code: str) -> None:
    assert SHIPPED.measures[code].sensitive


@pytest.mark.parametrize("construct", SHIPPED.constructs.values(), ids=lambda each: each.code)
def test_what_is_judged_is_a_service(construct: Construct) -> None:
    assert SHIPPED.indicators[construct.on].subject.bearing is Bearing.SERVICE
    assert construct.source
    assert construct.consequences == construct.conditions == ()

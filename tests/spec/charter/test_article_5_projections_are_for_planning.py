"""Article 5: what is projected says what it is for, how sure it is, and how the method did before."""

import dataclasses

import pytest

from populace.forecast import results
from populace.forecast.results import Accuracy, Fan, Interval, Need, NextPeak, PlaceForecast
from tests.spec.charter.walk import names_of_columns, names_of_the_catalogue, names_of_values


def _types(cls: type) -> dict[str, object]:
    return {each.name: each.type for each in dataclasses.fields(cls)}


def test_the_purpose_is_planning() -> None:
    assert results.PURPOSE == "planning"


@pytest.mark.parametrize("quantity", ["births", "total", "women_15_49", "total_fertility"])
def test_what_is_projected_comes_with_its_uncertainty(quantity: str) -> None:
    assert _types(PlaceForecast)[quantity] is Fan


def test_needs_and_peaks_come_with_their_uncertainty() -> None:
    assert _types(Need)["fan"] is Fan
    assert {_types(NextPeak)[name] for name in ("year", "height", "width")} == {Interval}


def test_a_forecast_has_room_for_its_past_accuracy() -> None:
    assert _types(PlaceForecast)["accuracy"] == Accuracy | None


def test_no_unit_is_accountable_for_a_figure() -> None:
    names = [*names_of_values(), *names_of_columns(), *names_of_the_catalogue()]
    wrong = ("accountable", "responsible", "assignee", "责任人", "责任单位", "考核")
    assert names
    assert [f"{name} ({where})" for where, name in names if any(word in name.lower() for word in wrong)] == []

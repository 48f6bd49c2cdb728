"""Scenarios: what a planner assumes, and by how much the same futures then differ."""

import numpy as np
import pandas as pd
import pytest

from populace.errors import ModelError, UserError
from populace.forecast.results import Forecast, PlaceUnderScenario, Settings
from populace.forecast.run import forecast
from populace.forecast.scenarios.changes import (
    CapacityChange,
    Change,
    FertilityChange,
    HousingEstate,
    LifeExpectancyChange,
    MigrationChange,
    Points,
    Scenario,
)
from populace.forecast.scenarios.profiles import FAMILY, YOUNG_FAMILIES, shares_by_age, shares_of
from populace.forecast.scenarios.run import with_scenarios
from populace.forecast.tables import Tables
from tests.spec.forecast.builders import births_rows, e0_rows, history, population_rows, stationary, tables

LEVEL = 2.1


@pytest.fixture(scope="module")
def district() -> Tables:
    """A district of two villages, in which nothing changes."""
    populations, born = history(stationary(1000), dict.fromkeys(range(2000, 2026), LEVEL))
    births = {year: float(by_age.sum()) for year, by_age in born.items()}
    frames: list[pd.DataFrame] = [e0_rows("D", 2025)]
    for code in ("V1", "V2"):
        frames += [population_rows(code, 2025, populations[2025]), births_rows(code, births)]
    return tables(*frames, places={"D": None, "V1": "D", "V2": "D"})


@pytest.fixture(scope="module")
def made(district: Tables) -> Forecast:
    return forecast(district, Settings((), 15, 60, 1))


def under(made: Forecast, district: Tables, *changes: Change) -> dict[str, PlaceUnderScenario]:
    (result,) = with_scenarios(made, district, [Scenario("s", {"en": "S"}, changes)]).scenarios
    return dict(result.places)


def test_a_scenario_that_changes_nothing_differs_in_nothing(made: Forecast, district: Tables) -> None:
    places = under(made, district, FertilityChange(None, "test", Points({2026: 1.0}), relative=True))
    assert list(places) == ["D"]
    np.testing.assert_allclose(places["D"].births.change.quantiles, 0.0, atol=1e-6)
    np.testing.assert_allclose(places["D"].births.before.quantiles, made.places["D"].births.quantiles)


def test_a_factor_on_fertility_is_one_on_the_births_of_the_first_years(
    made: Forecast, district: Tables
) -> None:
    place = under(made, district, FertilityChange(None, "test", Points({2028: 0.9}), relative=True))["D"]
    np.testing.assert_allclose(place.births.change.quantiles[:2], 0.0, atol=1e-6)  # before the first year
    births = made.places["D"].births.at(2028).median
    assert place.births.change.at(2028).median == pytest.approx(-0.1 * births, rel=0.05)
    # The same futures: the interval of the difference is a tenth of that of births themselves.
    width = made.places["D"].births.at(2028).high80 - made.places["D"].births.at(2028).low80
    change = place.births.change.at(2028)
    assert change.high80 - change.low80 < 0.15 * width


def test_a_path_of_fertility_is_followed(made: Forecast, district: Tables) -> None:
    half = float(made.places["V1"].total_fertility.at(2030).median) / 2
    place = under(made, district, FertilityChange("V1", "test", Points({2030: half}), relative=False))["V1"]
    births = made.places["V1"].births.at(2030).median
    assert place.births.after.at(2030).median == pytest.approx(births / 2, rel=0.05)
    assert place.births.change.at(2030).high95 < 0


def test_parts_differ_by_as_much_as_their_whole(made: Forecast, district: Tables) -> None:
    estate = HousingEstate("V1", "plan", {2027: 100.0, 2028: 100.0}, 2.5)
    places = under(made, district, estate)
    assert list(places) == ["D", "V1"]
    assert places["V1"].total.change.at(2028).median == pytest.approx(500.0, rel=0.05)
    for year in (2028, 2035, 2040):
        assert places["D"].births.change.at(year).median == pytest.approx(
            places["V1"].births.change.at(year).median
        )
    assert places["V1"].births.change.at(2030).low80 > 0


def test_longer_lives_are_more_people_and_no_other_births_at_first(made: Forecast, district: Tables) -> None:
    place = under(made, district, LifeExpectancyChange(None, "test", Points({2026: 2.0})))["D"]
    assert place.total.change.at(2035).low80 > 0
    assert abs(place.births.change.at(2027).median) < 0.001 * made.places["D"].births.at(2027).median


def test_people_of_given_ages_arrive(made: Forecast, district: Tables) -> None:
    pupils = MigrationChange("V2", "test", {2030: 60.0}, "usual", {(6, 6): 1.0})
    place = under(made, district, pupils)["V2"]
    assert place.needs["primary_places"].change.at(2030).median == pytest.approx(60.0, rel=0.02)
    assert place.needs["nursery_places"].change.at(2030).median == pytest.approx(0.0, abs=0.01)


def test_a_closed_school_changes_no_child_and_its_places_must_be_found(
    made: Forecast, district: Tables
) -> None:
    places = under(made, district, CapacityChange("V1", "notice", "primary_places", {2028: -90.0}))
    for code in ("D", "V1"):
        change = places[code].needs["primary_places"].change
        assert change.at(2027).median == 0.0
        assert (change.at(2028).low95, change.at(2040).high95) == (90.0, 90.0)
        assert not places[code].births.change.quantiles.any()


def test_years_that_are_not_ahead_are_refused_in_one_line(made: Forecast, district: Tables) -> None:
    late = FertilityChange(None, "test", Points({2090: 0.9}), relative=True)
    with pytest.raises(UserError, match="2090") as refused:
        under(made, district, late)
    assert "\n" not in str(refused.value)


def test_points_hold_the_last_value_and_say_nothing_before_the_first() -> None:
    found = Points({2030: 1.0, 2034: 2.0}).at(np.array([2029, 2030, 2032, 2034, 2050]))
    np.testing.assert_allclose(found, [np.nan, 1.0, 1.5, 2.0, 2.0])


def test_young_families_are_as_described() -> None:
    by_age = shares_of(YOUNG_FAMILIES, np.zeros((2, 101))).sum(axis=0)
    assert by_age.sum() == pytest.approx(1.0)
    assert by_age[:15].sum() == pytest.approx(0.38, abs=0.02)
    assert by_age[25:40].sum() == pytest.approx(0.37, abs=0.02)
    assert by_age[65:].sum() == pytest.approx(0.04, abs=0.01)
    assert 25 <= 15 + int(np.argmax(FAMILY.curve(np.arange(15, 101)))) <= 32


def test_shares_by_age_add_up_to_one() -> None:
    shares = shares_by_age({(0, 4): 2.0, (25, 120): 6.0})
    assert shares.sum() == pytest.approx(1.0)
    assert shares[:, :5].sum() == pytest.approx(0.25)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Points({}),
        lambda: FertilityChange(None, "s", Points({2030: 12.0}), relative=False),
        lambda: LifeExpectancyChange(None, "s", Points({2030: 9.0})),
        lambda: MigrationChange(None, "s", {2030: 1.0}, "storks"),
        lambda: HousingEstate("A", "s", {2030: 10.0}, 0.0),
        lambda: CapacityChange("A", "s", "primary_places", {}),
        lambda: Scenario("", {}, ()),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError):
        make()

"""Births counted at another level of the tree than people, or for some places only."""

import numpy as np
import pytest

from populace.errors import MissingData
from populace.forecast.results import Settings
from populace.forecast.run import forecast
from tests.spec.forecast.builders import (
    births_rows,
    e0_rows,
    history,
    population_rows,
    rows,
    stationary,
    tables,
)

BIG, BORN = history(stationary(900.0), dict.fromkeys(range(2010, 2026), 2.07))
SMALL, _BORN = history(stationary(300.0), dict.fromkeys(range(2010, 2026), 2.07))
TREE = {"D": None, "B": "D", "C": "D"}
TOTALS = {year: 4.0 * float(born.sum()) / 3.0 for year, born in BORN.items()}


def people(width: int) -> list:  # type: ignore[type-arg]
    return [population_rows(code, 2025, known[2025], width) for code, known in (("B", BIG), ("C", SMALL))]


@pytest.mark.parametrize("width", [1, 5])
def test_births_of_the_district_are_shared_by_the_villages_that_have_none(width: int) -> None:
    made = forecast(
        tables(*people(width), births_rows("D", TOTALS), e0_rows("D", 2025), places=TREE),
        Settings((), 10, 50, 1),
    )
    whole, big, small = (made.places[code].births_past for code in "DBC")
    np.testing.assert_allclose(whole.values[-5:], list(TOTALS.values())[-5:])
    np.testing.assert_allclose(big.values[-1] + small.values[-1], TOTALS[2025])
    assert big.values[-1] / small.values[-1] == pytest.approx(3.0, rel=0.01)
    assert made.places["B"].rungs["births"].code == "births-5"
    assert made.places["B"].accuracy is None


def test_one_place_without_births_leaves_the_others_their_own_level() -> None:
    own = births_rows("B", {year: float(born.sum()) for year, born in BORN.items()})
    path = rows("total_fertility", place="D", year=[2024, 2025], value=1.5)
    made = forecast(tables(*people(5), own, path, e0_rows("D", 2025), places=TREE), Settings((), 10, 200, 1))
    counted = float(BORN[2025].sum())
    assert made.places["B"].births.at(2026).median == pytest.approx(counted, rel=0.06)
    assert made.places["C"].rungs["births"].code == "births-7"


def test_a_place_without_births_or_people_does_not_stop_the_others() -> None:
    empty = [population_rows("C", 2025, 0 * SMALL[2025]), births_rows("C", {2024: 0.0, 2025: 0.0})]
    own = births_rows("B", {year: float(born.sum()) for year, born in BORN.items()})
    made = forecast(
        tables(people(1)[0], own, *empty, e0_rows("D", 2025), places=TREE), Settings((), 10, 50, 1)
    )
    assert (made.places["C"].births.quantiles == 0).all()
    assert made.places["C"].next_peak is None


def test_a_place_where_nobody_is_born_is_forecast_without_births() -> None:
    old = SMALL[2025].copy()
    old[:, :55] = 0
    data = tables(
        population_rows("A", 2025, old), births_rows("A", {2024: 0.0, 2025: 0.0}), e0_rows("A", 2025)
    )
    place = forecast(data, Settings((), 10, 50, 1)).places["A"]
    assert (place.births.quantiles == 0).all()
    assert place.causes is None


def test_causes_add_up_to_the_change_that_the_fan_shows() -> None:
    people, born = history(
        stationary(900.0), {year: 2.8 if year < 2012 else 1.8 for year in range(1995, 2026)}
    )
    own = births_rows("A", {year: float(by_age.sum()) for year, by_age in born.items()})
    data = tables(population_rows("A", 2025, people[2025]), own, e0_rows("A", 2025))
    place = forecast(data, Settings((), 20, 200, 1)).places["A"]
    assert place.causes is not None
    change = place.births.at(place.causes.to_year).median - place.births_past.values[-1]
    assert place.causes.change == pytest.approx(change)


def test_births_that_end_before_the_first_count_still_tell_the_level() -> None:
    births = {year: float(BORN[year].sum()) for year in range(2010, 2016)}
    data = tables(population_rows("A", 2025, BIG[2025]), births_rows("A", births), e0_rows("A", 2025))
    place = forecast(data, Settings((), 10, 50, 1)).places["A"]
    assert place.total_fertility.at(2026).median == pytest.approx(2.07, rel=0.05)


def test_births_far_from_any_count_are_refused_with_both_years() -> None:
    data = tables(
        population_rows("A", 2025, BIG[2025]),
        births_rows("A", {1980: 900.0, 1981: 900.0}),
        e0_rows("A", 2025),
    )
    with pytest.raises(MissingData, match="1980 to 1981"):
        forecast(data, Settings((), 10, 50, 1))


def test_wide_age_groups_have_a_rung_of_their_own() -> None:
    own = births_rows("A", {year: float(born.sum()) for year, born in BORN.items()})
    data = tables(population_rows("A", 2025, BIG[2025], width=15), own, e0_rows("A", 2025))
    place = forecast(data, Settings((), 10, 50, 1)).places["A"]
    assert place.rungs["population"].code == "population-3"

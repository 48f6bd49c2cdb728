"""What a forecast says of places whose past and future are known."""

import numpy as np
import pytest

from populace.errors import MissingData, UserError
from populace.forecast.accuracy import with_accuracy
from populace.forecast.results import Settings
from populace.forecast.run import forecast
from tests.spec.forecast.builders import (
    E0,
    PATTERN,
    SEX_RATIO,
    births_rows,
    e0_rows,
    history,
    population_rows,
    rows,
    stationary,
    tables,
)

REPLACEMENT = (1 + SEX_RATIO) / float((stationary(1 + SEX_RATIO)[0] * PATTERN).sum())
STEADY = dict.fromkeys(range(2005, 2026), REPLACEMENT)


def steady_place(births: float = 2000.0):  # type: ignore[no-untyped-def]
    populations, born = history(stationary(births), STEADY)
    return populations, {year: float(by_age.sum()) for year, by_age in born.items()}


def test_a_stationary_population_stays_and_has_no_peak() -> None:
    populations, births = steady_place()
    made = forecast(
        tables(population_rows("A", 2020, populations[2020]), population_rows("A", 2025, populations[2025]),
               births_rows("A", births), e0_rows("A", 2025)),
        Settings((), 30, 2000, 1),
    )  # fmt: skip
    place = made.places["A"]
    assert made.base_year == 2025
    assert place.births.years.tolist() == list(range(2026, 2056))
    np.testing.assert_allclose(place.births_past.values, 2000, rtol=0.01)
    np.testing.assert_allclose(place.births.median, 2000, rtol=0.05)
    np.testing.assert_allclose(place.population[-1].sum(), stationary(2000).sum(), rtol=0.01)
    assert place.past_peaks == ()
    assert place.next_peak is None


def test_a_boom_echoes_a_generation_later_and_the_women_are_its_cause() -> None:
    boom = {year: REPLACEMENT * (1.5 if 2008 <= year <= 2014 else 1.0) for year in range(1996, 2026)}
    populations, born = history(stationary(2000), boom)
    births = {year: float(by_age.sum()) for year, by_age in born.items()}
    made = forecast(
        tables(*(population_rows("A", year, populations[year]) for year in (2015, 2020, 2025)),
               births_rows("A", births), e0_rows("A", 2025)),
        Settings((), 30, 300, 1),
    )  # fmt: skip
    place = made.places["A"]
    assert [2008 <= peak.year <= 2014 for peak in place.past_peaks] == [True]
    assert place.next_peak is not None
    assert 2036 <= place.next_peak.year.median <= 2043
    causes = place.causes
    assert causes is not None
    assert causes.women + causes.age_structure > 0.8 * causes.change
    total = causes.women + causes.age_structure + causes.births_per_woman + causes.timing
    assert total == pytest.approx(causes.change)
    assert sum(causes.women_by_age.values()) == pytest.approx(causes.women + causes.age_structure, rel=0.02)


def test_parts_add_up_to_the_whole_in_expectation_and_in_every_year_of_the_past() -> None:
    big, big_births = steady_place(1500)
    small, small_births = steady_place(40)
    made = forecast(
        tables(population_rows("B", 2025, big[2025]), population_rows("C", 2025, small[2025]),
               births_rows("B", big_births), births_rows("C", small_births), e0_rows("A", 2025),
               places={"A": None, "B": "A", "C": "A"}),
        Settings((), 20, 200, 1),
    )  # fmt: skip
    assert list(made.places) == ["A", "B", "C"]
    whole, parts = made.places["A"], (made.places["B"], made.places["C"])
    np.testing.assert_allclose(whole.population, sum(part.population for part in parts))
    np.testing.assert_allclose(whole.births_past.values, sum(part.births_past.values for part in parts))


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others() -> None:
    populations, births = steady_place()
    data = tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), e0_rows("A", 2025))
    first, again, other = (
        forecast(data, Settings((), 10, 50, seed)).places["A"].births.quantiles for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_place_gets_the_same_numbers_whichever_others_are_asked_for() -> None:
    populations, births = steady_place()
    data = tables(
        *(frame for code in "BC" for frame in (
            population_rows(code, 2025, populations[2025]), births_rows(code, births), e0_rows(code, 2025))),
        places={"B": None, "C": None},
    )  # fmt: skip
    both = forecast(data, Settings((), 10, 50, 1)).places["C"].births.quantiles
    alone = forecast(data, Settings(("C",), 10, 50, 1)).places["C"].births.quantiles
    np.testing.assert_array_equal(both, alone)


def test_a_part_gets_the_same_numbers_alone_as_in_the_report_of_the_whole() -> None:
    big, big_births = steady_place(1500)
    small, small_births = steady_place(40)
    data = tables(
        population_rows("B", 2025, big[2025]), population_rows("C", 2025, small[2025]),
        births_rows("B", big_births), births_rows("C", small_births), e0_rows("A", 2025),
        places={"A": None, "B": "A", "C": "A"},
    )  # fmt: skip
    whole = forecast(data, Settings((), 10, 50, 1))
    part = forecast(data, Settings(("C",), 10, 50, 1))
    assert (part.top, list(part.places)) == (("C",), ["C"])
    np.testing.assert_array_equal(part.places["C"].births.quantiles, whole.places["C"].births.quantiles)


def test_small_places_carry_the_chance_of_small_numbers() -> None:
    populations, births = steady_place(10)
    made = forecast(
        tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), e0_rows("A", 2025)),
        Settings((), 5, 2000, 1),
    )
    first = made.places["A"].births.at(2026)
    # A Poisson count of mean 10 lies within 6 and 14 in 80 % of years.
    assert first.high80 - first.low80 >= 7


def test_needs_follow_births_and_children_through_their_ratios() -> None:
    populations, births = steady_place(3500)
    made = forecast(
        tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), e0_rows("A", 2025)),
        Settings((), 10, 100, 1),
    )
    needs = {need.code: need.fan.at(2030).median for need in made.places["A"].needs}
    assert needs["midwives"] == pytest.approx(3500 / 175, rel=0.05)
    assert needs["primary_places"] == pytest.approx(6 * 3500, rel=0.02)
    assert needs["primary_teachers"] == pytest.approx(needs["primary_places"] / 19)


def test_the_accuracy_on_the_past_is_that_of_the_same_method() -> None:
    populations, births = steady_place()
    data = tables(*(population_rows("A", year, populations[year]) for year in (2015, 2025)),
                  births_rows("A", births), e0_rows("A", 2012))  # fmt: skip
    accuracy = with_accuracy(forecast(data, Settings((), 10, 100, 1)), data).places["A"].accuracy
    assert accuracy is not None
    assert (accuracy.origin, accuracy.years.tolist()) == (2015, list(range(2016, 2026)))
    assert accuracy.mean_absolute_percentage_error < 0.03
    assert accuracy.coverage80 == 1.0


def test_nothing_is_said_of_the_accuracy_where_nothing_was_counted_so_long_ago() -> None:
    populations, births = steady_place()
    data = tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), e0_rows("A", 2025))
    assert with_accuracy(forecast(data, Settings((), 10, 50, 1)), data).places["A"].accuracy is None


def test_without_mortality_the_forecast_stops_and_names_the_table_to_add() -> None:
    populations, births = steady_place()
    data = tables(population_rows("A", 2025, populations[2025]), births_rows("A", births))
    with pytest.raises(MissingData, match="life_expectancy"):
        forecast(data, Settings((), 10, 50, 1))


def test_without_a_population_the_forecast_stops_and_names_the_table_to_add() -> None:
    with pytest.raises(MissingData, match="population"):
        forecast(tables(births_rows("A", {2025: 10.0}), e0_rows("A", 2025)), Settings((), 10, 50, 1))


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(("Z",), 10, 50, 1), "Z"),
        (Settings((), 10, 0, 1), "trajectories"),
        (Settings((), 2020, 50, 1), "2020"),
        (Settings((), -1, 50, 1), "-1"),
    ],
)
def test_settings_out_of_range_are_refused_in_one_line(settings: Settings, says: str) -> None:
    populations, births = steady_place()
    data = tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), e0_rows("A", 2025))
    with pytest.raises(UserError, match=says) as refused:
        forecast(data, settings)
    assert "\n" not in str(refused.value)


def test_a_count_in_the_middle_of_a_year_is_carried_to_its_end() -> None:
    populations, births = steady_place()
    middle = population_rows("A", 2025, populations[2025]).assign(date=2025.5)
    made = forecast(tables(middle, births_rows("A", births), e0_rows("A", 2025)), Settings((), 5, 50, 1))
    assert made.places["A"].population_years[0] == 2025
    np.testing.assert_allclose(made.places["A"].population[0].sum(), stationary(2000).sum(), rtol=0.001)


def test_a_path_projected_by_a_source_is_followed_with_its_bounds() -> None:
    populations, births = steady_place(50_000)
    ahead = np.arange(2024, 2041)
    path = rows("total_fertility", year=[*range(2015, 2024)], value=REPLACEMENT, status="estimated")
    projected = rows("total_fertility", year=ahead, value=REPLACEMENT * 0.9, low80=REPLACEMENT * 0.8,
                     high80=REPLACEMENT * 1.1, status="projected")  # fmt: skip
    made = forecast(
        tables(population_rows("A", 2023, populations[2023]),
               births_rows("A", {year: births[year] for year in range(2010, 2024)}), e0_rows("A", 2023),
               path, projected),
        Settings((), 2035, 4000, 1),
    )  # fmt: skip
    level = made.places["A"].total_fertility.at(2030)
    assert level.median == pytest.approx(REPLACEMENT * 0.9, rel=0.02)
    assert level.low80 == pytest.approx(REPLACEMENT * 0.8, rel=0.02)
    assert level.high80 == pytest.approx(REPLACEMENT * 1.1, rel=0.02)


def test_life_expectancy_outside_the_model_is_refused() -> None:
    populations, births = steady_place()
    wrong = rows("life_expectancy", year=[2025], value=[E0[0] * 100])
    with pytest.raises(MissingData, match="life expectancy"):
        forecast(
            tables(population_rows("A", 2025, populations[2025]), births_rows("A", births), wrong),
            Settings((), 5, 10, 1),
        )

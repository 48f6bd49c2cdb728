"""What is shown is computed from protected counts alone, so that no figure of it tells a small count."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from populace.forecast.results import Settings
from populace.forecast.run import forecast
from populace.forecast.tables import Tables
from populace.protect.small_counts import ProtectionError
from populace.report.ages import five_year
from populace.report.protected import protected
from populace.report.write import write_report
from tests.spec.forecast.builders import births_rows, e0_rows, population_rows, rows, stationary, tables
from tests.unit.report.builders import district

SMALL = {1.0, 2.0, 3.0, 4.0}
PEOPLE = np.round(stationary(3.0))
"""A hamlet: about three persons at each single age and sex."""


def hamlet(people: np.ndarray = PEOPLE, births: int = 3) -> Tables:
    """A village of a few hundred in a district that has a larger one."""
    return tables(
        population_rows("V", 2025, people),
        population_rows("W", 2025, np.round(stationary(60.0))),
        births_rows("V", {2023: 7.0, 2024: 4.0, 2025: float(births)}),
        births_rows("W", {2023: 60.0, 2024: 62.0, 2025: 61.0}),
        e0_rows("D", 2025),
        places={"D": None, "V": "D", "W": "D"},
    )


def of(shown: Tables, measure: str, place: str) -> pd.DataFrame:
    found = shown.of(measure, places=[place])
    return found.assign(group=found["age"] // 5)


def test_without_protection_the_years_ahead_tell_who_lives_there_now() -> None:
    """The positive control: following a cohort gives back the count of a single age from the projection."""
    raw = forecast(hamlet(), Settings((), 5, 10, 1)).places["V"]
    found = np.round(raw.population[1][:, 6:40])
    np.testing.assert_array_equal(found, PEOPLE[:, 5:39])
    assert SMALL & set(PEOPLE[:, 5:39].ravel().tolist())


def test_two_hamlets_that_are_protected_alike_cannot_be_told_apart_by_anything_computed() -> None:
    other = PEOPLE.copy()
    other[:, 20], other[:, 21] = PEOPLE[:, 21] + 1, PEOPLE[:, 20] - 1
    one, two = (
        forecast(protected(hamlet(people, births)), Settings((), 10, 30, 1))
        for people, births in ((PEOPLE, 3), (other, 4))
    )
    assert not np.array_equal(PEOPLE, other)
    for code in ("D", "V"):
        np.testing.assert_array_equal(one.places[code].population, two.places[code].population)
        np.testing.assert_array_equal(one.places[code].births.quantiles, two.places[code].births.quantiles)
        np.testing.assert_array_equal(
            one.places[code].births_past.values, two.places[code].births_past.values
        )
        assert one.places[code].causes == two.places[code].causes
        assert one.places[code].notes == two.places[code].notes


def test_small_births_become_nothing_or_the_base_and_large_ones_stay() -> None:
    assert of(protected(hamlet(births=2)), "births", "V")["value"].tolist() == [7.0, 5.0, 0.0]
    assert of(protected(hamlet()), "births", "W")["value"].tolist() == [60.0, 62.0, 61.0]


def test_births_by_age_add_up_to_the_protected_total_of_the_year() -> None:
    by_age = rows("births", place="A", year=2025, age=[20, 25], width=5, value=[1.0, 2.0])
    shown = protected(tables(by_age, e0_rows("A", 2025)))
    assert shown.of("births")["value"].sum() == pytest.approx(5.0)


def test_a_group_with_a_small_count_keeps_its_total_and_tells_no_single_age() -> None:
    shown = of(protected(hamlet()), "population", "V")
    raw = of(hamlet(), "population", "V")
    groups = shown.groupby(["sex", "group"])["value"]
    totals, before = groups.sum(), raw.groupby(["sex", "group"])["value"].sum()
    large = before >= 5
    np.testing.assert_allclose(totals[large], before[large])
    assert set(totals[~large]) <= {0.0, 5.0}
    small = raw.groupby(["sex", "group"])["value"].agg(lambda counts: counts.between(1, 4).any())
    assert (groups.nunique()[small] == 1).all()


def test_a_group_without_a_small_count_keeps_its_single_ages() -> None:
    shown, raw = (of(made, "population", "W") for made in (protected(hamlet()), hamlet()))
    young = raw["age"] < 50
    np.testing.assert_array_equal(shown["value"][young], raw["value"][young])


def test_totals_of_the_forecast_are_sums_of_protected_cells() -> None:
    made = forecast(protected(hamlet()), Settings((), 5, 10, 1)).places
    np.testing.assert_allclose(
        made["D"].births_past.values, made["V"].births_past.values + made["W"].births_past.values
    )
    groups = [five_year(made[code].population[0]) for code in "DVW"]
    np.testing.assert_allclose(groups[0], groups[1] + groups[2])


@pytest.mark.parametrize("value", [np.nan, -1.0])
def test_a_count_that_cannot_be_protected_stops_everything(value: float) -> None:
    broken = hamlet()
    frame = broken.observations.copy()
    frame.loc[0, "value"] = value
    with pytest.raises(ProtectionError):
        protected(replace(broken, observations=frame))


def test_a_report_of_unprotected_tables_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    raw = replace(district(towns=1, villages=1), protected=False)
    with pytest.raises(ProtectionError):
        write_report(raw, hamlet(), tmp_path / "out")
    assert not (tmp_path / "out").exists()

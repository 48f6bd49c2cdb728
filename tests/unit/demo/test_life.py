"""The truth: an exact account, with the waves that were stated."""

from dataclasses import fields

import numpy as np
import pytest

from populace.demo.district import District, make_district
from populace.demo.histories import YEARS
from populace.demo.life import stable_structure
from populace.demo.places import town_of_unit
from populace.demo.rates import departure_risks, expected_arrivals, mortality_grid
from populace.demo.schedules import fertility_schedules, migration_profile
from populace.demography.arrays import Integers
from populace.demography.cohort_component import project
from populace.demography.sex import FEMALE, MALE


def _births(made: District) -> Integers:
    """Births of the district by year."""
    return made.truth.births.sum(axis=(0, 2))


def test_the_balancing_equation_holds_in_every_village_sex_age_and_year(made: District) -> None:
    truth = made.truth
    start, end = truth.population[:, :-1], truth.population[:, 1:]
    lived = end + truth.cohort_deaths - truth.net_migration
    assert (lived[..., 0] == truth.births_by_sex).all()
    assert (lived[..., 1:-1] == start[..., :-2]).all()
    assert (lived[..., -1] == start[..., -2] + start[..., -1]).all()


def test_no_count_but_net_migration_is_negative(made: District) -> None:
    for field in fields(made.truth):
        if field.name != "net_migration":
            assert (getattr(made.truth, field.name) >= 0).all(), field.name
    assert (made.truth.deaths >= 0).all()


def test_births_by_mother_and_by_sex_and_deaths_of_both_kinds_are_the_same_events(made: District) -> None:
    truth = made.truth
    assert (truth.births.sum(axis=-1) == truth.births_by_sex.sum(axis=-1)).all()
    assert (truth.deaths.sum(axis=-1) == truth.cohort_deaths.sum(axis=-1)).all()
    assert (truth.deaths_younger <= truth.cohort_deaths).all()


def test_there_are_about_420_000_people_in_places_of_very_different_size(made: District) -> None:
    now = made.truth.population[:, -1].sum(axis=(-2, -1))
    assert 400_000 < now.sum() < 440_000
    by_town = np.bincount(town_of_unit(), weights=now)
    assert by_town.max() > 10 * by_town.min()


@pytest.mark.parametrize(("first", "last"), [(1962, 1970), (1986, 1993), (2011, 2017)])
def test_births_peak_in_the_boom_and_in_its_two_echoes(made: District, first: int, last: int) -> None:
    births = dict(zip(YEARS.tolist(), _births(made).tolist(), strict=True))
    peak = max(range(first - 6, last + 7), key=births.__getitem__)
    assert first <= peak <= last
    assert births[peak] > 1.15 * births[first - 6]
    assert births[peak] > 1.15 * births[last + 6]


def test_births_fall_by_a_third_in_1959_to_1961(made: District) -> None:
    births = dict(zip(YEARS.tolist(), _births(made).tolist(), strict=True))
    assert max(births[1960], births[1961]) < 0.7 * births[1957]


def test_with_fertility_held_the_children_of_the_last_echo_bring_a_modest_next_one(made: District) -> None:
    people = made.truth.population[:, -1].sum(axis=0).astype(float)
    women = (made.truth.population[:, -2:, FEMALE].sum(axis=0)).mean(axis=0)
    asfr = made.truth.births[:, -1].sum(axis=0) / np.maximum(women, 1.0)
    survivors, _ = mortality_grid().at(np.array([[82.6, 77.4]]))
    moved = made.truth.net_migration[:, -5:].sum(axis=0).mean(axis=0)
    births = project(people, survivors[0], asfr, moved, 1.055, years=25).births.sum(axis=-1)
    trough, peak = 2026 + int(births[:10].argmin()), 2026 + int(births[5:].argmax()) + 5
    assert 2028 <= trough <= 2034
    assert 2036 <= peak <= 2041
    assert 1.05 < births.max() / births[:10].min() < 1.25


def test_remote_towns_are_older_than_the_urban_one(made: District) -> None:
    now = made.truth.population[:, -1].sum(axis=1)
    old = [now[town_of_unit() == town][:, 65:].sum() / now[town_of_unit() == town].sum() for town in range(8)]
    assert old[-1] > 1.5 * old[0]


def test_there_are_about_105_to_106_boys_per_100_girls(made: District) -> None:
    by_sex = made.truth.births_by_sex.sum(axis=(0, 1))
    assert 1.045 < by_sex[MALE] / by_sex[FEMALE] < 1.065


def test_another_seed_is_another_district_and_the_same_seed_the_same(made: District) -> None:
    again, other = make_district(made.seed), make_district(7)
    assert np.array_equal(again.truth.population, made.truth.population)
    assert np.array_equal(again.clinics.units, made.clinics.units)
    assert not np.array_equal(other.truth.population, made.truth.population)


def test_the_start_has_no_trace_of_where_the_settling_began() -> None:
    shares = stable_structure()
    assert shares.sum() == pytest.approx(1.0)
    assert (np.diff(shares.sum(axis=0)[1:-1]) < 0).all()


def test_schedules_lie_within_15_to_49_and_add_up_to_one() -> None:
    schedules = fertility_schedules()
    assert schedules.sum(axis=-1) == pytest.approx(1.0)
    assert not schedules[:, :15].any()
    assert not schedules[:, 50:].any()


def test_departures_and_arrivals_add_up_to_the_rate() -> None:
    people = np.full((1, 2, 101), 10.0)
    leave = departure_risks(np.array([0.02]), people, migration_profile())
    come = expected_arrivals(np.array([0.02]), people, migration_profile())
    assert (leave * people).sum() == pytest.approx(0.02 * people.sum())
    assert come.sum() == pytest.approx(0.02 * people.sum())

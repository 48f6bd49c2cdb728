"""Villages, districts and the nation in every trajectory: nothing is lost on the way up, nor through time."""

from dataclasses import fields

import numpy as np
import pytest

from populace.forecast.draws import shared_draws
from populace.forecast.evidence import Evidence
from populace.forecast.expected import at_one_child, expected_run
from populace.forecast.many.fans import quantiles
from populace.forecast.many.job import job_of
from populace.forecast.many.stretches import Begun, run
from populace.forecast.plan import plan_of
from populace.forecast.results import PROBABILITIES, Settings
from populace.forecast.simulate import Asked, simulate, sums_of
from populace.forecast.sums import OpenPlaces, Sums
from populace.forecast.tables import Tables
from tests.spec.forecast.builders import births_rows, e0_rows, population_rows, stationary, tables

TREE = {"N": None, "D": "N", "E": "N", "a": "D", "b": "D", "c": "E"}
GROUPS = ((0, 15), (15, 65), (65, 101))


@pytest.fixture(scope="module")
def given() -> Tables:
    people = stationary(300.0)
    return tables(
        *(population_rows(code, 2025, people) for code in "abc"),
        *(births_rows(code, dict.fromkeys(range(2018, 2026), 300.0)) for code in "abc"),
        e0_rows("N", 2025),
        places=TREE,
    )


@pytest.fixture(scope="module")
def by_place(given: Tables) -> dict[str, Sums]:
    evidence = Evidence.of(given)
    plan = plan_of(evidence, "N", 6)
    found = simulate(plan, expected_run(plan), evidence.tree, ((0, 4),), 50, 1, lambda share: None, ["N"])
    return dict(found)


def test_every_place_is_the_sum_of_its_parts_in_every_trajectory(by_place: dict[str, Sums]) -> None:
    for whole, parts in {"D": ["a", "b"], "E": ["c"], "N": ["a", "b", "c"]}.items():
        for one in fields(Sums):
            summed = sum(getattr(by_place[part], one.name) for part in parts)
            assert np.allclose(getattr(by_place[whole], one.name), summed, rtol=1e-6), (whole, one.name)


def test_people_come_and_go_one_by_one(by_place: dict[str, Sums]) -> None:
    for sums in by_place.values():
        change = np.diff(sums.total, axis=1)
        balance = (sums.births - sums.deaths + sums.net_migration)[:, 1:]
        assert np.allclose(change, balance, atol=1e-3)
        assert np.array_equal(sums.births, np.round(sums.births))


def test_a_place_alone_gets_the_figures_that_it_has_within_its_whole(given: Tables) -> None:
    plan = plan_of(Evidence.of(given), "N", 6)
    expected = expected_run(plan)
    draws = shared_draws(plan, at_one_child(plan, expected), 50, 1)
    within = sums_of(plan, expected, 1, draws, Asked((), GROUPS))
    part = plan.part(1, 2)
    alone = sums_of(part, expected_run(part), 0, draws, Asked((), GROUPS))
    assert all(np.array_equal(getattr(within, one.name), getattr(alone, one.name)) for one in fields(Sums))


def test_the_places_together_have_the_fertility_of_the_whole(
    by_place: dict[str, Sums], given: Tables
) -> None:
    plan = plan_of(Evidence.of(given), "N", 6)
    draws = shared_draws(plan, at_one_child(plan, expected_run(plan)), 50, 1)
    made = by_place["N"].expected_births / by_place["N"].at_one_child
    assert np.allclose(made, draws.total_fertility, rtol=0.01)  # weights are women on the expected path


def test_threads_change_no_bit_and_a_run_goes_on_where_it_stopped(given: Tables) -> None:
    job = job_of(given, Evidence.of(given), Settings((), 6, 50, 1), GROUPS)
    one, two = list(run(job, threads=1)), list(run(job, threads=3))
    for first, second in zip(one[0].places, two[0].places, strict=True):
        assert first.code == second.code
        assert np.array_equal(first.people, second.people)
    assert list(run(job, Begun(1))) == []


def test_open_places_are_taken_up_where_they_were_left(by_place: dict[str, Sums]) -> None:
    ways = [("a", "D", "N"), ("b", "D", "N"), ("c", "E", "N")]
    before = OpenPlaces(ways)
    assert [place for place, _sums in before.take(by_place["a"])] == ["a"]
    after = OpenPlaces(ways, before.done, {code: sums.copy() for code, sums in before.sums.items()})
    later = [place for way in ways[1:] for place, _sums in after.take(by_place[way[0]])]
    assert later == ["b", "D", "c", "E", "N"]


def test_quantiles_are_those_of_numpy() -> None:
    values = np.random.default_rng(3).normal(size=(4, 101)).astype(np.float32)
    assert np.allclose(quantiles(values), np.quantile(values, PROBABILITIES, axis=-1).T, atol=1e-6)

"""The expected run up to the base year: places whose last counts are years apart, and counts within a year."""

import numpy as np
import pytest

from populace.forecast.evidence import Evidence
from populace.forecast.expected import expected_run
from populace.forecast.plan import plan_of
from tests.spec.forecast.builders import births_rows, e0_rows, population_rows, rows, stationary, tables

TWO = {"D": None, "A": "D", "B": "D"}


def test_a_count_within_a_year_is_carried_on_at_the_fertility_of_its_own_place() -> None:
    people = stationary(2000.0)
    halfway = [population_rows(code, 2025, people).assign(date=2025.5) for code in "AB"]
    plan = plan_of(
        Evidence.of(
            tables(
                *halfway,
                births_rows("A", dict.fromkeys(range(2018, 2025), 800.0)),
                births_rows("B", dict.fromkeys(range(2018, 2025), 3200.0)),
                e0_rows("D", 2025),
                places=TWO,
            )
        ),
        "D",
        5,
    )
    infants = expected_run(plan).population[0][:, :, 0].sum(axis=1)
    counted = people[:, 0].sum()
    grown = infants - 0.5 * counted  # half of the year's births, as many as the place's own level gives
    assert grown[1] / grown[0] == pytest.approx(plan.ratios[1] / plan.ratios[0], rel=1e-6)
    assert plan.ratios[1] > 3.5 * plan.ratios[0]


def test_a_place_whose_count_is_still_to_come_has_nobody_who_could_leave_or_arrive() -> None:
    people = stationary(2000.0)
    leavers = rows(
        "net_migration", place="B", year=np.arange(2016, 2031), value=-300.0, status="projected", priority=100
    )
    arrivals = rows(
        "net_migration", place="A", year=np.arange(2011, 2031), value=300.0, status="projected", priority=100
    )
    plan = plan_of(
        Evidence.of(
            tables(
                population_rows("A", 2020, people),
                population_rows("B", 2024, people),
                population_rows("C", 2015, people),
                *(births_rows(code, dict.fromkeys(range(2016, 2026), 2000.0)) for code in "ABC"),
                leavers,
                arrivals,
                e0_rows("D", 2025),
                places={**TWO, "C": "D"},
            )
        ),
        "D",
        5,
    )
    run = expected_run(plan)
    assert run.limited.sum() == 0.0
    before = run.at(2019)
    assert [run.population[: before + 1, at].sum() for at in (0, 1)] == [0.0, 0.0]
    assert run.migration[: before + 1, :2].sum() == run.births[: before + 1, :2].sum() == 0.0
    assert run.population[run.at(2020), 0].sum() == pytest.approx(people.sum())

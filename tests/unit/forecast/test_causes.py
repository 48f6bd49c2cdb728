"""Causes of a change in births add up, also where there is nobody to cause it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.demography.fertility import gamma_schedule
from populace.forecast.causes import (
    EFFECTS,
    FIRST_AGE,
    GROUPS,
    LAST_AGE,
    causes_of_change,
    effects_by_trajectory,
    over_ages,
)

RATES = 2.0 * gamma_schedule(28.0, 5.5)


def total(causes) -> float:  # type: ignore[no-untyped-def]
    return float(causes.women + causes.age_structure + causes.births_per_woman + causes.timing)


def test_the_four_causes_add_up_to_the_change() -> None:
    women = np.full(101, 100.0), np.linspace(150.0, 50.0, 101)
    births = women[0] * RATES, women[1] * 0.9 * RATES
    causes = causes_of_change(2025, 2035, women, births)
    assert total(causes) == pytest.approx(causes.births_to - causes.births_from)
    assert sum(causes.women_by_age.values()) == pytest.approx(causes.women + causes.age_structure)


def test_a_place_without_women_of_childbearing_age_has_no_births_to_explain() -> None:
    nobody, some = np.zeros(101), np.full(101, 100.0)
    emptied = causes_of_change(2025, 2035, (some, nobody), (some * RATES, nobody))
    assert total(emptied) == pytest.approx(-float((some * RATES).sum()))
    empty = causes_of_change(2025, 2035, (nobody, nobody), (nobody, nobody))
    assert total(empty) == 0.0
    assert set(empty.women_by_age.values()) == {0.0}


def by_group(by_age: np.ndarray) -> np.ndarray:
    return np.asarray(
        by_age[..., FIRST_AGE : LAST_AGE + 1].reshape(*by_age.shape[:-1], len(GROUPS), 5).sum(-1)
    )


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_the_four_causes_add_up_in_every_trajectory(trajectories: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    women = (
        rng.uniform(50.0, 150.0, 101),
        over_ages(rng.uniform(0.0, 900.0, (trajectories, 7)), rng.uniform(1.0, 2.0, 101)),
    )
    births = women[0] * RATES, over_ages(rng.uniform(0.0, 90.0, (trajectories, 7)), RATES)
    found = effects_by_trajectory(women, births)
    np.testing.assert_allclose(found.change, births[1].sum(axis=1) - births[0].sum())
    middle = found.of_the_middle(2025, 2035, 100.0, 100.0 + float(np.median(found.change)))
    assert total(middle) == pytest.approx(middle.change)


def test_a_trajectory_like_the_expected_path_has_its_causes() -> None:
    women = np.full(101, 100.0), np.linspace(150.0, 50.0, 101)
    births = women[0] * RATES, women[1] * 0.9 * RATES
    expected = causes_of_change(2025, 2035, women, births)
    found = effects_by_trajectory(
        (women[0], over_ages(by_group(women[1])[np.newaxis], women[1])),
        (births[0], over_ages(by_group(births[1])[np.newaxis], births[1])),
    )
    for name in EFFECTS:
        assert getattr(found, name)[0] == pytest.approx(getattr(expected, name), rel=0.01, abs=0.5)
    np.testing.assert_allclose(
        found.women_by_age[0], list(expected.women_by_age.values()), rtol=0.01, atol=0.5
    )


def test_causes_lie_within_their_own_intervals() -> None:
    women = np.full(101, 100.0), np.linspace(150.0, 50.0, 101)
    births = women[0] * RATES, women[1] * 0.9 * RATES
    rng = np.random.default_rng(7)
    fewer, fertile = np.exp(rng.normal(0.0, 0.05, (2, 500, 1)))
    found = effects_by_trajectory(
        (women[0], over_ages(fewer * by_group(women[1]), women[1])),
        (births[0], over_ages(fewer * fertile * by_group(births[1]), births[1])),
    )
    middle = found.of_the_middle(
        2025, 2035, births[0].sum(), births[0].sum() + float(np.median(found.change))
    )
    for name in (*EFFECTS, "change"):
        bounds = middle.intervals[name]
        assert bounds.low80 <= getattr(middle, name) <= bounds.high80
    for age, effect in middle.women_by_age.items():
        assert middle.women_by_age_intervals[age].low80 <= effect <= middle.women_by_age_intervals[age].high80

"""The compiled kernel and the readable reference say the same, and the balance holds, whatever the input."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from populace.demography.cohort_component import MigrationTiming, project, step
from populace.demography.reference import reference_deaths, reference_step

TIMINGS = st.sampled_from(list(MigrationTiming))
QUICK = settings(max_examples=60, deadline=None)


@st.composite
def inputs(draw, lead: tuple[int, ...] = ()) -> dict[str, np.ndarray]:
    """Random rates and counts, some of them zero, with more emigrants than people here and there."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    ages = draw(st.integers(3, 30))
    emigration = draw(st.sampled_from([0.0, 50.0, 2000.0]))
    survivorship = rng.uniform(0, 1, (*lead, 2, ages))
    survivorship[rng.uniform(size=survivorship.shape) < 0.1] = 0.0
    asfr = rng.uniform(0, 0.3, (*lead, ages))
    asfr[..., 0] = 0.0
    return {
        "population": rng.uniform(0, 1000, (2, ages)).round(draw(st.integers(0, 3))),
        "survivorship": survivorship,
        "asfr": asfr,
        "net_migration": rng.normal(0, emigration + 1e-9, (*lead, 2, ages)),
        "sex_ratio_at_birth": rng.uniform(1.0, 1.2, lead),
        "separation": rng.uniform(0, 1, (*lead, 2, ages)),
    }


@QUICK
@given(inputs(), TIMINGS, st.sampled_from([1.0, 5.0]))
def test_step_equals_the_reference(given_inputs, timing, period) -> None:
    separation = given_inputs.pop("separation")
    fast = step(**given_inputs, timing=timing, separation=separation, period=period)
    slow = reference_step(**given_inputs, timing=timing, period=period)
    tolerance = {"rtol": 1e-12, "atol": 1e-9}
    assert_allclose(fast.population, slow.population, **tolerance)
    assert_allclose(fast.births, slow.births, **tolerance)
    assert_allclose(fast.births_by_sex, slow.births_by_sex, **tolerance)
    assert_allclose(fast.cohort_deaths, slow.cohort_deaths, **tolerance)
    assert_allclose(fast.net_migration, slow.net_migration, **tolerance)
    assert_allclose(fast.emigration_limited, slow.emigration_limited, **tolerance)
    assert_allclose(fast.deaths, reference_deaths(slow.cohort_deaths, separation), **tolerance)


@QUICK
@given(inputs(lead=(4,)), TIMINGS)
def test_population_is_the_balance_of_what_happened(given_inputs, timing) -> None:
    made = project(**given_inputs, timing=timing)
    entering, leaving = made.births_by_sex, made.cohort_deaths.sum(axis=-1)
    change = np.diff(made.population.sum(axis=-1), axis=0)
    assert_allclose(change, entering - leaving + made.net_migration.sum(axis=-1), atol=1e-8)
    assert_allclose(made.deaths.sum(axis=-1), leaving, rtol=1e-12, atol=1e-9)
    assert_allclose(made.births.sum(axis=-1), entering.sum(axis=-1), rtol=1e-12)


@QUICK
@given(inputs(lead=(4,)), TIMINGS)
def test_nobody_emigrates_who_is_not_there(given_inputs, timing) -> None:
    made = project(**given_inputs, timing=timing)
    assert (made.population >= 0).all()
    assert (made.emigration_limited >= 0).all()
    assert_allclose(made.net_migration, given_inputs["net_migration"] + made.emigration_limited, atol=1e-9)


@QUICK
@given(inputs(lead=(3,)), TIMINGS)
def test_projecting_is_stepping_again_and_again(given_inputs, timing) -> None:
    made = project(**given_inputs, timing=timing)
    population = given_inputs.pop("population")
    for year in range(3):
        one = step(population, **{name: values[year] for name, values in given_inputs.items()}, timing=timing)
        assert_allclose(one.population, made.population[year + 1])
        assert_allclose(one.deaths, made.deaths[year])
        population = one.population

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from populace.demography.fertility import (
    FIVE_YEAR_GROUPS,
    asfr_from,
    gamma_schedule,
    graduate_asfr,
    mean_age,
    schedule_from_groups,
    total_fertility,
)
from populace.errors import ModelError


@pytest.mark.parametrize(("mean", "sd"), [(22, 4), (25, 6.5), (27.5, 5.5), (31.5, 5), (33, 4.5)])
def test_gamma_schedule_has_the_moments_asked_for(mean: float, sd: float) -> None:
    schedule = gamma_schedule(mean, sd)
    age = np.arange(101) + 0.5
    assert schedule.sum() == pytest.approx(1)
    assert (schedule >= 0).all()
    assert mean_age(schedule) == pytest.approx(mean, abs=1e-6)
    assert np.sqrt((schedule * (age - mean) ** 2).sum()) == pytest.approx(sd, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, (2, 7), elements=st.floats(0, 0.3)))
def test_five_year_rates_keep_their_means(rates: np.ndarray) -> None:
    single = graduate_asfr(rates)
    assert (single >= 0).all()
    assert_allclose(np.add.reduceat(single[:, 15:50], range(0, 35, 5), axis=-1), 5 * rates, atol=1e-12)
    assert_allclose(total_fertility(single), total_fertility(rates, width=5), atol=1e-12)
    assert not single[:, :15].any()
    assert not single[:, 50:].any()


def test_schedule_from_groups() -> None:
    shares = np.array([5, 25, 35, 22, 10, 2.5, 0.5])
    schedule = schedule_from_groups(shares)
    assert schedule.sum() == pytest.approx(1)
    by_group = [schedule[low : low + 5].sum() for low in FIVE_YEAR_GROUPS]
    assert_allclose(by_group, shares / 100)
    assert total_fertility(asfr_from([1.5, 2.1], schedule)) == pytest.approx([1.5, 2.1])
    with pytest.raises(ModelError, match="all zero"):
        schedule_from_groups(np.zeros(7))


@pytest.mark.parametrize(("mean", "sd"), [(10, 5), (50, 5), (28, 1)])
def test_schedules_no_people_has(mean: float, sd: float) -> None:
    with pytest.raises(ModelError, match="mean age"):
        gamma_schedule(mean, sd)
    with pytest.raises(ModelError, match="no meaning"):
        mean_age(np.zeros(7))

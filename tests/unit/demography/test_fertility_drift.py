import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.demography.fertility import gamma_schedule, mean_age
from populace.demography.fertility_drift import EarlyAndLate, early_and_late, moved_schedule
from populace.errors import ModelError

MEANS, SPREADS = st.floats(22.0, 35.0), st.floats(4.0, 7.0)
SCHEDULE = gamma_schedule(28.0, 5.5)


@settings(max_examples=25, deadline=None)
@given(MEANS, SPREADS, st.floats(0.0, 1.0))
def test_the_mean_age_moves_in_a_straight_line_with_the_weight(mean, sd, weight):
    schedule = gamma_schedule(mean, sd)
    both = early_and_late(schedule, 3.0)
    mixed = both.mixed(weight)
    assert mixed.sum() == pytest.approx(1.0, abs=1e-12)
    assert (mixed >= 0).all()
    assert mean_age(mixed) == pytest.approx(mean_age(schedule) + (2 * weight - 1) * both.reach, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(MEANS, SPREADS)
def test_the_half_of_both_is_the_schedule(mean, sd):
    schedule = gamma_schedule(mean, sd)
    np.testing.assert_allclose(early_and_late(schedule, 3.0).mixed(0.5), schedule, atol=1e-15)


def test_births_put_off_fall_at_young_ages_and_rise_at_old_ones():
    both = early_and_late(SCHEDULE, 3.0)
    later = both.mixed(both.weight(1.0))
    change = np.sign(np.round(later - SCHEDULE, 9))[15:45]
    assert change[0] == -1
    assert change[-1] == 1
    assert (np.diff(change) != 0).sum() <= 2  # from lowered to raised once
    assert mean_age(later) == pytest.approx(29.0, abs=1e-9)


def test_beyond_the_reach_the_mean_age_is_not_moved():
    both = early_and_late(SCHEDULE, 3.0)
    np.testing.assert_array_equal(
        both.weight([-9.0, -3.0, 0.0, 9.0]), [0.0, pytest.approx(0.0, abs=1e-3), 0.5, 1.0]
    )


def test_a_narrow_schedule_is_moved_less_far_than_asked():
    narrow = gamma_schedule(30.0, 2.5)
    assert early_and_late(narrow, 3.0).reach < 2.0
    assert early_and_late(SCHEDULE, 3.0).reach == pytest.approx(3.0, abs=2e-3)


def test_many_schedules_at_once_are_each_as_alone():
    many = np.stack([gamma_schedule(mean, 5.5) for mean in (25.0, 28.0, 31.0)])
    together = early_and_late(many, 2.5)
    for at, schedule in enumerate(many):
        np.testing.assert_allclose(together.late[at], early_and_late(schedule, 2.5).late)


@settings(max_examples=25, deadline=None)
@given(MEANS, SPREADS, st.floats(-3.0, 3.0))
def test_a_moved_schedule_keeps_its_sum_and_moves_its_mean(mean, sd, years):
    schedule = gamma_schedule(mean, sd)
    moved = moved_schedule(schedule, years)
    assert moved.sum() == pytest.approx(1.0)
    assert mean_age(moved) - mean_age(schedule) == pytest.approx(years, abs=0.12)
    assert not moved[:10].any()
    assert not moved[55:].any()


def test_a_move_by_whole_years_is_the_same_schedule_at_other_ages():
    moved = moved_schedule(SCHEDULE, [0.0, 2.0])
    np.testing.assert_array_equal(moved[0], SCHEDULE)
    np.testing.assert_allclose(moved[1, 20:50], SCHEDULE[18:48])


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: early_and_late(2 * SCHEDULE, 3.0), "add up to 1"),
        (lambda: early_and_late(SCHEDULE, 0.0), "above zero"),
        (lambda: moved_schedule(SCHEDULE, 12.0), "less than ten"),
        (lambda: EarlyAndLate(SCHEDULE, 2 * SCHEDULE, np.array(1.0)), "late schedule must add up"),
        (lambda: EarlyAndLate(SCHEDULE, SCHEDULE, np.array(0.0)), "reach above zero"),
    ],
)
def test_what_cannot_be_is_refused(work, said):
    with pytest.raises(ModelError, match=said):
        work()

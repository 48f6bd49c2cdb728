import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.mortality_levels import MortalityLevels
from populace.demography.mortality_response import model_response, own_response, response_levels, rotated
from populace.errors import ModelError

AGES = Ages.single(100)
E0 = np.array([78.0, 72.0])
RATES, MODEL = model_mx(E0), model_response(E0)
LOWER = (0, 1, *range(5, 90, 5))
TRUE = MODEL * np.where(np.arange(101) < 50, 1.6, 0.7)
TRUE /= TRUE.sum()


def deaths_of(people: float, seed: int, years: int = 15) -> tuple[np.ndarray, np.ndarray]:
    """Deaths and exposure by age group of a place whose ages answer by ``TRUE`` to a steady fall."""
    rng = np.random.default_rng(seed)
    living = np.exp(-np.arange(101) / 40) * people / 40
    falls = -2.0 * (np.arange(years) - years // 2)
    died = np.stack([rng.poisson(RATES * np.exp(TRUE * fall) * living) for fall in falls])
    lived = np.broadcast_to(living, died.shape)
    return np.add.reduceat(died, LOWER, axis=-1), np.add.reduceat(lived, LOWER, axis=-1)


def miss(people: float) -> tuple[float, float]:
    """Mean error of the response over places of a size, and the share that was their own."""
    found = [own_response(*deaths_of(people, seed), LOWER, MODEL) for seed in range(12)]
    return (
        float(np.mean([np.abs(response - TRUE).sum() for response, _own in found])),
        float(np.mean([own for _response, own in found])),
    )


def test_a_place_keeps_more_of_its_own_response_the_more_deaths_it_has_and_never_fares_worse():
    small, middle, large = miss(2e3), miss(1e5), miss(5e6)
    by_model = float(np.abs(MODEL - TRUE).sum())
    assert small[1] < 0.1
    assert small[0] == pytest.approx(by_model, rel=0.05)
    assert by_model > middle[0] > large[0]
    assert large[0] < 0.3 * by_model
    assert large[1] > 0.95


def test_years_without_any_change_tell_no_response():
    living = np.ones((12, 2, len(LOWER))) * 1e4
    response, own = own_response(living * 0.01, living, LOWER, MODEL)
    np.testing.assert_array_equal(response, MODEL)
    assert own == 0.0


def test_too_few_years_are_refused():
    died, lived = deaths_of(1e4, 0, years=4)
    with pytest.raises(ModelError, match="needs 5 years"):
        own_response(died, lived, LOWER, MODEL)


def test_the_response_turns_between_80_and_102_years():
    np.testing.assert_array_equal(rotated(MODEL, 75.0), MODEL)
    last = rotated(MODEL, 102.0)
    np.testing.assert_allclose(last[:65], last[0])
    np.testing.assert_allclose(last[66:] / last[65], MODEL[66:] / MODEL[65])
    half = rotated(MODEL, 91.0)  # the share of the last is then the square root of one half
    np.testing.assert_allclose(half, (1 - 0.5**0.5) * MODEL + 0.5**0.5 * last)
    assert half.sum() == pytest.approx(1.0)


@settings(max_examples=12, deadline=None)
@given(st.floats(70.0, 84.0), st.floats(3.0, 8.0), st.integers(0, 1000))
def test_life_expectancy_is_met_and_no_age_fares_worse_at_a_higher_one(women, gap, seed):
    own = model_mx([women, women - gap]) * np.exp(0.2 * np.random.default_rng(seed).standard_normal((2, 101)))
    response = np.random.default_rng(seed).dirichlet(np.full(101, 2.0))
    levels = response_levels(own, response, 60.0, 90.0)
    at = life_table(own, AGES).e0
    np.testing.assert_allclose(levels.rates_at(at), own, rtol=1e-7)
    ahead = at + np.linspace(-5, 5, 9)[:, None]
    rates = levels.rates_at(ahead)
    np.testing.assert_allclose(life_table(rates, AGES).e0, ahead, atol=1e-6)
    assert (np.diff(rates, axis=0) <= 0).all()


def test_the_ratio_between_the_sexes_stays_at_every_level():
    levels = response_levels(RATES, TRUE, 60.0, 90.0)
    ratio = levels.logs[1] - levels.logs[0]
    np.testing.assert_allclose(ratio, np.broadcast_to(np.log(RATES[1] / RATES[0]), ratio.shape), atol=1e-9)


def test_ages_that_answer_more_fall_more():
    by_model = response_levels(RATES, MODEL, 60.0, 90.0).rates_at(E0 + 4)
    by_own = response_levels(RATES, TRUE, 60.0, 90.0).rates_at(E0 + 4)
    assert (by_own[:, :40] < by_model[:, :40]).all()
    assert (by_own[:, 60:95] > by_model[:, 60:95]).all()


@pytest.mark.parametrize(
    ("logs", "said"),
    [
        (np.zeros((2, 3, 101)), "must rise"),
        (np.zeros((2, 101)), "sex, level, age"),
        (np.stack([np.log(RATES), np.log(RATES) + 0.1], axis=1), "fares worse"),
    ],
)
def test_levels_of_mortality_are_in_order(logs, said):
    with pytest.raises(ModelError, match=said):
        MortalityLevels(logs, AGES)


def test_rates_of_zero_have_no_levels():
    with pytest.raises(ModelError, match="above zero"):
        response_levels(np.zeros((2, 101)), MODEL, 60.0, 90.0)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from populace.demography.decomposition import das_gupta, kitagawa
from populace.demography.tempo import bongaarts_feeney
from populace.errors import ModelError, UserError

FACTORS = arrays(np.float64, (2, 4, 3), elements=st.floats(0.1, 10))


def product_sum(*factors: np.ndarray) -> np.ndarray:
    return np.sum(np.prod(factors, axis=0))


@settings(max_examples=60, deadline=None)
@given(FACTORS)
def test_effects_add_up(factors: np.ndarray) -> None:
    before, after = list(factors[0]), list(factors[1])
    effects = das_gupta(product_sum, before, after)
    assert_allclose(sum(effects), product_sum(*after) - product_sum(*before), rtol=1e-9, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(FACTORS)
def test_two_factors_are_kitagawa(factors: np.ndarray) -> None:
    (rates, shares), (rates_after, shares_after) = factors[0, :2], factors[1, :2]
    effects = das_gupta(product_sum, [rates, shares], [rates_after, shares_after])
    assert_allclose(effects, kitagawa(rates, shares, rates_after, shares_after), rtol=1e-9, atol=1e-9)


def test_an_unchanged_factor_has_no_effect() -> None:
    assert das_gupta(lambda a, b: a * b, [2.0, 3.0], [5.0, 3.0]) == (9.0, 0.0)


def test_refuses_unequal_lists() -> None:
    with pytest.raises(ModelError, match="same factors"):
        das_gupta(product_sum, [1.0], [1.0, 2.0])


def test_tempo_needs_birth_order() -> None:
    rates = [0.02, 0.05, 0.03]
    with pytest.raises(UserError, match="birth order"):
        bongaarts_feeney(rates, rates, rates, lower=[20, 25, 30], width=5)


def test_without_a_shift_nothing_is_adjusted() -> None:
    rates = [[0.02, 0.05, 0.03], [0.01, 0.02, 0.03]]
    made = bongaarts_feeney(rates, rates, rates, lower=[20, 25, 30], width=5)
    assert_allclose(made.adjusted, made.tfr)

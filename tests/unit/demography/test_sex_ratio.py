import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.sex_ratio import missing_female_births, sex_ratio
from populace.errors import ModelError


def test_a_thousand_births_say_little() -> None:
    made = sex_ratio(515, 485)
    assert made.ratio == pytest.approx(515 / 485)
    assert_allclose([made.lower, made.upper], [0.936, 1.205], atol=0.002)


def test_exact_interval_covers() -> None:
    """The bounds are the shares at which the count seen is just not too extreme (binomial tail 2.5 %)."""
    made = sex_ratio(3, 7)
    assert_allclose(made.lower / (1 + made.lower), 0.06674, atol=1e-5)
    assert_allclose(made.upper / (1 + made.upper), 0.65245, atol=1e-5)


def test_one_sex_only() -> None:
    made = sex_ratio([0, 5], [5, 0])
    assert_allclose(made.ratio, [0, np.inf])
    assert made.lower[0] == 0
    assert made.upper[1] == np.inf


def test_refuses() -> None:
    with pytest.raises(ModelError, match="at least one birth"):
        sex_ratio(0, 0)
    with pytest.raises(ModelError, match="above zero"):
        missing_female_births(10, 10, 0.0)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.graduation import graduate_counts, graduate_population
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.rate_graduation import graduate_mx
from populace.demography.sex import FEMALE, SEXES
from populace.errors import ModelError

ABRIDGED = (0, 1, *range(5, 100, 5))
QUICK = settings(max_examples=60, deadline=None)
MODEL = life_table(model_mx([75.0, 70.0]), Ages.single())


@QUICK
@given(arrays(np.float64, (3, len(ABRIDGED)), elements=st.floats(0, 1e6)))
def test_groups_keep_their_totals_and_no_age_is_negative(counts: np.ndarray) -> None:
    single = graduate_counts(counts, ABRIDGED, 100)
    assert single.shape == (3, 100)
    assert (single >= 0).all()
    assert_allclose(np.add.reduceat(single, ABRIDGED, axis=-1), counts, rtol=1e-9, atol=1e-6)


def test_a_smooth_population_comes_back() -> None:
    age = np.arange(100)
    smooth = 1000 + 300 * np.cos(age / 15) - 8 * age
    five = np.add.reduceat(smooth, range(0, 100, 5))
    assert_allclose(graduate_counts(five, tuple(range(0, 100, 5)), 100), smooth, rtol=0.01)


@pytest.mark.parametrize(("open_age", "tolerance"), [(65, 0.2), (80, 0.1), (100, 0.02)])
def test_open_group_is_shared_out(open_age: int, tolerance: float) -> None:
    ages = Ages.five_year(open_age)
    truth = 1000 * MODEL.Lx * np.exp(-0.01 * np.arange(101))
    counts = np.add.reduceat(truth, ages.lower, axis=-1)
    single = graduate_population(counts, ages, MODEL.Lx)
    assert single.shape == (len(SEXES), 101)
    assert_allclose(np.add.reduceat(single, ages.lower, axis=-1), counts)
    assert_allclose(single[:, :90], truth[:, :90], rtol=tolerance)
    assert (np.diff(single[:, 70:100]) <= 0).all()


def test_an_open_group_above_the_last_age_is_refused() -> None:
    with pytest.raises(ModelError, match="above 100"):
        graduate_population(np.ones((2, 23)), Ages.five_year(110), MODEL.Lx)
    with pytest.raises(ModelError, match="negative"):
        graduate_counts([-1.0, 2.0], (0, 5), 10)


@QUICK
@given(st.floats(40, 85), st.sampled_from([80, 85, 100]))
def test_survivors_at_the_bounds_stay(e0: float, open_age: int) -> None:
    """From a model table grouped to five years, back to single years."""
    full = life_table(model_mx([e0, e0]), Ages.single())
    ages = Ages.abridged(open_age)
    lived = np.add.reduceat(full.Lx, ages.lower, axis=-1)
    died = np.add.reduceat(full.dx, ages.lower, axis=-1)
    grouped = life_table((died / lived)[FEMALE], ages, FEMALE)
    single = life_table(graduate_mx(grouped.mx, ages, FEMALE), Ages.single(), FEMALE)
    assert_allclose(single.lx[list(ages.lower)], grouped.lx, rtol=1e-9)
    assert single.e0 == pytest.approx(grouped.e0, abs=0.05)
    assert_allclose(np.log(single.mx[5:80]), np.log(full.mx[FEMALE, 5:80]), atol=0.35)

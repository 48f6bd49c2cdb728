import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.demography.ages import Ages
from populace.demography.coherent_lee_carter import LARGEST_PERSISTENCE, fit_coherent
from populace.demography.lee_carter import fit_lee_carter, matched_to_e0
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.sex import FEMALE
from populace.errors import ModelError

AGES = Ages.single(100)
RATES = model_mx([80.0, 75.0])
B = np.linspace(2.0, 0.5, 101) / np.linspace(2.0, 0.5, 101).sum()
K = np.array([30.0, 22.0, 9.0, -3.0, -14.0, -19.0, -25.0])


def of_rank_one(b=B, k=K, a=None) -> np.ndarray:
    return np.exp((np.log(RATES[FEMALE]) if a is None else a) + np.outer(k, b))


def test_rates_of_one_index_are_recovered_exactly():
    model = fit_lee_carter(of_rank_one())
    np.testing.assert_allclose(model.a, np.log(RATES[FEMALE]) + K.mean() * B, atol=1e-12)
    np.testing.assert_allclose(model.b, B, atol=1e-12)
    np.testing.assert_allclose(model.k, K - K.mean(), atol=1e-10)
    assert model.explained == pytest.approx(1.0)
    np.testing.assert_allclose(model.rates(model.k), of_rank_one())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 12), st.integers(3, 30))
def test_the_fit_is_the_first_eigenvector_of_the_covariance(seed, periods, ages):
    # An independent way to the same numbers: eigenvectors of the ages' covariance instead of singular values.
    rng = np.random.default_rng(seed)
    trend = np.outer(np.arange(periods), rng.uniform(0.02, 0.06, ages))
    rates = np.exp(-5 - trend + 0.03 * rng.standard_normal((periods, ages)))
    model = fit_lee_carter(rates)
    centred = np.log(rates) - np.log(rates).mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    b = vectors[:, -1] / vectors[:, -1].sum()
    np.testing.assert_allclose(model.b, b, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(model.k, centred @ b / (b @ b), rtol=1e-6, atol=1e-7)
    assert model.explained == pytest.approx(values[-1] / values.sum(), rel=1e-9)
    assert model.k.sum() == pytest.approx(0.0, abs=1e-8)
    assert model.b.sum() == pytest.approx(1.0)


def test_the_index_is_moved_so_that_every_year_has_its_life_expectancy():
    noisy = of_rank_one() * np.exp(0.2 * np.random.default_rng(1).standard_normal((7, 101)))
    e0 = life_table(noisy, AGES, FEMALE).e0
    model = matched_to_e0(fit_lee_carter(noisy), e0, AGES, FEMALE)
    np.testing.assert_allclose(life_table(model.rates(model.k), AGES, FEMALE).e0, e0, atol=1e-9)


def test_too_short_a_past_and_cells_without_deaths_are_refused():
    with pytest.raises(ModelError, match="needs 5 periods of death rates or more, not 4"):
        fit_lee_carter(of_rank_one(k=K[:4]))
    rates = of_rank_one()
    rates[0, 7] = 0.0
    with pytest.raises(ModelError, match="1 death rates are zero"):
        fit_lee_carter(rates)
    with pytest.raises(ModelError, match="by period and age"):
        fit_lee_carter(rates[None] + 1e-6)


def places(own_k: np.ndarray, many: int = 3, seed: int = 0) -> np.ndarray:
    """Rates ``(place, period, sex, age)`` that share an index and each have one of their own."""
    rng = np.random.default_rng(seed)
    own_b = rng.standard_normal((many, 2, 101)) / 10
    logs = np.log(RATES)[None, None] + (K[:, None] * B)[None, :, None]
    return np.exp(logs + np.einsum("ist,isx->itsx", own_k, own_b))


def test_groups_without_anything_of_their_own_share_the_trend():
    model = fit_coherent(places(np.zeros((3, 2, 7))))
    np.testing.assert_allclose(model.common.b, B, atol=1e-12)
    assert model.drift == pytest.approx((K[-1] - K[0]) / 6)
    assert not model.drifting.any()
    ahead = model.forecast(3)
    np.testing.assert_allclose(ahead[2, 0], np.exp(np.log(RATES) + K[-1] * B + 3 * model.drift * B))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_groups_do_not_drift_apart(seed):
    rng = np.random.default_rng(seed)
    own = 0.5 * rng.standard_normal((3, 2, 7)).cumsum(axis=-1)
    model = fit_coherent(places(own, seed=seed))
    far = model.forecast(400)
    apart = np.log(far).std(axis=1).mean(axis=(1, 2))  # between places
    assert (model.persistence <= LARGEST_PERSISTENCE).all()
    # What the groups have of their own fades: the ratio between them settles, however far the common trend goes.
    np.testing.assert_allclose(np.log(far[-1] / far[-1, :1]), np.log(far[-2] / far[-2, :1]), atol=1e-3)
    assert np.isfinite(apart).all()


def test_what_a_group_has_of_its_own_fades_to_its_mean():
    own = np.zeros((2, 2, 7))
    own[0, 0] = [0.5, -0.6, 0.4, -0.5, 0.6, -0.7, 0.8]
    model = fit_coherent(places(own, many=2))
    assert model.persistence[0, 0] == 0.0  # it swings about: nothing of it lasts
    first, later = model.forecast(2)
    ratio = np.log(later[0, 0] / first[0, 0]) - model.drift * model.common.b
    np.testing.assert_allclose(ratio, 0.0, atol=1e-9)


def test_trajectories_are_as_unsure_as_the_index_and_its_drift():
    model = fit_coherent(places(0.3 * np.random.default_rng(4).standard_normal((3, 2, 7))))
    moved, own = model.trajectories(20, 20_000, np.random.default_rng(5))
    assert moved.shape == (20_000, 20)
    assert own.shape == (20_000, 20, 3, 2)
    assert moved[:, 19].mean() == pytest.approx(20 * model.drift, abs=3 * moved[:, 19].std() / 141)
    variance = 20 * model.step**2 + (20 * model.drift_error) ** 2
    assert moved[:, 19].std() == pytest.approx(np.sqrt(variance), rel=0.02)
    stationary = model.innovation / np.sqrt(1 - model.persistence**2)
    assert (own[:, 19].std(axis=0) <= 1.03 * stationary + 1e-12).all()
    rates = model.rates(moved[:5], own[:5])
    assert rates.shape == (5, 20, 3, 2, 101)
    assert (rates > 0).all()


def test_coherent_rates_need_places_periods_sexes_and_ages():
    with pytest.raises(ModelError, match="place, period, sex, age"):
        fit_coherent(np.ones((7, 2, 101)))
    with pytest.raises(ModelError, match="needs 5 periods"):
        fit_coherent(places(np.zeros((3, 2, 7)))[:, :3])

import numpy as np
import pytest

from populace.demography.migration import STANDARD
from populace.demography.rogers_castro import Components, MigrationCurve, fit_rogers_castro
from populace.errors import ModelError

AGES = np.arange(101) + 0.5
PARAMETERS = (
    "a1",
    "alpha1",
    "a2",
    "alpha2",
    "mu2",
    "lambda2",
    "c",
    "a3",
    "alpha3",
    "mu3",
    "lambda3",
    "a4",
    "lambda4",
)

# Rogers & Castro 1981 (rounded standard), and the two examples that Yeung, Alexander & Riffe give with their package
# rcbayes (2021): seven parameters, and all thirteen.
FUNDAMENTAL = MigrationCurve(a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20.0, lambda2=0.4, c=0.003)
SEVEN = MigrationCurve(a1=0.09, alpha1=0.1, a2=0.2, alpha2=0.05, mu2=25.0, lambda2=0.4, c=0.01)
THIRTEEN = MigrationCurve(
    a1=0.09, alpha1=0.1, a2=0.2, alpha2=0.1, mu2=21.0, lambda2=0.4,
    a3=0.02, alpha3=0.25, mu3=67.0, lambda3=0.6, a4=0.01, lambda4=0.01, c=0.01,
)  # fmt: skip


def test_the_curve_is_the_published_formula():
    np.testing.assert_allclose(FUNDAMENTAL.rates(AGES), STANDARD.curve(AGES))
    at_peak = THIRTEEN.rates(21.0)
    by_hand = (
        0.09 * np.exp(-2.1) + 0.2 * np.exp(-1.0) + 0.02 * np.exp(0.25 * 46 - np.exp(0.6 * 46))
        + 0.01 * np.exp(0.21) + 0.01
    )  # fmt: skip
    assert at_peak == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("truth", "components"),
    [(FUNDAMENTAL, Components.SEVEN), (SEVEN, Components.SEVEN), (THIRTEEN, Components.THIRTEEN)],
)
def test_parameters_of_a_curve_are_recovered(truth, components):
    rates = truth.rates(AGES)
    found = fit_rogers_castro(rates, 1e-4 * rates, AGES, components)
    recovered = [getattr(found.curve, name) for name in PARAMETERS if getattr(truth, name)]
    wanted = [getattr(truth, name) for name in PARAMETERS if getattr(truth, name)]
    tolerance = 1e-5 if components is Components.SEVEN else 1e-3  # the rise and the level hardly differ
    np.testing.assert_allclose(recovered, wanted, rtol=tolerance)
    np.testing.assert_allclose(found.curve.rates(AGES), rates, rtol=1e-5)
    assert found.misfit < 1e-3


def test_a_peak_at_retirement_is_found_by_eleven_parameters_and_missed_by_seven():
    truth = MigrationCurve(
        **{name: getattr(SEVEN, name) for name in PARAMETERS[:7]}, a3=0.03, alpha3=0.3, mu3=63.0, lambda3=0.5
    )
    rates, errors = truth.rates(AGES), np.full(101, 0.001)
    assert fit_rogers_castro(rates, errors, AGES, Components.ELEVEN).misfit < 0.1
    assert fit_rogers_castro(rates, errors, AGES, Components.SEVEN).misfit > 2.0


def test_of_noisy_rates_the_curve_is_nearer_the_truth_than_they_are():
    rng = np.random.default_rng(8)
    truth, people = SEVEN.rates(AGES), 200 * np.exp(-AGES / 50)
    noisy = rng.poisson(truth * people) / people
    errors = np.sqrt(np.maximum(noisy, truth.mean()) / people)
    found = fit_rogers_castro(noisy, errors, AGES)
    assert np.abs(found.curve.rates(AGES) - truth).mean() < 0.3 * np.abs(noisy - truth).mean()
    assert 0.5 < found.misfit < 1.5


def test_where_the_rates_say_nothing_the_curve_has_the_standard_shape():
    rates = SEVEN.rates(AGES)
    found = fit_rogers_castro(rates, np.full(101, 1e3), AGES).curve.rates(AGES)
    np.testing.assert_allclose(
        found / found.sum(), FUNDAMENTAL.rates(AGES) / FUNDAMENTAL.rates(AGES).sum(), rtol=0.02
    )


def test_one_age_far_off_does_not_carry_the_curve_with_it():
    rates = SEVEN.rates(AGES)
    spoilt = rates.copy()
    spoilt[50] *= 20
    found = fit_rogers_castro(spoilt, 0.05 * rates, AGES).curve.rates(AGES)
    assert np.abs(found / rates - 1).max() < 0.05


@pytest.mark.parametrize(
    ("rates", "errors", "said"),
    [
        (np.ones(7), np.ones(7), "more ages"),
        (np.ones(101), np.zeros(101), "above zero"),
        (np.zeros(101), np.ones(101), "not all be zero"),
        (-np.ones(101), np.ones(101), "negative"),
    ],
)
def test_what_cannot_be_is_refused(rates, errors, said):
    with pytest.raises(ModelError, match=said):
        fit_rogers_castro(rates, errors, AGES[: len(rates)])


def test_no_part_of_a_curve_is_below_zero():
    with pytest.raises(ModelError, match="below zero"):
        MigrationCurve(a1=-0.1, alpha1=0.1, a2=0.2, alpha2=0.05, mu2=25.0, lambda2=0.4, c=0.01)

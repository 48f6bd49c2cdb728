import numpy as np
import pytest

from populace.demography.death_rates import STRONGEST, WEAKEST, rate_strength, shrunken_rates
from populace.errors import ModelError

STANDARD = np.array([0.01, 0.001, 0.005, 0.05])
PEOPLE = np.array([100.0, 900.0, 800.0, 200.0])


def test_a_cell_without_deaths_keeps_a_rate_above_zero():
    rates = shrunken_rates([0, 0, 6, 9], PEOPLE, STANDARD)
    assert (rates > 0).all()
    none = shrunken_rates(np.zeros(4), PEOPLE, STANDARD)
    assert ((none > 0) & (none < STANDARD)).all()


def test_a_place_that_differs_in_level_alone_has_the_standard_at_its_level():
    np.testing.assert_allclose(shrunken_rates(2 * PEOPLE * STANDARD, PEOPLE, STANDARD, 5.0), 2 * STANDARD)


def test_the_more_deaths_the_less_the_standard_counts():
    own = STANDARD * [2.0, 0.5, 1.0, 1.0]
    own *= (PEOPLE @ STANDARD) / (PEOPLE @ own)
    away = [
        np.abs(np.log(shrunken_rates(scale * PEOPLE * own, scale * PEOPLE, STANDARD, 10.0) / own)).max()
        for scale in (1, 100, 10_000)
    ]
    assert away[0] > away[1] > away[2]
    assert away[2] < 0.01


def test_the_strength_is_found_from_how_much_places_differ():
    rng = np.random.default_rng(3)
    expected = rng.uniform(2, 60, (400, 20))
    deaths = rng.poisson(expected * rng.gamma(8.0, 1 / 8.0, expected.shape))
    assert rate_strength(deaths.astype(float), expected) == pytest.approx(8.0, rel=0.1)
    assert rate_strength(expected, expected) == STRONGEST
    assert rate_strength(np.array([900.0, 0.0]), np.array([1.0, 1.0])) == WEAKEST


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: shrunken_rates([1.0], [0.0], [0.1]), "without anybody exposed"),
        (lambda: shrunken_rates([1.0], [9.0], [0.0]), "above zero"),
        (lambda: shrunken_rates([1.0], [9.0], [0.1], 0.0), "above zero"),
    ],
)
def test_what_cannot_be_is_refused(work, said):
    with pytest.raises(ModelError, match=said):
        work()

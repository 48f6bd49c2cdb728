import numpy as np
import pytest

from populace.demography.pattern_shrinkage import STRONGEST, WEAKEST, own_share, pattern_strength
from populace.errors import ModelError

PATTERN = np.array([0.05, 0.2, 0.3, 0.25, 0.15, 0.05])


@pytest.mark.parametrize("strength", [300.0, 3000.0])
def test_the_strength_is_found_from_how_much_places_differ(strength):
    rng = np.random.default_rng(5)
    numbers = rng.integers(300, 6000, 300)
    counts = np.array([rng.multinomial(number, rng.dirichlet(PATTERN * strength)) for number in numbers])
    assert pattern_strength(counts, np.tile(PATTERN, (300, 1))) == pytest.approx(strength, rel=0.12)


def test_places_that_differ_less_than_by_chance_take_all_from_their_parent():
    counts = np.outer([500, 900, 20_000], PATTERN)
    assert pattern_strength(counts, counts) == STRONGEST


def test_places_that_have_nothing_in_common_keep_nearly_all_of_their_own():
    counts = np.eye(6) * 1000
    assert pattern_strength(counts, np.ones((6, 6))) == WEAKEST


def test_half_is_kept_where_the_counts_are_worth_as_much_as_the_parent():
    np.testing.assert_allclose(own_share([0, 1500, 4500], 1500.0), [0.0, 0.5, 0.75])


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: own_share([1.0], 0.0), "above zero"),
        (lambda: pattern_strength([1.0, 2.0], [1.0, 2.0]), "by place and group"),
        (lambda: pattern_strength([[1.0, 2.0]], [[0.0, 2.0]]), "expects none"),
        (lambda: pattern_strength([[1.0, -2.0]], [[1.0, 2.0]]), "negative"),
    ],
)
def test_what_cannot_be_is_refused(work, said):
    with pytest.raises(ModelError, match=said):
        work()

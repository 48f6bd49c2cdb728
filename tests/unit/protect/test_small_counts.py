"""Small counts are rounded, and anything that is not a plain count publishes nothing."""

import numpy as np
import pytest

from populace.protect.small_counts import ProtectionError, protect, protect_parts


@pytest.mark.parametrize(
    ("counted", "published"),
    [
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 5),
        (4, 5),
        (5, 5),
        (6, 6),
        (7, 7),
        (123, 123),
        (0.4, 0),
        (2.4, 0),
        (2.6, 5),
        (8.2, 8.2),
    ],
)
def test_what_is_published_for_each_count(counted: float, published: float) -> None:
    assert protect(np.array([counted])).tolist() == [published]


def test_the_same_count_is_always_published_as_the_same_number() -> None:
    counts = np.tile(np.arange(10.0), 50)
    assert all(len(set(protect(counts)[counts == count])) == 1 for count in range(10))


@pytest.mark.parametrize("count", [np.nan, np.inf, -1.0])
def test_a_missing_or_impossible_count_publishes_nothing(count: float) -> None:
    with pytest.raises(ProtectionError):
        protect(np.array([10.0, count]))


@pytest.mark.parametrize("base", [0, 1, 4, -5])
def test_an_unknown_base_publishes_nothing(base: int) -> None:
    with pytest.raises(ProtectionError):
        protect(np.array([10.0]), base=base)


def test_parts_of_a_cell_tell_no_small_count() -> None:
    counts = np.array([9.0, 2.0, 7.0, 8.0, 1.0, 1.0])
    cells = np.array([0, 0, 1, 1, 2, 2])
    made = protect_parts(counts, cells, np.array([1.0, 1.0, 1.0, 1.0, 1.0, 4.0]))
    np.testing.assert_allclose(made, [5.5, 5.5, 7.0, 8.0, 0.0, 0.0])


def test_parts_that_are_no_counts_publish_nothing() -> None:
    with pytest.raises(ProtectionError):
        protect_parts(np.array([np.nan]), np.array([0]), np.ones(1))

"""What each kind of mistake does to a few figures."""

import numpy as np
import pandas as pd
import pytest

from populace.demo.changes import (
    Change,
    ages_heaped,
    all_moved_on,
    copied_on,
    counted_twice,
    digits_exchanged,
    first_added_to_second,
    halves_swapped,
    not_sent,
    nought_added,
    shifted_one_group,
    sign_lost,
    some_moved_on,
)

NOTHING = float("nan")


@pytest.mark.parametrize(
    ("change", "due", "reported"),
    [
        pytest.param(counted_twice, [46, 0], [92, 0], id="counted twice"),
        pytest.param(nought_added, [4], [40], id="a nought added"),
        pytest.param(sign_lost, [-460], [460], id="the minus sign lost"),
        pytest.param(not_sent, [29], [NOTHING], id="not sent"),
        pytest.param(halves_swapped, [25, 61], [61, 25], id="two villages exchanged"),
        pytest.param(halves_swapped, [1, 2, 8, 9], [8, 9, 1, 2], id="women and men exchanged"),
        pytest.param(copied_on(3), [5, 7, 9], [5, 5, 5], id="the first figure sent again and again"),
        pytest.param(copied_on(2), [5, 6, 7, 8], [5, 6, 5, 6], id="a table sent again"),
        pytest.param(all_moved_on, [3, 4, 1, 0], [0, 0, 4, 4], id="a month registered in the next"),
        pytest.param(some_moved_on(9), [74, 70], [65, 79], id="December registered in the next year"),
        pytest.param(digits_exchanged, [44, 48, 61], [44, 84, 61], id="two digits exchanged"),
        pytest.param(digits_exchanged, [4438], [4483], id="the last two digits exchanged"),
        pytest.param(shifted_one_group(4), [2, 20, 15, 3], [0, 2, 20, 18], id="slipped one group up"),
        pytest.param(first_added_to_second(3), [2, 1, 7], [0, 3, 7], id="infants among ages 1-4"),
    ],
)
def test_mistake(change: Change, due: list[float], reported: list[float]) -> None:
    made = change(pd.DataFrame({"due": due}))
    assert np.array_equal(made, np.array(reported, dtype=float), equal_nan=True)


def test_heaping_moves_people_to_ages_that_end_in_0_and_5_and_loses_nobody() -> None:
    heaped = ages_heaped(101)(pd.DataFrame({"due": np.full(202, 10)})).reshape(2, 101)
    assert heaped[0, 38:43].tolist() == [10, 7, 16, 7, 10]
    assert heaped.sum(axis=-1).tolist() == [1010, 1010]

"""Places and what is below them on the map of a day."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from populace.indicators.parts import parts_of
from populace.places.history import PlaceHistory

DAY = (date(2025, 6, 30) - date(1970, 1, 1)).days


def _tree(parents: list[int]) -> PlaceHistory:
    """Place 0 is the root; place n + 1 stands below ``parents[n]``, which was told before it."""
    history = PlaceHistory().opened("p0")
    for number, parent in enumerate(parents, 1):
        history = history.opened(f"p{number}", parent=f"p{parent % number}")
    return history


@given(st.lists(st.integers(0, 9), max_size=9), st.data())
def test_what_each_has_of_its_own_sums_up_again(parents: list[int], data: st.DataObject) -> None:
    history = _tree(parents)
    numbers = data.draw(
        st.lists(st.integers(1, 1000), min_size=len(history.codes), max_size=len(history.codes))
    )
    parts = parts_of(history, history.codes, DAY)
    own = np.array(numbers, float)[:, None]
    whole = parts.summed(own)
    assert np.array_equal(parts.own(whole), own)
    below = {code: set(history.on(date(2025, 6, 30)).depth_first((code,))) for code in history.codes}
    by_hand = [
        sum(n for n, other in zip(numbers, history.codes, strict=True) if other in below[code])
        for code in history.codes
    ]
    assert whole[:, 0].tolist() == by_hand


def test_only_what_is_asked_for_and_what_is_below() -> None:
    history = _tree([0, 0, 1, 2])  # p1 and p2 below p0, p3 below p1, p4 below p2
    parts = parts_of(history, ("p1",), DAY)
    assert parts.codes == ("p1", "p3")
    assert parts.summed(np.array([[1.0], [2.0]])).tolist() == [[3.0]]


def test_a_place_that_only_sums_up_has_nothing_of_its_own() -> None:
    parts = parts_of(_tree([0, 0]), ("p0",), DAY)
    assert np.isnan(parts.own(np.array([[0.3], [0.1], [0.2]]))[0, 0])
    assert parts.own(np.array([[0.0], [np.nan], [0.0]]))[1:].tolist()[1] == [0.0]


def test_a_place_that_is_not_on_the_map_has_nothing() -> None:
    history = _tree([0]).closed("p1", date(2024, 1, 1))
    parts = parts_of(history, ("p0", "p1"), DAY)
    assert parts.codes == ("p0",)
    summed = parts.summed(np.array([[5.0]]))
    assert summed[0, 0] == 5
    assert np.isnan(summed[1, 0])
    assert parts.any(np.array([[True]])).tolist() == [[True], [False]]

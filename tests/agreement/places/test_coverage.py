"""Through any sequence of events, nothing is lost or counted twice; and the sparse way agrees with the plain one."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.places.coverage import Coverage
from populace.places.history import PlaceHistory
from populace.places.timelines import FIRST_DAY, LAST_DAY, day_number
from tests.agreement.places import plain
from tests.agreement.places.histories import START, histories

days = st.integers(-30, 330).map(lambda after: START + timedelta(days=after))
maps = st.one_of(st.none(), days)
modest = settings(max_examples=120, deadline=None)


def shares_on(history: PlaceHistory, coverage: Coverage, day: date, targets: int) -> np.ndarray:
    """(source, target): what counts of a figure of ``day``."""
    holds = (coverage.first <= day_number(day)) & (day_number(day) <= coverage.last)
    found = np.zeros((len(history.codes), targets))
    np.add.at(found, (coverage.source[holds], coverage.target[holds]), coverage.share[holds])
    return found


@modest
@given(histories(), days, maps)
def test_it_agrees_with_the_product_of_daily_matrices(
    history: PlaceHistory, day: date, boundaries: date | None
) -> None:
    coverage = history.coverage(history.codes, boundaries)
    there = np.array([code in history.on(day) for code in history.codes])
    expected = plain.shares(history, day, boundaries, history.codes)
    np.testing.assert_allclose(
        shares_on(history, coverage, day, len(history.codes))[there], expected[there], atol=1e-12
    )


@modest
@given(histories(), days, maps, st.data())
def test_shares_over_places_that_cover_the_map_sum_to_one(
    history: PlaceHistory, day: date, boundaries: date | None, data: st.DataObject
) -> None:
    there = np.array([code in history.on(day) for code in history.codes])
    tree = history.on(boundaries or day)
    cover, waiting = [], list(tree.roots)
    while waiting:  # a place as a whole, or what is below it together with what it counts itself
        code = waiting.pop()
        if tree.children(code) and data.draw(st.booleans()):
            waiting += tree.children(code)
            cover.append((code, True))
        else:
            cover.append((code, False))
    targets = tuple(dict.fromkeys(code for code, _ in cover))
    found = shares_on(history, history.coverage(targets, boundaries), day, len(targets))
    for code, itself in cover:
        for child in tree.children(code) if itself else ():
            below = history.coverage((child,), boundaries)
            found[:, targets.index(code)] -= shares_on(history, below, day, 1)[:, 0]
    np.testing.assert_allclose(found.sum(1)[there], 1.0, atol=1e-9)


@modest
@given(histories(), maps)
def test_every_day_of_every_place_counts_once_in_the_nation(
    history: PlaceHistory, boundaries: date | None
) -> None:
    """Also of days on which a place was not there, so that a figure that comes late is not lost."""
    nation = history.coverage(("N",), boundaries)
    assert sorted(nation.source) == list(range(len(history.codes)))
    assert set(nation.first) == {FIRST_DAY}
    assert set(nation.last) == {LAST_DAY}
    assert set(nation.share) == {1.0}


@modest
@given(histories(), days)
def test_on_its_own_map_a_figure_counts_in_its_own_place_alone(history: PlaceHistory, day: date) -> None:
    tree = history.on(day)
    leaves = [code for code in history.codes if code in tree and not tree.children(code)]
    found = shares_on(history, history.coverage(leaves, day), day, len(leaves))
    own = found[[history.codes.index(code) for code in leaves]]
    assert (own == np.eye(len(leaves))).all()


@modest
@given(histories(), days)
def test_by_its_own_map_and_as_reported_then_are_the_same(history: PlaceHistory, day: date) -> None:
    there = np.array([code in history.on(day) for code in history.codes])
    by_map = shares_on(history, history.coverage(history.codes, day), day, len(history.codes))
    as_then = shares_on(history, history.coverage(history.codes, None), day, len(history.codes))
    assert (by_map[there] == as_then[there]).all()


@modest
@given(histories(), st.lists(days, min_size=3, max_size=3).map(sorted), st.booleans())
def test_a_way_over_a_map_between_is_the_same_way(
    history: PlaceHistory, three: list[date], forwards: bool
) -> None:
    first, middle, last = three if forwards else reversed(three)
    leaf_shares = _own(history, first, middle) @ _own(history, middle, last)
    np.testing.assert_allclose(leaf_shares, _own(history, first, last), atol=1e-12)


def _own(history: PlaceHistory, day: date, boundaries: date) -> np.ndarray:
    """W(day → boundaries): what counts in each place without what is below it."""
    tree = history.on(boundaries)
    found = shares_on(history, history.coverage(history.codes, boundaries), day, len(history.codes))
    whole = found.copy()
    for i, code in enumerate(history.codes):
        for child in tree.children(code) if code in tree else ():
            found[:, i] -= whole[:, history.codes.index(child)]
    found[[code not in history.on(day) for code in history.codes]] = 0.0
    return found


@modest
@given(histories(), maps, st.data())
def test_what_was_told_later_changes_nothing_that_is_asked_by_an_earlier_map(
    history: PlaceHistory, boundaries: date | None, data: st.DataObject
) -> None:
    """Figures up to a day, by the map of a day up to it, do not change when more is told of the days after."""
    day = START + timedelta(days=400)
    before = history.coverage(history.codes, boundaries)
    later = history.split("d0", day, {"d0": 0.5, "new": 0.5}) if "d0" in history.on(day) else history
    after = later.coverage(history.codes, boundaries)
    asked = data.draw(days)
    size = len(history.codes)
    assert (shares_on(history, before, asked, size) == shares_on(later, after, asked, size)[:size]).all()

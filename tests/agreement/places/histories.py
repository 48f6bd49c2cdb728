"""Random pasts: any sequence of openings, closings, moves, splits, mergers and transfers that can have happened."""

from datetime import date, timedelta

from hypothesis import strategies as st

from populace.places.events import Closed, Event, Moved, Opened, Portion, Redrawn
from populace.places.history import PlaceHistory
from populace.places.tree import PlaceTree

START = date(2000, 1, 1)
CHANGES = (
    "open",
    "open",
    "reopen",
    "close",
    "move",
    "rename",
    "split",
    "split",
    "merge",
    "merge",
    "transfer",
)


@st.composite
def histories(draw: st.DrawFn, most_events: int = 7) -> PlaceHistory:
    """A nation of up to three levels, and what happened to it."""
    history = PlaceHistory().opened("N")
    for i in range(draw(st.integers(1, 3))):
        history = history.opened(f"d{i}", parent="N")
        for j in range(draw(st.integers(0, 2))):
            history = history.opened(f"d{i}v{j}", parent=f"d{i}")
    day = START
    for number in range(draw(st.integers(0, most_events))):
        day += timedelta(days=draw(st.integers(1, 40)))
        change = draw(st.sampled_from(CHANGES))
        history = history.with_events(_events(draw, history, change, day, f"x{number}"))
    return history


def _events(draw: st.DrawFn, history: PlaceHistory, change: str, day: date, new: str) -> list[Event]:
    tree = history.on(day - timedelta(days=1))
    below = [code for code in tree.depth_first() if tree[code].parent is not None]
    if change == "open" or not below:
        parent = draw(st.sampled_from([place.code for place in tree]))
        return [Opened(day, new, parent), *([Opened(day, new + "a", new)] if draw(st.booleans()) else [])]
    code = draw(st.sampled_from(below))
    parent = tree[code].parent
    if change == "reopen":
        gone = [each for each in history.codes if each not in tree and _free(history, each, day)]
        return [Opened(day, draw(st.sampled_from(gone)), code)] if gone else []
    if change == "close":
        if draw(st.booleans()):  # with everything below it
            return [Closed(day, each) for each in tree.depth_first([code])]
        return [*(Moved(day, child, parent) for child in tree.children(code)), Closed(day, code)]
    if change == "move":
        above = [each.code for each in tree if each.code not in set(tree.depth_first([code]))]
        return [Moved(day, code, draw(st.sampled_from(above)))]
    if change == "rename":
        return list(history.renamed(code, day, {"en": new}).events[len(history.events) :])
    if change == "split":
        return _split(draw, history, tree, code, day, new)
    others = [each for each in below if each != code and not _kin(tree, each, code)]
    if not others:
        return []
    other = draw(st.sampled_from(others))
    share, back = draw(_shares(2)), draw(_shares(2))
    if change == "merge":
        into = draw(st.sampled_from([code, new]))
        merged = history.merged({code: back[0], other: back[1]}, day, into)
        return list(merged.events[len(history.events) :])
    return [
        Redrawn(
            day,
            (
                Portion(code, code, share[0], 1.0),
                Portion(code, other, share[1], back[0]),
                Portion(other, other, 1.0, back[1]),
            ),
        )
    ]


def _split(
    draw: st.DrawFn, history: PlaceHistory, tree: PlaceTree, code: str, day: date, new: str
) -> list[Event]:
    parts = [
        draw(st.sampled_from([code, new + "a"])),
        new + "b",
        *([new + "c"] if draw(st.booleans()) else []),
    ]
    into = dict(zip(parts, draw(_shares(len(parts))), strict=True))
    children = {child: draw(st.sampled_from(parts)) for child in tree.children(code)}
    split = history.split(code, day, into, children=children)
    return list(split.events[len(history.events) :])


@st.composite
def _shares(draw: st.DrawFn, count: int) -> list[float]:
    weights = draw(st.lists(st.integers(0, 7), min_size=count, max_size=count).filter(any))
    return [weight / sum(weights) for weight in weights]


def _kin(tree: PlaceTree, one: str, other: str) -> bool:
    return one in tree.ancestors(other) or other in tree.ancestors(one)


def _free(history: PlaceHistory, code: str, day: date) -> bool:
    end = history.lives(code)[-1][1]
    return end is not None and end < day

"""Random places with a past, random figures and their corrections."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from hypothesis import strategies as st

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.measure import Kind, Measure, OverPlaces, OverTime
from populace.errors import UserError
from populace.places.history import PlaceHistory
from populace.store.batch import batch
from populace.store.store import Store
from tests.agreement.store.reference import History, Key

START = datetime(2026, 1, 1, tzinfo=UTC)

MEASURES = by_code(
    (
        Measure("flow", "flow", Kind.FLOW, "n"),
        Measure("stock", "stock", Kind.STOCK, "n"),
        Measure("opening", "opening", Kind.STOCK, "n", over_time=OverTime.FIRST),
        Measure("mean", "mean", Kind.STOCK, "n", over_time=OverTime.AVERAGE),
        Measure("least", "least", Kind.STOCK, "n", over_time=OverTime.LEAST),
        Measure("peak", "peak", Kind.STOCK, "n", over_time=OverTime.GREATEST),
        Measure("rate", "rate", Kind.RATE, "%"),
        Measure("level", "level", Kind.FLOW, "%", over_places=OverPlaces.AVERAGE),
        Measure("worst", "worst", Kind.STOCK, "n", over_places=OverPlaces.LEAST),
        Measure("best", "best", Kind.STOCK, "n", over_places=OverPlaces.GREATEST),
        Measure("own", "own", Kind.STOCK, "n", over_places=OverPlaces.NONE),
    )
)
CATALOGUE = Catalogue(measures=MEASURES)

PLACES = ("nation", "north", "south", "a", "b", "c", "d", "e")
PERIODS = (
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
    "2026-03",
    "2026-Q1",
    "2025",
    "2026",
    "2025-W52",
    "2026-W02",
)
CELLS = ("", "sex=f", "sex=m", "age=15-19;sex=f", "age=20-24;sex=f", "age=20-24")


REDRAWN = ("split", "cut", "merge", "part")
"""Events that change borders."""


def place_histories(
    kinds: tuple[str, ...] = ("move", *REDRAWN), least: int = 0
) -> st.SearchStrategy[PlaceHistory]:
    """A tree of three levels to which up to four things happened between November 2025 and March 2026."""
    event = st.tuples(st.sampled_from(kinds), _days, _pair, _share)
    return st.lists(event, min_size=least, max_size=4).map(_told)


_days = st.dates(date(2025, 11, 2), date(2026, 3, 30))
_pair = st.permutations(PLACES[1:]).map(lambda each: each[:2])
_share = st.sampled_from((0.25, 0.5, 0.75))


def _told(events: Iterable[tuple[str, date, list[str], float]]) -> PlaceHistory:
    history = PlaceHistory().opened("nation")
    parents = ("nation", "nation", "north", "north", "north", "south", "south")
    for code, parent in zip(PLACES[1:], parents, strict=True):
        history = history.opened(code, parent=parent)
    for number, (kind, day, (one, other), share) in enumerate(sorted(events, key=lambda each: each[1])):
        try:
            history = _with_event(history, kind, number, day, one, other, share)
        except UserError:
            continue  # It cannot have happened: a place below itself, one that is gone.
    return history


def _with_event(
    history: PlaceHistory, kind: str, number: int, day: date, one: str, other: str, share: float
) -> PlaceHistory:
    if kind == "move":
        return history.moved(one, day, other)
    if kind == "split":
        return history.split(one, day, {f"{one}{number}x": share, f"{one}{number}y": 1 - share})
    if kind == "cut":
        return history.split(one, day, {one: share, f"{one}{number}": 1 - share})
    if kind == "merge":
        return history.merged({one: share, other: 1 - share}, day, f"{one}{other}{number}")
    return history.transferred(one, other, day, share=share, back=share / 2)


def keys(
    places: Iterable[str] = PLACES, measures: Iterable[str] = ("flow", "stock")
) -> st.SearchStrategy[Key]:
    return st.tuples(
        st.sampled_from(tuple(places)),
        st.sampled_from(PERIODS),
        st.sampled_from(tuple(measures)),
        st.sampled_from(CELLS),
    )


def rows(key: st.SearchStrategy[Key], least: int = 0, most: int = 25) -> st.SearchStrategy[dict]:
    value = st.one_of(st.none(), st.integers(0, 20).map(float))
    status = st.sampled_from(("reported", "reported", "estimated"))
    return st.dictionaries(key, st.tuples(value, status), min_size=least, max_size=most)


def as_batch(given: Mapping[Key, tuple[float | None, str]]) -> pa.Table:
    columns = list(zip(*given, strict=True)) or [()] * 4
    return batch(*columns, [value for value, _ in given.values()], [status for _, status in given.values()])


def stored(path: Path, commits: Iterable[Mapping[Key, tuple[float | None, str]]]) -> tuple[Store, History]:
    """The same commits in a store and in the reference."""
    store, reference = Store.create(path), History()
    for number, given in enumerate(commits):
        done = store.commit(as_batch(given), at=START + timedelta(days=number), source=f"return {number}")
        assert (done.new, done.changed, done.unchanged, done.deleted) == reference.commit(given)
        assert done.vintage == reference.vintage == store.vintage
    return store, reference

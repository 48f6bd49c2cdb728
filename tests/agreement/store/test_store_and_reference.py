"""Whatever is committed, corrected and taken back: the store answers as a list of all versions does."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from populace.store.compare import State
from populace.store.snapshot import Snapshot
from tests.agreement.store.builders import START, as_batch, keys, rows, stored

COMMITS = st.lists(rows(keys(places=("a", "b", "c"))), max_size=6)


def figures(snapshot: Snapshot) -> dict:
    found = snapshot.rows().to_pylist()
    known = {
        (each["place"], each["period"], each["measure"], each["breakdown"]): (each["value"], each["status"])
        for each in found
    }
    assert len(known) == len(found)
    return known


@settings(max_examples=15, deadline=None)
@given(COMMITS)
def test_every_vintage_is_what_was_known_then(commits):
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", commits)
        for vintage in range(reference.vintage + 1):
            with store.snapshot(vintage) as snapshot:
                assert figures(snapshot) == reference.rows(vintage)
        for number, commit in enumerate(store.commits, 1):
            with store.snapshot(at=commit.at + timedelta(hours=1)) as snapshot:
                assert snapshot.vintage == number
        with store.snapshot(at=START - timedelta(hours=1)) as snapshot:
            assert snapshot.vintage == 0


@settings(max_examples=15, deadline=None)
@given(COMMITS, rows(keys(places=("a", "b", "z")), least=1))
def test_a_comparison_says_what_a_commit_does(commits, more):
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", commits)
        known = reference.rows()
        comparison = store.compare(as_batch(more))
        for state, old, (key, (value, status)) in zip(
            comparison.state, comparison.old, more.items(), strict=True
        ):
            before = known.get(key)
            if before is None:
                assert state == (State.ABSENT if value is None else State.NEW)
                assert old != old
            else:
                wanted = State.UNCHANGED if before == (value, status) else State.CHANGED
                assert state == (State.DELETED if value is None else wanted)
                assert old == before[0]

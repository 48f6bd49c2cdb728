"""What a batch may be."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from populace.errors import ModelError
from populace.store.batch import SCHEMA, batch, checked, empty_batch
from populace.store.store import Store

ROW = {
    "place": ["a"],
    "period": ["2026-01"],
    "measure": ["births"],
    "breakdown": [""],
    "value": [1.0],
    "status": ["reported"],
}


def test_plain_strings_are_encoded_and_further_columns_dropped():
    made = checked(pa.table({**ROW, "remark": ["never stored"]}))
    assert made.schema == SCHEMA
    assert made.to_pydict() == ROW


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"value": [float("inf")]}, "no finite number"),
        ({"value": [float("nan")]}, "no finite number"),
        ({"place": pa.array([None], pa.string())}, "without place"),
        ({"status": ["guessed"]}, "guessed"),
    ],
)
def test_what_is_no_figure_is_refused(change, complaint):
    with pytest.raises(ModelError, match=complaint):
        checked(pa.table({**ROW, **change}))


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ModelError, match="value"):
        checked(pa.table(ROW).drop_columns("value"))


def test_columns_have_the_same_length():
    with pytest.raises(ModelError, match="unequal"):
        batch(["a"], ["2026-01"], ["births"], ["", ""], [1.0])


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("period", "2026-1"),
        ("period", "2026-01-01/P1M"),
        ("breakdown", "sex=f;age=0-4"),
        ("breakdown", "sex"),
        ("measure", "a;b"),
        ("place", " a"),
    ],
)
def test_texts_are_the_canonical_ones(tmp_path, column, text):
    store = Store.create(tmp_path / "store")
    with pytest.raises(ModelError):
        store.commit(pa.table({**ROW, column: [text]}), at=datetime(2026, 1, 1, tzinfo=UTC), source="")
    assert store.vintage == 0


def test_a_commit_has_a_time_zone_and_is_never_before_the_last(tmp_path):
    store = Store.create(tmp_path / "store")
    with pytest.raises(ValueError, match="time zone"):
        store.commit(pa.table(ROW), at=datetime(2026, 1, 1), source="")  # noqa: DTZ001
    late, early = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    store.commit(pa.table(ROW), at=late, source="")
    assert store.commit(pa.table({**ROW, "value": [2.0]}), at=early, source="").at == late


def test_nothing_to_store_makes_no_vintage(tmp_path):
    store = Store.create(tmp_path / "store")
    assert store.commit(empty_batch(), at=datetime(2026, 1, 1, tzinfo=UTC), source="").vintage == 0
    assert store.compare(empty_batch()).state.tolist() == []


def test_new_places_are_numbered_in_the_order_that_is_given(tmp_path):
    store = Store.create(tmp_path / "store")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    places = ["zebra", "ant", "bee", "cat"]
    made = batch(places, ["2026-01"] * 4, ["births"] * 4, [""] * 4, [1.0] * 4)
    store.commit(made, at=at, source="", order=["zebra", "cat"])
    with store.snapshot() as snapshot:
        assert snapshot.names.places == ("zebra", "cat", "ant", "bee")

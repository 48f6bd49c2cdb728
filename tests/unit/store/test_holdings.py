"""What there is of a measure, and where figures are estimates."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from populace.store.batch import batch
from populace.store.holdings import estimated_or_of, holdings
from populace.store.store import Store

FIRST = [
    ("a", "2024", "population", "source=census", 10.0, "reported"),
    ("b", "2024", "population", "source=census", 20.0, "estimated"),
    ("a", "2025", "population", "source=register", 11.0, "reported"),
    ("a", "2025", "births", "", 1.0, "reported"),
]
LATER = [("b", "2024", "population", "source=census", 21.0, "reported")]
DAYS = ((date(2024, 1, 1) - date(1970, 1, 1)).days, (date(2025, 12, 31) - date(1970, 1, 1)).days)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "store")
    for day, rows in enumerate((FIRST, LATER), 1):
        made.commit(batch(*zip(*rows, strict=True)), at=datetime(2026, 1, day, tzinfo=UTC), source="a test")
    return made


@pytest.mark.parametrize(("vintage", "newest"), [(1, 1), (2, 2)])
def test_each_cell_with_its_periods_its_newest_vintage_and_how_many_have_it(
    store: Store, vintage: int, newest: int
) -> None:
    with store.snapshot(vintage) as snapshot:
        found = holdings(snapshot, "population").to_pylist()
    assert found == [
        {"breakdown": "source=census", "period": "2024", "vintage": newest, "n": 2},
        {"breakdown": "source=register", "period": "2025", "vintage": 1, "n": 1},
    ]


def test_of_a_measure_without_figures_there_is_nothing(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert holdings(snapshot, "deaths").num_rows == 0


def test_estimates_are_told_and_whatever_some_places_have(store: Store) -> None:
    last = {"2024": (date(2024, 12, 31) - date(1970, 1, 1)).days, "2025": DAYS[1]}
    with store.snapshot(1) as snapshot:
        rough = estimated_or_of(snapshot, ["population"], [], DAYS).to_pylist()
        both = estimated_or_of(snapshot, ["population", "births"], ["a"], DAYS)
    assert rough == [{"measure": "population", "place": "b", "last": last["2024"], "reported": False}]
    assert sorted(
        zip(both["measure"].to_pylist(), both["last"].to_pylist(), both["reported"].to_pylist(), strict=True)
    ) == [
        ("births", last["2025"], True),
        ("population", last["2024"], False),
        ("population", last["2024"], True),
        ("population", last["2025"], True),
    ]
    with store.snapshot() as snapshot:
        assert estimated_or_of(snapshot, ["population"], [], DAYS).num_rows == 0

"""Places and what happened to them come from tables, are kept as rows, and come back the same."""

import time
from datetime import date

import pytest
from hypothesis import given, settings

from populace.errors import InputErrors, ModelError
from populace.places.event_rows import read_events
from populace.places.history import PlaceHistory
from populace.places.keeping import COLUMNS, from_json, from_rows, to_json, to_rows
from populace.places.place_rows import read_places
from tests.agreement.places.histories import histories

PLACES = [
    {"code": "v1", "name": "One", "parent": "A", "kind": "village", "opened": "", "closed": ""},
    {
        "code": "A",
        "name": "Old Town",
        "name_zh-hans": "老城",
        "parent": "D",
        "kind": "town",
        "opened": "1990-01-01",
    },
    {"code": "D", "name": "Lakeside"},
]
HISTORY = PlaceHistory().opened("D").opened("A", parent="D").opened("Z", parent="D").opened("v1", parent="A")


@settings(max_examples=50, deadline=None)
@given(histories())
def test_a_history_comes_back_from_its_rows_and_from_json(history: PlaceHistory) -> None:
    rows = to_rows(history)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert from_rows(rows) == history
    assert from_json(to_json(history)) == history


@pytest.mark.parametrize("text", ["[]", '{"format":99,"events":[]}'])
def test_a_text_of_another_format_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match="format"):
        from_json(text)


def test_a_table_of_places_is_read_in_any_order() -> None:
    history = read_places(
        [*PLACES[1:], {**PLACES[0], "opened": "1995-01-01", "closed": "2001-01-01"}], "p.csv"
    )
    assert list(history.on(date(2000, 1, 1)).depth_first()) == ["D", "A", "v1"]
    assert list(history.on(date(2001, 1, 1)).depth_first()) == ["D", "A"]
    assert history.on(date(2000, 1, 1))["A"].name("zh-hans") == "老城"


def test_all_that_is_wrong_with_a_table_of_places_is_told_at_once() -> None:
    rows = [
        {"code": "", "parent": "D"},
        {"code": "D"},
        {"code": "D"},
        {"code": "A", "parent": "X"},
        {"code": "B", "parent": "D", "opened": "1.5.1990"},
        {"code": "C", "parent": "D", "opened": "1990-01-01", "closed": "1989-01-01"},
    ]
    with pytest.raises(InputErrors) as raised:
        read_places(rows, "p.csv")
    assert [problem.row for problem in raised.value.problems] == [2, 4, 5, 6, 7]
    assert "Write it as YEAR-MONTH-DAY" in str(raised.value.problems[3])


def test_a_parent_registered_late_is_there_as_long_as_what_is_below_it_if_asked() -> None:
    with pytest.raises(InputErrors):
        read_places(PLACES, "p.csv")  # v1 is there from the beginning, its town since 1990
    widened = read_places([*PLACES[:2], {**PLACES[2], "closed": "2000-01-01"}], "p.csv", widen=True)
    assert widened.lives("A") == widened.lives("D") == ((date.min, None),)


def test_a_whole_nation_is_read_in_one_go() -> None:
    rows = [{"code": "N"}]
    rows += [{"code": f"p{i}", "parent": "N"} for i in range(30)]
    rows += [
        {"code": f"p{i}c{j}", "parent": f"p{i}", "opened": "1978-12-18"}
        for i in range(30)
        for j in range(100)
    ]
    rows += [
        {
            "code": f"{row['code']}t{k}",
            "parent": row["code"],
            "opened": "2001-05-01",
            "closed": "2020-01-01" if k == 9 else "",
        }
        for row in rows[31:]
        for k in range(14)
    ]
    start = time.perf_counter()
    history = read_places(rows, "p.csv")
    coverage = history.coverage(history.codes, date(2026, 1, 1))
    assert len(history) == len(rows) > 45_000
    assert time.perf_counter() - start < 20  # about one second where nothing else runs
    assert coverage.share.sum() == len(coverage)


def events(*rows: str) -> list[dict[str, str]]:
    """Rows of ``date event from to share share_back``; a hyphen is an empty cell."""
    columns = ("date", "event", "from", "to", "share", "share_back")
    return [
        {column: "" if cell == "-" else cell for column, cell in zip(columns, row.split(), strict=False)}
        for row in rows
    ]


def test_a_table_of_events_tells_what_the_methods_tell() -> None:
    told = read_events(
        HISTORY,
        events(
            "2020-01-01 split A B 60%",
            "2020-01-01 split A C 0.4",
            "2020-01-01 move v1 B",
            "2021-01-01 transfer C Z 0.25 0.5",
            "2022-01-01 merge B M 0.7",
            "2022-01-01 merge Z M 0.3",
            "2023-01-01 open - v2",
            "2024-01-01 move v2 M",
            "2025-01-01 close v1",
        ),
        "e.csv",
    )
    expected = (
        HISTORY.split("A", date(2020, 1, 1), {"B": 0.6, "C": 0.4}, children={"v1": "B"})
        .transferred("C", "Z", date(2021, 1, 1), share=0.25, back=0.5)
        .merged({"B": 0.7, "Z": 0.3}, date(2022, 1, 1), "M")
        .opened("v2", date(2023, 1, 1))
        .moved("v2", date(2024, 1, 1), "M")
        .closed("v1", date(2025, 1, 1))
    )
    for day in (date(2019, 1, 1), date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1), date(2026, 1, 1)):
        assert {place.code: place.parent for place in told.on(day)} == {
            place.code: place.parent for place in expected.on(day)
        }
    assert told.redrawn_borders == expected.redrawn_borders


def test_all_that_is_wrong_with_a_table_of_events_is_told_at_once() -> None:
    rows = events(
        "2020-01-01 vanish A",
        "2020-01-01 close X",
        "- close A",
        "2020-01-01 split Z B 0.5",
        "2020-01-01 split Z C 0.4",
        "2021-01-01 split A E half",
        "2022-01-01 move A v1",
        "2022-01-01 close -",
    )
    with pytest.raises(InputErrors) as raised:
        read_events(HISTORY, rows, "e.csv")
    assert [problem.row for problem in raised.value.problems] == [2, 3, 4, 5, 7, 8, 9]
    assert "sum to 0.9" in str(raised.value.problems[3])


def test_what_is_told_late_must_fit_what_was_told_before() -> None:
    known = HISTORY.moved("v1", date(2022, 1, 1), "Z")
    with pytest.raises(InputErrors, match="1 problem") as raised:
        read_events(known, events("2020-01-01 close v1"), "e.csv")
    assert raised.value.problems[0].row is None
    assert "v1 moves on 2022-01-01, when it is not open" in str(raised.value.problems[0])

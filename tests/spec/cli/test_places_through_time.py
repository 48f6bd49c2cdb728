"""Towns merge, split and move: the trend on any map, and the nation as it was."""

from pathlib import Path

import pytest

from tests.spec.cli.offices import done, figures, write, wrong

EVENTS = (
    "2025-07-01,merge,A,AB,0.7,Alphabeta",
    "2025-07-01,merge,B,AB,0.3,Alphabeta",
    "2025-07-01,split,S,S1,25%,Sigma One",
    "2025-07-01,split,S,S2,75%,Sigma Two",
    "2025-10-01,move,C,D1,,",
)
EVENT_HEADINGS = "date,event,from,to,share,name"

BIRTHS = ("--measure", "births", "--period", "2024..2026")


@pytest.fixture
def changed(office: Path, folder: Path) -> Path:
    """The office after the events, with births of 2024 by the old towns and of 2026 by the new."""
    write(
        folder,
        "old.csv",
        "A,2024,births,,100",
        "B,2024,births,,50",
        "C,2024,births,,70",
        "S,2024,births,,80",
    )
    write(folder, "events.csv", *EVENTS, headings=EVENT_HEADINGS)
    write(
        folder,
        "new.csv",
        "AB,2026,births,,170",
        "C,2026,births,,75",
        "S1,2026,births,,21",
        "S2,2026,births,,60",
    )
    done("import", "old.csv", "new.csv", "events.csv", "--into", office)
    return office


@pytest.mark.parametrize("map_of", ["2025-01-01", "reported", "2026-06-30"])
def test_the_nation_is_the_same_on_every_map(changed: Path, map_of: str) -> None:
    assert figures(changed, *BIRTHS, "--boundaries", map_of) == {
        ("N", "2024", ""): 300,
        ("N", "2026", ""): 326,
    }


def test_districts_have_their_trend_on_either_map(changed: Path) -> None:
    def districts(map_of: str) -> dict[tuple[str, ...], float]:
        return figures(changed, *BIRTHS, "--level", 2, "--boundaries", map_of)

    assert districts("2025-01-01") == {
        ("D1", "2024", ""): 150,
        ("D1", "2026", ""): 170,
        ("D2", "2024", ""): 150,
        ("D2", "2026", ""): 156,
    }
    assert districts("2026-06-30") == {
        ("D1", "2024", ""): 220,
        ("D1", "2026", ""): 245,
        ("D2", "2024", ""): 80,
        ("D2", "2026", ""): 81,
    }
    assert districts("reported") == {
        ("D1", "2024", ""): 150,
        ("D1", "2026", ""): 245,
        ("D2", "2024", ""): 150,
        ("D2", "2026", ""): 81,
    }


def test_towns_are_carried_over_by_their_shares(changed: Path) -> None:
    today = figures(changed, *BIRTHS, "--level", 3, "--boundaries", "2026-06-30")
    assert {place: value for (place, period, _), value in today.items() if period == "2024"} == pytest.approx(
        {"AB": 150, "C": 70, "S1": 20, "S2": 60}
    )
    then = figures(changed, *BIRTHS, "--level", 3, "--boundaries", "2025-01-01")
    assert {place: value for (place, period, _), value in then.items() if period == "2026"} == pytest.approx(
        {"A": 119, "B": 51, "C": 75, "S": 81}
    )


def test_the_map_of_a_day_and_what_happened_to_a_place(changed: Path) -> None:
    assert "Alphabeta" not in done("places", changed, "--on", "2025-06-30")
    assert "Alphabeta" in done("places", changed, "--on", "2025-07-01")
    assert "Alpha (A) (70.0%) and Beta (B) (30.0%) become Alphabeta (AB)" in done(
        "places", changed, "--history", "A"
    )


def test_a_place_that_is_gone_is_told_with_where_to_look(changed: Path) -> None:
    for command in (("places", changed, "--below", "A"), ("query", changed, *BIRTHS, "--places", "A")):
        assert "--history A" in wrong(*command)
    reported = figures(changed, *BIRTHS, "--places", "A", "--boundaries", "reported")
    assert reported == {("A", "2024", ""): 100}


def test_the_same_events_again_and_an_export_of_the_places_change_nothing(
    changed: Path, folder: Path
) -> None:
    assert "0 new, 10 known before" in done("import", "events.csv", "--into", changed)
    done("export", changed, "--format", "places", "--out", "places.json")
    for office, told in (
        (changed, "0 new, 10 known"),
        ("other", "10 new, 0 known"),
        ("other", "0 new, 10 known"),
    ):
        assert told in done("import", "places.json", "--into", office)
    assert done("places", changed) == done("places", "other")
    assert len(list((changed / "deposits").iterdir())) == 4


def test_an_event_without_its_share_is_told(office: Path, folder: Path) -> None:
    write(folder, "events.csv", "2025-07-01,merge,A,AB,,", headings=EVENT_HEADINGS)
    wrong("import", "events.csv", "--into", office)

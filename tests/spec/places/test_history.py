"""A small district through time: what a planner may tell, and what comes of it on each map."""

from datetime import date

import pytest

from populace.places.events import Closed, Moved, Opened, Portion, Redrawn, SharesError
from populace.places.history import HistoryError, PlaceHistory
from populace.places.words import describe

DISTRICT = (
    PlaceHistory()
    .opened("D", names={"en": "Lakeside", "zh-hans": "湖滨区"})
    .opened("A", parent="D", names={"en": "Old Town"}, kind="town")
    .opened("Z", parent="D", kind="town")
    .opened("v1", parent="A", kind="village")
    .opened("v2", parent="A", kind="village")
)
SPLIT = DISTRICT.split(
    "A",
    date(2020, 1, 1),
    {"B": 0.6, "C": 0.4},
    names={"B": {"en": "North Town"}},
    children={"v1": "B", "v2": "C"},
)


def figures(history: PlaceHistory, source: str, day: str, boundaries: str | None) -> dict[str, float]:
    """In which places a figure of ``source`` counts, and with which share."""
    coverage = history.coverage(history.codes, date.fromisoformat(boundaries) if boundaries else None)
    number = (date.fromisoformat(day) - date(1970, 1, 1)).days
    holds = (coverage.first <= number) & (number <= coverage.last)
    holds &= coverage.source == history.codes.index(source)
    return {
        history.codes[target]: share
        for target, share in zip(coverage.target[holds], coverage.share[holds], strict=True)
    }


@pytest.mark.parametrize(
    ("source", "day", "boundaries", "counts_in"),
    [
        ("A", "2019-12-31", "2019-06-30", {"A": 1.0, "D": 1.0}),
        ("A", "2019-12-31", "2020-01-01", {"B": 0.6, "C": 0.4, "D": 1.0}),
        ("B", "2020-12-31", "2019-06-30", {"A": 1.0, "D": 1.0}),
        ("v1", "2019-12-31", "2021-01-01", {"v1": 1.0, "B": 1.0, "D": 1.0}),
        ("v1", "2021-12-31", "2019-01-01", {"v1": 1.0, "A": 1.0, "D": 1.0}),
        ("v1", "2019-12-31", None, {"v1": 1.0, "A": 1.0, "D": 1.0}),
        ("v1", "2020-01-31", None, {"v1": 1.0, "B": 1.0, "D": 1.0}),
        ("A", "2021-12-31", None, {"A": 1.0, "D": 1.0}),  # it came late, after A had gone
    ],
)
def test_a_split_town_on_each_map(source: str, day: str, boundaries: str | None, counts_in: dict) -> None:
    assert figures(SPLIT, source, day, boundaries) == counts_in


def test_merged_towns_are_told_apart_again_on_an_old_map() -> None:
    merged = SPLIT.merged({"B": 0.7, "Z": 0.3}, date(2023, 1, 1), "M")
    assert figures(merged, "M", "2023-12-31", "2022-12-31") == {"B": 0.7, "Z": 0.3, "D": 1.0}
    assert figures(merged, "M", "2023-12-31", "2019-12-31") == {"A": 0.7, "Z": 0.3, "D": 1.0}
    assert figures(merged, "A", "2019-12-31", "2023-12-31") == {"C": 0.4, "M": 0.6, "D": 1.0}
    assert merged.on(date(2023, 1, 1)).children("M") == ("v1",)


def test_a_village_that_is_handed_over_without_a_code_of_its_own_goes_with_its_share() -> None:
    moved = DISTRICT.transferred("A", "Z", date(2021, 1, 1), share=0.25, back=0.5)
    assert figures(moved, "A", "2020-12-31", "2021-12-31") == {"A": 0.75, "Z": 0.25, "D": 1.0}
    assert figures(moved, "Z", "2021-12-31", "2020-12-31") == {"A": 0.5, "Z": 0.5, "D": 1.0}
    assert figures(moved, "Z", "2020-12-31", "2021-12-31") == {"Z": 1.0, "D": 1.0}


def test_a_place_that_closes_leaves_its_past_to_the_place_above() -> None:
    closed = DISTRICT.closed("v2", date(2022, 1, 1))
    assert figures(closed, "v2", "2021-12-31", "2023-01-01") == {"A": 1.0, "D": 1.0}
    assert figures(closed, "v2", "2021-12-31", "2021-01-01") == {"v2": 1.0, "A": 1.0, "D": 1.0}


def test_a_place_that_opens_counts_in_the_place_above_on_older_maps() -> None:
    opened = DISTRICT.opened("v3", date(2022, 1, 1), parent="A")
    assert figures(opened, "v3", "2022-12-31", "2021-01-01") == {"A": 1.0, "D": 1.0}


def test_a_moved_place_takes_its_past_along_on_todays_map_only() -> None:
    moved = DISTRICT.moved("v2", date(2022, 1, 1), "Z")
    assert figures(moved, "v2", "2020-12-31", "2023-01-01") == {"v2": 1.0, "Z": 1.0, "D": 1.0}
    assert figures(moved, "v2", "2020-12-31", None) == {"v2": 1.0, "A": 1.0, "D": 1.0}
    assert figures(moved, "v2", "2023-12-31", "2020-01-01") == {"v2": 1.0, "A": 1.0, "D": 1.0}


def test_shares_follow_from_how_many_lived_where() -> None:
    redrawn = Redrawn.of_amounts(date(2021, 1, 1), {("A", "A"): 3000, ("A", "Z"): 1000, ("Z", "Z"): 3000})
    assert redrawn.portions == (
        Portion("A", "A", 0.75, 1.0),
        Portion("A", "Z", 0.25, 0.25),
        Portion("Z", "Z", 1.0, 0.75),
    )


def test_names_and_kinds_are_those_of_the_day() -> None:
    city = DISTRICT.renamed("A", date(2015, 5, 1), {"en": "New City"}, "city")
    assert city.on(date(2015, 4, 30))["A"].name("en") == "Old Town"
    assert city.on(date(2015, 5, 1))["A"].name("en") == "New City"
    assert [city.on(date(year, 1, 1))["A"].kind for year in (2015, 2016)] == ["town", "city"]


def test_nothing_told_is_rewritten() -> None:
    assert SPLIT.events[: len(DISTRICT.events)] == DISTRICT.events
    assert "A" in SPLIT.on(date(2019, 12, 31))
    assert "A" not in SPLIT.on(date(2020, 1, 1))
    assert len(DISTRICT) == 5


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ([Opened(date(2020, 1, 1), "A", "D")], "Close it first"),
        ([Closed(date(2020, 1, 1), "X")], "when it is not open"),
        ([Closed(date(2020, 1, 1), "A")], "v1 and v2 still stand below it. Move or close"),
        ([Moved(date(2020, 1, 1), "A", "X")], "Open the parent first"),
        ([Moved(date(2020, 1, 1), "A", "v1")], "below itself"),
        ([Moved(date(2020, 1, 1), "A", "v1"), Moved(date(2020, 1, 1), "v1", "Z")], ""),
        ([Moved(date(2020, 1, 1), "v1", "Z"), Moved(date(2020, 1, 1), "v1", "D")], "two parents"),
        ([Opened(date(2020, 1, 1), "n", "v1"), Closed(date(2020, 1, 1), "v1")], "not open"),
        ([Closed(date(2020, 1, 1), "v1"), Opened(date(2020, 1, 1), "v1", "A")], "on the same day"),
        ([Redrawn(date(2020, 1, 1), (Portion("v1", "v9", 1, 1),))], "not there: v9"),
        ([Redrawn(date(2020, 1, 1), (Portion("v1", "v2", 1, 1),))], "what v1 and v2 kept"),
    ],
)
def test_what_cannot_have_happened_is_refused_with_what_to_do(events: list, says: str) -> None:
    if not says:
        assert DISTRICT.with_events(events).on(date(2020, 1, 1))["A"].parent == "v1"
        return
    with pytest.raises(HistoryError, match=says):
        DISTRICT.with_events(events)


@pytest.mark.parametrize(
    ("into", "says"),
    [({"B": 0.6, "C": 0.3}, "sum to 0.9"), ({"B": 1.6, "C": -0.6}, "not between 0 and 1"), ({}, "no pair")],
)
def test_shares_must_share_out_the_whole(into: dict[str, float], says: str) -> None:
    with pytest.raises(SharesError, match=says):
        DISTRICT.split("v1", date(2020, 1, 1), into)


def test_a_split_of_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(HistoryError, match="not there before"):
        DISTRICT.split("X", date(2020, 1, 1), {"Y": 1.0})


def test_a_place_may_come_again_and_its_lives_are_kept_apart() -> None:
    again = DISTRICT.closed("v1", date(2010, 1, 1)).opened("v1", date(2012, 1, 1), parent="Z")
    assert again.lives("v1") == ((date.min, date(2010, 1, 1)), (date(2012, 1, 1), None))
    assert figures(again, "v1", "2009-12-31", None)["A"] == 1.0
    assert figures(again, "v1", "2011-12-31", None)["A"] == 1.0
    assert figures(again, "v1", "2012-01-31", None)["Z"] == 1.0


def test_what_happened_is_told_in_words() -> None:
    assert describe(SPLIT, "A") == (
        "Old Town (A) is there from the beginning, below Lakeside (D).",
        "2020-01-01: Old Town (A) is there no longer.",
        "2020-01-01: Old Town (A) is divided into North Town (B) (60.0%) and C (40.0%).",
    )
    merged = SPLIT.merged({"B": 0.7, "Z": 0.3}, date(2023, 1, 1), "M")
    assert describe(merged, "M")[-1] == "2023-01-01: North Town (B) (70.0%) and Z (30.0%) become M."
    moved = DISTRICT.transferred("A", "Z", date(2021, 1, 1), share=0.25, back=0.5)
    assert describe(moved, "Z")[-1] == "2021-01-01: 25.0% of Old Town (A) comes to Z."

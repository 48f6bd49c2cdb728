"""Indicators are live, remember what was known, and follow the map of the date that is asked for."""

from datetime import date
from pathlib import Path

import pytest

from populace.indicators.method_mix import choice_to_review, users_by_method
from populace.indicators.peers import peers
from populace.places.history import PlaceHistory
from tests.spec.indicators.district import DISTRICT, asked, commit, row, rows, told, value

# --- live -------------------------------------------------------------------


def test_what_is_committed_now_is_in_the_next_answer(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "antenatal_4", 150), ("east", "2025", "births", 200)])
    assert value(store, "MH02") == 75
    commit(store, [("east", "2025", "antenatal_4", 160)], date(2026, 1, 6))
    assert value(store, "MH02") == 80
    commit(store, [("east", "2025", "antenatal_4", None)], date(2026, 1, 7))
    assert value(store, "MH02") is None


def test_what_was_known_then_stays_known(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "antenatal_4", 150), ("east", "2025", "births", 200)])
    commit(store, [("east", "2025", "antenatal_4", 160)], date(2026, 1, 6))
    assert value(store, "MH02", vintage=1) == 75


# --- maps -------------------------------------------------------------------

MERGED = DISTRICT.merged({"east": 0.5, "west": 0.5}, date(2025, 1, 1), "united", names={"en": "United"})
BEFORE, NOW = date(2024, 12, 31), date(2025, 6, 30)


@pytest.fixture
def merger(tmp_path: Path):
    return told(
        tmp_path,
        [
            ("east", "2024", "antenatal_4", 60),
            ("east", "2024", "births", 100),
            ("west", "2024", "antenatal_4", 90),
            ("west", "2024", "births", 100),
            ("united", "2025", "antenatal_4", 160),
            ("united", "2025", "births", 200),
        ],
    )


def test_a_trend_on_the_new_map(merger) -> None:
    table = asked(merger, "MH02", "2024", last="2025", places=("united",), history=MERGED, boundaries=NOW)
    assert [(each["value"], each["status"]) for each in rows(table)] == [(75, "reported"), (80, "reported")]


def test_a_trend_on_the_old_map_shares_out_what_came_later_and_is_estimated(merger) -> None:
    table = asked(
        merger, "MH02", "2024", last="2025", places=("east", "west"), history=MERGED, boundaries=BEFORE
    )
    assert [(each["numerator"], each["value"], each["status"]) for each in rows(table)] == [
        (60, 60, "reported"),
        (80, 80, "estimated"),
        (90, 90, "reported"),
        (80, 80, "estimated"),
    ]


def test_as_reported_then_each_place_has_what_it_reported(merger) -> None:
    table = asked(
        merger, "MH02", "2024", last="2025", places=("district", "east", "west", "united"), history=MERGED
    )
    assert [each["value"] for each in rows(table)] == [75, 80, 60, None, 90, None, None, 80]


# --- peers ------------------------------------------------------------------

TOWNS = PlaceHistory().opened("district", kind="district")
for _town in ("a", "b", "c", "d", "e", "f"):
    TOWNS = TOWNS.opened(_town, parent="district", kind="town")


def test_a_place_stands_beside_its_past_and_the_range_of_its_peers(tmp_path: Path) -> None:
    figures = [("a", "2024", "antenatal_4", 50), ("a", "2024", "births", 100)]
    for town, contacts in (("a", 80), ("b", 60), ("c", 70), ("d", 80), ("e", 90)):
        figures += [(town, "2025", "antenatal_4", contacts), (town, "2025", "births", 100)]
    table = asked(
        told(tmp_path, figures), "MH02", "2024", last="2025", places=("district", *"abcdef"), history=TOWNS
    )
    found = peers(table, "a").to_pylist()
    names = ("period", "value", "lower_quartile", "median", "upper_quartile", "peers")
    assert [tuple(each[name] for name in names) for each in found] == [
        ("2024", 50, None, None, None, 0),
        ("2025", 80, 67.5, 75, 82.5, 4),
    ]
    assert not {"rank", "place", "score"} & set(found[0])


# --- W2 ---------------------------------------------------------------------


def test_use_that_leans_on_one_method_prompts_a_review_of_choice(tmp_path: Path) -> None:
    figures = [("east", "2025", f"modern_users.method={m}", n) for m, n in (("dmpa", 70), ("copper_iud", 30))]
    figures += [
        ("west", "2025", f"modern_users.method={m}", n) for m, n in (("dmpa", 50), ("copper_iud", 50))
    ]
    table = asked(told(tmp_path, figures), "FP05", places=("east", "west"), by=("method",))
    assert users_by_method(table)["east", "2025"] == {"dmpa": 70, "copper_iud": 30}
    (((place, _year), (finding,)),) = choice_to_review(table).items()
    assert (place, finding.code) == ("east", "W2")


def test_a_row_says_which_place_it_is_of(tmp_path: Path) -> None:
    store = told(tmp_path, [("west", "2025", "births", 9), ("west", "2025", "antenatal_4", 9)])
    assert row(store, "MH02", places=("west",))["place"] == "west"

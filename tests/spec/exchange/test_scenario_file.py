"""The file of scenarios: what may stand in it, and what is said when it is wrong."""

from pathlib import Path

import pytest

from populace.errors import InputErrors, UserError
from populace.exchange.scenario_file import SCENARIO_FILE, read_scenarios
from populace.forecast.scenarios.changes import (
    CapacityChange,
    FertilityChange,
    HousingEstate,
    MigrationChange,
)
from populace.places.tree import Place, PlaceTree

TREE = PlaceTree((Place("D", {"en": "District"}), Place("V1", {"en": "Village"}, "D")))

GOOD = """
scenarios:
  - code: estate
    name: {en: A new estate, zh-hans: 新建住宅区}
    changes:
      - change: housing_estate
        place: V1
        dwellings: {2027-2028: 120}
        people_per_dwelling: 2.8
        source: District plan 2026
      - change: capacity
        place: V1
        need: primary_places
        places: {2028: -360}
        source: Notice 12
  - code: fewer
    name: Fewer children
    changes:
      - {change: fertility, times: {2026: 1.0, 2035: 0.9}, source: What if}
      - {change: migration, persons: {2030: -50}, ages: {20-24: 0.7, 25-29: 0.3}, source: What if}
"""


def read(folder: Path, text: str):  # type: ignore[no-untyped-def]
    (folder / SCENARIO_FILE).write_text(text, encoding="utf-8")
    return read_scenarios(folder, TREE)


def test_without_a_file_there_are_no_scenarios(tmp_path: Path) -> None:
    assert read_scenarios(tmp_path, TREE) == ()


def test_every_kind_of_change_is_read_with_its_source(tmp_path: Path) -> None:
    estate, fewer = read(tmp_path, GOOD)
    assert (estate.name("zh-hans"), fewer.name("zh-hans")) == ("新建住宅区", "Fewer children")
    built, closed = estate.changes
    assert isinstance(built, HousingEstate)
    assert (built.dwellings, built.people_per_dwelling, built.source) == (
        {2027: 120.0, 2028: 120.0}, 2.8, "District plan 2026",
    )  # fmt: skip
    assert isinstance(closed, CapacityChange)
    assert closed.places == {2028: -360.0}
    path, leaving = fewer.changes
    assert isinstance(path, FertilityChange)
    assert (path.relative, path.place, path.points.years) == (True, None, (2026, 2035))
    assert isinstance(leaving, MigrationChange)
    assert leaving.ages == {(20, 24): 0.7, (25, 29): 0.3}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("{change: fertility, times: {2026: 1.0}}", "source"),
        ("{change: miracle, source: s}", "fertility"),
        ("{change: fertility, source: s}", "total_fertility"),
        ("{change: fertility, times: {2026: 99}, source: s}", "between 0 and 10"),
        ("{change: fertility, times: {soon: 1.0}, source: s}", "soon"),
        ("{change: fertility, times: {2026: many}, source: s}", "many"),
        ("{change: fertility, times: {2026: 1, 2025-2027: 1}, source: s}", "2026"),
        ("{change: fertility, target: 3, times: {2026: 1}, source: s}", "target"),
        ("{change: migration, place: X9, persons: {2026: 1}, source: s}", "X9"),
        ("{change: migration, persons: {2026: 1}, ages: {9-5: 1}, source: s}", "9-5"),
        ("{change: migration, persons: {2026: 1}, ages: storks, source: s}", "young_families"),
        ("{change: capacity, need: primary_places, places: {2026: -1}, source: s}", "place"),
        ("{change: capacity, place: V1, need: storks, places: {2026: -1}, source: s}", "storks"),
        ("{change: housing_estate, place: V1, dwellings: {2026: 9}, source: s}", "people_per_dwelling"),
        ("just words", "change:"),
    ],
)
def test_a_mistake_is_told_with_its_scenario_and_its_change(tmp_path: Path, change: str, says: str) -> None:
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, f"scenarios:\n  - code: a\n    name: A\n    changes:\n      - {change}\n")
    (problem,) = refused.value.problems
    assert "scenario a, change 1" in str(problem)
    assert says in str(problem)


@pytest.mark.parametrize("text", ["scenarios: many", "", "scenarios:\n  - {code: a, name: A, changes: []}"])
def test_a_file_without_scenarios_or_changes_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputErrors):
        read(tmp_path, text)


def test_a_code_stands_once(tmp_path: Path) -> None:
    one = "  - {code: a, name: A, changes: [{change: fertility, times: {2026: 1}, source: s}]}\n"
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, f"scenarios:\n{one}{one}")
    assert "twice" in str(refused.value.problems[0])


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="YAML"):
        read(tmp_path, "scenarios: [")

"""Births by month in a folder: how they may be written, which years they make, and which are shown in a report."""

from dataclasses import replace
from pathlib import Path

import pytest

from populace.catalog.measures import BIRTHS_BY_MONTH
from populace.exchange.folder import read_folder
from populace.forecast.tables import Tables
from populace.report.protected import protected

WAYS = {
    "births.csv": ("place,month,births", "{place},{year}-{month:02d},{births}"),
    "出生.csv": ("地区代码,时期,出生人数", "{place},{year}年{month}月,{births}"),
    "births_m.csv": ("place,year,month,births", "{place},{year},{month},{births}"),
    "出生人数.csv": ("地区代码,年份,月份,出生人数", "{place},{year},{month}月,{births}"),
}


def _read(folder: Path, name: str, counts: dict[str, int], months: int = 30, more: str = "") -> Tables:
    head, row = WAYS[name]
    rows = [
        row.format(place=place, year=2023 + at // 12, month=at % 12 + 1, births=births)
        for place, births in counts.items()
        for at in range(months)
    ]
    (folder / name).write_text("\n".join([head, *rows]) + "\n" + more, encoding="utf-8")
    return read_folder(folder)


@pytest.mark.parametrize("name", WAYS)
def test_whole_years_are_years_and_a_begun_one_is_not(tmp_path: Path, name: str) -> None:
    tables = _read(tmp_path, name, {"A": 10})
    assert tables.of("births")[["year", "value"]].to_numpy().tolist() == [[2023, 120], [2024, 120]]
    assert len(tables.of(BIRTHS_BY_MONTH)) == 30
    assert any("2025 is not whole in 1 place" in note for note in tables.notes)


def test_a_years_own_figure_is_used(tmp_path: Path) -> None:
    (tmp_path / "births_yearly.csv").write_text("place,year,births\nA,2023,125\n", encoding="utf-8")
    tables = _read(tmp_path, "births.csv", {"A": 10}, months=24)
    births = tables.of("births").set_index("year")["value"]
    assert births.to_dict() == {2023: 125, 2024: 120}
    assert any("add up to another number" in note for note in tables.notes)


def test_small_months_are_not_shown_nor_told_by_the_rest(tmp_path: Path) -> None:
    """D has small months; C, the smallest of the others, is left out too, or D were the whole less the parts."""
    (tmp_path / "places.csv").write_text(
        "code,name,parent\nT,Whole,\nA,East,T\nB,West,T\nC,North,T\nD,South,T\n", encoding="utf-8"
    )
    tables = _read(tmp_path, "births.csv", {"T": 65, "A": 30, "B": 20, "C": 12, "D": 3}, months=12)
    shown = protected(tables).of(BIRTHS_BY_MONTH)["place"].astype(str)
    assert set(shown) == {"T", "A", "B"}
    only_parts = replace(tables, observations=tables.observations[tables.observations["place"] != "T"])
    assert set(protected(only_parts).of(BIRTHS_BY_MONTH)["place"].astype(str)) == {"A", "B", "C"}

"""The months ahead of a place, from a folder's births by month and the births of its trajectories."""

from pathlib import Path

import numpy as np
import pytest

from populace.exchange.folder import read_folder
from populace.forecast.births.calendar import month_number
from populace.forecast.births.outlook import births_by_month, months_ahead, too_few_months
from populace.forecast.evidence import Evidence

SEASON = (80, 75, 85, 90, 95, 100, 105, 110, 115, 105, 90, 85)
EXPECTED = np.full((200, 3), float(sum(SEASON)))


def _evidence(folder: Path, months: int) -> Evidence:
    rows = [
        f"{place},{2022 + at // 12}-{at % 12 + 1:02d},{SEASON[at % 12] * share}"
        for place, share in (("A", 1), ("B", 2))
        for at in range(months)
    ]
    (folder / "births.csv").write_text("\n".join(["place,month,births", *rows]) + "\n", encoding="utf-8")
    (folder / "places.csv").write_text("code,name,parent\nW,Whole,\nA,East,W\nB,West,W\n", encoding="utf-8")
    return Evidence.of(read_folder(folder))


def test_the_months_after_the_last_whole_year(tmp_path: Path) -> None:
    made = months_ahead(_evidence(tmp_path, 48), "A", 2025, float(sum(SEASON)), (EXPECTED, EXPECTED))
    assert made is not None
    assert made.months[[0, -1]].tolist() == [month_number(2026, 1), month_number(2027, 12)]
    assert int(np.argmax(made.median[:12])) == 8
    assert made.median == pytest.approx(np.tile(SEASON, 2), rel=0.06)
    assert made.trial is not None


def test_months_of_a_begun_year_are_known_already(tmp_path: Path) -> None:
    made = months_ahead(_evidence(tmp_path, 51), "A", 2025, float(sum(SEASON)), (EXPECTED, EXPECTED))
    assert made is not None
    assert made.past_months[-1] == month_number(2026, 3)
    assert made.months[0] == month_number(2026, 4)
    assert len(made.months) == 24


def test_a_whole_has_the_months_of_its_parts(tmp_path: Path) -> None:
    counts = births_by_month(_evidence(tmp_path, 48), "W")
    assert counts[month_number(2022, 1)] == 3 * SEASON[0]


def test_two_whole_years_are_told_and_not_forecast(tmp_path: Path) -> None:
    evidence = _evidence(tmp_path, 30)
    assert months_ahead(evidence, "A", 2023, float("nan"), (EXPECTED, EXPECTED)) is None
    assert too_few_months(evidence, "A") == (
        "Births by month are known for 2 whole years; a forecast by month needs 3.",
    )

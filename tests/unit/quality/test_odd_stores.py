"""Stores with nothing in them, with unknown places and measures, with periods of every length."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Period
from populace.catalog.shipped import SHIPPED
from populace.places.history import PlaceHistory
from populace.quality.examination import Examination
from populace.quality.examine import examine
from populace.quality.question import Question
from populace.quality.words import Words
from populace.store.batch import batch
from populace.store.store import Store
from tests.spec.quality.tables import HISTORY

Line = tuple[str, str, str, str, float]
NOBODY = PlaceHistory()


def examined(
    folder: Path,
    lines: list[Line],
    history: PlaceHistory = HISTORY,
    question: Question | None = None,
    catalogue: Catalogue = SHIPPED,
) -> Examination:
    store = Store.create(folder / "store")
    if lines:
        columns = [list(column) for column in zip(*lines, strict=True)]
        store.commit(batch(*columns), at=datetime(2026, 1, 5, tzinfo=UTC), source="test")
    with store.snapshot() as snapshot:
        result = examine(snapshot, catalogue, history, question or Question())
    words = Words(catalogue, history)
    assert result.table(words).num_rows == len(result.flags)
    assert result.summary_table(words).num_rows == len(result.summaries)
    return result


def test_an_empty_store_has_no_flag(tmp_path: Path) -> None:
    assert examined(tmp_path, []).flags == ()
    (tmp_path / "nobody").mkdir()
    assert examined(tmp_path / "nobody", [], NOBODY, catalogue=Catalogue()).flags == ()


def test_places_and_measures_that_nobody_declared_are_examined_by_themselves(tmp_path: Path) -> None:
    values = [40, 41, 39, 40, 42, 38, 900, 40]
    lines = [("nowhere", f"2025-{i + 1:02d}", "something", "", float(v)) for i, v in enumerate(values)]
    (flag,) = examined(tmp_path, lines, NOBODY).flags
    assert (flag.place, flag.period, flag.above, flag.effect) == ("nowhere", "2025-07", "", -860)
    assert np.isnan(flag.effect_share)


@pytest.mark.parametrize(
    "first",
    [
        "2024-01-31",
        "2024-W50",
        "2024-11-04/P14D",
        "2024-02",
        "2024-01-01/P2M",
        "2024-Q3",
        "2024-H2",
        "2001",
        "2024-04-01/P1Y",
    ],
)
def test_periods_of_every_length(tmp_path: Path, first: str) -> None:
    rng = np.random.default_rng(1)
    values = rng.poisson(200, 20).astype(float)
    values[13] = 4000
    periods = [Period.parse(first).moved(i).text for i in range(20)]
    lines = [("B1", period, "births", "", value) for period, value in zip(periods, values, strict=True)]
    result = examined(tmp_path, lines)
    found = [flag.period for flag in result.flags if flag.check in ("unusual_value", "extreme_value")]
    assert periods[13] in found


def test_weeks_from_sunday_and_from_monday_stand_side_by_side(tmp_path: Path) -> None:
    sunday, monday = Period.parse("2025-01-05/P7D"), Period.parse("2025-W02")
    lines = [("B1", sunday.moved(i).text, "births", "", 50.0 + i % 3) for i in range(8)]
    lines += [("B2", monday.moved(i).text, "births", "", 50.0 + i % 3) for i in range(8)]
    assert {flag.check for flag in examined(tmp_path, lines).flags} <= {"repeated_value"}


def test_a_window_without_figures_has_no_flag(tmp_path: Path) -> None:
    lines = [("B1", f"2025-{i:02d}", "births", "", 40.0 + 900 * (i == 7)) for i in range(1, 13)]
    window = (Period.parse("2030-01"), Period.parse("2030-12"))
    assert examined(tmp_path, lines, question=Question(periods=window)).flags == ()


def test_estimates_and_projections_are_not_examined(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    periods = [f"2025-{i:02d}" for i in range(1, 13)]
    values = [40.0 + 900 * (i == 7) for i in range(12)]
    rows = batch(["B1"] * 12, periods, ["births"] * 12, [""] * 12, values, ["projected"] * 12)
    store.commit(rows, at=datetime(2026, 1, 5, tzinfo=UTC), source="test")
    with store.snapshot() as snapshot:
        assert examine(snapshot, SHIPPED, HISTORY).flags == ()

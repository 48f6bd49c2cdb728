"""One return while it is entered gets the flags, with the numbers, that an examination of everything gives it."""

from dataclasses import replace
from datetime import UTC, datetime
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.breakdowns import Breakdown
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.periods import Length, Period
from populace.catalog.shipped import SHIPPED
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.quality.examine import examine
from populace.quality.figure_checks import check_panel, check_together
from populace.quality.flags import Flag
from populace.quality.panel import panel_of
from populace.quality.question import Question
from populace.quality.returns import check_return
from populace.store.batch import batch
from populace.store.store import Store

CELLS = tuple(
    (measure, Breakdown((("method", "dmpa"),)))
    for measure in (
        "stock_opening",
        "stock_received",
        "distributed",
        "stock_adjusted",
        "stock_closing",
        "new_users",
        "modern_users",
    )
)
FORM = Form(
    "supplies", "Supplies", Length.MONTH, 10,
    (Section("", (Table(tuple(Row(measure, within) for measure, within in CELLS)),)),),
)  # fmt: skip
CATALOGUE = replace(SHIPPED, forms={"supplies": FORM})
TREE = PlaceTree((Place("N", {}), *(Place(code, {}, "N") for code in ("A", "B", "C", "D"))))
HISTORY = PlaceHistory.of_tree(TREE)
FIRST = Period.parse("2024-01")
BY_ONE_RETURN = frozenset(
    "extreme_value unusual_value unlikely_count moderate_value rule stock_balance stock_carry_over stock_out_days "
    "negative_stock repeated_form".split()
)


def comparable(flags: list[Flag], place: str, period: str) -> dict[str, tuple[float, ...]]:
    """The numbers of the flags of one return, by their keys; a figure found by neighbours alone is left out."""
    out = {}
    for flag in flags:
        also = tuple(each for each in flag.also if each in BY_ONE_RETURN)
        if (flag.place, flag.period) == (place, period) and flag.check in BY_ONE_RETURN:
            numbers = (flag.value, flag.expected, flag.low, flag.high, flag.score, flag.chance)
            out[" ".join((flag.key, *also))] = tuple(-1.0 if isnan(each) else each for each in numbers)
    return out


@given(st.integers(0, 10_000), st.integers(2, 30))
@settings(max_examples=25, deadline=None)
def test_the_same_flags_with_the_same_numbers(seed: int, months: int) -> None:
    rng = np.random.default_rng(seed)
    periods = tuple(FIRST.moved(i) for i in range(months))
    series = [(place, measure, cell.text) for place in "ABCD" for measure, cell in CELLS]
    values = rng.poisson(rng.choice([2.0, 30.0, 300.0], (len(series), 1)), (len(series), months)).astype(
        float
    )
    values[rng.random(values.shape) < 0.1] = nan
    values[rng.random(values.shape) < 0.05] *= 8
    panel = panel_of(periods, series, values)
    flags, _did = check_panel(panel, CATALOGUE, HISTORY, Question())
    more, _did = check_together({panel.length: panel}, CATALOGUE, HISTORY, Question())
    whole = comparable([*flags, *more], "A", periods[-1].text)

    own = {cell: values[i] for i, cell in enumerate(CELLS)}
    entered = {cell: row[-1] for cell, row in own.items() if not isnan(row[-1])}
    one = check_return(
        FORM, "A", periods[-1], entered,
        lambda measure, cell: {at: v for at, v in zip(periods[:-1], own[measure, cell], strict=False) if not isnan(v)},
        CATALOGUE,
    )  # fmt: skip
    alone = comparable(list(one), "A", periods[-1].text)
    assert alone.keys() == whole.keys()
    for key, numbers in alone.items():
        assert numbers == pytest.approx(whole[key], rel=1e-9)


def test_a_first_return_is_checked_by_what_it_says_itself() -> None:
    figures = dict.fromkeys(CELLS, 10.0) | {CELLS[4]: 25.0}
    flags = check_return(FORM, "A", FIRST, figures, lambda _measure, _cell: {}, CATALOGUE)
    assert [flag.check for flag in flags] == ["stock_balance"]
    assert (flags[0].value, flags[0].expected) == (25, 20)


def test_later_figures_and_other_lengths_are_not_looked_at() -> None:
    past = {FIRST.moved(1): 5000.0, Period.parse("2023"): 7.0}
    flags = check_return(FORM, "A", FIRST, {CELLS[5]: 40.0}, lambda _measure, _cell: past, CATALOGUE)
    assert flags == ()


def test_an_examination_of_a_store_gives_what_its_figures_give(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    months = [FIRST.moved(i).text for i in range(18)]
    rows = [
        (place, month, "new_users", "method=dmpa", float(value))
        for place in "ABCD"
        for month, value in zip(months, rng.poisson(60, 18), strict=True)
    ]
    rows[7] = (*rows[7][:4], 900.0)
    columns = [list(column) for column in zip(*rows, strict=True)]
    store = Store.create(tmp_path / "store")
    store.commit(batch(*columns), at=datetime(2025, 7, 1, tzinfo=UTC), source="test")
    with store.snapshot() as snapshot:
        result = examine(snapshot, CATALOGUE, HISTORY)
        (flag,) = [flag for flag in result.flags if flag.value == 900]
        again = examine(snapshot, CATALOGUE, HISTORY, Question(acknowledged={flag.key}))
        other = examine(snapshot, CATALOGUE, HISTORY, Question(measures=("births",)))
    assert (flag.place, flag.period, flag.above) == ("A", months[7], "N")
    total = sum(row[4] for row in rows if row[1] == months[7])
    assert flag.effect_share == pytest.approx((flag.expected - 900) / total)
    assert flag not in again.flags
    assert len(again.flags) == len(result.flags) - 1
    assert sum(summary.acknowledged for summary in again.summaries) == 1
    assert other.flags == ()

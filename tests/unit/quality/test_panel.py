"""Figures as series, and series of longer periods."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.quality.calendar_grid import CalendarGrid
from populace.quality.lengthen import lengthened, panel_for
from populace.quality.panel import Panel, lying_in, panel_of, panels
from tests.spec.quality.tables import CATALOGUE, figures, months, panel


def rows(*lines: tuple[str, str, str, str, float]) -> pa.Table:
    return pa.table(
        dict(zip(("place", "period", "measure", "breakdown", "value"), zip(*lines, strict=True), strict=True))
    )


def test_rows_become_series_with_gaps_where_nothing_was_reported() -> None:
    made = panels(
        rows(
            ("B", "2025-03", "births", "", 3.0),
            ("A", "2025-01", "births", "", 1.0),
            ("A", "2025", "births", "", 9.0),
        )
    )
    monthly = made[Length.MONTH]
    assert [period.text for period in monthly.periods] == ["2025-01", "2025-02", "2025-03"]
    series = {monthly.places[p]: v.tolist() for p, v in zip(monthly.place, monthly.values, strict=True)}
    assert series["A"] == pytest.approx([1, np.nan, np.nan], nan_ok=True)
    assert series["B"] == pytest.approx([np.nan, np.nan, 3], nan_ok=True)
    assert made[Length.YEAR].values.tolist() == [[9.0]]


def test_no_rows_are_no_panels() -> None:
    text = pa.dictionary(pa.int32(), pa.string())
    empty = pa.table(
        {name: pa.array([], text) for name in ("place", "period", "measure", "breakdown")}
        | {"value": pa.array([], pa.float64())}
    )
    assert panels(empty) == {}


@given(st.permutations([(p, m, b) for p in "AB" for m in ("births", "deaths") for b in ("", "sex=male")]))
@settings(max_examples=20, deadline=None)
def test_the_order_in_which_series_are_given_changes_nothing(series: list[tuple[str, str, str]]) -> None:
    values = np.array([[float(hash(each) % 97)] for each in series])
    made = panel_of(months(1), series, values)
    for each, value in zip(series, values[:, 0], strict=True):
        at = made.find(np.array([made.cell_index[each[1:]]]), np.array([made.place_index[each[0]]]))
        assert made.values[at[0], 0] == value


def test_what_is_not_there_is_not_found() -> None:
    made = panel({"B1": "1 2"})
    assert made.find(np.array([0, -1, 0]), np.array([-1, 0, 5])).tolist() == [-1, -1, -1]


def test_series_twice_are_refused() -> None:
    with pytest.raises(ModelError, match="out of order or twice"):
        Panel(
            Length.MONTH,
            months(1),
            (("births", ""),),
            ("A",),
            np.array([0, 0]),
            np.array([0, 0]),
            np.ones((2, 1)),
        )
    with pytest.raises(ModelError, match="shape"):
        Panel(
            Length.MONTH, months(1), (("births", ""),), ("A",), np.array([0]), np.array([0]), np.ones((1, 2))
        )


def test_periods_that_lie_in_a_window() -> None:
    window = (Period.parse("2025-02"), Period.parse("2025-Q1"))
    assert lying_in(months(4), window).tolist() == [False, True, True, False]
    assert lying_in(months(2), None).all()


def test_a_quarter_sums_flows_and_takes_the_last_stock_of_what_there_is() -> None:
    made = lengthened(
        panel({"B1 births": "1 2 - - - -", "B1 users": "5 - 7 9 - -"}), Length.QUARTER, CATALOGUE
    )
    assert [period.text for period in made.periods] == ["2025-Q1", "2025-Q2"]
    assert made.values == pytest.approx(np.array([[3, np.nan], [7, 9]]), nan_ok=True)


def test_a_year_that_was_given_stands_before_one_that_is_made() -> None:
    monthly = panel({"B1 births": "1 2", "B2 births": "4 4"})
    yearly = panel_of((Period.parse("2025"),), [("B1", "births", "")], np.array([[10.0]]))
    made = panel_for(Length.YEAR, {Length.MONTH: monthly, Length.YEAR: yearly}, CATALOGUE)
    assert made is not None
    assert {made.places[p]: v for p, v in zip(made.place, made.values[:, 0], strict=True)} == {
        "B1": 10,
        "B2": 8,
    }


def test_weeks_make_no_months() -> None:
    weekly = panel_of((Period.parse("2025-W01"),), [("B1", "births", "")], np.array([[10.0]]))
    assert panel_for(Length.MONTH, {Length.WEEK: weekly}, CATALOGUE) is None


@pytest.mark.parametrize(
    "text", ["2025-01", "2025-W01", "2025-Q1", "2025", "2025-01-30", "2025-H1", "2025-01-06/P14D"]
)
def test_laid_out_by_years_and_back(text: str) -> None:
    first = Period.parse(text)
    periods = [first.moved(i) for i in range(40)]
    grid = CalendarGrid.of(periods)
    values = np.arange(80.0).reshape(2, 40)
    np.testing.assert_array_equal(grid.in_a_row(grid.laid_out(values)), values)
    assert np.isfinite(grid.laid_out(values)).sum() == 80


def test_december_of_one_year_is_beside_december_of_the_next() -> None:
    laid = CalendarGrid.of(months(24)).laid_out(np.array([figures(" ".join(map(str, range(24))))]))
    assert laid[0, :, 11].tolist() == [11, 23]

"""Which returns came, in time and filled in: received of expected, with inactive places apart from incomplete ones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest

from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.periods import Length
from populace.quality.checks import Limits
from populace.quality.evidence import Evidence
from populace.quality.reporting.cells import cell_flags, cell_table
from populace.quality.reporting.flags import reporting_flags, silent_flags
from populace.quality.reporting.returns import Reporting, counted, reporting, reporting_table
from populace.quality.reporting.standing import Standing, rate, standing
from populace.quality.tower import tower
from tests.spec.quality.tables import CATALOGUE, HISTORY, months, panel

FORM = Form(
    "monthly",
    "Monthly return",
    Length.MONTH,
    10,
    (Section("", (Table((Row("births"), Row("deaths"))),)),),
    kinds=frozenset({"clinic"}),
)


def row(text: str) -> list[str]:
    """``R`` came, ``.`` did not, a blank was not expected."""
    received = np.array([[each == "R" for each in text]])
    expected = np.array([[each != " " for each in text]])
    return [Standing(each).name for each in standing(received, expected, 6)[0]]


def test_a_return_that_did_not_come_is_missing() -> None:
    assert row("RR.R") == ["RECEIVED", "RECEIVED", "MISSING", "RECEIVED"]


def test_a_place_silent_for_six_months_at_the_end_is_inactive() -> None:
    assert row("RRR......")[3:] == ["INACTIVE"] * 6
    assert row("RRR.....")[3:] == ["MISSING"] * 5


def test_a_place_that_began_to_report_late_was_inactive_before() -> None:
    assert row("......RRR")[:6] == ["INACTIVE"] * 6
    assert row(".....RRRR")[:5] == ["MISSING"] * 5


def test_a_long_gap_between_returns_is_a_gap() -> None:
    assert row("R........R")[1:9] == ["MISSING"] * 8


def test_a_place_that_never_reported_is_told_apart() -> None:
    assert row("...") == ["NEVER"] * 3


def test_a_place_is_not_expected_before_it_opens() -> None:
    assert row("   R.R") == ["NOT_EXPECTED"] * 3 + ["RECEIVED", "MISSING", "RECEIVED"]


def test_a_return_from_a_place_of_which_none_was_asked_counts() -> None:
    assert standing(np.array([[True]]), np.array([[False]]), 6)[0, 0] == Standing.RECEIVED


def test_nothing_of_nothing_is_no_rate() -> None:
    assert np.isnan(rate(np.array([0]), np.array([0]))[0])
    assert rate(np.array([3]), np.array([4]))[0] == 0.75


def came(rows: Sequence[tuple[str, str, date]]) -> pa.Table:
    """Returns as the store tells them."""
    moments = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for _p, _m, day in rows]
    return pa.table(
        {
            "place": [place for place, _period, _day in rows],
            "period": [period for _place, period, _day in rows],
            "first_at": pa.array(moments, pa.timestamp("us", "UTC")),
        }
    )


@pytest.fixture
def of_form() -> Reporting:
    """Two clinics of Bo over eight months: one reports always and is late once, the other stops after January."""
    window = months(8)
    rows = [("B1", period.text, period.last.replace(day=28)) for period in window]
    rows[2] = ("B1", "2025-03", date(2025, 4, 11))
    rows[3] = ("B1", "2025-04", date(2025, 5, 10))
    rows.append(("B2", "2025-01", date(2025, 2, 3)))
    return reporting(FORM, came(rows), window, HISTORY, silent=6)


def table_of(of_form: Reporting) -> dict[str, dict[str, object]]:
    return {line["place"]: line for line in reporting_table(of_form, counted(of_form, HISTORY)).to_pylist()}


def test_every_clinic_is_expected_and_those_that_are_silent_are_told(of_form: Reporting) -> None:
    lines = table_of(of_form)
    assert (lines["B1"]["expected"], lines["B1"]["received"], lines["B1"]["on_time"]) == (8, 8, 7)
    assert (lines["B2"]["received"], lines["B2"]["inactive"], lines["B2"]["completeness"]) == (1, 7, 1.0)
    assert lines["B3"]["never"] == 8
    assert lines["B3"]["completeness"] is None


def test_the_place_above_has_the_returns_of_all_below_it(of_form: Reporting) -> None:
    lines = table_of(of_form)
    bo, nation = lines["BO"], lines["SL"]
    assert (bo["expected"], bo["received"], bo["inactive"], bo["never"]) == (9, 9, 7, 24)
    assert bo["completeness"] == 1.0
    assert bo["completeness_of_all"] == pytest.approx(9 / 40)
    assert nation["never"] == 24 + 40


def test_the_deadline_day_is_in_time_and_the_day_after_is_not(of_form: Reporting) -> None:
    assert of_form.on_time[of_form.places.index("B1"), 2:4].tolist() == [False, True]


def test_silent_places_are_flagged_once_with_the_months_they_were_silent(of_form: Reporting) -> None:
    flags = silent_flags(of_form, reporting_table(of_form, counted(of_form, HISTORY)))
    (inactive,) = [flag for flag in flags if flag.check == "inactive"]
    assert (inactive.place, inactive.since, inactive.period, inactive.effect) == (
        "B2",
        "2025-02",
        "2025-08",
        7,
    )
    assert inactive.effect_share == pytest.approx(7 / 40)
    never = [flag.place for flag in flags if flag.check == "never_reported"]
    assert sorted(never) == ["B3", "B4", "B5", "K1", "K2", "K3", "K4", "K5"]


def test_a_district_is_flagged_below_nine_tenths_and_not_at_them() -> None:
    window = months(10)
    rows = [("B1", period.text, period.last) for period in window if period.text != "2025-05"]
    at_line = reporting(FORM, came(rows), window, HISTORY, silent=6)
    below = reporting(FORM, came(rows[:-1]), window, HISTORY, silent=6)
    flagged = [
        {
            flag.place
            for flag in reporting_flags(
                each, reporting_table(each, counted(each, HISTORY)), Limits(), "completeness"
            )
        }
        for each in (at_line, below)
    ]
    assert flagged == [set(), {"BO", "SL"}]


def test_zero_is_filled_in_and_a_cell_that_a_place_never_uses_is_not_asked_of_it() -> None:
    made = panel(
        {
            "B1 births": "3 0 2 4",
            "B1 deaths": "0 0 - -",
            "B2 births": "3 1 2 4",
        }
    )
    seen = Evidence(made, CATALOGUE, None)
    table = cell_table(seen, tower(made, HISTORY), FORM)
    lines = {(line["measure"], line["place"]): line for line in table.to_pylist()}
    assert (lines["births", "SL"]["expected"], lines["births", "SL"]["given"]) == (8, 8)
    assert (lines["deaths", "BO"]["expected"], lines["deaths", "BO"]["given"]) == (4, 2)
    (flag,) = cell_flags(table, ("2025-01", "2025-04"), Limits())
    assert (flag.measure, flag.place, flag.value, flag.effect) == ("deaths", "SL", 0.5, 2)

"""What a value is and is not: gaps, oddities, chance, small numbers, pools, pace of a year, splits and companions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Subject
from populace.errors import UserError
from populace.indicators.errors import IndicatorError
from populace.indicators.notes import sentences
from populace.store.batch import batch
from tests.spec.indicators.district import DISTRICT, asked, commit, row, rows, told, value
from tests.spec.indicators.moments import AFTER

WOMEN = "population.age=15-49;sex=female;source=register"


# --- gaps -------------------------------------------------------------------


def test_a_missing_numerator_gives_no_value(tmp_path: Path) -> None:
    found = row(told(tmp_path, [("east", "2025", "births", 200)]), "MH02")
    assert (found["numerator"], found["denominator"], found["value"]) == (None, 200, None)


def test_a_zero_is_a_value(tmp_path: Path) -> None:
    assert (
        value(told(tmp_path, [("east", "2025", "births", 200), ("east", "2025", "antenatal_4", 0)]), "MH02")
        == 0
    )


@pytest.mark.parametrize(("births", "note"), [(None, "no_denominator"), (0.0, "zero_denominator")])
def test_without_a_denominator_there_is_no_value_and_it_says_so(
    births: float | None, note: str, tmp_path: Path
) -> None:
    figures = [("east", "2025", "antenatal_4", 150.0)]
    store = told(tmp_path, figures if births is None else [*figures, ("east", "2025", "births", births)])
    found = row(store, "MH02")
    assert (found["numerator"], found["value"], found["low"], found["high"]) == (150, None, None, None)
    assert found["notes"] == note


def test_more_than_all_is_shown_with_a_warning_and_not_cut_off(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "antenatal_1", 210), ("east", "2025", "births", 200)])
    found = row(store, "MH01")
    assert found["value"] == pytest.approx(105)
    assert (found["notes"], found["low"], found["high"]) == ("above_whole", None, None)
    assert "More is counted" in sentences(found["notes"])


def test_a_district_is_not_filled_up_for_a_town_that_did_not_report(tmp_path: Path) -> None:
    figures = [("east", "2025", "births", 200), ("east", "2025", "antenatal_4", 150)]
    table = asked(told(tmp_path, figures), "MH02", places=("district", "west"))
    assert [each["value"] for each in rows(table)] == [75, None]


# --- chance -----------------------------------------------------------------


def test_a_share_has_the_interval_of_wilson(tmp_path: Path) -> None:
    """81 of 263: 25.5 % to 36.6 % (Newcombe 1998, table I, method 3: 0.2553 to 0.3662)."""
    store = told(tmp_path, [("east", "2025", "antenatal_4", 81), ("east", "2025", "births", 263)])
    found = row(store, "MH02")
    assert (round(found["low"], 2), round(found["high"], 2)) == (25.53, 36.62)
    assert found["small"] == ""


def test_deaths_have_the_exact_interval_of_a_count_of_events(tmp_path: Path) -> None:
    """10 deaths: 4.795 to 18.390 (Garwood 1936); over 2,000 births, per 1,000."""
    store = told(tmp_path, [("east", "2025", "neonatal_deaths", 10), ("east", "2025", "births", 2000)])
    found = row(store, "MH09")
    assert (found["value"], round(found["low"], 3), round(found["high"], 3)) == (5, 2.398, 9.195)
    assert found["small"] == "few_events"
    assert sentences("", found["small"]).startswith("Fewer than 20 events")


def test_a_sex_ratio_has_the_interval_of_its_share_and_a_warning_below_1000_births(tmp_path: Path) -> None:
    store = told(
        tmp_path, [("east", "2025", "births.sex=male", 510), ("east", "2025", "births.sex=female", 480)]
    )
    found = row(store, "PD01")
    assert (round(found["low"], 2), round(found["high"], 2)) == (0.94, 1.2)
    assert found["small"] == "few_births"


def test_few_in_the_denominator_is_told(tmp_path: Path) -> None:
    store = told(
        tmp_path, [("east", "2025", "feedback_answered", 9), ("east", "2025", "feedback_received", 12)]
    )
    assert row(store, "GR01")["small"] == "few_in_denominator"


@pytest.mark.parametrize("code", ["FP02", "FP03", "FP06", "FP15", "DQ01"])
def test_what_is_weighted_from_a_survey_modelled_money_or_complete_has_no_interval_of_chance(
    code: str, tmp_path: Path
) -> None:
    figures = [
        ("east", "2025", what, 100.0)
        for what in (
            "modern_users",
            "traditional_users",
            "unmet_need.need=spacing",
            "unmet_need.need=limiting",
            "spending",
            "distributed.method=dmpa",
            "population.age=15-49;sex=female;source=register",
        )
    ]
    found = row(told(tmp_path, figures), code)
    assert found["value"] is not None
    assert (found["low"], found["high"]) == (None, None)


# --- years ------------------------------------------------------------------


def test_rare_deaths_are_pooled_over_three_years(tmp_path: Path) -> None:
    figures = [("east", year, "maternal_deaths", n) for year, n in (("2023", 0), ("2024", 2), ("2025", 1))]
    figures += [("east", year, "births", 2000) for year in ("2022", "2023", "2024", "2025")]
    found = row(told(tmp_path, figures), "MH10")
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 6000, 50)
    assert found["notes"] == ""


def test_a_year_without_a_count_of_deaths_is_in_neither_side_and_it_says_so(tmp_path: Path) -> None:
    figures = [("east", "2023", "maternal_deaths", 1), ("east", "2025", "maternal_deaths", 1)]
    figures += [("east", year, "births", 2000) for year in ("2023", "2024", "2025")]
    found = row(told(tmp_path, figures), "MH10")
    assert (found["numerator"], found["denominator"], found["notes"]) == (2, 4000, "short_pool")


def test_a_pool_of_months_ends_with_the_month(tmp_path: Path) -> None:
    figures = [
        ("east", f"{year}-{month:02d}", "births", 10)
        for year in (2022, 2023, 2024, 2025)
        for month in range(1, 13)
    ]
    figures += [
        ("east", f"{year}-{month:02d}", "maternal_deaths", 0)
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    ]
    figures[-1] = ("east", "2025-12", "maternal_deaths", 1)
    found = rows(asked(told(tmp_path, figures), "MH10", "2025-11", last="2025-12"))
    assert [(each["numerator"], each["denominator"]) for each in found] == [(0, 350), (1, 360)]


@pytest.mark.parametrize(("year", "days"), [("2025", 365), ("2024", 366)])
def test_the_pace_of_a_year_is_365_days_also_in_a_leap_year(year: str, days: int, tmp_path: Path) -> None:
    figures = [("east", year, "spending", 6000), ("east", year, "population.source=register", 3000)]
    assert value(told(tmp_path, figures), "FP15", year) == pytest.approx(2 * 365 / days)


def test_a_month_counts_at_the_pace_of_a_year(tmp_path: Path) -> None:
    figures = [("east", "2025-02", "spending", 600), ("east", "2024", "population.source=register", 3000)]
    assert value(told(tmp_path, figures), "FP15", "2025-02") == pytest.approx(600 / 3000 * 365 / 28)


# --- splits -----------------------------------------------------------------


def test_both_sides_are_split(tmp_path: Path) -> None:
    figures = [
        ("east", "2025", "maternal_deaths.age=15-19", 1),
        ("east", "2025", "maternal_deaths.age=20-24", 2),
        ("east", "2025", "births.age=15-19", 1000),
        ("east", "2025", "births.age=20-24", 4000),
    ]
    found = rows(asked(told(tmp_path, figures), "MH10", by=("age",)))
    assert [(each["breakdown"], each["value"]) for each in found] == [("age=15-19", 100), ("age=20-24", 50)]


def test_prevalence_by_age_is_among_women_of_that_age(tmp_path: Path) -> None:
    figures = [
        ("east", "2025", f"modern_users.age={age}", n)
        for age, n in (("15-19", 30), ("20-24", 120), ("50-54", 2))
    ]
    figures += [
        ("east", "2025", f"population.age={age};sex=female;source=register", 300)
        for age in ("15-19", "20-24", "50-54")
    ]
    found = rows(asked(told(tmp_path, figures), "FP01", by=("age",)), "FP01")
    assert [(each["breakdown"], each["value"]) for each in found] == [
        ("age=15-19", 10),
        ("age=20-24", 40),
        ("age=50-54", None),  # Outside 15–49, among whom the indicator is defined.
    ]


def test_prevalence_by_method_is_among_all_women(tmp_path: Path) -> None:
    figures = [("east", "2025", WOMEN, 1000)]
    figures += [
        ("east", "2025", f"modern_users.method={method}", n)
        for method, n in (("dmpa", 90), ("copper_iud", 30))
    ]
    found = rows(asked(told(tmp_path, figures), "FP01", by=("method",)), "FP01")
    assert [(each["breakdown"], each["value"]) for each in found] == [
        ("method=dmpa", 9),
        ("method=copper_iud", 3),
    ]


def test_a_method_mix_adds_up_to_the_whole(tmp_path: Path) -> None:
    figures = [("east", "2025", f"modern_users.method={m}", n) for m, n in (("dmpa", 90), ("copper_iud", 30))]
    found = rows(asked(told(tmp_path, figures), "FP05", by=("method",)), "FP05")
    assert [each["value"] for each in found] == [75, 25]


def test_a_split_that_the_numerator_has_not_is_refused(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "births", 200)])
    with pytest.raises(IndicatorError, match="births_attended, which is not split by age"):
        asked(store, "MH04", by=("age",))


def test_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndicatorError, match="no indicator FP99"):
        asked(told(tmp_path, [("east", "2025", "births", 200)]), "FP99")


# --- companions -------------------------------------------------------------


def test_use_comes_with_information_choice_and_removal(tmp_path: Path) -> None:
    figures = [
        ("east", "2025", what, n)
        for what, n in (
            ("modern_users", 240),
            (WOMEN, 1000),
            ("information_three", 30),
            ("information_asked", 40),
            ("points_with_choice", 9),
            ("service_points", 12),
            ("points_removing.device=implant", 3),
            ("points_inserting.device=implant", 4),
        )
    ]
    table = asked(told(tmp_path, figures), "FP01")
    assert [(each["indicator"], each["value"], each["companion"]) for each in rows(table)] == [
        ("FP01", 24, False),
        ("FP07", 75, True),
        ("FP12", 75, True),
        ("FP17", 75, True),
    ]
    assert table.warnings == ()


def test_use_that_stands_alone_is_marked(tmp_path: Path) -> None:
    table = asked(
        told(tmp_path, [("east", "2025", "modern_users", 240), ("east", "2025", WOMEN, 1000)]), "FP01"
    )
    assert "alone" in rows(table, "FP01")[0]["notes"].split()
    assert "FP07, FP12 and FP17" in table.warnings[0]


def test_companions_that_the_catalogue_lacks_are_told(tmp_path: Path) -> None:
    catalogue = replace(SHIPPED, indicators={"FP01": SHIPPED.indicators["FP01"]})
    store = told(tmp_path, [("east", "2025", "modern_users", 240), ("east", "2025", WOMEN, 1000)])
    assert "the catalogue has not" in asked(store, "FP01", catalogue=catalogue).warnings[0]


# --- returns ----------------------------------------------------------------


def test_completeness_and_timeliness_stand_beside_the_value(tmp_path: Path) -> None:
    """Two clinics owe twelve returns each; one sent six of them, one more came late."""
    history = DISTRICT.opened("a", parent="east", kind="clinic").opened("b", parent="west", kind="clinic")
    store = told(tmp_path, [("b", "2024-12", "antenatal_4", 1)], date(2025, 1, 5))
    for month in range(1, 7):
        commit(store, [("a", f"2025-{month:02d}", "antenatal_4", 5)], date(2025, month + 1, 8))
    commit(store, [("a", "2025-07", "antenatal_4", 5), ("a", "2025", "births", 50)], date(2025, 9, 1))
    found = row(store, "MH02", history=history)
    assert (found["numerator"], found["value"]) == (35, 70)
    assert (found["completeness"], found["timeliness"]) == (7 / 24, 6 / 24)


def test_a_measure_that_no_form_carries_has_no_completeness(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "unmet_need.need=spacing", 5)])
    assert row(store, "FP02")["completeness"] is None


# --- indicators of indicators -----------------------------------------------


def test_an_indicator_may_stand_in_another(tmp_path: Path) -> None:
    gap = Indicator(
        "GAP", "first less fourth", parse("N{MH01} - N{MH02}"), unit="points", subject=Subject.COVERAGE
    )
    catalogue = replace(SHIPPED, indicators={**SHIPPED.indicators, "GAP": gap})
    figures = [
        ("east", "2025", what, n) for what, n in (("antenatal_1", 190), ("antenatal_4", 150), ("births", 200))
    ]
    assert value(told(tmp_path, figures), "GAP", catalogue=catalogue) == pytest.approx(20)


def test_an_indicator_that_pools_years_cannot_stand_in_another(tmp_path: Path) -> None:
    twice = Indicator("TWICE", "twice", parse("N{MH10} * 2"))
    catalogue = replace(SHIPPED, indicators={**SHIPPED.indicators, "TWICE": twice})
    with pytest.raises(UserError, match="MH10 pools 3 years"):
        asked(told(tmp_path, [("east", "2025", "births", 200)]), "TWICE", catalogue=catalogue)


# --- how it is known --------------------------------------------------------


def test_a_value_that_rests_on_an_estimate_is_one(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "births", 200), ("west", "2025", "births", 100)])
    rough = batch(
        *zip(
            *[("east", "2025", "antenatal_4", "", 150.0), ("west", "2025", "antenatal_4", "", 80.0)],
            strict=True,
        ),
        ["estimated", "reported"],
    )
    store.commit(rough, at=AFTER, source="a test")
    found = rows(asked(store, "MH02", places=("district", "east", "west")))
    assert [each["status"] for each in found] == ["estimated", "estimated", "reported"]


def test_an_estimate_two_years_ago_is_in_a_pool_of_three(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", str(year), "births", 900) for year in range(2022, 2027)])
    deaths = batch(
        *zip(*[("east", str(year), "maternal_deaths", "", 1.0) for year in range(2022, 2027)], strict=True),
        ["reported", "estimated", "reported", "reported", "reported"],
    )
    store.commit(deaths, at=AFTER, source="a test")
    found = rows(asked(store, "MH10", "2025", last="2026"))
    assert [each["status"] for each in found] == ["estimated", "reported"]


def test_a_split_without_figures_is_an_empty_table_and_a_warning(tmp_path: Path) -> None:
    table = asked(told(tmp_path, [("east", "2025", "births", 200)]), "MH02", by=("age",))
    assert (len(table), table.warnings) == (0, ("MH02 has no figures that are split so.",))
    assert "value" in table.to_table().column_names


def test_the_private_share_of_a_year_holds_in_its_months(tmp_path: Path) -> None:
    """20 doses in a month are 5 couple-years, 60 at the pace of a year; 500 women, three quarters served."""
    figures = [
        ("east", "2025-03", "distributed.method=dmpa", 20),
        ("district", "2025", "reporting_share", 0.75),
        ("east", "2024", WOMEN, 500),
    ]
    found = rows(asked(told(tmp_path, figures), "FP14", "2025-03", places=("district", "east")), "FP14")
    assert [each["value"] for each in found] == [pytest.approx(100 * 60 / (500 * 0.75)), None]

"""Couple-years of protection by the factor in force on the date, also within one year."""

from pathlib import Path

import pytest

from tests.spec.indicators.district import asked, row, rows, told, value


@pytest.mark.parametrize(("year", "couple_years"), [("2021", 100 / 15), ("2022", 100 / 12)])
def test_a_figure_of_a_year_is_made_with_the_factor_of_that_year(
    year: str, couple_years: float, tmp_path: Path
) -> None:
    store = told(tmp_path, [("east", year, "distributed.method=progestin_pill", 100)])
    assert value(store, "FP06", year) == pytest.approx(couple_years)


def test_in_one_table_each_year_has_its_own(tmp_path: Path) -> None:
    store = told(
        tmp_path, [("east", year, "distributed.method=hormonal_iud", 10) for year in ("2021", "2022")]
    )
    found = rows(asked(store, "FP06", "2021", last="2022"), "FP06")
    assert [each["value"] for each in found] == pytest.approx([33, 48])


def test_a_financial_year_that_a_change_divides_counts_each_month_by_its_own_factor(tmp_path: Path) -> None:
    """60 cycles a month from July 2021 to June 2022: 6 × 60 / 15 + 6 × 60 / 12."""
    months = [f"2021-{month:02d}" for month in range(7, 13)] + [f"2022-{month:02d}" for month in range(1, 7)]
    store = told(tmp_path, [("east", month, "distributed.method=progestin_pill", 60) for month in months])
    found = row(store, "FP06", "2021-07-01/P1Y")
    assert found["value"] == pytest.approx(24 + 30)
    assert "divided" in found["notes"]


def test_estimated_use_over_such_a_year_is_the_mean_of_its_months(tmp_path: Path) -> None:
    """60 cycles a month imply 60 × 12 / 15 = 48 users until December, then 60; 1,000 women, four fifths served."""
    months = [f"2021-{month:02d}" for month in range(7, 13)] + [f"2022-{month:02d}" for month in range(1, 7)]
    figures = [("east", month, "distributed.method=progestin_pill", 60) for month in months]
    figures += [("district", year, "reporting_share", 0.8) for year in ("2021", "2022")]
    figures += [("east", "2021", "population.age=15-49;sex=female;source=register", 1000)]
    found = row(told(tmp_path, figures), "FP14", "2021-07-01/P1Y")
    assert found["numerator"] == pytest.approx((48 * 184 + 60 * 181) / 365)
    assert found["denominator"] == pytest.approx(800)


@pytest.mark.parametrize(("country", "couple_years"), [(None, 100), ("NP", 130), ("CN", 100)])
def test_a_country_has_its_own_factors(country: str | None, couple_years: float, tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "distributed.method=female_sterilisation", 10)])
    assert value(store, "FP06", country=country) == pytest.approx(couple_years)


def test_a_method_without_a_factor_then_has_no_couple_years_and_no_zero(tmp_path: Path) -> None:
    store = told(
        tmp_path,
        [
            ("east", year, f"distributed.method={m}", 8)
            for year in ("2021", "2022")
            for m in ("diaphragm", "dmpa")
        ],
    )
    found = rows(asked(store, "FP06", "2021", last="2022", by=("method",)), "FP06")
    assert [(each["breakdown"], each["period"], each["value"]) for each in found] == [
        ("method=dmpa", "2021", 2),
        ("method=dmpa", "2022", 2),
        ("method=diaphragm", "2021", None),
        ("method=diaphragm", "2022", 8),
    ]

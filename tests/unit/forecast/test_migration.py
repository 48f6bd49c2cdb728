"""Net migration of a place that nobody enters or leaves is none; what is measured is per year that was measured."""

import numpy as np
import pandas as pd
import pytest

from populace.demography.sex import FEMALE, MALE
from populace.forecast.inputs.births import BirthHistory, without_gaps
from populace.forecast.inputs.migration import Migration, migration_of
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import rows_by_place
from tests.spec.forecast.builders import SEX_RATIO, SURVIVORSHIP, rows, stationary, tables

PEOPLE = stationary(2000.0)
GROUPS = np.arange(0, 100, 5)


def stocks(*dates: float, growing: float = 0.0) -> Stocks:
    """The stationary population at every date, with ``growing`` people of 30 more in each year."""
    counts = np.stack([PEOPLE] * len(dates))
    for at, date in enumerate(dates):
        counts[at, :, 30] += 0.5 * growing * (date - dates[0])
    return Stocks(np.array(dates), counts, single_years=True)


def born(first: int, last: int) -> BirthHistory:
    return without_gaps(dict.fromkeys(range(first, last + 1), 2000.0))


def made(counted: Stocks, births: BirthHistory | None = None, *given: pd.DataFrame) -> Migration:
    found = rows_by_place(tables(*given), "net_migration")["A"] if given else None
    return migration_of(found, counted, births, lambda _year: SURVIVORSHIP, SEX_RATIO)


def net(migration: Migration) -> np.ndarray:
    return np.asarray(migration.arriving + migration.leaving * PEOPLE / (1.0 + migration.leaving))


def test_with_all_births_nobody_came() -> None:
    found = made(stocks(2016.0, 2026.0), born(2016, 2025))
    assert found.rung.code == "migration-3"
    assert np.abs(net(found)).max() < 0.01


@pytest.mark.parametrize("births", [born(2021, 2025), born(2016, 2020), born(2010, 2014), None])
def test_children_born_in_years_without_known_births_did_not_come_from_elsewhere(
    births: BirthHistory | None,
) -> None:
    assert np.abs(net(made(stocks(2016.0, 2026.0), births))).max() < 0.01


def test_yearly_counts_with_births_up_to_the_year_before_the_last() -> None:
    assert np.abs(net(made(stocks(*np.arange(2016.0, 2027.0)), born(2010, 2024)))).max() < 0.01


def test_children_of_years_with_births_who_are_more_than_were_born_still_came() -> None:
    fewer = without_gaps(dict.fromkeys(range(2021, 2026), 1000.0))
    assert net(made(stocks(2016.0, 2026.0), fewer))[:, :7].sum() > 400.0


def test_a_last_count_in_july_does_not_hide_fifteen_counts_of_december() -> None:
    found = made(stocks(*np.arange(2011.0, 2026.0), 2025.5, growing=50.0), born(2011, 2025))
    assert found.rung.code == "migration-3"
    assert net(found).sum() == pytest.approx(
        net(made(stocks(*np.arange(2011.0, 2026.0), growing=50.0), born(2011, 2025))).sum()
    )
    assert found.spread > 0.0


def test_counts_of_july_ten_years_apart_meet_past_a_december_between_them() -> None:
    found = made(stocks(2010.5, 2015.0, 2020.5), born(2010, 2020))
    assert found.rung.code == "migration-3"
    assert np.abs(net(found)).max() < 0.01


def test_between_counts_of_july_births_are_those_of_the_years_they_straddle() -> None:
    rising = without_gaps({2018: 1000.0, 2019: 3000.0, 2020: 1000.0, 2021: 3000.0})
    assert np.abs(net(made(stocks(2018.5, 2021.5), rising))).max() < 0.01


def test_dates_rounded_to_days_are_still_whole_years_apart() -> None:
    assert made(stocks(2010 + 273 / 365, 2020 + 274 / 366), born(2010, 2020)).rung.code == "migration-3"


def test_counts_that_are_never_whole_years_apart_say_nothing() -> None:
    assert made(stocks(2015.0, 2020.5), born(2010, 2020)).rung.code == "migration-6"


def by_age(years: list[int], value: float, sexes: tuple[int, ...] = (FEMALE, MALE)) -> pd.DataFrame:
    return pd.concat(
        [
            rows("net_migration", year=year, sex=sex, age=GROUPS, width=5, value=value)
            for year in years
            for sex in sexes
        ]
    )


def totals(value: float, **columns: object) -> pd.DataFrame:
    return rows("net_migration", year=list(range(2021, 2026)), value=value, **columns)


def test_ages_of_one_year_are_of_one_year_whatever_the_years_of_totals() -> None:
    found = made(stocks(2026.0), None, totals(1000.0), by_age([2025], 25.0))
    assert found.rung.code == "migration-1"
    assert net(found).sum() == pytest.approx(1000.0)


def test_ages_of_some_years_are_brought_to_the_mean_total_of_all() -> None:
    found = made(stocks(2026.0), None, totals(500.0), by_age([2024, 2025], 25.0))
    assert net(found).sum() == pytest.approx(500.0)
    assert (net(found) >= 0.0).all()


def test_gains_and_losses_that_nearly_cancel_are_not_blown_up() -> None:
    gains = by_age([2025], 25.0)
    gains.loc[gains["age"] >= 50, "value"] = -24.9
    found = made(stocks(2026.0), None, totals(100.0), gains)
    assert net(found).sum() == pytest.approx(100.0)
    assert np.abs(net(found)).sum() == pytest.approx(1000.0, rel=0.02)


def test_ages_of_one_sex_leave_the_totals_of_both() -> None:
    found = made(stocks(2026.0), None, totals(1000.0), by_age([2025], 25.0, (FEMALE,)))
    assert found.rung.code == "migration-2"
    assert net(found).sum() == pytest.approx(1000.0)


def test_one_sex_alone_is_no_migration_of_the_place() -> None:
    women = by_age([2024, 2025], 25.0, (FEMALE,))
    assert made(stocks(2026.0), None, women).rung.code == "migration-6"
    assert made(stocks(2016.0, 2026.0), born(2016, 2025), women).rung.code == "migration-3"
    assert made(stocks(2026.0), None, totals(9.0, sex=FEMALE)).rung.code == "migration-6"


def test_a_projection_by_age_of_one_sex_is_read_by_its_totals() -> None:
    half = by_age([2030], 25.0, (MALE,)).assign(status="projected", priority=100)
    total = rows("net_migration", year=[2030, 2031], value=700.0, status="projected", priority=100)
    found = made(stocks(2026.0), None, half, total)
    assert found.rung.code == "migration-5"
    assert found.given[2030].sum() == pytest.approx(700.0)

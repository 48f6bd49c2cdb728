"""Women of childbearing age in the years after the last count."""

import numpy as np
import pytest

from populace.demography.sex import SEXES
from populace.forecast.inputs.population import Stocks


def rising_with_age(date: float) -> Stocks:
    """As many people of each age as the age is, so that the number at an age tells how far they have aged."""
    return Stocks(np.array([date]), np.tile(np.arange(101.0), (1, len(SEXES), 1)), single_years=True)


def aged_by(stocks: Stocks, year: int) -> float:
    return float(30 - stocks.women(year)[30])


@pytest.mark.parametrize(("year", "aged"), [(2025, 0.0), (2026, 0.5), (2027, 1.5), (2028, 2.5), (2029, 3.5)])
def test_after_a_count_at_the_end_of_a_year_women_are_half_a_year_older_in_the_next(
    year: int, aged: float
) -> None:
    assert aged_by(rising_with_age(2026.0), year) == aged


def test_after_a_count_in_the_middle_of_a_year_women_age_by_whole_years() -> None:
    assert [aged_by(rising_with_age(2025.5), year) for year in (2025, 2026, 2027)] == [0.0, 1.0, 2.0]


def test_a_count_within_the_year_ages_women_by_what_is_left_of_it() -> None:
    assert aged_by(rising_with_age(2025.25), 2026) == 1.25


def test_nobody_is_left_after_more_years_than_there_are_ages() -> None:
    assert rising_with_age(2025.5).women(2200).sum() == 0.0

"""Stated histories: straight lines between the years named."""

import pytest

from populace.demo.histories import YEARS, History, district_histories
from populace.errors import ModelError


def test_between_two_years_a_history_is_a_straight_line() -> None:
    history = History.of([[1950, 2.0], [1960, 4.0], [2025, 4.0]])
    by_year = dict(zip(YEARS.tolist(), history.by_year.tolist(), strict=True))
    assert (by_year[1950], by_year[1955], by_year[1960], by_year[2025]) == (2.0, 3.0, 4.0, 4.0)


@pytest.mark.parametrize(
    "knots",
    [[[1950, 1.0]], [[1951, 1.0], [2025, 1.0]], [[1950, 1.0], [2024, 1.0]], [[2025, 1.0], [1950, 1.0]]],
)
def test_a_history_that_does_not_cover_the_years_in_order_is_refused(knots: list[list[float]]) -> None:
    with pytest.raises(ModelError, match="history"):
        History.of(knots)


def test_every_history_of_the_district_has_its_unit_and_its_reason() -> None:
    assert all(history.unit and history.why for history in district_histories().values())


def test_the_sex_ratio_at_birth_stays_in_the_biological_range() -> None:
    ratio = district_histories()["sex_ratio_at_birth"].by_year
    assert ratio.min() >= 1.05
    assert ratio.max() <= 1.06

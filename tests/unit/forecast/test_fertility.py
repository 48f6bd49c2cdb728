"""The pattern of fertility by age of mother, pooled over places that count births by different age groups."""

import numpy as np
import pytest

from populace.forecast.inputs.fertility import births_by_age
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import Rows, rows_by_place
from tests.spec.forecast.builders import PATTERN, rows, stationary, tables

WOMEN = stationary(2000.0)
STOCKS = Stocks(np.array([2021.0, 2026.0]), np.stack([WOMEN, WOMEN]), single_years=True)
FROM_15, FROM_10 = (15, 20, 25, 30, 35, 40, 45), (10, 20, 25, 30, 35, 40, 45)


def births(lower: tuple[int, ...], scale: float = 1.0, year: int = 2025) -> Rows:
    """Births of one year by age groups up to 50, with the pattern of the builders."""
    by_age = scale * 2.0 * PATTERN * WOMEN[0]
    widths = np.diff([*lower, 50])
    values = [by_age[low : low + width].sum() for low, width in zip(lower, widths, strict=True)]
    frame = rows("births", year=year, age=lower, width=widths, value=values)
    return rows_by_place(tables(frame), "births")["A"]


def pattern(*counted: Rows) -> np.ndarray:
    made = births_by_age([(one, STOCKS) for one in counted])
    assert made is not None
    return made.schedule


def test_places_with_the_same_groups_make_one_pattern() -> None:
    np.testing.assert_allclose(pattern(births(FROM_15), births(FROM_15)), pattern(births(FROM_15)))


def test_places_with_other_groups_are_averaged_by_their_births() -> None:
    young, old = pattern(births(FROM_10)), pattern(births(FROM_15))
    both = pattern(births(FROM_10), births(FROM_15))
    share = births(FROM_10).value.sum() / (births(FROM_10).value.sum() + births(FROM_15).value.sum())
    np.testing.assert_allclose(both, share * young + (1 - share) * old)
    assert both.sum() == pytest.approx(1.0)
    assert both[:15].sum() < young[:15].sum() < 0.02


def test_a_place_that_changed_its_groups_has_a_pattern_of_each() -> None:
    earlier, later = births(FROM_10, year=2024), births(FROM_15)
    changed = rows_by_place(
        tables(*(rows("births", year=one.year, age=one.age, width=one.width, value=one.value)
                 for one in (earlier, later))),
        "births",
    )["A"]  # fmt: skip
    assert pattern(changed)[:15].sum() == pytest.approx(0.5 * pattern(births(FROM_10))[:15].sum(), rel=0.1)


def test_places_without_births_do_not_count_and_none_together_make_no_pattern() -> None:
    none = births(FROM_10, 0.0)
    np.testing.assert_allclose(pattern(births(FROM_15), none), pattern(births(FROM_15)))
    assert births_by_age([(none, STOCKS)]) is None

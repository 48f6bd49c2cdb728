"""Causes of a change in births add up, also where there is nobody to cause it."""

import numpy as np
import pytest

from populace.demography.fertility import gamma_schedule
from populace.forecast.causes import causes_of_change

RATES = 2.0 * gamma_schedule(28.0, 5.5)


def total(causes) -> float:  # type: ignore[no-untyped-def]
    return float(causes.women + causes.age_structure + causes.births_per_woman + causes.timing)


def test_the_four_causes_add_up_to_the_change() -> None:
    women = np.full(101, 100.0), np.linspace(150.0, 50.0, 101)
    births = women[0] * RATES, women[1] * 0.9 * RATES
    causes = causes_of_change(2025, 2035, women, births)
    assert total(causes) == pytest.approx(causes.births_to - causes.births_from)
    assert sum(causes.women_by_age.values()) == pytest.approx(causes.women + causes.age_structure)


def test_a_place_without_women_of_childbearing_age_has_no_births_to_explain() -> None:
    nobody, some = np.zeros(101), np.full(101, 100.0)
    emptied = causes_of_change(2025, 2035, (some, nobody), (some * RATES, nobody))
    assert total(emptied) == pytest.approx(-float((some * RATES).sum()))
    empty = causes_of_change(2025, 2035, (nobody, nobody), (nobody, nobody))
    assert total(empty) == 0.0
    assert set(empty.women_by_age.values()) == {0.0}

"""A path is made of several sources: each known year from the best, and the years ahead from the best that projects."""

import numpy as np
import pandas as pd
import pytest

from populace.forecast.inputs.paths import Projected, projected
from populace.forecast.inputs.rows import rows_by_place
from tests.spec.forecast.builders import rows, tables

REFERENCE = 100


def path(*frames: pd.DataFrame) -> Projected:
    made = projected(rows_by_place(tables(*frames), "total_fertility")["A"])
    assert made is not None
    return made


def reference(known: range, ahead: range, **columns: object) -> pd.DataFrame:
    years = [*known, *ahead]
    status = ["estimated"] * len(known) + ["projected"] * len(ahead)
    return rows("total_fertility", year=years, value=1.5, status=status, priority=REFERENCE, **columns)


def test_two_own_years_stand_in_a_reference_and_do_not_hide_its_projection() -> None:
    own = rows("total_fertility", year=[2023, 2024], value=2.0)
    made = path(own, reference(range(2020, 2026), range(2026, 2060), low80=1.4, high80=1.6))
    assert made.projected
    assert made.years.tolist() == list(range(2020, 2060))
    assert made.at(np.array([2022, 2023, 2024, 2025, 2050])).tolist() == [1.5, 2.0, 2.0, 1.5, 1.5]
    assert made.bounds[:, made.years == 2024].ravel().tolist() == [2.0] * 5
    outer = 0.1 * 1.95996 / 1.28155  # no 95 % bounds were given: those of a normal distribution
    assert made.bounds[:, made.years == 2050].ravel() == pytest.approx(
        [1.5 - outer, 1.4, 1.5, 1.6, 1.5 + outer], rel=1e-4
    )


def test_outer_bounds_are_taken_as_given() -> None:
    bounds = {"low95": 1.2, "low80": 1.4, "high80": 1.7, "high95": 2.0}
    made = path(reference(range(2020, 2026), range(2026, 2060), **bounds))
    assert made.bounds[:, -1].tolist() == [1.2, 1.4, 1.5, 1.7, 2.0]


def test_of_two_projections_the_one_that_comes_first_is_taken_whole() -> None:
    own = rows("total_fertility", year=[2030, 2040], value=[1.8, 1.9], status="projected")
    made = path(own, reference(range(2020, 2026), range(2026, 2060)))
    assert made.years.tolist() == [*range(2020, 2026), 2030, 2040]
    assert made.value[-2:].tolist() == [1.8, 1.9]


def test_what_is_known_goes_before_what_was_projected_for_the_same_years() -> None:
    own = rows("total_fertility", year=[2024], value=2.0)
    made = path(own, reference(range(2015, 2020), range(2020, 2030)))
    assert made.years.tolist() == [*range(2015, 2020), *range(2024, 2030)]
    assert made.value[made.years == 2024] == 2.0


def test_five_year_periods_stand_at_their_middle_also_beside_single_years() -> None:
    periods = reference(range(2010, 2025, 5), range(2025, 2040, 5), years=5)
    assert path(periods).years.tolist() == [2012, 2017, 2022, 2027, 2032, 2037]
    own = rows("total_fertility", year=[2022, 2024], value=[2.1, 2.0])
    made = path(own, periods)
    assert made.years.tolist() == [2012, 2017, 2022, 2024, 2027, 2032, 2037]
    assert made.value[2:4].tolist() == [2.1, 2.0]


def test_a_source_that_only_knows_the_past_projects_nothing() -> None:
    assert not path(rows("total_fertility", year=[2023, 2024], value=2.0)).projected

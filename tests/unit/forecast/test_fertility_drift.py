"""The mean age at childbearing ahead: from a place's own births, from a source, or held."""

import numpy as np
import pandas as pd
import pytest

from populace.demography.fertility import gamma_schedule, mean_age
from populace.forecast.inputs.fertility import PRIOR_BIRTHS, births_by_age, strength_above
from populace.forecast.inputs.fertility_drift import (
    DAMPING,
    HELD_ERRORS,
    REACH,
    STEEPEST_TREND,
    drift_from_births,
    drift_of_source,
    held,
)
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import Rows, rows_by_place
from tests.spec.forecast.builders import PATTERN, rows, stationary, tables

AHEAD = np.arange(2026, 2066)
GROUPS = (15, 20, 25, 30, 35, 40, 45)
WOMEN = stationary(4000.0)
STOCKS = Stocks(np.array([2010.0, 2026.0]), np.stack([WOMEN, WOMEN]), single_years=True)


def births(rise: float, first: int = 2014, scale: float = 2.0) -> Rows:
    """Births by age group to 2025, the mean age rising by ``rise`` a year to 28."""
    frames = []
    for year in range(first, 2026):
        by_age = scale * gamma_schedule(28.0 - rise * (2025 - year), 5.5) * WOMEN[0]
        values = [by_age[low : low + 5].sum() for low in GROUPS]
        frames.append(rows("births", year=year, age=GROUPS, width=5, value=values))
    return rows_by_place(tables(pd.concat(frames)), "births")["A"]


def test_a_place_carries_its_own_trend_ahead_ever_more_slowly() -> None:
    found = drift_from_births([(births(0.1), STOCKS)], AHEAD, 2025)
    assert found is not None
    assert found.shift[0] == pytest.approx(0.1 * DAMPING, abs=0.01)
    assert (np.diff(found.shift) > 0).all()
    assert found.shift[-1] == pytest.approx(0.1 * DAMPING / (1 - DAMPING), abs=0.06)


def test_a_steep_trend_is_not_carried_on_as_steeply() -> None:
    found = drift_from_births([(births(0.6), STOCKS)], AHEAD, 2025)
    assert found is not None
    assert found.shift[0] == pytest.approx(STEEPEST_TREND * DAMPING)


@pytest.mark.parametrize("counted", [births(0.1, first=2019), births(0.1, scale=0.2)])
def test_too_short_a_past_or_too_few_births_tell_no_trend(counted: Rows) -> None:
    assert drift_from_births([(counted, STOCKS)], AHEAD, 2025) is None


def test_the_path_of_a_source_is_followed_from_the_base_year_on() -> None:
    frames = []
    for first, mean, status in (
        (2020, 27.0, "reported"),
        (2030, 28.0, "projected"),
        (2040, 28.5, "projected"),
    ):
        by_age = gamma_schedule(mean, 5.5)
        values = [by_age[low : low + 5].sum() for low in GROUPS]
        frames.append(
            rows("fertility_share", year=first, years=5, age=GROUPS, width=5, value=values, status=status)
        )
    shares = rows_by_place(tables(*frames), "fertility_share")["A"]
    found = drift_of_source(None, shares, AHEAD, 2025)
    assert found is not None
    at = {int(year): shift for year, shift in zip(found.years, found.shift, strict=True)}
    assert at[2032] == pytest.approx(0.7, abs=0.03)  # 2025 is three tenths of the way from 2022 to 2032
    assert at[2042] == at[2065] == pytest.approx(1.2, abs=0.03)
    assert drift_of_source(None, shares.observed, AHEAD, 2025) is None


def test_without_either_the_mean_age_stays_and_is_ever_less_sure() -> None:
    found = held(AHEAD, 2025)
    assert not found.shift.any()
    assert found.median(PATTERN).shape == (1, 101)
    assert found.spread[[0, 9, 19]] == pytest.approx([HELD_ERRORS[1], HELD_ERRORS[3], HELD_ERRORS[4]])


def test_drawn_weights_bring_the_spread_of_the_mean_age() -> None:
    found = drift_from_births([(births(0.1), STOCKS)], AHEAD, 2025)
    assert found is not None
    both = found.bounds(PATTERN)
    noise = np.random.default_rng(3).standard_normal((4000, len(AHEAD)))
    weight = both.weight(found.path.draw(noise))
    ages = mean_age(
        both.mixed(weight[:, 9:10])[:, 9] if both.early.shape[0] == 1 else both.mixed(weight)[:, 9]
    )
    assert ages.mean() == pytest.approx(mean_age(PATTERN) + found.shift[9], abs=0.06)
    assert ages.std() == pytest.approx(found.spread[9], rel=0.05)
    assert np.abs(both.mixed(weight).sum(axis=-1) - 1).max() < 1e-9
    assert both.reach == pytest.approx(np.full(len(AHEAD), REACH), abs=0.02)


def test_places_that_differ_make_the_pattern_above_worth_less() -> None:
    def place(mean: float) -> Rows:
        by_age = 2.0 * gamma_schedule(mean, 5.5) * WOMEN[0]
        values = [by_age[low : low + 5].sum() for low in GROUPS]
        return rows_by_place(tables(rows("births", year=2025, age=GROUPS, width=5, value=values)), "births")[
            "A"
        ]

    def strength(means: list[float]) -> float:
        found = [births_by_age([(place(mean), STOCKS)]) for mean in means]
        above = births_by_age([(place(mean), STOCKS) for mean in means])
        assert above is not None
        return strength_above([one for one in found if one is not None], above)

    assert strength([28.0, 28.0]) == PRIOR_BIRTHS
    assert strength([26.0, 27.0, 28.0, 29.0, 30.0]) < PRIOR_BIRTHS < strength([27.9, 28.0, 28.0, 28.0, 28.1])

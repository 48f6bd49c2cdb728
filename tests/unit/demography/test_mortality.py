from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import e0_range, model_mx, relational_mx, survivorship_grid
from populace.demography.rate_graduation import graduate_mx
from populace.errors import ModelError

CODES = {"China": 156, "Kenya": 404, "France": 250, "Japan": 392}


def test_life_expectancy_is_met() -> None:
    e0 = np.stack([np.linspace(25, 100, 200), np.linspace(25, 98, 200)], axis=-1)
    assert_allclose(life_table(model_mx(e0), Ages.single()).e0, e0, atol=1e-6)


def test_every_age_fares_better_at_a_higher_level() -> None:
    levels = np.linspace(25, 95, 141)
    grid = survivorship_grid(np.stack([levels, levels], axis=-1))
    assert (np.diff(grid, axis=0) >= -1e-12).all()


@pytest.mark.parametrize("e0", [[10.0, 60.0], [60.0, 120.0]])
def test_outside_the_model(e0: list[float]) -> None:
    with pytest.raises(ModelError, match="life expectancy must be between"):
        model_mx(e0)


@pytest.fixture(scope="module")
def un_rates(shared_data: Path) -> pd.DataFrame:
    rates = pd.read_csv(shared_data / "wpp" / "wpp2024_mx5_sel.csv.gz")
    return rates.assign(age=rates["age"].astype(str).str.rstrip("+").astype(int))


def single_year(un_rates: pd.DataFrame, country: str, period: str) -> np.ndarray:
    rows = un_rates[(un_rates["country_code"] == CODES[country]) & (un_rates["period"] == period)]
    ages = Ages.of(rows["age"].tolist())
    return np.stack(
        [graduate_mx(rows[f"mx{suffix}"].to_numpy(), ages, sex) for sex, suffix in enumerate("FM")]
    )


@pytest.mark.parametrize(
    ("country", "period", "tolerance"),
    [
        ("China", "1970-1975", 0.25),
        ("China", "2015-2020", 0.40),
        ("Kenya", "1970-1975", 0.15),
        ("Kenya", "2015-2020", 0.40),  # the years of HIV are outside the model's data
        ("France", "1970-1975", 0.15),
        ("France", "2015-2020", 0.30),
        ("Japan", "2015-2020", 0.45),  # lower mortality than any table the model was fitted to
    ],
)
def test_age_pattern_is_near_the_un_estimates(un_rates, country: str, period: str, tolerance: float) -> None:
    own = single_year(un_rates, country, period)
    model = model_mx(life_table(own, Ages.single()).e0)
    error = np.sqrt(((np.log(model) - np.log(own)) ** 2).mean(axis=-1))
    assert (error < tolerance).all(), error


@pytest.mark.parametrize("country", ["China", "Kenya"])
def test_own_pattern_moves_to_another_level(un_rates, country: str) -> None:
    own = single_year(un_rates, country, "2015-2020")
    e0 = life_table(own, Ages.single()).e0
    target = e0 + np.linspace(-5, 8, 27)[:, None]
    moved = relational_mx(own, target)
    assert_allclose(life_table(moved, Ages.single()).e0, target, atol=1e-6)
    assert (np.diff(moved, axis=0) <= 1e-12).all()
    assert_allclose(relational_mx(own, e0), own, rtol=1e-6)


def test_own_rates_of_zero_are_refused() -> None:
    with pytest.raises(ModelError, match="above zero"):
        relational_mx(np.zeros((2, 101)), [70.0, 70.0])


def test_the_range_of_life_expectancy_is_reached_and_no_year_beyond_it() -> None:
    for own in (None, model_mx(np.array([80.0, 75.0])) * 1.5):
        for end, beyond in zip(e0_range(own).T, (-0.1, 0.1), strict=True):
            reached = model_mx(end) if own is None else relational_mx(own, end)
            assert_allclose(life_table(reached, Ages.single(100)).e0, end)
            with pytest.raises(ModelError, match="life expectancy must be between"):
                survivorship_grid((end + beyond)[np.newaxis], own)

"""Which rung of the ladder serves which data."""

import numpy as np
import pandas as pd
import pytest

from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.sex import FEMALE, MALE
from populace.forecast.ladder import RUNGS
from populace.forecast.results import Settings
from populace.forecast.run import forecast
from tests.spec.forecast.builders import (
    AGES,
    E0,
    births_rows,
    e0_rows,
    history,
    population_rows,
    rows,
    stationary,
    tables,
)

POPULATIONS, BORN = history(stationary(2000), dict.fromkeys(range(2015, 2026), 2.07))
TOTALS = births_rows("A", {year: float(born.sum()) for year, born in BORN.items()})
NOW = population_rows("A", 2025, POPULATIONS[2025])
GROUPS = [15, 20, 25, 30, 35, 40, 45]
BY_MOTHER = pd.concat(
    rows("births", year=year, age=GROUPS, width=5, value=[float(born[age : age + 5].sum()) for age in GROUPS])
    for year, born in BORN.items()
)
FIVES = population_rows("A", 2025, POPULATIONS[2025], width=5)
RATES = model_mx(E0)
DEATHS = pd.concat(
    rows("deaths", year=2025, sex=sex, age=np.arange(101), width=1, value=RATES[sex] * POPULATIONS[2025][sex])
    for sex in (FEMALE, MALE)
)
MX = pd.concat(
    rows("mortality_rate", year=2025, sex=sex, age=np.arange(101), width=1, value=RATES[sex])
    for sex in (FEMALE, MALE)
)
SHARES = rows(
    "fertility_share", year=2025, age=GROUPS, width=5, value=[0.05, 0.2, 0.3, 0.25, 0.15, 0.04, 0.01]
)
TFR = rows("total_fertility", year=[2024, 2025], value=[2.0, 2.0])
MOVED = rows("net_migration", year=list(range(2020, 2026)), value=-20.0)
MOVED_BY_AGE = pd.concat(
    rows("net_migration", year=year, sex=sex, age=[0, 20, 40], width=[20, 20, 0], value=[-2.0, -10.0, 1.0])
    for sex in (FEMALE, MALE)
    for year in range(2021, 2026)
)
PROJECTED = rows("net_migration", year=list(range(2026, 2040)), value=15.0, status="projected")
E0_OF_BOTH = rows("life_expectancy", year=[2025], value=[77.0])
BEFORE = population_rows("A", 2024, POPULATIONS[2024])


@pytest.mark.parametrize(
    ("frames", "rungs"),
    [
        ((NOW, BY_MOTHER, DEATHS, MOVED_BY_AGE), "population-1 births-1 mortality-2 migration-1"),
        ((FIVES, TOTALS, e0_rows("A", 2025), MOVED), "population-2 births-4 mortality-5 migration-2"),
        ((NOW, TOTALS, SHARES, MX, e0_rows("A", 2025)), "population-1 births-3 mortality-4 migration-6"),
        ((NOW, BEFORE, e0_rows("A", 2025)), "population-1 births-6 mortality-5 migration-3"),
        ((FIVES, TFR, E0_OF_BOTH), "population-2 births-7 mortality-6 migration-6"),
        ((NOW, TOTALS, e0_rows("A", 2025), PROJECTED), "population-1 births-4 mortality-5 migration-5"),
    ],
)  # fmt: skip
def test_the_best_rung_that_the_data_allow_is_taken(frames: tuple[pd.DataFrame, ...], rungs: str) -> None:
    place = forecast(tables(*frames), Settings((), 5, 20, 1)).places["A"]
    assert " ".join(rung.code for rung in place.rungs.values()) == rungs
    assert all("{" not in rung.text for rung in place.rungs.values())


def test_a_place_leans_on_the_place_above_it_for_what_it_lacks() -> None:
    below = population_rows("B", 2025, POPULATIONS[2025] / 50)
    few = births_rows("B", {year: float(born.sum()) / 50 for year, born in BORN.items()})
    made = forecast(
        tables(below, few, NOW, BY_MOTHER, DEATHS, places={"A": None, "B": "A"}), Settings((), 5, 20, 1)
    )
    rungs = {subject: rung.code for subject, rung in made.places["B"].rungs.items()}
    assert (rungs["births"], rungs["mortality"]) == ("births-2", "mortality-3")
    assert made.places["B"].rungs["births"].text.endswith("that of A.")


def test_deaths_by_age_give_back_the_life_expectancy_they_were_made_with() -> None:
    place = forecast(tables(NOW, TOTALS, DEATHS), Settings((), 5, 20, 1)).places["A"]
    assert place.rungs["mortality"].code == "mortality-2"
    # The survivors ahead are those of the same table: compare a year of ageing at ages 60 to 90.
    ahead = place.population[1, :, 61:90] / place.population[0, :, 60:89]
    table = life_table(RATES, AGES)
    np.testing.assert_allclose(ahead, table.Lx[:, 61:90] / table.Lx[:, 60:89], rtol=0.002)


def test_measured_leavers_are_a_share_so_that_nobody_leaves_an_empty_place() -> None:
    drain = rows("net_migration", year=list(range(2020, 2026)), value=-4000.0)
    place = forecast(tables(NOW, TOTALS, e0_rows("A", 2025), drain), Settings((), 2075, 20, 1)).places["A"]
    assert (place.population >= 0).all()
    assert 0 < place.population[-1].sum() < 0.5 * place.population[0].sum()


def test_every_rung_has_a_text_and_belongs_to_a_subject() -> None:
    assert {code.rpartition("-")[0] for code in RUNGS} == {"population", "births", "mortality", "migration"}

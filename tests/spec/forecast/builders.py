"""Small tables for forecasts: places whose past is known because the engine itself made it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from populace.demography.ages import Ages
from populace.demography.cohort_component import step
from populace.demography.fertility import gamma_schedule
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.sex import FEMALE, MALE
from populace.demography.survivorship import survivorship
from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.forecast.tables import COLUMNS, Tables
from populace.places.tree import Place, PlaceTree

AGES = Ages.single(100)
E0 = np.array([80.0, 75.0])
SURVIVORSHIP = survivorship(life_table(model_mx(E0), AGES))
PATTERN = gamma_schedule(28.0, 5.5)
SEX_RATIO = 1.05


def rows(measure: str, **columns: object) -> pd.DataFrame:
    """Observations of one measure; what is not given stands for nothing."""
    plain: dict[str, object] = {
        "measure": measure, "place": "A", "years": 1, "date": np.nan, "sex": BOTH_SEXES, "age": ALL_AGES,
        "width": ALL_AGES, "low95": np.nan, "low80": np.nan, "high80": np.nan, "high95": np.nan,
        "status": "reported", "priority": 0, "source": "test",
    }  # fmt: skip
    return pd.DataFrame({**plain, **columns})[list(COLUMNS)]


def population_rows(place: str, year: int, people: np.ndarray, width: int = 1) -> pd.DataFrame:
    """The population at the end of ``year``, by single years or in groups of ``width`` years with 85+ open."""
    lower = np.arange(101) if width == 1 else np.arange(0, 86, width)
    grouped = np.add.reduceat(people, lower, axis=-1)
    widths = np.append(np.diff(lower), 0)
    return pd.concat(
        [
            rows(
                "population",
                place=place,
                year=year,
                date=year + 1.0,
                sex=sex,
                age=lower,
                width=widths,
                value=grouped[sex],
            )
            for sex in (FEMALE, MALE)
        ]
    )


def stationary(births: float) -> np.ndarray:
    """The population that the same births every year and the same mortality keep as it is, ``(sex, age)``."""
    table = life_table(model_mx(E0), AGES)
    share = np.array([1 / (1 + SEX_RATIO), SEX_RATIO / (1 + SEX_RATIO)])
    return births * share[:, np.newaxis] * table.Lx


def history(
    start: np.ndarray, total_fertility: Mapping[int, float]
) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    """Populations at the end of each year and births by age of mother in it, without migration."""
    people, populations, births = start, {}, {}
    for year, level in total_fertility.items():
        made = step(people, SURVIVORSHIP, level * PATTERN, np.zeros_like(people), SEX_RATIO)
        people = made.population
        populations[year], births[year] = people, made.births
    return populations, births


def e0_rows(place: str, year: int) -> pd.DataFrame:
    """The life expectancy that the histories are made with."""
    return pd.concat(
        [
            rows("life_expectancy", place=place, year=[year], sex=sex, value=[E0[sex]])
            for sex in (FEMALE, MALE)
        ]
    )


def births_rows(place: str, births: Mapping[int, float]) -> pd.DataFrame:
    """Total births by year."""
    return rows("births", place=place, year=list(births), value=list(births.values()))


def tables(*frames: pd.DataFrame, places: Mapping[str, str | None] | None = None) -> Tables:
    """Tables of the places given with their parents, or of one place ``A``."""
    tree = PlaceTree(
        tuple(Place(code, {"en": code}, parent) for code, parent in (places or {"A": None}).items())
    )
    return Tables(tree, pd.concat(frames, ignore_index=True))

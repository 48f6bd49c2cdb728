"""Deaths of a place by sex and age as death rates: of its last years together, and year by year."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.rate_graduation import graduate_mx
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.forecast.inputs.population import AGES, OPEN_AGE, Stocks
from populace.forecast.inputs.rows import Rows
from populace.forecast.marks import BOTH_SEXES

FIRST_GUESS = 75.0
"""Life expectancy (years) of the model table from which the level of a place's own deaths is sought."""

MIN_DEATHS = 1000
"""Deaths below which a place's own death rates are noise; it then takes those of the place above it."""

DEATH_YEARS = 5
"""Years of deaths that are pooled into one pattern."""

MIN_RESPONSE_YEARS, MAX_RESPONSE_YEARS = 10, 30
"""Years of deaths by age from which it is read how each age moves, at least and at most: a trend needs ten, and what
happened a generation ago says little of the next."""


def rates_from_deaths(deaths: Rows | None, stocks: Stocks | None) -> Float[np.ndarray, "sex age"] | None:
    """Single-year death rates from deaths by sex and age group over the people exposed.

    Within each group the rates have the shape of the model table; each group's level is its deaths over those that the
    model expects, with half a death added to both so that a group without deaths keeps a rate above zero.
    """
    if deaths is None or stocks is None:
        return None
    by_age = deaths.observed.by_age
    years = [int(year) for year in np.unique(by_age.year) if stocks.covers(int(year))][-DEATH_YEARS:]
    by_age = by_age.where(np.isin(by_age.year, years) & (by_age.sex != BOTH_SEXES)).best()
    if by_age.value.sum() < MIN_DEATHS or not all((by_age.sex == sex).any() for sex in (FEMALE, MALE)):
        return None
    exposure = np.sum([stocks.exposure(year) for year in years], axis=0)
    rates = model_mx(np.full(len(SEXES), FIRST_GUESS), OPEN_AGE)
    for _round in range(3):  # the model's level settles within a tenth of a year
        shape = model_mx(np.clip(life_table(rates, AGES).e0, 30.0, 95.0), OPEN_AGE)
        rates = np.stack([_adjusted(shape[sex], by_age.of_sex(sex), exposure[sex]) for sex in (FEMALE, MALE)])
    return rates


@dataclass(frozen=True)
class DeathsOverTime:
    """``deaths`` and person-years of ``exposure`` ``(year, sex, group)`` by age groups from ``lower`` on."""

    deaths: Float[np.ndarray, "year sex group"]
    exposure: Float[np.ndarray, "year sex group"]
    lower: tuple[int, ...]


def deaths_over_time(deaths: Rows, stocks: Stocks) -> DeathsOverTime | None:
    """Deaths of the years that have the newest year's age groups, if there are enough such years."""
    by_age = deaths.observed.by_age
    by_age = by_age.where((by_age.sex != BOTH_SEXES) & (by_age.years == 1)).best()
    found: dict[int, Float[np.ndarray, "sex group"]] = {}
    lower: tuple[int, ...] = ()
    for year in np.unique(by_age.year)[::-1]:
        of_year = by_age.where(by_age.year == year)
        women, men = of_year.of_sex(FEMALE), of_year.of_sex(MALE)
        ages = tuple(int(age) for age in women.age)
        lower = lower or ages
        same = ages == lower == tuple(int(age) for age in men.age) and lower[:1] == (0,)
        if same and lower[-1] < OPEN_AGE and stocks.covers(int(year)) and len(found) < MAX_RESPONSE_YEARS:
            found[int(year)] = np.stack([women.value, men.value])
    if len(found) < MIN_RESPONSE_YEARS:
        return None
    years = sorted(found)
    exposed = [np.add.reduceat(stocks.exposure(year), lower, axis=-1) for year in years]
    return DeathsOverTime(np.stack([found[year] for year in years]), np.stack(exposed), lower)


def _adjusted(
    shape: Float[np.ndarray, " age"], deaths: Rows, exposure: Float[np.ndarray, " age"]
) -> Float[np.ndarray, " age"]:
    rates = shape.copy()
    lower = np.unique(deaths.age)
    for low, high in zip(lower, [*lower[1:], OPEN_AGE + 1], strict=True):
        counted = deaths.value[deaths.age == low].sum()
        expected = float(exposure[low:high] @ shape[low:high])
        rates[low:high] *= (counted + 0.5) / (expected + 0.5)
    return rates


def rates_given(rows: Rows | None, year: int) -> Float[np.ndarray, "sex age"] | None:
    """Death rates given by sex and age for the period nearest to ``year``, by single year of age."""
    if rows is None or not len(rows):
        return None
    best = rows.best()
    distance = np.maximum(best.year - year, 0) + np.maximum(year - (best.year + best.years - 1), 0)
    nearest = best.where(distance == distance.min())
    made = []
    for sex in (FEMALE, MALE):
        one = nearest.of_sex(sex)
        lower, first = np.unique(one.age, return_index=True)
        if not len(lower):
            return None
        ages = Ages.of([int(low) for low in lower])
        values = one.value[first]
        made.append(values if ages.width == 1 else graduate_mx(values, ages, sex, OPEN_AGE))
    rates = np.stack(made)
    if rates.shape[-1] != len(AGES):
        return None
    return np.asarray(np.maximum(rates, 1e-9))

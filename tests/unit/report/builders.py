"""Plausible forecasts for tests: a district whose births, people and fans are made from a few numbers."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from populace.forecast.results import (
    Accuracy,
    Causes,
    Fan,
    Forecast,
    Highest,
    Interval,
    Need,
    NextPeak,
    Peak,
    PlaceForecast,
    Rung,
    Series,
    Settings,
)
from populace.forecast.tables import COLUMNS, Source, Tables
from populace.places.tree import Place, PlaceTree

BASE_YEAR = 2025
SPREAD = np.array([-1.96, -1.2816, 0.0, 1.2816, 1.96])

NEED_RATES = {
    "midwives": 1 / 175,
    "maternity_beds": 1 / 91.25,
    "nursery_places": 0.36 * 3,
    "kindergarten_places": 0.9 * 3,
    "primary_places": 6.0,
    "junior_secondary_places": 3.0,
    "kindergarten_teachers": 0.9 * 3 / 15,
    "primary_teachers": 6 / 19,
    "junior_secondary_teachers": 3 / 13.5,
}
LAGS = {"nursery": 1, "kindergarten": 4, "primary": 8, "junior": 13}


def interval(low: float, median: float, high: float) -> Interval:
    below, above = float(median - low), float(high - median)
    return Interval(median - 2 * below, float(low), float(median), float(high), median + 2 * above)


def about(effect: float) -> Interval:
    return interval(effect - 20.0, effect, effect + 25.0)


def causes(
    women: float = 0.0,
    age_structure: float = 0.0,
    births_per_woman: float = 0.0,
    timing: float = 0.0,
    *,
    births_from: float = 1000.0,
    to_year: int = 2031,
    women_by_age: Mapping[int, float] | None = None,
) -> Causes:
    change = women + age_structure + births_per_woman + timing
    composition = women + age_structure
    ages = women_by_age or {15: 0.0, 20: 0.1, 25: 0.45, 30: 0.3, 35: 0.1, 40: 0.05, 45: 0.0}
    return Causes(
        from_year=BASE_YEAR,
        to_year=to_year,
        births_from=births_from,
        births_to=births_from + change,
        women=women,
        age_structure=age_structure,
        births_per_woman=births_per_woman,
        timing=timing,
        women_by_age=women_by_age or {age: share * composition for age, share in ages.items()},
        intervals={
            "women": about(women),
            "age_structure": about(age_structure),
            "births_per_woman": about(births_per_woman),
            "timing": about(timing),
            "change": about(change),
        },
        women_by_age_intervals={age: about(share * composition) for age, share in ages.items()},
    )


def peak(
    probability: float, year: tuple[float, float, float], height: tuple[float, float, float]
) -> NextPeak:
    years = np.arange(BASE_YEAR + 1, BASE_YEAR + 31)
    chance = np.exp(-(((years - year[1]) / 2.0) ** 2))
    return NextPeak(
        round(year[1]),
        probability,
        interval(*year),
        interval(*height),
        interval(4.0, 7.0, 12.0),
        height_at_peak=interval(*(1.01 * births for births in height)),
        years=years,
        chance=probability * chance / chance.sum(),
    )


def fan(years: np.ndarray, median: np.ndarray, relative: float = 0.012) -> Fan:
    ahead = np.arange(1, len(years) + 1)
    spread = relative * np.sqrt(ahead)[:, None] * SPREAD[None, :]
    return Fan(years, np.maximum(median[:, None] * np.exp(spread), 0.0))


def births_curve(years: np.ndarray, scale: float, rises: bool) -> np.ndarray:
    waves = sum(
        height * np.exp(-((years - year) ** 2) / (2 * width**2))
        for year, height, width in ((1965, 1.1, 5), (1989, 0.8, 5), (2014, 0.45, 5))
    )
    coming = 0.3 * np.exp(-((years - 2033) ** 2) / 60) if rises else 0.0
    return scale * (0.8 + waves + coming - 0.006 * np.maximum(years - 2000, 0))


def need(code: str, over_time: Fan) -> Need:
    at = int(np.argmax(over_time.median))
    top = over_time.at(int(over_time.years[at]))
    chance = np.zeros(len(over_time.years))
    chance[at] = 1.0
    year = float(over_time.years[at])
    return Need(code, over_time, Highest(over_time.years, chance, interval(year - 1, year, year + 2), top))


def needs_of(years: np.ndarray, births: np.ndarray) -> tuple[Need, ...]:
    made = []
    for code, rate in NEED_RATES.items():
        lag = LAGS.get(code.split("_", maxsplit=1)[0], 0)
        lagged = np.interp(years - lag, years, births)
        made.append(need(code, fan(years, lagged * rate)))
    return tuple(made)


def population_of(scale: float, years: np.ndarray) -> np.ndarray:
    ages = np.arange(101)
    made = []
    for year in years:
        born = births_curve(year - ages.astype(float), scale, True)
        alive = born * np.exp(-((ages / 85.0) ** 6))
        made.append(np.round(np.stack([alive * 0.488, alive * 0.512])))
    return np.array(made)


def place_forecast(
    code: str,
    scale: float,
    *,
    rises: bool = True,
    next_peak: NextPeak | None = None,
    why: Causes | None = None,
    notes: tuple[str, ...] = (),
    seed: int = 1,
) -> PlaceForecast:
    random = np.random.default_rng(seed)
    past = np.arange(1970, BASE_YEAR + 1)
    ahead = np.arange(BASE_YEAR + 1, BASE_YEAR + 31)
    median = births_curve(ahead.astype(float), scale, rises)
    counted = random.poisson(births_curve(past.astype(float), scale, rises)).astype(float)
    population_years = np.arange(BASE_YEAR, BASE_YEAR + 31)
    population = population_of(scale, population_years)
    totals = population.sum(axis=(1, 2))
    return PlaceForecast(
        code=code,
        births_past=Series(past, counted),
        births=fan(ahead, median),
        total_past=Series(
            np.array([2000, 2010, 2020, 2025]), np.round(totals[0] * np.array([0.9, 0.95, 1.0, 1.0]))
        ),
        total=fan(ahead, totals[1:], 0.004),
        population_years=population_years,
        population=population,
        women_15_49=fan(ahead, population[1:, 0, 15:50].sum(axis=1), 0.004),
        total_fertility_past=Series(past, np.round(np.linspace(2.6, 1.3, len(past)), 2)),
        total_fertility=fan(ahead, np.full(len(ahead), 1.3), 0.02),
        past_peaks=(
            Peak(1989, scale * 1.58, 10.0, 1984, 1994, scale * 0.7),
            Peak(2014, scale * 1.17, 9.0, 2010, 2019, scale * 0.3),
        ),
        next_peak=next_peak,
        causes=why,
        needs=needs_of(ahead, median),
        rungs={
            "population": Rung("population-1", "single years of age as read"),
            "births": Rung("births-4", "births in total; the age pattern is the model's"),
            "mortality": Rung("mortality-5", "life expectancy and a model life table"),
            "migration": Rung("migration-6", "no migration: none was given"),
        },
        notes=notes,
        accuracy=Accuracy(
            2015,
            np.arange(2016, 2026),
            counted[-10:] * 1.03,
            counted[-10:],
            0.031,
            0.02,
            0.8,
        ),
    )


def usual_peak(scale: float) -> NextPeak:
    return peak(0.92, (2030, 2032, 2035), (scale * 0.85, scale * 0.93, scale * 1.02))


def usual_causes(scale: float) -> Causes:
    born = scale * 0.72
    return causes(0.09 * scale, 0.05 * scale, 0.04 * scale, 0.03 * scale, births_from=born, to_year=2032)


def district(towns: int = 3, villages: int = 4, scale: float = 1700.0, rises: bool = True) -> Forecast:
    """A district with towns and villages; births of the district are the sums of those of its villages."""
    codes: list[Place] = [Place("D", {"en": "Willow District", "zh-hans": "柳溪区"}, kind="district")]
    leaves: list[str] = []
    for town in range(1, towns + 1):
        codes.append(Place(f"T{town}", {"en": f"Heron Town {town}", "zh-hans": f"白鹭镇{town}"}, "D", "town"))
        for village in range(1, villages + 1):
            code = f"T{town}V{village}"
            names = {"en": f"Alder Village {town}-{village}", "zh-hans": f"赤杨村{town}-{village}"}
            codes.append(Place(code, names, f"T{town}", "village"))
            leaves.append(code)
    tree = PlaceTree(tuple(codes))
    made = _places(tree, leaves, scale, rises)
    return Forecast(
        tree=tree,
        top=("D",),
        places=made,
        base_year=BASE_YEAR,
        settings=Settings(("D",), 2055, 1000, 1),
        assumptions=("Migration stays as it was on average over 2016–2025.",),
        uncertainty=(
            "In the fan: fertility, mortality and migration ahead, and the chance of small numbers.",
            "Not in the fan: errors in the counts that were read, changes of boundaries.",
        ),
        protected=True,
    )


def _places(tree: PlaceTree, leaves: Sequence[str], scale: float, rises: bool) -> dict[str, PlaceForecast]:
    weights = np.linspace(0.4, 1.6, len(leaves)) / len(leaves)
    made: dict[str, PlaceForecast] = {}
    for order, (code, weight) in enumerate(zip(leaves, weights, strict=True)):
        size = scale * float(weight)
        expected = usual_peak(size) if rises else None
        why = usual_causes(size) if rises else causes(-0.1 * size, 0.0, -0.02 * size, births_from=size * 0.7)
        made[code] = place_forecast(code, size, rises=rises, next_peak=expected, why=why, seed=order)
    for code in reversed(list(tree.depth_first())):
        if code not in made:
            below = [made[leaf] for leaf in tree.leaves(code)]
            made[code] = _sum(code, below, rises)
    return {code: made[code] for code in tree.depth_first()}


def _sum(code: str, below: Sequence[PlaceForecast], rises: bool) -> PlaceForecast:
    size = sum(place.births_past.values[-1] for place in below) / 0.72
    expected = usual_peak(size) if rises else peak(0.04, (2030, 2032, 2035), (size, size, size))
    why = usual_causes(size) if rises else causes(-0.1 * size, 0.0, -0.02 * size, births_from=size * 0.72)
    own = place_forecast(code, size, rises=rises, next_peak=expected, why=why)
    counted = np.sum([place.births_past.values for place in below], axis=0)
    population = np.sum([place.population for place in below], axis=0)
    totals = np.sum([place.total_past.values for place in below], axis=0)
    accuracy = Accuracy(2015, np.arange(2016, 2026), counted[-10:] * 1.03, counted[-10:], 0.031, 0.02, 0.8)
    return PlaceForecast(
        **{
            **vars(own),
            "births_past": Series(own.births_past.years, counted),
            "population": population,
            "total_past": Series(own.total_past.years, totals),
            "accuracy": accuracy,
        }
    )


def tables(forecast: Forecast) -> Tables:
    return Tables(
        forecast.tree,
        pd.DataFrame(columns=list(COLUMNS)),
        sources={
            "births.csv": Source("births.csv", 728, "Civil registration, yearly returns"),
            "population.csv": Source("population.csv", 2600, "Household register, 31 December 2025"),
        },
        notes=("births.csv was read as GBK.",),
    )

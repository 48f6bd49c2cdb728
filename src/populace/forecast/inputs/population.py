"""The population of a place by sex and single year of age, at every date for which it was counted."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import Float

from populace.demography.ages import Ages
from populace.demography.graduation import graduate_population
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.forecast.inputs.rows import Rows

OPEN_AGE = 100
"""The forecast works in single years 0–99 with 100 and over as the last."""

AGES = Ages.single(OPEN_AGE)

WIDEST, LAST_FERTILE = 5, 50
"""Years in the widest age group below age 50 that single years can be told from: wider ones hide the waves."""

OPEN_GROUP_LIFE_EXPECTANCY = 75.0
"""Life expectancy (years) of the model table by which an open group such as 85+ is shared out over single years. It
moves no births and hardly any needs; 73 is the world's of 2023 (UN, World Population Prospects 2024)."""


@dataclass(frozen=True)
class Stocks:
    """Populations at dates in decimal years (31 December 2025 is 2026.0), the earliest first.

    ``counts`` ``(date, sex, age)``. ``single_years`` is true where the last was given by single years of age, ``wide``
    where it was given in groups of more than ``WIDEST`` years below age 50.
    """

    dates: Float[np.ndarray, " date"]
    counts: Float[np.ndarray, "date sex age"]
    single_years: bool
    wide: bool = False

    @property
    def end_year(self) -> int:
        """The year in which, or at whose end, the last count was taken."""
        return int(np.ceil(self.dates[-1])) - 1

    @property
    def rest_of_year(self) -> float:
        """Share of ``end_year`` still to go at the last count: 0.5 after a count on 1 July."""
        return float(self.end_year + 1 - self.dates[-1])

    @property
    def latest(self) -> Float[np.ndarray, "sex age"]:
        """The population at the last date."""
        return np.asarray(self.counts[-1])

    @property
    def totals_by_year(self) -> dict[int, float]:
        """Total population at the end of each year that ends on a date given."""
        ends = self.dates == np.floor(self.dates)
        return {
            int(date) - 1: float(count.sum())
            for date, count in zip(self.dates[ends], self.counts[ends], strict=True)
        }

    def covers(self, year: int) -> bool:
        """Whether the middle of ``year`` lies within a year of the dates given."""
        return bool(self.dates[0] - 1.0 <= year + 0.5 <= self.dates[-1] + 1.0)

    def women(self, year: int) -> Float[np.ndarray, " age"]:
        """Woman-years lived in ``year``; after the last count each cohort is a year older every year.

        The middle of a year is mostly not a whole number of years after the count; women are then on the line between
        their ages at the whole numbers around it. Of women below 50 fewer than 3 in 1,000 die in a year, so survival is
        left out; good for ten years or so. Before the first count each cohort is as many years younger.
        """
        earlier = float(self.dates[0]) - (year + 0.5)
        if earlier > 1.0:
            return _aged(self.exposure(year)[FEMALE], -round(earlier))
        later = max(year + 0.5 - float(self.dates[-1]), 0.0)
        whole = int(later)
        counted = self.exposure(year)[FEMALE]
        younger, older = _aged(counted, whole), _aged(counted, whole + 1)
        return np.asarray(younger + (later - whole) * (older - younger))

    def exposure(self, year: int) -> Float[np.ndarray, "sex age"]:
        """Person-years lived in ``year``: the population at its middle, on the line between the dates around it."""
        middle = np.clip(year + 0.5, self.dates[0], self.dates[-1])
        after = min(int(np.searchsorted(self.dates, middle)), len(self.dates) - 1)
        before = max(after - 1, 0)
        gap = self.dates[after] - self.dates[before]
        weight = (middle - self.dates[before]) / gap if gap else 0.0
        return np.asarray((1.0 - weight) * self.counts[before] + weight * self.counts[after])


def _aged(people: Float[np.ndarray, " age"], years: int) -> Float[np.ndarray, " age"]:
    """People ``years`` years later (earlier, below zero), without deaths and births."""
    if years < 0:
        return np.concatenate([people[-years:], np.zeros(min(-years, len(people)))])
    years = min(years, len(people))
    return np.concatenate([np.zeros(years), people[: len(people) - years]])


def stocks_of(rows: Rows | None) -> Stocks | None:
    """Populations from the rows of one place, or ``None`` where no date has both sexes by age."""
    if rows is None:
        return None
    counted = rows.observed.by_age
    found: dict[float, tuple[tuple[int, ...], np.ndarray]] = {}
    for date in np.unique(counted.date):
        grid = _by_sex_and_group(counted.where(counted.date == date).best())
        if grid is not None:
            found[float(date)] = grid
    if not found:
        return None
    dates = np.array(sorted(found))
    counts = np.empty((len(dates), len(SEXES), len(AGES)))
    for lower in {grid[0] for grid in found.values()}:
        same = [at for at, date in enumerate(dates) if found[date][0] == lower]
        counts[same] = _single_years(np.stack([found[dates[at]][1] for at in same]), lower)
    newest = found[dates[-1]][0]
    young = np.diff([low for low in newest if low < LAST_FERTILE] + [LAST_FERTILE])
    single = newest == tuple(range(newest[-1] + 1))
    return Stocks(dates, counts, single, wide=bool((young > WIDEST).any()))


def together(stocks: list[Stocks]) -> Stocks | None:
    """The sum of several places at the dates that all of them have, or ``None`` where there is no such date."""
    if not stocks:
        return None
    dates = [date for date in stocks[0].dates if all(date in one.dates for one in stocks)]
    if not dates:
        return None
    counts = np.sum([one.counts[np.isin(one.dates, dates)] for one in stocks], axis=0)
    return Stocks(np.array(dates), counts, all(one.single_years for one in stocks))


def _by_sex_and_group(rows: Rows) -> tuple[tuple[int, ...], Float[np.ndarray, "sex group"]] | None:
    women, men = rows.of_sex(FEMALE), rows.of_sex(MALE)
    if not len(women) or not np.array_equal(women.age, men.age) or women.age[0] != 0 or len(women) < 3:
        return None
    counts = np.empty((len(SEXES), len(women)))
    counts[FEMALE], counts[MALE] = women.value, men.value
    return tuple(int(age) for age in women.age), counts


def _single_years(
    counts: Float[np.ndarray, "date sex group"], lower: tuple[int, ...]
) -> Float[np.ndarray, "date sex age"]:
    if lower == AGES.lower:
        return counts
    if lower[: len(AGES)] == AGES.lower:
        return np.concatenate(
            [counts[..., :OPEN_AGE], counts[..., OPEN_AGE:].sum(axis=-1, keepdims=True)], axis=-1
        )
    return np.asarray(graduate_population(counts, Ages.of(lower), _model_person_years(), OPEN_AGE))


@cache
def _model_person_years() -> Float[np.ndarray, "sex age"]:
    rates = model_mx(np.full(len(SEXES), OPEN_GROUP_LIFE_EXPECTANCY), OPEN_AGE)
    return np.asarray(life_table(rates, AGES).Lx)

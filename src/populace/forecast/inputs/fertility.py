"""Fertility of a place: its pattern by age of mother, its level in the past, and the path of the level ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from populace.demography.fertility import FIRST_AGE, gamma_schedule, schedule_from_groups
from populace.demography.pattern_shrinkage import pattern_strength
from populace.forecast.inputs.births import BirthHistory
from populace.forecast.inputs.population import OPEN_AGE, Stocks
from populace.forecast.inputs.rows import Rows

PATTERN_YEARS = 3
"""Years of births by age over which a pattern is pooled: recent enough to be today's, long enough to be steady."""

PRIOR_BIRTHS = 1500.0
"""Births that the pattern of the place above is worth where too few places tell: 1,500 over seven groups leave each a
standard error of about 7 % where most births fall, and no less lies between one place's pattern and the next."""

MIN_PLACES = 5
"""Places from which it can be told how much patterns differ."""

CARRIED_BACK = 15
"""Years before a first count for which its women tell of those who bore children then, where nothing nearer does:
those of 50 to 64 were of childbearing age. Their deaths and moves since are left out."""

CARRIED_ON = 10
"""Years after a count for which the women of childbearing age are still told by it: girls of 5 then are 15."""

MODEL_MEAN_AGE, MODEL_SPREAD = 28.5, 5.5
"""Mean and standard deviation (years) of the age at childbearing where no data say anything: about the world's mean
in the 2020s (UN, World Population Prospects 2024), and the usual spread of 5 to 6 years."""


MIN_GROUPS = 3
"""Fewest age groups of mothers that tell a pattern."""

BIRTHS = 0

Groups = tuple[tuple[int, ...], int]
"""Lower bounds of age groups, and the bound above the last."""

Counted = Float[np.ndarray, "2 group"]
"""Births and woman-years by age group, in this order."""


@dataclass(frozen=True)
class BirthsByAge:
    """Births by age of mother of the last years, pooled: of one place, or of several together.

    ``counted`` are births and woman-years by the age groups they came in.
    """

    births: float
    counted: Mapping[Groups, Counted]

    @property
    def schedule(self) -> Float[np.ndarray, " age"]:
        """Share of total fertility at each single age; schedules of different groups are averaged by their births."""
        weighted = [
            found[BIRTHS].sum() / self.births * _schedule(found, groups)
            for groups, found in self.counted.items()
            if found[BIRTHS].sum() > 0
        ]
        return np.asarray(np.sum(weighted, axis=0))


def births_by_age(counted: Sequence[tuple[Rows, Stocks]]) -> BirthsByAge | None:
    """Pool births by age group and the women of those ages, each place's with its population.

    ``None`` where there are no births by age.
    """
    pooled: dict[Groups, Counted] = {}
    for rows, stocks in counted:
        by_age = _recent_births(rows, stocks)
        for year in np.unique(by_age.year):
            of_year = by_age.where(by_age.year == year)
            groups = _bounds(of_year)
            if len(groups[0]) >= MIN_GROUPS:
                found = _by_group(of_year, stocks.women(int(year)), groups)
                pooled[groups] = pooled[groups] + found if groups in pooled else found
    total = sum(float(found[BIRTHS].sum()) for found in pooled.values())
    return BirthsByAge(total, pooled) if total > 0 else None


def strength_above(places: Sequence[BirthsByAge], above: BirthsByAge) -> float:
    """How many births the pattern of the place ``above`` is worth, from how much its ``places`` differ from it."""
    if len(places) < MIN_PLACES:
        return PRIOR_BIRTHS
    groups = max(above.counted, key=lambda one: above.counted[one][BIRTHS].sum())
    births, women = above.counted[groups]
    rates = np.divide(births, women, out=np.zeros_like(births), where=women > 0)
    same = [place.counted[groups] for place in places if groups in place.counted]
    if len(same) < MIN_PLACES:
        return PRIOR_BIRTHS
    found, exposed = (np.stack([one[at] for one in same]) for at in (BIRTHS, 1 - BIRTHS))
    expected = exposed * rates
    return pattern_strength(np.where(expected > 0, found, 0.0), expected)


def _by_group(rows: Rows, women: Float[np.ndarray, " age"], groups: Groups) -> Counted:
    lower, upper = groups
    age = np.maximum(rows.age, FIRST_AGE)
    births = [rows.value[age == low].sum() for low in lower]
    exposed = [women[low:high].sum() for low, high in pairwise((*lower, upper))]
    return np.array([births, exposed])


def _schedule(counted: Counted, groups: Groups) -> Float[np.ndarray, " age"]:
    lower, upper = groups
    births, exposed = counted
    # Births where no women were counted are an error of one or the other; a group without both has no fertility.
    rates = np.divide(births, exposed, out=np.zeros_like(births), where=exposed > 0)
    return schedule_from_groups(rates * np.diff([*lower, upper]), lower, upper, OPEN_AGE)


def _recent_births(rows: Rows, stocks: Stocks) -> Rows:
    """Births by age of the last years for which there are women to set them against."""
    by_age = rows.observed.by_age
    years = [int(year) for year in np.unique(by_age.year) if stocks.covers(min(int(year), stocks.end_year))]
    return by_age.where(np.isin(by_age.year, years[-PATTERN_YEARS:])).best()


def pattern_from_rates(
    rates: Rows | None, shares: Rows | None, year: int
) -> Float[np.ndarray, " age"] | None:
    """The pattern that rates or shares by age group give for ``year``, or for the nearest year that has any."""
    for given, weighted in ((rates, True), (shares, False)):
        found = pattern_of_year(given, year, weighted=weighted) if given is not None else None
        if found is not None:
            return found
    return None


def pattern_of_year(given: Rows, year: int, *, weighted: bool) -> Float[np.ndarray, " age"] | None:
    """The pattern for ``year`` or the nearest year: of rates (``weighted`` by the width of their groups) or shares."""
    if not len(given.by_age):
        return None
    best = given.by_age.best()
    distance = np.maximum(best.year - year, 0) + np.maximum(year - (best.year + best.years - 1), 0)
    nearest = best.where(distance == distance.min())
    lower, upper = _bounds(nearest)
    values = nearest.value[np.unique(nearest.age, return_index=True)[1]]
    weights = values * np.diff([*lower, upper]) if weighted else values
    return schedule_from_groups(weights, lower, upper, OPEN_AGE) if weights.sum() > 0 else None


def model_pattern() -> Float[np.ndarray, " age"]:
    """The model schedule that stands in where no pattern is given."""
    return gamma_schedule(MODEL_MEAN_AGE, MODEL_SPREAD, OPEN_AGE)


def _bounds(rows: Rows) -> Groups:
    """Lower bounds of the mothers' age groups, and the bound above the last; an open one (45+) ends after five years.

    A first group that starts below age 10 ("under 20" as 0-19) is read from age 10: nobody younger gives birth.
    """
    lower = np.unique(rows.age)
    last = int(rows.width[rows.age == lower[-1]][0])
    upper = int(lower[-1]) + (last if last > 0 else 5)
    return tuple(max(int(low), FIRST_AGE) for low in lower), upper


@dataclass(frozen=True)
class Level:
    """Total fertility in past years: births over the births that the women would have had at one child each.

    ``expected`` are those births, ``sum over ages of women times pattern``.
    """

    years: Float[np.ndarray, " year"]
    total_fertility: Float[np.ndarray, " year"]
    expected: Float[np.ndarray, " year"]
    births: Float[np.ndarray, " year"]


def past_level(history: BirthHistory, stocks: Stocks, pattern: Float[np.ndarray, " age"]) -> Level:
    """Total fertility in every year that has both births and women.

    After the last count women are carried on for ``CARRIED_ON`` years; where births end before the first count, its
    women are carried back for ``CARRIED_BACK``.
    """
    last = stocks.end_year + CARRIED_ON
    known = [int(year) for year in history.series.years if year <= last]
    years = [year for year in known if stocks.covers(min(year, stocks.end_year))]
    if not years:
        years = [year for year in known if year >= stocks.dates[0] - CARRIED_BACK]
    births = np.array([history.of(year) or 0.0 for year in years])
    expected = np.array([float(stocks.women(year) @ pattern) for year in years])
    ratio = np.divide(births, expected, out=np.zeros(len(years)), where=expected > 0)
    return Level(np.array(years), ratio, expected, births)

"""Net migration of a place: measured, worked out as a residual, projected by a source, or none.

Those who leave are taken as a share of those who live there, those who arrive as a number: a place that empties sends
ever fewer away, while the arrivals of a place do not depend on how many are there already (Smith, Tayman & Swanson
2001, State and Local Population Projections, chapter 6).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from populace.demography.migration import migration_pattern, residual_migration
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.forecast.inputs.births import BirthHistory
from populace.forecast.inputs.paths import Projected, projected
from populace.forecast.inputs.population import AGES, OPEN_AGE, Stocks
from populace.forecast.inputs.rows import Rows
from populace.forecast.ladder import rung
from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.forecast.results import Rung
from populace.forecast.tables import OWN

RECENT_YEARS = 5
"""Years of migration whose mean is carried ahead: enough to even out one housing estate, few enough to be today's."""

SMOOTHED_AGES = 5
"""Single years of age over which a residual is averaged: counts of neighbouring ages are noisy, migration is not."""

SAME_DAY = 0.01
"""Years by which two dates may miss a whole number of years: leap days and rounded decimals move a day by 0.003."""

Survivorship = Callable[[int], Float[np.ndarray, "sex age"]]


@dataclass(frozen=True)
class Migration:
    """``leaving`` shares a year of those who would stay (zero or below), ``arriving`` persons a year; ``(sex, age)``.

    ``given`` are net migrants ``(sex, age)`` of single years that a source gives, ``source`` its totals with their
    bounds. Without those ``spread`` is one standard deviation of the yearly total (persons). What the total deviates
    by falls on ages as ``pattern`` (sums to one).
    """

    rung: Rung
    leaving: Float[np.ndarray, "sex age"]
    arriving: Float[np.ndarray, "sex age"]
    pattern: Float[np.ndarray, "sex age"]
    spread: float = 0.0
    given: Mapping[int, Float[np.ndarray, "sex age"]] = field(default_factory=dict)
    source: Projected | None = None

    def persons(self, year: int, stayed: Float[np.ndarray, "sex age"]) -> Float[np.ndarray, "sex age"]:
        """Net migrants of ``year``, by age at its end; ``stayed`` is the population there would be without any."""
        if year in self.given:
            return self.given[year]
        return np.asarray(self.leaving * stayed + self.arriving)


def migration_of(
    rows: Rows | None,
    stocks: Stocks,
    births: BirthHistory | None,
    survivorship: Survivorship,
    sex_ratio: float,
) -> Migration:
    """The best that the data allow, from measured by age down to none."""
    rows = _of_both_sexes(rows) if rows is not None else None
    if rows is not None and len(rows):
        own = rows.where(rows.priority == OWN)
        measured = (
            _measured(own if len(own) else rows, stocks) if len(own) or not rows.projected.any() else None
        )
        if measured is not None:
            return measured
        if rows.projected.any():
            return _of_source(rows, stocks)
    residual = _residual(stocks, births, survivorship, sex_ratio)
    return residual if residual is not None else _none()


def _of_both_sexes(rows: Rows) -> Rows:
    """Without the rows of one sex where the same source has none of the other: half of a place is no total."""
    keys = np.stack([rows.year, rows.years, rows.priority, rows.age != ALL_AGES, rows.projected], axis=1)
    _unique, group = np.unique(keys, axis=0, return_inverse=True)
    group = group.ravel()
    paired = np.ones(len(rows), bool)
    for sex in (FEMALE, MALE):
        paired &= np.isin(group, group[rows.sex == sex])
    return rows.where(paired | (rows.sex == BOTH_SEXES))


def _none() -> Migration:
    nothing = np.zeros((len(SEXES), len(AGES)))
    return Migration(rung("migration-6"), nothing, nothing, migration_pattern(OPEN_AGE))


def _model_pattern(population: Float[np.ndarray, "sex age"]) -> Float[np.ndarray, "sex age"]:
    """Shares of a total by the model's rates and the people there are: nobody moves at an age that nobody has."""
    movers = migration_pattern(OPEN_AGE) * population
    return np.asarray(movers / movers.sum() if movers.sum() > 0 else migration_pattern(OPEN_AGE))


def _carried_ahead(
    kind: Rung, net: Float[np.ndarray, "sex age"], population: Float[np.ndarray, "sex age"], spread: float
) -> Migration:
    out = np.minimum(net, 0.0)
    stayed = population - out
    leaving = np.divide(out, stayed, out=np.zeros_like(net), where=stayed > 0)
    size = np.abs(net).sum()
    pattern = np.abs(net) / size if size > 0 else _model_pattern(population)
    return Migration(kind, leaving, np.maximum(net, 0.0), pattern, spread)


def _measured(rows: Rows, stocks: Stocks) -> Migration | None:
    observed = rows.observed
    totals = observed.yearly()
    years = sorted(totals)[-RECENT_YEARS:]
    if not years:
        return None
    mean_total = float(np.mean([totals[year] for year in years]))
    spread = float(np.std(list(totals.values()), ddof=1)) if len(totals) >= RECENT_YEARS else 0.0
    population = np.mean([stocks.exposure(year) for year in years], axis=0)
    by_age = observed.by_age
    by_age = by_age.where(
        np.isin(by_age.year, years) & (by_age.years == 1) & (by_age.sex != BOTH_SEXES)
    ).best()
    if len(by_age):
        with_ages = np.unique(by_age.year)
        net = _by_sex(by_age, population) / len(with_ages)
        if len(with_ages) < len(years):
            net = _of_total(net, mean_total, population)
        return _carried_ahead(rung("migration-1"), net, population, spread)
    return _carried_ahead(rung("migration-2"), mean_total * _model_pattern(population), population, spread)


def _of_total(
    net: Float[np.ndarray, "sex age"], total: float, population: Float[np.ndarray, "sex age"]
) -> Float[np.ndarray, "sex age"]:
    """Net migration by age brought to ``total``: what is missing is shared out by the size of each age's own.

    The plus-minus method (Smith, Tayman & Swanson 2001): where all ages have one sign it is plain scaling; where gains
    and losses nearly cancel, it does not blow them up.
    """
    size = np.abs(net)
    shares = size / size.sum() if size.sum() > 0 else _model_pattern(population)
    return np.asarray(net + (total - net.sum()) * shares)


def _by_sex(rows: Rows, population: Float[np.ndarray, "sex age"]) -> Float[np.ndarray, "sex age"]:
    return np.stack([_over_ages(rows.of_sex(sex), population[sex]) for sex in (FEMALE, MALE)])


def _over_ages(rows: Rows, population: Float[np.ndarray, " age"]) -> Float[np.ndarray, " age"]:
    """Migrants of age groups over single years, as the people of the group are spread."""
    net = np.zeros(len(AGES))
    lower = np.unique(rows.age)
    for low, high in zip(lower, [*lower[1:], OPEN_AGE + 1], strict=True):
        people = population[low:high]
        share = people / people.sum() if people.sum() > 0 else np.full(len(people), 1.0 / len(people))
        net[low:high] += rows.value[rows.age == low].sum() * share
    return net


def _of_source(rows: Rows, stocks: Stocks) -> Migration:
    """Net migration of a source that projects it, year by year; by sex and age where it says so."""
    total = projected(rows.all_ages)
    by_age = rows.by_age.where(rows.by_age.sex != BOTH_SEXES)
    given = {
        int(year): _by_sex(by_age.where(by_age.year == year).best(), stocks.latest)
        for year in np.unique(by_age.year)
    }
    if total is not None:
        shape = _model_pattern(stocks.latest)
        for year, value in zip(total.years, total.value, strict=True):
            given.setdefault(int(year), value * shape)
    last = given[max(given)]
    kind = rung("migration-4" if len(by_age) else "migration-5")
    size = np.abs(last).sum()
    pattern = np.abs(last) / size if size > 0 else _model_pattern(stocks.latest)
    nothing = np.zeros_like(last)
    return Migration(kind, nothing, last, pattern, given=given, source=total)


def _residual(
    stocks: Stocks, births: BirthHistory | None, survivorship: Survivorship, sex_ratio: float
) -> Migration | None:
    """What two populations, births and survival leave over, averaged over the years between dates of the last ten."""
    intervals = _up_to(_intervals(stocks.dates), 2 * RECENT_YEARS)
    if not intervals:
        return None
    found = [_one_residual(stocks, interval, births, survivorship, sex_ratio) for interval in intervals]
    recent = _up_to(intervals, RECENT_YEARS)
    span = sum(interval.years for interval in recent)
    net = _smoothed(np.sum(found[: len(recent)], axis=0) / span)
    population = np.mean([stocks.counts[recent[0].end], stocks.counts[recent[-1].start]], axis=0)
    totals = [float(net.sum()) / interval.years for interval, net in zip(intervals, found, strict=True)]
    spread = float(np.std(totals, ddof=1)) if len(totals) >= RECENT_YEARS else 0.0
    return _carried_ahead(rung("migration-3"), net, population, spread)


@dataclass(frozen=True)
class Span:
    """Two dates, by their index, a whole number of ``years`` apart."""

    start: int
    end: int
    years: int


def _intervals(dates: Float[np.ndarray, " date"]) -> list[Span]:
    """Pairs of dates that follow each other, the newest first: each date with the nearest whole years before it.

    Dates without one, as the only count of 1 July among counts of 31 December, are passed over.
    """
    found = []
    end = len(dates) - 1
    while end > 0:
        gaps = dates[end] - dates[:end]
        years = np.round(gaps)
        (whole,) = np.nonzero((np.abs(gaps - years) <= SAME_DAY) & (years >= 1))
        if len(whole):
            found.append(Span(int(whole[-1]), end, int(years[whole[-1]])))
        end = int(whole[-1]) if len(whole) else end - 1
    return found


def _up_to(intervals: list[Span], years: int) -> list[Span]:
    """The first intervals, until they make up ``years``."""
    before = np.cumsum([0, *(interval.years for interval in intervals)])
    return [interval for interval, sofar in zip(intervals, before[:-1], strict=True) if sofar < years]


def _one_residual(
    stocks: Stocks,
    interval: Span,
    births: BirthHistory | None,
    survivorship: Survivorship,
    sex_ratio: float,
) -> Float[np.ndarray, "sex age"]:
    """Net migrants between two dates by age at the later one; zero of those born in years without known births."""
    people, after = stocks.counts[interval.start], stocks.counts[interval.end]
    born = [_born(births, stocks.dates[interval.start] + year) for year in range(interval.years)]
    by_sex = np.empty(len(SEXES))
    by_sex[FEMALE], by_sex[MALE] = 1.0 / (1.0 + sex_ratio), sex_ratio / (1.0 + sex_ratio)
    nobody = np.zeros_like(people)
    first = int(np.floor(stocks.dates[interval.start]))
    for year, count in enumerate(born[:-1], first):
        # What nobody falls short of is the survivors: the years between the dates, without migration.
        people = -residual_migration(people, nobody, survivorship(year), (count or 0.0) * by_sex)
    last = survivorship(first + interval.years - 1)
    net = residual_migration(people, after, last, (born[-1] or 0.0) * by_sex)
    unknown = [age for age, count in enumerate(reversed(born)) if count is None]
    net[:, unknown] = 0.0
    return net


def _born(births: BirthHistory | None, date: float) -> float | None:
    """Births of the year that begins at ``date``, or ``None`` where a calendar year that it touches has none."""
    year = int(np.floor(date + SAME_DAY))
    into = max(date - year, 0.0)
    known = [births.of(year + later) if births is not None else None for later in (0, 1)]
    if into <= SAME_DAY:
        return known[0]
    return None if known[0] is None or known[1] is None else (1.0 - into) * known[0] + into * known[1]


def _smoothed(net: Float[np.ndarray, "sex age"]) -> Float[np.ndarray, "sex age"]:
    """A moving mean over ages that keeps the total of each sex."""
    kernel = np.ones(SMOOTHED_AGES) / SMOOTHED_AGES
    reach = np.convolve(np.ones(net.shape[-1]), kernel, mode="same")
    return np.stack([np.convolve(one / reach, kernel, mode="same") for one in net])

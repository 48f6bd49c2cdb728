"""What an account says for each place and period: stocks at the middle of the period, yearly flows by its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure
from populace.catalog.measure import Kind
from populace.catalog.periods import Length, Period
from populace.indicators.accounts import (
    BOUNDS,
    MEDIAN,
    Holding,
    PopulationChoice,
    chosen,
    days_in_year,
    dimension_of,
    held,
    narrowed_to,
)
from populace.indicators.interpolate import EPOCH, year_of
from populace.indicators.parts import parts_of
from populace.indicators.stocks import Carried, by_map, carry
from populace.store.leaves import Question, values_of
from populace.store.selection import Scope
from populace.store.views import View

REACH = 2
"""Years of stocks read before the first and after the last period, at least: interpolation holds one year outside."""


@dataclass(frozen=True)
class AccountValues:
    """A figure by account, ``(place, period)``: the value, its bounds of 95 % (NaN where the account has none), whether
    the nearest stock was held, and whether a part has none near enough. By ``(period,)``: the account's code and its
    newest vintage (−1: none).
    """

    value: Float[np.ndarray, "place period"]
    low: Float[np.ndarray, "place period"]
    high: Float[np.ndarray, "place period"]
    held: Bool[np.ndarray, "place period"]
    lacking: Bool[np.ndarray, "place period"]
    account: tuple[str, ...]
    vintage: Int[np.ndarray, " period"]


@dataclass(frozen=True)
class Accounts:
    """The accounts of a view, read as they are asked for; ``known`` keeps what there is of each measure."""

    view: View
    catalogue: Catalogue
    choice: PopulationChoice
    known: dict[str, dict[str, Holding]]

    def of(self, measure: str) -> dict[str, Holding]:
        """What there is of each account of ``measure``."""
        if measure not in self.known:
            self.known[measure] = held(self.view, self.catalogue, measure)
        return self.known[measure]

    def values(self, figures: Iterable[Figure], scope: Scope) -> dict[Figure, AccountValues]:
        """Each of ``figures`` in ``scope``, period by period from the account that holds for the period's year.

        :raises IndicatorError: several accounts, and nothing that chooses between them.
        """
        groups: dict[tuple[str, int, str | None], list[Figure]] = {}
        for each in dict.fromkeys(figures):
            dimension = dimension_of(self.catalogue, each.measure)
            fixed = each.only.category(dimension) if dimension else None
            groups.setdefault((each.measure, each.offset, fixed), []).append(each)
        found: dict[Figure, AccountValues] = {}
        for (measure, offset, fixed), together in groups.items():
            periods = [period.moved(offset) for period in scope.periods]
            found.update(self._values(together, measure, fixed, periods, scope))
        return found

    def _values(
        self,
        figures: Sequence[Figure],
        measure: str,
        fixed: str | None,
        periods: Sequence[Period],
        scope: Scope,
    ) -> dict[Figure, AccountValues]:
        """Figures of one measure, asked for together."""
        accounts = self.of(measure)
        by_period = [chosen(self.choice, accounts, measure, year_of(each), fixed) for each in periods]
        vintage = np.array([accounts[each].vintage if each in accounts else -1 for each in by_period])
        codes = tuple(each or "" for each in by_period)
        shape = len(scope.places), len(periods)
        found = {each: _nothing(shape, codes, vintage) for each in figures}
        for account in dict.fromkeys(each for each in by_period if each in accounts):
            at = [position for position, each in enumerate(by_period) if each == account]
            wanted = [periods[position] for position in at]
            for figure, told in self._told(figures, accounts[account or ""], scope, wanted).items():
                whole = found[figure]
                parts = (whole.value, whole.low, whole.high, whole.held, whole.lacking)
                for one, part in zip(parts, told, strict=True):
                    one[:, at] = part
        return found

    def _told(
        self, figures: Sequence[Figure], holding: Holding, scope: Scope, periods: Sequence[Period]
    ) -> dict[Figure, tuple[np.ndarray, ...]]:
        """Value, low, high, held and lacking of each figure by one account, ``(place, period)`` each."""
        measure = figures[0].measure
        dimension = dimension_of(self.catalogue, measure)
        bounds: tuple[str | None, ...] = (MEDIAN,) if holding.bounds else (None,)
        if holding.uncertain:
            bounds = (MEDIAN, *BOUNDS)
        asked = {
            each: [narrowed_to(each, dimension, holding.account, bound) for bound in bounds]
            for each in figures
        }
        told = self._stocks if self.catalogue.measures[measure].kind is Kind.STOCK else self._flows
        every = list(dict.fromkeys(cell for cells in asked.values() for cell in cells))
        found = dict(zip(every, told(every, holding, scope, periods), strict=True))
        return {figure: _with_bounds([found[cell] for cell in cells]) for figure, cells in asked.items()}

    def _stocks(
        self, figures: Sequence[Figure], holding: Holding, scope: Scope, periods: Sequence[Period]
    ) -> list[Carried]:
        """Stocks carried to the middle of each period, map by map."""
        shape = len(scope.places), len(periods)
        found = [Carried.nothing(shape) for _figure in figures]
        for day, at in by_map(scope, periods).items():
            here = [periods[position] for position in at]
            parts = parts_of(scope.history, scope.places, (day - EPOCH).days)
            if not parts.codes:
                continue
            near = _near(holding, here)
            below = replace(scope, places=parts.codes, boundaries=day)
            stored = self._stored(figures, near, below)
            for whole, figure in zip(found, figures, strict=True):
                carried = carry(stored[figure], near, here, parts, holding.account, self.choice)
                whole.value[:, at], whole.held[:, at] = carried.value, carried.held
                whole.lacking[:, at] = carried.lacking
        return found

    def _flows(
        self, figures: Sequence[Figure], holding: Holding, scope: Scope, periods: Sequence[Period]
    ) -> list[Carried]:
        """Yearly counts spread evenly over the days of their year; counts of shorter periods as they add up."""
        shape = len(scope.places), len(periods)
        nothing = np.zeros(shape, bool)
        if not holding.yearly:
            stored = self._stored(figures, periods, scope)
            return [Carried(stored[each], nothing, nothing) for each in figures]
        years = range(min(each.start.year for each in periods), max(each.last.year for each in periods) + 1)
        stored = self._stored(figures, [Period.parse(f"{year:04d}") for year in years], scope)
        parts = _parts_of_years(years, periods)
        return [Carried(_spread(stored[each], parts), nothing, nothing) for each in figures]

    def _stored(
        self, figures: Sequence[Figure], periods: Sequence[Period], scope: Scope
    ) -> dict[Figure, np.ndarray]:
        """Figures rolled up for each of ``periods``, ``(place, period)``: by one question where they follow in step."""
        found = {each: np.full((len(scope.places), len(periods)), np.nan) for each in figures}
        for run in _runs(periods):
            asked = replace(scope, length=run[0].length, first=run[0], last=run[-1])
            position = {period: at for at, period in enumerate(asked.periods)}
            values = values_of(Question(self.view, asked, self.catalogue, {}), figures)
            at = [periods.index(each) for each in run]
            for each in figures:
                found[each][:, at] = values[each][:, [position[period] for period in run]]
        return found


def _nothing(shape: tuple[int, int], account: tuple[str, ...], vintage: np.ndarray) -> AccountValues:
    value, low, high = (np.full(shape, np.nan) for _ in range(3))
    held, lacking = (np.zeros(shape, bool) for _ in range(2))
    return AccountValues(value, low, high, held, lacking, account, vintage)


def _with_bounds(found: Sequence[Carried]) -> tuple[np.ndarray, ...]:
    value, *bounds = found
    nothing = np.full_like(value.value, np.nan)
    low, high = (each.value for each in bounds) if bounds else (nothing, nothing)
    return value.value, low, high, value.held, value.lacking


def _near(holding: Holding, periods: Sequence[Period]) -> list[Period]:
    """The stored periods within reach, and the nearest on either side; years, where stocks are of several lengths."""
    stored = holding.periods
    if len({each.length for each in stored}) > 1:
        years = sorted({each.last.year for each in stored})
        stored = tuple(Period.parse(f"{year:04d}") for year in years)
    first, last = periods[0].start.year - REACH, periods[-1].last.year + REACH
    before = [each for each in stored if each.last.year < first][-1:]
    after = [each for each in stored if each.last.year > last][:1]
    return [*before, *(each for each in stored if first <= each.last.year <= last), *after]


def _runs(periods: Sequence[Period]) -> list[list[Period]]:
    """``periods`` in groups, each of one length and close enough to be asked for together."""
    groups: list[list[Period]] = []
    for each in periods:
        if groups and _in_step(groups[-1][-1], each):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _in_step(one: Period, other: Period) -> bool:
    if one.length is not other.length or not one < other:
        return False
    if one.length is Length.YEAR:  # Censuses stand years apart: asking for the years between costs little.
        return one.start.month == other.start.month and other.start.year - one.start.year <= 10
    return other in (one.moved(1), one.moved(2))


def _parts_of_years(years: range, periods: Sequence[Period]) -> Float[np.ndarray, "year period"]:
    """The part of the days of each year that lies in each period."""
    parts = np.zeros((len(years), len(periods)))
    for at, period in enumerate(periods):
        for year in range(period.start.year, period.last.year + 1):
            whole = Period.parse(f"{year:04d}")
            first, last = max(period.start, whole.start), min(period.last, whole.last)
            parts[year - years.start, at] = ((last - first).days + 1) / days_in_year(year)
    return parts


def _spread(
    yearly: Float[np.ndarray, "place year"], parts: Float[np.ndarray, "year period"]
) -> Float[np.ndarray, "place period"]:
    missing = np.isnan(yearly)
    lacking = missing.astype(float) @ (parts > 0)
    return np.where(lacking > 0, np.nan, np.where(missing, 0.0, yearly) @ parts)

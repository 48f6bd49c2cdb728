"""What indicators are divided by: accounts of the population, carried from the ends of years to the middle of periods.

A population is a stock of the end of its year (31 December). In the middle of a period it is interpolated between the
ends of two years, geometrically: ``P(t) = P0 (P1 / P0)^w``, with ``w`` the part of the year that has passed; linearly
where one of them is zero. Where the year before has no figure in the account, the year's own stands, and where the
year itself has none there is none. A flow of the year (births expected) is shared out by days.

An account that is a projection may come with bounds (``projection~low80``); they go through the same steps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Role
from populace.catalog.expressions.nodes import Figure
from populace.catalog.measure import Kind
from populace.catalog.periods import Length, Period
from populace.indicators.official import BOUND_MARK, NO_CHOICE, OfficialChoice
from populace.store.selection import RollUp, Scope
from populace.store.snapshot import Snapshot

SOURCE = "source"
"""The dimension whose categories are accounts of the same population."""

Grid = NDArray[np.float64]
"""``(place, period)``; NaN is missing."""


@dataclass(frozen=True)
class Denominators:
    """The values of a figure by place and period, and for each period the account that they are from (or "")."""

    values: Grid
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Accounts:
    """The accounts of a snapshot: which are chosen, and what they say.

    ``bound`` is the bound of the official account that is asked for instead of its middle, where it has one.
    """

    snapshot: Snapshot
    catalogue: Catalogue
    official: OfficialChoice = NO_CHOICE
    bound: str = ""

    def covers(self, figure: Figure) -> bool:
        """Whether ``figure`` is one of an account that was not named."""
        measure = self.catalogue.measures.get(figure.measure)
        return measure is not None and SOURCE in measure.dimensions and figure.only.category(SOURCE) is None

    def names(self, measure: str, scope: Scope, only: Breakdown) -> tuple[str, ...]:
        """The accounts that have figures of ``measure`` there, by name, bounds left out."""
        found = self.snapshot.roll_up(RollUp((measure,), scope, (SOURCE,), only), self.catalogue)
        texts = {Breakdown.parse(text).category(SOURCE) for text in found["breakdown"].unique().to_pylist()}
        return tuple(sorted(name for name in texts if name and BOUND_MARK not in name))

    def of(self, figures: Sequence[Figure], scope: Scope) -> dict[Figure, Denominators]:
        """The values of ``figures`` for the places and periods of ``scope``, each by the account of its year."""
        periods = [period for figure in figures for period in _moved(scope.periods, figure.offset)]
        if not periods:
            return {}
        yearly = _years_of(periods, scope)
        chosen = self._chosen(figures, yearly)
        asked = {
            f"{i}:{source}": replace(figure, only=_from(figure.only, source), offset=0)
            for i, figure in enumerate(figures)
            for source in dict.fromkeys(chosen[figure].values())
        }
        table = self.snapshot.figures(asked, yearly, self.catalogue) if asked else None
        shape = (len(scope.places), len(yearly.periods))
        grids = {} if table is None else {name: _grid(table[name], shape) for name in asked}
        return {
            figure: self._carried(
                figure,
                _moved(scope.periods, figure.offset),
                {source: grids[f"{i}:{source}"] for source in chosen[figure].values()},
                chosen[figure],
                yearly,
            )
            for i, figure in enumerate(figures)
        }

    def _chosen(self, figures: Iterable[Figure], yearly: Scope) -> dict[Figure, dict[int, str]]:
        """The account of each year: the official one, or the only one there is."""
        found: dict[Figure, dict[int, str]] = {}
        only: dict[str, str | None] = {}
        for figure in figures:
            if figure.measure not in only:
                names = () if self._decided(yearly) else self.names(figure.measure, yearly, Breakdown())
                only[figure.measure] = names[0] if len(names) == 1 else None
            by_year = {}
            for period in yearly.periods:
                name = self.official.of(period.start.year) or only[figure.measure]
                if name:
                    by_year[period.start.year] = name + (BOUND_MARK + self.bound if self.bound else "")
            found[figure] = by_year
        return found

    def _decided(self, yearly: Scope) -> bool:
        return all(self.official.of(period.start.year) for period in yearly.periods)

    def _carried(
        self,
        figure: Figure,
        periods: Sequence[Period],
        grids: Mapping[str, Grid],
        chosen: Mapping[int, str],
        yearly: Scope,
    ) -> Denominators:
        is_flow = self.catalogue.measures[figure.measure].kind is Kind.FLOW
        first = yearly.first.start.year
        columns, sources = [], []
        for period in periods:
            middle = _middle(period)
            source = chosen.get(middle.year, "")
            sources.append(source)
            grid = grids.get(source)
            if grid is None:
                columns.append(np.full(len(yearly.places), np.nan))
                continue
            now, before = grid[:, middle.year - first], grid[:, middle.year - 1 - first]
            columns.append(
                _share_of_year(now, period) if is_flow else interpolated(before, now, _passed(middle))
            )
        return Denominators(np.stack(columns, axis=1), tuple(sources))


def interpolated(
    before: Float[np.ndarray, " place"], now: Float[np.ndarray, " place"], passed: float
) -> Float[np.ndarray, " place"]:
    """A stock after ``passed`` of the year, between its ends; the year's own where the one before has none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        geometric = before * (now / before) ** passed
        linear = before + (now - before) * passed
    between = np.where((before > 0) & (now > 0), geometric, linear)
    return np.where(np.isnan(before), now, between)


def _share_of_year(of_year: Float[np.ndarray, " place"], period: Period) -> Float[np.ndarray, " place"]:
    days = (date(period.start.year + 1, 1, 1) - date(period.start.year, 1, 1)).days
    return of_year * (period.days / days)


def _middle(period: Period) -> date:
    """The day in the middle of a period."""
    return date.fromordinal(period.start.toordinal() + period.days // 2)


def _passed(day: date) -> float:
    """How much of its year has passed at the beginning of ``day``."""
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return (day - first).days / (after - first).days


def _moved(periods: Sequence[Period], offset: int) -> list[Period]:
    return [period.moved(offset) for period in periods]


def _years_of(periods: Sequence[Period], scope: Scope) -> Scope:
    """The years of the middles of ``periods``, and the one before them all."""
    years = [_middle(period).year for period in periods]
    first, last = (Period(date(year, 1, 1), Length.YEAR) for year in (min(years) - 1, max(years)))
    return replace(scope, length=Length.YEAR, first=first, last=last)


def _from(only: Breakdown, source: str) -> Breakdown:
    return Breakdown((*only.pairs, (SOURCE, source)))


def _grid(column: object, shape: tuple[int, int]) -> Grid:
    return np.asarray(column.to_numpy(), dtype=np.float64).reshape(shape)  # type: ignore[attr-defined]


def is_account(catalogue: Catalogue, dimension: str) -> bool:
    """Whether the categories of ``dimension`` are accounts of the same thing."""
    known = catalogue.dimensions.get(dimension)
    return known is not None and known.role is Role.ACCOUNTS

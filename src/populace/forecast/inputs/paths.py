"""The paths ahead of total fertility and life expectancy: from a source's projection, or from the place's own past."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.forecast.inputs.rows import Rows
from populace.forecast.levels import Path, growing_spread
from populace.forecast.processes.quantiles import HIGH80, LOW80, MEDIAN, Quantiles, with_outer_bounds
from populace.forecast.processes.regions import RATIO_RHO, RATIO_SIGMA

MAX_SIGMA = 0.1
"""Largest innovation taken from a place's own past: a year that halves births, as famine or a law did, is no guide to
the changes ahead."""

CHANGE_YEARS = 5
"""Years over which past changes of total fertility are taken: changes of one year miss that falls and rises last."""

FERTILITY_PERSISTENCE, E0_PERSISTENCE, MIGRATION_PERSISTENCE = 0.99, 1.0, 0.93
"""Shares of a year's deviation from a source's median that last into the next year (``processes.noise.year_on_year``).
Bounds of life expectancy grow as the square root of time: a random walk. The other two are those with which the bounds
of fertility, mortality and migration of World Population Prospects 2024 together give its 80 % interval of total
population (127 countries, 5 to 20 years ahead)."""

LEAST_FERTILITY = 0.5
"""Births per woman below which no trajectory of a source's total fertility falls: where the lowest bounds of WPP 2024
end, and what Sevcikova, Raftery & Gerland 2018 hold regions to."""

E0_RHO, E0_SIGMA = 0.9898, 0.1
"""Annual persistence and innovation (years; variance 0.01) of a region's life expectancy about its nation's: Sevcikova,
Raftery & Gerland 2018, at the life expectancies of 82.5 and more where the variance no longer changes."""

TREND_YEARS = 10
"""Years of life expectancy that a trend is read from; with fewer the level is held."""

MAX_TREND = 0.3
"""Largest yearly gain in life expectancy that a trend may carry ahead: the record's long-run gain is about 0.25 years a
year (Oeppen & Vaupel 2002, Science 296:1029)."""


@dataclass(frozen=True)
class Projected:
    """A figure that a source gives by year: known years, and projected ones with their five quantiles.

    ``bounds`` ``(probability, year)`` at ``processes.quantiles.PROBABILITIES``; where a source has none, all are its
    figure.
    """

    years: Int[np.ndarray, " year"]
    bounds: Float[np.ndarray, "probability year"]
    projected: bool

    @property
    def value(self) -> Float[np.ndarray, " year"]:
        """The figure itself: the median of projected years."""
        return np.asarray(self.bounds[MEDIAN])

    def at(self, years: Int[np.ndarray, " year"]) -> Float[np.ndarray, " year"]:
        """Values in ``years``, on the line between the years given and level beyond them."""
        return np.asarray(np.interp(years, self.years, self.value))

    def shifted(self, by: float) -> "Projected":
        """The same, higher by so much."""
        return replace(self, bounds=self.bounds + by)

    def within(self, lowest: float, highest: float) -> "Projected":
        """The same, taken to the nearer of two limits where it lies beyond them."""
        return replace(self, bounds=np.clip(self.bounds, lowest, highest))


def projected(rows: Rows | None) -> Projected | None:
    """Yearly figures of a place, or ``None`` where it has none. Five-year periods stand at their middle.

    Known years are each from the source that comes first; the years after them from the first source that projects
    them. So a place's own figures of a few years do not hide what a reference projects.
    """
    if rows is None or not len(rows):
        return None
    chosen = _one_a_year(rows.where(~rows.projected | _projected_on(rows)))
    return Projected(_middle(chosen), _bounds(chosen), bool(chosen.projected.any()))


def _bounds(rows: Rows) -> Float[np.ndarray, "probability row"]:
    """The quantiles of each row: missing outer ones from the inner ones, missing inner ones from the figure itself."""
    low80, high80 = (np.where(np.isnan(bound), rows.value, bound) for bound in (rows.low80, rows.high80))
    made = with_outer_bounds(rows.value, np.minimum(low80, rows.value), np.maximum(high80, rows.value))
    for at, given in ((0, rows.low95), (-1, rows.high95)):
        made[at] = np.where(np.isnan(given), made[at], given)
    made[0] = np.minimum(made[0], made[LOW80])
    made[-1] = np.maximum(made[-1], made[HIGH80])
    return made


def _projected_on(rows: Rows) -> Bool[np.ndarray, " row"]:
    """The projected rows of the years after the last known one, of the source that comes first among theirs."""
    ahead = rows.projected
    if not ahead.all():
        ahead = ahead & (_middle(rows) > _middle(rows.observed).max())
    return np.asarray(ahead & (rows.priority == rows.priority[ahead].min()) if ahead.any() else ahead)


def _middle(rows: Rows) -> Int[np.ndarray, " row"]:
    """The calendar year that each row stands at."""
    return np.asarray(rows.year + (rows.years - 1) // 2)


def _one_a_year(rows: Rows) -> Rows:
    """One row for each year: of the source that comes first, and of its rows that of the shortest period."""
    order = np.lexsort((rows.years, rows.priority, _middle(rows)))
    _years, first = np.unique(_middle(rows)[order], return_index=True)
    return rows.where(order[first])


def path_of_source(
    source: Projected,
    years: Int[np.ndarray, " year"],
    persistence: float,
    scale: float = 1.0,
    floor: float = -np.inf,
) -> Quantiles:
    """The level that a source projects, with the quantiles that it gives, all times ``scale``."""
    bounds = np.stack([np.interp(years, source.years, bound) for bound in source.bounds])
    return Quantiles(scale * bounds, persistence, floor)


def held_fertility(level: float, past: Float[np.ndarray, " year"], ahead: int) -> Path:
    """Total fertility held at ``level``; its spread grows with the changes in ``past``.

    The spread is that of a first-order process about the level with the persistence of regional fertility. Its
    innovation is from the place's own past: the root mean square of the changes over ``CHANGE_YEARS`` years, as if
    they were sums of yearly ones; never less than that of regions, never more than ``MAX_SIGMA``, and that where the
    past is too short.
    """
    logs = np.log(past[past > 0])
    changes = logs[CHANGE_YEARS:] - logs[:-CHANGE_YEARS]
    own = float(np.sqrt((changes**2).mean() / CHANGE_YEARS)) if len(changes) >= CHANGE_YEARS else MAX_SIGMA
    spread = growing_spread(min(max(own, RATIO_SIGMA), MAX_SIGMA), RATIO_RHO, ahead)
    return Path(np.full(ahead, level), spread, RATIO_RHO, relative=True)


def trend_of_e0(years: Int[np.ndarray, " year"], e0: Float[np.ndarray, " year"]) -> float:
    """Yearly gain in life expectancy over the last years of a series; zero where it is too short to tell."""
    recent = years > years[-1] - TREND_YEARS
    if recent.sum() < TREND_YEARS // 2:
        return 0.0
    slope = np.polyfit(years[recent], e0[recent], 1)[0]
    return float(np.clip(slope, 0.0, MAX_TREND))

"""The paths ahead of total fertility and life expectancy: from a source's projection, or from the place's own past."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.forecast.inputs.rows import Rows
from populace.forecast.levels import Z80, Path, growing_spread

RATIO_RHO, RATIO_SIGMA = 0.98445, 0.02086
"""Annual persistence and innovation of a region's total fertility relative to its nation's: Sevcikova, Raftery &
Gerland 2018, Demographic Research 38:60, doi:10.4054/DemRes.2018.38.60 (0.92464 and 0.04522 over five years)."""

MAX_SIGMA = 0.1
"""Largest innovation taken from a place's own past: a year that halves births, as famine or a law did, is no guide to
the changes ahead."""

CHANGE_YEARS = 5
"""Years over which past changes of total fertility are taken: changes of one year miss that falls and rises last."""

SOURCE_PERSISTENCE = 0.9 ** (1 / 5)
"""Annual persistence of deviations from a projected path: 0.9 over five years, as total fertility has around its final
level in Alkema et al. 2011, Demography 48:815, doi:10.1007/s13524-011-0040-5."""

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
    """A figure that a source gives by year: known years, and projected ones with their 80 % bounds."""

    years: Int[np.ndarray, " year"]
    value: Float[np.ndarray, " year"]
    below: Float[np.ndarray, " year"]
    above: Float[np.ndarray, " year"]
    projected: bool

    def at(self, years: Int[np.ndarray, " year"]) -> Float[np.ndarray, " year"]:
        """Values in ``years``, on the line between the years given and level beyond them."""
        return np.asarray(np.interp(years, self.years, self.value))


def projected(rows: Rows | None) -> Projected | None:
    """Yearly figures of a place, or ``None`` where it has none. Five-year periods stand at their middle.

    Known years are each from the source that comes first; the years after them from the first source that projects
    them. So a place's own figures of a few years do not hide what a reference projects.
    """
    if rows is None or not len(rows):
        return None
    chosen = _one_a_year(rows.where(~rows.projected | _projected_on(rows)))
    years = _middle(chosen)
    spread_below = np.nan_to_num((chosen.value - chosen.low80) / Z80)
    spread_above = np.nan_to_num((chosen.high80 - chosen.value) / Z80)
    return Projected(years, chosen.value, spread_below, spread_above, bool(chosen.projected.any()))


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


def path_of_source(source: Projected, years: Int[np.ndarray, " year"], scale: float = 1.0) -> Path:
    """The path that a source projects, with spreads from its own 80 % bounds, all times ``scale``."""
    return Path(
        scale * source.at(years),
        scale * np.interp(years, source.years, source.below),
        scale * np.interp(years, source.years, source.above),
        SOURCE_PERSISTENCE,
    )


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
    return Path(np.full(ahead, level), spread, spread, RATIO_RHO, relative=True)


def trend_of_e0(years: Int[np.ndarray, " year"], e0: Float[np.ndarray, " year"]) -> float:
    """Yearly gain in life expectancy over the last years of a series; zero where it is too short to tell."""
    recent = years > years[-1] - TREND_YEARS
    if recent.sum() < TREND_YEARS // 2:
        return 0.0
    slope = np.polyfit(years[recent], e0[recent], 1)[0]
    return float(np.clip(slope, 0.0, MAX_TREND))

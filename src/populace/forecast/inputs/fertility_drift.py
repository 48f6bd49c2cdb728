"""How the mean age at childbearing of a place moves after the last year that is known, and how sure that is.

Births that are put off lower the births of a year though no woman has fewer in the end; so the age at which women have
children is uncertain like their number. A place that has counted births by age of mother for ten years carries its own
trend ahead, ever more slowly; otherwise the path of a source that projects a pattern is followed; otherwise it stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.demography.fertility import mean_age
from populace.demography.fertility_drift import EarlyAndLate, early_and_late, moved_schedule
from populace.forecast.inputs.fertility import births_by_age, pattern_of_year
from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import Rows
from populace.forecast.levels import Path

TREND_YEARS = 10
"""Years of births by age of mother that a trend of the mean age is read from."""

MIN_TREND_BIRTHS = 1000
"""Births a year below which that trend is noise: with 1,000 the mean age of a year has a standard error of 0.17 years,
and its slope over ten years one of 0.02, a fifth of the usual yearly change."""

DAMPING = 0.85
"""Share of a year's move that is left in the next. Of the shares 0 to 1 it left the smallest errors 5, 10 and 20 years
ahead in the mean ages of eleven countries, 1950 to 2021 (UN, World Population Prospects 2022)."""

STEEPEST_TREND = 0.25
"""Years of age a year: the fastest rise over ten years in these countries (Republic of Korea, 1990s to 2010s: 0.22)."""

ERROR_YEARS = (0, 1, 5, 10, 20, 30, 40)
HELD_ERRORS = (0.0, 0.12, 0.48, 0.86, 1.52, 1.94, 2.02)
TREND_ERRORS = (0.0, 0.11, 0.41, 0.78, 1.58, 2.15, 2.33)
"""Root mean square errors (years) of the mean age so many years ahead in these countries and years, where it was held
and where its trend was carried on: the spread about the path."""

PERSISTENCE = 0.985
"""Correlation of one year's deviation of the mean age with the next year's: in these countries errors 10 and 20 years
ahead correlate by 0.87."""

REACH = 3.0
"""Years by which the early and the late schedule stand away: beyond, the mean age is not moved."""


@dataclass(frozen=True, eq=False)
class Drift:
    """How far the mean age at childbearing has moved by each of ``years``: on the median path, with its ``spread``.

    Both in years of age, ``(year,)``; ``spread`` is one standard deviation.
    """

    years: Int[np.ndarray, " year"]
    shift: Float[np.ndarray, " year"]
    spread: Float[np.ndarray, " year"]

    def median(self, pattern: Float[np.ndarray, " age"]) -> Float[np.ndarray, "year age"]:
        """The schedules of a place with ``pattern`` along the median path; one row where it does not move."""
        moves = self.shift if self.shift.any() else self.shift[:1]
        return moved_schedule(pattern, moves)

    def bounds(self, pattern: Float[np.ndarray, " age"]) -> EarlyAndLate:
        """The early and the late schedule about the median path, ``(year or 1, age)``."""
        return early_and_late(self.median(pattern), REACH)

    @property
    def path(self) -> Path:
        """Deviations of the mean age from the median path, in years; ``EarlyAndLate.weight`` makes weights of them."""
        return Path(np.zeros(len(self.years)), self.spread, PERSISTENCE)


def held(ahead: Int[np.ndarray, " year"], base_year: int) -> Drift:
    """The mean age stays, and is ever less sure."""
    return Drift(ahead, np.zeros(len(ahead)), _errors(ahead - base_year, HELD_ERRORS))


def drift_from_births(
    counted: Sequence[tuple[Rows, Stocks]], ahead: Int[np.ndarray, " year"], base_year: int
) -> Drift | None:
    """The place's own trend, carried on and damped; ``None`` where its births by age are too few or too short."""
    found = _mean_ages(counted)
    years = np.array(sorted(found))[-TREND_YEARS:]
    if len(years) < TREND_YEARS or years[-1] - years[0] >= TREND_YEARS + 2:
        return None
    slope = float(np.polyfit(years, [found[year] for year in years], 1)[0])
    slope = float(np.clip(slope, -STEEPEST_TREND, STEEPEST_TREND))
    steps = np.maximum(ahead - base_year, 0)
    shift = slope * DAMPING * (1.0 - DAMPING**steps) / (1.0 - DAMPING)
    return Drift(ahead, shift, _errors(steps, TREND_ERRORS))


def drift_of_source(
    rates: Rows | None, shares: Rows | None, ahead: Int[np.ndarray, " year"], base_year: int
) -> Drift | None:
    """The path of a source that projects rates or shares by age of mother; ``None`` where there is no such source."""
    for given, weighted in ((rates, True), (shares, False)):
        if given is None or not given.by_age.projected.any():
            continue
        source = given.where(given.priority == given.priority[given.projected].min())
        ages = _mean_ages_given(source, weighted=weighted)
        known = np.array(sorted(ages))
        if len(known) and known[-1] > base_year:
            path = np.interp([base_year, *ahead], known, [ages[year] for year in known])
            return Drift(ahead, path[1:] - path[0], _errors(ahead - base_year, TREND_ERRORS))
    return None


def _mean_ages_given(source: Rows, *, weighted: bool) -> dict[int, float]:
    """Mean age by the middle year of each period of a source."""
    found = {}
    for first, years in {
        (int(first), int(years)) for first, years in zip(source.year, source.years, strict=True)
    }:
        of_period = source.where((source.year == first) & (source.years == years))
        pattern = pattern_of_year(of_period, first, weighted=weighted)
        if pattern is not None:
            found[first + (years - 1) // 2] = float(mean_age(pattern))
    return found


def _mean_ages(counted: Sequence[tuple[Rows, Stocks]]) -> dict[int, float]:
    """Mean age by year, of the years with births enough in all places together."""
    found = {}
    for year in sorted(
        {int(year) for rows, _stocks in counted for year in np.unique(rows.observed.by_age.year)}
    ):
        of_year = births_by_age([(rows.where(rows.year == year), stocks) for rows, stocks in counted])
        if of_year is not None and of_year.births >= MIN_TREND_BIRTHS:
            found[year] = float(mean_age(of_year.schedule))
    return found


def _errors(steps: Int[np.ndarray, " year"], measured: tuple[float, ...]) -> Float[np.ndarray, " year"]:
    return np.asarray(np.interp(steps, ERROR_YEARS, measured))

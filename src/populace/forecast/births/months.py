"""Births in the months ahead: the year's births of every trajectory, split by the season.

In each trajectory the months of a year add up to that year's births, both as expected and as counted. The split of
counted births is multinomial, which makes independent Poisson months of a Poisson year; where months scatter by more
than chance, their shares are drawn too (a Dirichlet-multinomial split).

A year of which some months are known already is the exception (``nowcast``): trajectories count as often as they
agree with those months, and the rest of the year is drawn about what is expected of it.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.errors import ModelError
from populace.forecast.births.calendar import MONTHS, month_number
from populace.forecast.births.dispersion import NEGLIGIBLE, draw_counts
from populace.forecast.births.nowcast import chosen_trajectories
from populace.forecast.births.season import Season, growth_of, shares

AHEAD = 24
"""Months that are forecast: as far as a season and this year's level say more than the yearly forecast."""


@dataclass(frozen=True)
class YearsAhead:
    """Births of a place by trajectory in consecutive years: ``expected``, and ``counted`` with the chance of numbers.

    ``before`` are the births of the year before ``first_year``, NaN where they are not known.

    :raises ModelError: shapes differ, no year, or births below zero.
    """

    first_year: int
    before: float
    expected: Float[np.ndarray, "trajectory year"]
    counted: Float[np.ndarray, "trajectory year"]

    def __post_init__(self) -> None:
        if self.expected.shape != self.counted.shape or self.expected.ndim != 2 or not self.expected.size:
            raise ModelError("births ahead are (trajectory, year), expected and counted alike")
        if not (self.expected >= 0).all() or not (self.counted >= 0).all():
            raise ModelError("births ahead are numbers from zero up")


@dataclass(frozen=True)
class MonthDraws:
    """``months`` ahead (as ``calendar`` numbers them) with their births, ``expected`` and ``counted``."""

    months: Int[np.ndarray, " month"]
    expected: Float[np.ndarray, "trajectory month"]
    counted: Float[np.ndarray, "trajectory month"]


def draw_months(
    ahead: YearsAhead, season: Season, known: Float[np.ndarray, " known"], rng: np.random.Generator
) -> MonthDraws:
    """The next ``AHEAD`` months, as far as the years reach.

    ``known`` are the births of the first months of ``first_year``, none where the year has not begun.

    :raises ModelError: a whole year is known already.
    """
    if len(known) >= MONTHS:
        raise ModelError("the year that is forecast is not over yet")
    expected = expected_months(ahead, season)
    if len(known):
        chosen = chosen_trajectories(expected[:, : len(known)], known, season.extra, rng)
        expected, counted_years = expected[chosen], ahead.counted[chosen]
    else:
        counted_years = ahead.counted
    counted = _split(expected, counted_years, season.extra, rng)
    if len(known):
        rest = slice(len(known), MONTHS)
        counted[:, rest] = draw_counts(rng, expected[:, rest], season.extra)
    until = min(len(known) + AHEAD, expected.shape[1])
    months = month_number(ahead.first_year, 1) + np.arange(len(known), until)
    return MonthDraws(months, expected[:, len(known) : until], counted[:, len(known) : until])


def expected_months(ahead: YearsAhead, season: Season) -> Float[np.ndarray, "trajectory month"]:
    """Births expected in every month of every year ahead; the months of a year add up to the year's."""
    totals = ahead.expected
    if np.isfinite(ahead.before):
        totals = np.concatenate([np.full((len(totals), 1), ahead.before), totals], axis=1)
    growth = growth_of(totals)[:, -ahead.expected.shape[1] :]
    years = [
        ahead.expected[:, at, np.newaxis] * shares(ahead.first_year + at, season.factors, growth[:, at])
        for at in range(ahead.expected.shape[1])
    ]
    return np.concatenate(years, axis=1)


def _split(
    expected: Float[np.ndarray, "trajectory month"],
    counted: Float[np.ndarray, "trajectory year"],
    extra: float,
    rng: np.random.Generator,
) -> Float[np.ndarray, "trajectory month"]:
    parts = expected.reshape(len(expected), -1, MONTHS)
    if extra > NEGLIGIBLE:
        parts = parts * rng.gamma(1.0 / extra, extra, parts.shape)
    total = parts.sum(axis=-1, keepdims=True)
    chances = np.divide(parts, total, out=np.full(parts.shape, 1.0 / MONTHS), where=total > 0)
    return np.asarray(rng.multinomial(counted.astype(np.int64), chances), dtype=float).reshape(expected.shape)

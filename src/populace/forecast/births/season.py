"""What part of a year's births falls in each month: factors of the season, leaning on the place above.

A month's births are Poisson about ``year's births x share``, and shares go by the days of the month (29 in a leap
February), a straight trend through the year, and a factor for the month of the year. Factors are births over births
expected without a season, pooled over the last years; a place's own are shrunk to those of the place above it as rates
are (``shrinkage``), those of a top to no season at all; where chance explains how they differ, they do not. Months far
from the rest, a nought too many, count as expected.

Source: the ratio-to-trend form of classical decomposition, e.g. Hyndman & Athanasopoulos 2021, "Forecasting:
principles and practice", 3rd ed., section 3.4, with exposure in days; gamma-Poisson shrinkage as in ``shrinkage``.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.errors import ModelError
from populace.forecast.births.calendar import MONTHS, days_of, month_number
from populace.forecast.births.dispersion import extra_variation
from populace.forecast.births.shrinkage import posterior_ratio

FEWEST_YEARS = 3
"""Whole years of months that a season is told from: with two, one strange month is half of what is known of it."""

MOST_YEARS = 8
"""The last whole years that are pooled: seasons of birth shift over decades."""

STEEPEST = 0.5
"""The largest share by which births are taken to grow or fall within a year."""

FAR = 4.0
"""Standard deviations from the expected count beyond which a month's count is taken for a slip."""

FLAT = np.ones(MONTHS)


@dataclass(frozen=True)
class Season:
    """``factors`` of the months, January first: births a day relative to the year's.

    Their mean over the days of a common year is one. ``extra`` is the scatter of a month's births beyond chance
    (squared coefficient of variation), ``years`` the whole years pooled.

    :raises ModelError: factors are not twelve positive numbers, or ``extra`` is negative.
    """

    factors: Float[np.ndarray, " 12"]
    extra: float
    years: int

    def __post_init__(self) -> None:
        if self.factors.shape != (MONTHS,) or not (np.isfinite(self.factors) & (self.factors > 0)).all():
            raise ModelError("a season has twelve factors above zero")
        if not self.extra >= 0:
            raise ModelError("extra variation is a number from zero up")


def season_of(
    first_year: int, counts: Float[np.ndarray, "year 12"], above: Season | None = None
) -> Season | None:
    """The season in ``counts``, births by month of consecutive years from ``first_year``; NaN where unknown.

    Years with an unknown month are left out; ``None`` where fewer than ``FEWEST_YEARS`` are whole.

    :raises ModelError: the counts are not (year, 12), or one is negative.
    """
    if counts.ndim != 2 or counts.shape[1] != MONTHS or (counts < 0).any():
        raise ModelError("births by month are (year, 12) and no count is below zero")
    years, known = _whole_years(first_year, counts)
    if len(years) < FEWEST_YEARS:
        return None
    prior = FLAT if above is None else above.factors
    rough = _rough(years, known, prior)
    known = np.where(_far_off(known, rough), rough, known)
    expected = _without_season(years, known.sum(axis=1))
    factors = _factors(known, expected, prior)
    fitted = _fitted(expected, factors, known)
    extra = extra_variation(known, fitted, fitted=MONTHS - 1 + len(years))
    return Season(factors, extra, len(years))


def shares(
    year: int, factors: Float[np.ndarray, " 12"], growth: Float[np.ndarray, " trajectory"]
) -> Float[np.ndarray, "trajectory 12"]:
    """The share of the births of ``year`` that falls in each month; they add up to one.

    ``growth`` is the share by which births grow from the middle of a year to that of the next; more than ``STEEPEST``
    either way counts as that.
    """
    slope = np.clip(np.asarray(growth, dtype=float), -STEEPEST, STEEPEST)[:, np.newaxis]
    through_the_year = (np.arange(MONTHS) + 0.5) / MONTHS - 0.5
    days = days_of(month_number(year, 1) + np.arange(MONTHS))
    part = days * factors * (1.0 + slope * through_the_year)
    return np.asarray(part / part.sum(axis=1, keepdims=True))


def growth_of(totals: Float[np.ndarray, "*trajectory year"]) -> Float[np.ndarray, "*trajectory year"]:
    """Yearly growth about the middle of each year, from the years beside it; at the ends from the one there is."""
    if totals.shape[-1] < 2:
        return np.zeros(totals.shape)
    change = np.gradient(totals, axis=-1)
    return np.asarray(np.divide(change, totals, out=np.zeros(totals.shape), where=totals > 0))


def _whole_years(
    first_year: int, counts: Float[np.ndarray, "year 12"]
) -> tuple[Int[np.ndarray, " year"], Float[np.ndarray, "year 12"]]:
    whole = np.flatnonzero(np.isfinite(counts).all(axis=1) & (np.nansum(counts, axis=1) > 0))[-MOST_YEARS:]
    return first_year + whole, counts[whole]


def _rough(
    years: Int[np.ndarray, " year"], counts: Float[np.ndarray, "year 12"], prior: Float[np.ndarray, " 12"]
) -> Float[np.ndarray, "year 12"]:
    """Births by month from medians over months and years, which a single wrong month does not move."""
    due = np.concatenate([shares(int(year), prior, np.zeros(1)) for year in years])
    level = np.median(counts / due, axis=1, keepdims=True)
    own = np.divide(counts, level * due, out=np.ones(counts.shape), where=level > 0)
    return np.asarray(level * due * np.median(own, axis=0))


def _without_season(
    years: Int[np.ndarray, " year"], totals: Float[np.ndarray, " year"]
) -> Float[np.ndarray, "year 12"]:
    """Births by month if they went by days and trend alone; years that are missing between do not bend the trend."""
    change = np.gradient(totals, years.astype(float))
    growth = change / totals
    each = [shares(int(year), FLAT, growth[at : at + 1])[0] * totals[at] for at, year in enumerate(years)]
    return np.stack(each)


def _factors(
    counts: Float[np.ndarray, "year 12"],
    expected: Float[np.ndarray, "year 12"],
    prior: Float[np.ndarray, " 12"],
) -> Float[np.ndarray, " 12"]:
    born, due = counts.sum(axis=0), expected.sum(axis=0)
    apart = extra_variation(born, prior * due, fitted=1)
    found = posterior_ratio(born, due, prior, 1.0 / apart if apart > 0 else np.inf)
    # A month in which nobody was ever born is rare, not impossible.
    found = np.maximum(found, 0.01)
    days = days_of(month_number(2001, 1) + np.arange(MONTHS))
    return np.asarray(found * days.sum() / (found @ days))


def _fitted(
    expected: Float[np.ndarray, "year 12"],
    factors: Float[np.ndarray, " 12"],
    counts: Float[np.ndarray, "year 12"],
) -> Float[np.ndarray, "year 12"]:
    fitted = expected * factors
    return np.asarray(fitted * (counts.sum(axis=1) / fitted.sum(axis=1))[:, np.newaxis])


def _far_off(
    counts: Float[np.ndarray, "year 12"], fitted: Float[np.ndarray, "year 12"]
) -> Bool[np.ndarray, "year 12"]:
    """Counts too far from the fitted ones, in terms of the middle of how far the others are."""
    away = np.abs(counts - fitted) / np.sqrt(np.maximum(fitted, 1.0))
    usual = max(float(np.median(away)) / 0.6745, 1.0)  # the median of a standard normal's size is 0.6745
    return np.asarray(away > FAR * usual)

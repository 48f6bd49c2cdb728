"""Births as women at risk times rates: the level of the whole by year, each place's ratio to it, and their spread.

``at_risk`` are the births that a year's women would have at one child each (women by age times the pattern of
fertility, summed), so that ``births = level x ratio x at_risk``. The level is that of all tops together and follows
``period``; ratios are shrunk through the tree over the last ``RATIO_YEARS`` years; what scatter is left beyond chance
is kept as negative-binomial variation.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.errors import ModelError
from populace.forecast.births.dispersion import draw_counts, extra_variation
from populace.forecast.births.period import PeriodFit, fit_period
from populace.forecast.births.shrinkage import ROOT, Shrunken, shrunken_through_tree

RATIO_YEARS = 5
"""Years of births pooled into a place's ratio: those that the forecast's own ratios are pooled over."""

DRIFT = 0.98445
"""Persistence of the level's deviation from year to year in a trajectory: Sevcikova, Raftery & Gerland 2018,
doi:10.4054/DemRes.2018.38.60 (annual)."""


@dataclass(frozen=True)
class BirthsModel:
    """The fit: ``period`` of the whole, ``ratios`` of the places, ``extra`` variation of a place's yearly births."""

    period: PeriodFit
    ratios: Shrunken
    extra: float


@dataclass(frozen=True)
class BirthsOutlook:
    """Births expected in the years after the last one known.

    ``expected`` at the middle of the level; ``spread`` the standard deviation of the level's log; ``ratio_spread`` that
    of each place's ratio; ``extra`` the scatter of a year's births beyond chance.
    """

    years: Int[np.ndarray, " year"]
    expected: Float[np.ndarray, "place year"]
    spread: Float[np.ndarray, " year"]
    ratio_spread: Float[np.ndarray, " place"]
    extra: float

    def draw(self, rng: np.random.Generator, trajectories: int) -> Float[np.ndarray, "trajectory place year"]:
        """Births as they may be counted: the level is shared by all places, the rest is each one's own."""
        shape = (trajectories, *self.expected.shape)
        level = _wander(rng.standard_normal((trajectories, len(self.years)))) * self.spread
        own = rng.standard_normal((*shape[:2], 1)) * self.ratio_spread[:, np.newaxis]
        return draw_counts(rng, self.expected * np.exp(level[:, np.newaxis] + own), self.extra)


def fit_births(
    years: Int[np.ndarray, " year"],
    births: Float[np.ndarray, "place year"],
    at_risk: Float[np.ndarray, "place year"],
    parents: Int[np.ndarray, " place"],
    above: Float[np.ndarray, " year_above"] | None = None,
) -> BirthsModel:
    """Fit the model to the births of a tree of places in consecutive ``years``.

    ``parents`` are positions, ``ROOT`` at the top, a parent before its children; ``above`` is the total fertility of
    what lies above the top (a nation), whose process then tells of the top's too.

    :raises ModelError: shapes differ, or the tops have no births or no women in some year.
    """
    _check(years, births, at_risk, parents)
    tops = parents == ROOT
    born, risk = births[tops].sum(axis=0), at_risk[tops].sum(axis=0)
    if not (born > 0).all() or not (risk > 0).all():
        raise ModelError("the whole has births and women at risk in every year of its past")
    level = born / risk
    recent = slice(-RATIO_YEARS, None)
    ratios = shrunken_through_tree(
        births[:, recent].sum(axis=1), (level * at_risk)[:, recent].sum(axis=1), parents
    )
    leaves = np.setdiff1d(np.arange(len(births)), parents)
    expected = (ratios.ratio[:, np.newaxis] * level * at_risk)[leaves][:, recent]
    extra = extra_variation(births[leaves][:, recent], expected, fitted=len(leaves))
    return BirthsModel(fit_period(years, level, born, above), ratios, extra)


def births_ahead(model: BirthsModel, at_risk: Float[np.ndarray, "place year"]) -> BirthsOutlook:
    """The births of the years after the last one of the past, given the women at risk in them.

    :raises ModelError: other places than the model's, or women who are fewer than none.
    """
    if at_risk.ndim != 2 or len(at_risk) != len(model.ratios.ratio) or not (at_risk >= 0).all():
        raise ModelError("women at risk are given for each place of the model and each year ahead")
    mean, spread = model.period.ahead(at_risk.shape[1])
    first = int(model.period.years[-1]) + 1
    shape = model.ratios.shape
    return BirthsOutlook(
        np.arange(first, first + len(mean)),
        model.ratios.ratio[:, np.newaxis] * np.exp(mean) * at_risk,
        spread,
        np.where(shape > 0, 1.0 / np.sqrt(np.maximum(shape, 1.0)), 0.0),
        model.extra,
    )


def _wander(noise: Float[np.ndarray, "trajectory year"]) -> Float[np.ndarray, "trajectory year"]:
    """A standard normal deviation in every year that changes slowly."""
    moved = np.empty_like(noise)
    moved[:, 0] = noise[:, 0]
    for at in range(1, noise.shape[1]):
        moved[:, at] = DRIFT * moved[:, at - 1] + np.sqrt(1.0 - DRIFT**2) * noise[:, at]
    return moved


def _check(years: np.ndarray, births: np.ndarray, at_risk: np.ndarray, parents: np.ndarray) -> None:
    if births.ndim != 2 or births.shape != at_risk.shape or births.shape != (len(parents), len(years)):
        raise ModelError("births and women at risk are (place, year)")
    for counts in (births, at_risk):
        if not np.isfinite(counts).all() or (counts < 0).any():
            raise ModelError("births and women at risk are numbers from zero up")

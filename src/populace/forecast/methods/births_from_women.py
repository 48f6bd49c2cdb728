"""Births from women at risk: how many women, times how many births each has.

The births of a year are spread over the women's ages by a standard schedule s, so that births and women give a level
that stands for total fertility (children per woman):

    level(t) = B(t) / sum of women(x, t) s(x),       women(x, t): mean of the two ends of the year,
    B(t + h) = level(t + h) sum of women(x, t + h) s(x).

A place's level relative to its whole's is that of the last years, drawn towards one as far as chance explains the
difference (``ratios``), and stays. The whole's level goes on from the last year with a fading trend,

    ln level(t + h) = ln level(t) + b (f + f^2 + ... + f^h),       b: yearly change of ln level over the last years.

Source: indirect standardisation, e.g. Preston, Heuveline & Guillot 2001, Demography, section 5.3; fading trends:
Gardner & McKenzie 1985, "Forecasting trends in time series", Management Science 31(10): 1237-1246; Marshall 1991 for
the shrinkage.

Limits: the schedule is a standard one; a shift in the ages of mothers looks like a change of level.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.fertility import FIRST_AGE, gamma_schedule
from populace.demography.sex import FEMALE
from populace.forecast.inputs.fertility import MODEL_MEAN_AGE, MODEL_SPREAD
from populace.forecast.methods.ageing import BirthsRule, People, carry
from populace.forecast.methods.cohort_change import change_moves
from populace.forecast.methods.panel import Outlook, Panel
from populace.forecast.methods.past import need_steps
from populace.forecast.methods.ratios import safe_ratio, shrunken_ratio

TREND_YEARS, FADING = 3, 0.6
"""Years whose yearly change is the trend, and the share of it that is left after a year. Chosen on what was known by
1985: total fertility of every country but Finland (UN, World Population Prospects 2024) while it was below three, all
origins from 1955 and horizons of 5, 10 and 15 years; 0.6 has the least mean error of 0.5 to 0.95, with windows of 1,
3 and 5 years, and three years are steadier than the one that did best on these smoothed series."""

RELATIVE_YEARS = 5
"""Years over which a place's level relative to its whole's is pooled: those of a cohort-change ratio."""


@dataclass(frozen=True)
class BirthsFromWomen:
    """Births from women at risk; the living by cohort-change ratios."""

    code: str = "births-from-women"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are two counts."""
        need_steps(panel, 1, self.code)
        return carry(panel, ahead, change_moves(panel), births_from_women(panel, ahead))


def births_from_women(panel: Panel, ahead: int) -> BirthsRule:
    """Births by a level for each place and step; ``panel`` has two counts or more."""
    schedule = gamma_schedule(MODEL_MEAN_AGE, MODEL_SPREAD, max(panel.ages - 1, 2 * FIRST_AGE))[: panel.ages]
    levels = fertility_levels(panel, ahead, schedule)

    def rule(step: int, start: People, end: People) -> Float[np.ndarray, " place"]:
        return np.asarray(levels[step] * mothers(start, end, schedule))

    return rule


def fertility_levels(
    panel: Panel, ahead: int, schedule: Float[np.ndarray, " age"]
) -> Float[np.ndarray, "step place"]:
    """Births per woman to come, of each place."""
    women = mothers(panel.population[:-1], panel.population[1:], schedule)
    born = panel.newborn[1:]
    ahead_of = np.empty((ahead, len(panel.places)))
    for group in np.unique(panel.groups):
        inside = panel.groups == group
        whole = safe_ratio(born[:, inside].sum(axis=1), women[:, inside].sum(axis=1), 0.0)
        ahead_of[:, inside] = fading(whole, ahead)[:, np.newaxis]
        expected = whole[-RELATIVE_YEARS:, np.newaxis] * women[-RELATIVE_YEARS:, inside]
        one_whole = np.zeros(int(inside.sum()), dtype=np.int64)
        ahead_of[:, inside] *= shrunken_ratio(
            born[-RELATIVE_YEARS:, inside].sum(axis=0), expected.sum(axis=0), one_whole
        )
    return ahead_of


def fading(level: Float[np.ndarray, " year"], ahead: int) -> Float[np.ndarray, " step"]:
    """A level carried on with its trend, which fades; where the level was nothing lately, without one."""
    lately = level[-TREND_YEARS - 1 :]
    if len(lately) < 2 or (lately <= 0).any():
        return np.full(ahead, float(level[-1]))
    trend = np.log(lately[-1] / lately[0]) / (len(lately) - 1)
    return np.asarray(lately[-1] * np.exp(trend * np.cumsum(FADING ** np.arange(1, ahead + 1))))


def mothers(
    start: Float[np.ndarray, "... sex age"],
    end: Float[np.ndarray, "... sex age"],
    schedule: Float[np.ndarray, " age"],
) -> Float[np.ndarray, "..."]:
    """Women at risk of a year, weighted by ``schedule``: births at one child per woman."""
    return np.asarray((start[..., FEMALE, :] + end[..., FEMALE, :]) @ schedule / 2)

"""Cohort-change ratios by single year: several windows together, small places drawn towards their whole.

    r(x) = sum over the window of P(x, t) / sum over the window of P(x - 1, t - 1),

for windows of five, ten and fifteen years, whose mean is taken. A place's ratio is drawn towards that of its whole
as far as chance explains the difference (``ratios``). Births are those of the last year per woman of 20 to 39, times
the women of 20 to 39.

Source: Hamilton & Perry 1962, Social Forces 41(2): 163-170. Base periods: five years serve a short horizon, ten or
more a long one (Smith & Sincich 1990, "The relationship between the length of the base period and population
forecast errors", Journal of the American Statistical Association 85: 367-375), and a mean of forecasts from several
beats a choice of one (Rayer 2008, "Population forecast errors", Journal of Planning Education and Research 27:
417-430).

Limits: the migration of the windows goes on, as a share of those who are there; fertility stays where it
is.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE
from populace.forecast.methods.ageing import BirthsRule, Moves, People, carry, infants_per_birth, reaching
from populace.forecast.methods.panel import Outlook, Panel
from populace.forecast.methods.past import need_steps
from populace.forecast.methods.ratios import safe_ratio, shrunken_ratio

WINDOWS = (5, 10, 15)
"""Years of the windows (Smith & Sincich 1990; Rayer 2008); those longer than the past are cut to it."""

NEIGHBOURS = 2
"""Ages to both sides whose spread between places is pooled: five-year groups, as migration is usually tabulated."""


MOTHERS = slice(20, 40)
"""Ages of women in whose hands most births are: the child-woman ratio of 20 to 39 (Smith, Tayman & Swanson 2013,
A Practitioner's Guide to State and Local Population Projections, chapter 7, name 15-44, 15-49 and 20-39)."""


@dataclass(frozen=True)
class CohortChange:
    """Cohort-change ratios over several windows, shrunken; births per woman as in the last year."""

    code: str = "cohort-change"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are two counts."""
        need_steps(panel, 1, self.code)
        return carry(panel, ahead, change_moves(panel), births_held(panel))


def change_moves(panel: Panel, windows: tuple[int, ...] = WINDOWS) -> Moves:
    """The mean of the ratios over ``windows``, the same in every step; of two counts or more."""
    return Moves(np.mean([change_ratios(panel, window) for window in windows], axis=0)[np.newaxis])


def change_ratios(panel: Panel, window: int) -> People:
    """One-year cohort-change ratios of the last ``window`` years, shrunken; infants per birth at age 0."""
    window = min(window, len(panel.years) - 1)
    now, before = panel.population[-window:], reaching(panel.population[-window - 1 : -1])
    ratios = shrunken_ratio(now.sum(axis=0), before.sum(axis=0), panel.groups, NEIGHBOURS)
    ratios[..., 0] = infants_per_birth(panel, window)
    return np.asarray(ratios)


def births_held(panel: Panel) -> BirthsRule:
    """The last year's births per woman of 20 to 39, of each place; nobody where there were no such women."""
    per_woman = safe_ratio(panel.newborn[-1], _mothers(*panel.population[-2:]), 0.0)

    def rule(_step: int, start: People, end: People) -> Float[np.ndarray, " place"]:
        return np.asarray(per_woman * _mothers(start, end))

    return rule


def _mothers(start: People, end: People) -> Float[np.ndarray, " place"]:
    return np.asarray((start[:, FEMALE, MOTHERS] + end[:, FEMALE, MOTHERS]).sum(axis=-1) / 2)

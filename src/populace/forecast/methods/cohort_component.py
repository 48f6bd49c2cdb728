"""The cohort-component method on counts alone: survivors, net migrants and births from women at risk.

    P(x, t + 1) = P(x - 1, t) (S(x, t) + min(m(x), 0)) + max(m(x), 0) N(x),

with the survivorship S of the whole (``whole_mortality``), rising as it did, and net migration m per head of those
who would reach age x, the residual r(x) - S(x) of a shrunken cohort-change ratio over the window. Those who leave do
so as a share of those who are there; those who arrive come in the number N(x) m(x) of the window, whoever is there
already. The mean over the windows is taken. Births by ``births_from_women``.

Source: Smith, Tayman & Swanson 2001, State and Local Population Projections, chapters 6 and 7; leavers as rates and
arrivals as numbers keep growing places from exploding and shrinking ones from falling below nothing.

Limits: net migration goes on as in the windows; the residual holds the errors of the counts and local mortality.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.forecast.methods.ageing import Moves, People, carry, infants_per_birth, reaching
from populace.forecast.methods.births_from_women import births_from_women
from populace.forecast.methods.cohort_change import change_ratios
from populace.forecast.methods.panel import Outlook, Panel
from populace.forecast.methods.past import need_steps
from populace.forecast.methods.whole_mortality import life_expectancy, survivorship_at

WINDOWS = (5, 10)
"""Years of the two windows, as for short and long horizons (Smith & Sincich 1990, Journal of the American Statistical
Association 85: 367-375)."""

HIGHEST_RISE = 0.3
"""Years of life expectancy a year: no country has kept a faster rise for long (best practice rose 0.24 a year for
women from 1840 to 2000: Oeppen & Vaupel 2002, Science 296: 1029-1031). A fall in the past is not carried on."""


@dataclass(frozen=True)
class CohortComponent:
    """Survivorship of the whole, residual migration of each place, births from women at risk."""

    code: str = "cohort-component"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are two counts."""
        need_steps(panel, 1, self.code)
        return carry(panel, ahead, component_moves(panel, ahead), births_from_women(panel, ahead))


def component_moves(panel: Panel, ahead: int) -> Moves:
    """Survivors and leavers as ratios, arrivals as numbers, in every step."""
    shape = (ahead, *panel.latest.shape)
    ratios, arrivals = np.zeros(shape), np.zeros(shape)
    survivors = _survivors_ahead(panel, ahead)
    for window in WINDOWS:
        exposed, _reached = _window(panel, window)
        moving = change_ratios(panel, window) - _survivors_then(panel, window)
        years = min(window, len(panel.years) - 1)
        ratios += np.maximum(survivors + np.minimum(moving, 0.0), 0.0) / len(WINDOWS)
        arrivals += np.maximum(moving, 0.0) * exposed / years / len(WINDOWS)
    ratios[..., 0] = infants_per_birth(panel, WINDOWS[0])
    arrivals[..., 0] = 0.0  # infants per birth hold the migrants among infants
    return Moves(ratios, arrivals)


def _window(panel: Panel, window: int) -> tuple[People, People]:
    """Those who would reach each age in the last ``window`` years, and those who did."""
    years = min(window, len(panel.years) - 1)
    last = panel.population[-years - 1 :]
    return reaching(last[:-1]).sum(axis=0), last[1:].sum(axis=0)


def _survivors_then(panel: Panel, window: int) -> People:
    """Survivorship of each place's whole in the window."""
    exposed, reached = _window(panel, window)
    found = np.empty(panel.latest.shape)
    for group in np.unique(panel.groups):
        inside = panel.groups == group
        found[inside] = survivorship_at(life_expectancy(exposed[inside], reached[inside]), panel.ages)
    return found


def _survivors_ahead(panel: Panel, ahead: int) -> Float[np.ndarray, "step place sex age"]:
    """Survivorship of each place's whole in the steps to come."""
    found = np.empty((ahead, *panel.latest.shape))
    lately, longer = (_window(panel, window) for window in WINDOWS)
    for group in np.unique(panel.groups):
        inside = panel.groups == group
        e0 = life_expectancy(lately[0][inside], lately[1][inside])
        rise = _rise(e0, life_expectancy(longer[0][inside], longer[1][inside]), len(panel.years) - 1)
        for step in range(ahead):
            since = WINDOWS[0] / 2 + step + 0.5  # the level stands for the middle of its window
            found[step, inside] = survivorship_at(e0 + since * rise, panel.ages)
    return found


def _rise(
    lately: Float[np.ndarray, " sex"], longer: Float[np.ndarray, " sex"], years: int
) -> Float[np.ndarray, " sex"]:
    """Years of life expectancy a year, from the levels of two windows that end together."""
    apart = (min(WINDOWS[1], years) - min(WINDOWS[0], years)) / 2
    return np.clip((lately - longer) / apart, 0.0, HIGHEST_RISE) if apart else np.zeros_like(lately)

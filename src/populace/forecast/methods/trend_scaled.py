"""Hamilton and Perry's ages, scaled to a straight line through each place's total.

    T(t + h) = T(t) + h times the mean yearly change over the base period,

the mean of base periods of five, ten and fifteen years, and every age of the forecast scaled to it.

Source: Smith, Tayman & Swanson 2013, A Practitioner's Guide to State and Local Population Projections, chapters 8
(trend extrapolation) and 10 (controlling to a total); Rayer 2008, Journal of Planning Education and Research 27:
417-430 (the mean of several base periods).

Limits: a total on a straight line knows nothing of ages; ages are moved by the same share.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.forecast.methods.hamilton_perry import HamiltonPerry
from populace.forecast.methods.panel import Outlook, Panel
from populace.forecast.methods.ratios import safe_ratio

BASE_PERIODS = (5, 10, 15)
"""Years (Rayer 2008); those longer than the past are cut to it."""


@dataclass(frozen=True)
class TrendScaled:
    """Hamilton and Perry's method, scaled to totals on a straight line."""

    base_periods: tuple[int, ...] = BASE_PERIODS
    code: str = "hamilton-perry-trend"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are counts five years apart."""
        plain = HamiltonPerry(self.code).outlook(panel, ahead)
        scale = safe_ratio(line_totals(panel, ahead, self.base_periods), plain.totals)
        people = plain.population * scale[..., np.newaxis, np.newaxis]
        return Outlook(plain.years, people, plain.births * scale)


def line_totals(panel: Panel, ahead: int, base_periods: tuple[int, ...]) -> Float[np.ndarray, "step place"]:
    """Totals on straight lines from the last count, the mean over the base periods; never below nothing."""
    totals = np.asarray(panel.population.sum(axis=(-2, -1)))
    periods = [min(period, len(totals) - 1) for period in base_periods]
    change = np.mean([(totals[-1] - totals[-1 - period]) / period for period in periods], axis=0)
    return np.asarray(np.maximum(totals[-1] + change * np.arange(1, ahead + 1)[:, np.newaxis], 0.0))

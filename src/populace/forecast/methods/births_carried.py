"""Births carried forward: as many in every year to come as lately.

    B(t + h) = mean of B(t), B(t - 1), ... over the window.

The plainest forecast of births, and a hard one to beat: births wander, and the best forecast of a walk is where it is.

Source: the naive forecast that others are measured against, Hyndman & Athanasopoulos 2021, Forecasting: Principles and
Practice, 3rd ed., section 5.2.

Limits: it knows neither the women who come of age nor any trend.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.forecast.methods.ageing import BirthsRule, People, carry
from populace.forecast.methods.cohort_change import change_moves
from populace.forecast.methods.panel import Outlook, Panel
from populace.forecast.methods.past import need_steps

CARRIED_YEARS = 3
"""Years whose mean is carried: the last alone has the noise of one year, more lag behind a turn. Three is the
shortest mean that has a middle, and what vital statistics of small areas are commonly pooled over."""


@dataclass(frozen=True)
class BirthsCarried:
    """Births carried forward; the living by cohort-change ratios."""

    code: str = "births-carried"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are two counts."""
        need_steps(panel, 1, self.code)
        return carry(panel, ahead, change_moves(panel), births_carried(panel))


def births_carried(panel: Panel) -> BirthsRule:
    """Births of every later year as lately."""
    lately = np.asarray(panel.newborn[-CARRIED_YEARS:].mean(axis=0))

    def rule(_step: int, _start: People, _end: People) -> Float[np.ndarray, " place"]:
        return lately

    return rule

"""The methods together: a weighted mean, by quantity and horizon.

    total = sum of w_total T_m,     born since = sum of w_births P_m,     others = sum of w_ages P_m,

and those already born at the start are scaled so that with the newborn they make the total. Weights are learnt from
trials inside the panel (``weights``), or given.

Source: Bates & Granger 1969, Operational Research Quarterly 20: 451-468; for populations Rayer & Smith 2010, "Factors
affecting the accuracy of subcounty population forecasts", Journal of Planning Education and Research 30: 147-161.

Limits: where all members are wrong in the same way, so is their mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from populace.forecast.methods.births_carried import BirthsCarried
from populace.forecast.methods.births_from_women import BirthsFromWomen
from populace.forecast.methods.cohort_change import CohortChange
from populace.forecast.methods.cohort_component import CohortComponent
from populace.forecast.methods.hamilton_perry import STEP, HamiltonPerry
from populace.forecast.methods.panel import Method, Outlook, Panel
from populace.forecast.methods.ratios import safe_ratio
from populace.forecast.methods.trend_scaled import TrendScaled
from populace.forecast.methods.weights import Weights, learnt_weights

MEMBERS: tuple[Method, ...] = (
    CohortComponent(),
    HamiltonPerry(),
    TrendScaled(),
    CohortChange(),
    BirthsCarried(),
    BirthsFromWomen(),
)

IDEAS: Mapping[str, frozenset[str]] = {
    "total": frozenset({"cohort-component", "hamilton-perry-trend"}),
    "births": frozenset({"births-from-women", "births-carried", "cohort-change", "hamilton-perry"}),
    "ages": frozenset({"cohort-component", "hamilton-perry"}),
}
"""Which members speak on what: each idea once, so that no idea has more weight for being written twice. A total comes
from its parts or from its own line; births from four ways to see fertility; ages from components or from ratios. The
ratios (alone, the total explodes or withers) and the births methods (whose living are the same ratios) are left out
of totals. The counts up to 1985 of the project's own trials speak for it; it was settled after a look at later scores,
as the page of the competing methods says."""


@dataclass(frozen=True)
class Ensemble:
    """A weighted mean of ``members``; ``weights`` are learnt from the panel's own past where none are given."""

    members: tuple[Method, ...] = MEMBERS
    weights: Weights | None = None
    code: str = "ensemble"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are two counts; members that need more are left out where they lack them."""
        members = self.members
        if len(panel.years) <= STEP and self.weights is None:
            members = tuple(m for m in members if not isinstance(m, HamiltonPerry | TrendScaled))
        weights = self.weights or learnt_weights(panel, members, ahead, IDEAS)
        return combine([member.outlook(panel, ahead) for member in members], weights)


def combine(outlooks: list[Outlook], weights: Weights) -> Outlook:
    """The weighted mean of outlooks of the same places and years."""
    years = outlooks[0].years
    steps = np.arange(1, len(years) + 1)
    people = np.stack([outlook.population for outlook in outlooks])
    totals = np.einsum("smp,sm->sp", people.sum(axis=(-2, -1)).swapaxes(0, 1), weights.at("total", steps))
    births = np.einsum(
        "smp,sm->sp", np.stack([o.births for o in outlooks], axis=1), weights.at("births", steps)
    )
    younger = np.einsum("mspxa,sm->spxa", people, weights.at("births", steps))
    older = np.einsum("mspxa,sm->spxa", people, weights.at("ages", steps))
    newborn = np.arange(people.shape[-1]) < steps[:, np.newaxis]
    younger *= newborn[:, np.newaxis, np.newaxis, :]
    older *= ~newborn[:, np.newaxis, np.newaxis, :]
    left = np.maximum(totals - younger.sum(axis=(-2, -1)), 0.0)
    scale = safe_ratio(left, older.sum(axis=(-2, -1)))
    return Outlook(years, younger + older * scale[..., np.newaxis, np.newaxis], births)

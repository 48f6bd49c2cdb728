"""Weights of methods, learnt from trials on the past that is known.

Each member is tried from earlier origins inside the panel, cut off there. By quantity and horizon its weight is the
inverse of its mean squared log error over places and origins, drawn half-way to equal weights: errors of methods are
alike, and weights from few trials mostly fit chance.

Source: Bates & Granger 1969, "The combination of forecasts", Operational Research Quarterly 20: 451-468 (inverse
squared errors); Stock & Watson 2004, "Combination forecasts of output growth", Journal of Forecasting 23: 405-430
(drawing towards equal weights; the puzzle that equal weights are hard to beat).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import MissingData
from populace.forecast.methods.measured import QUANTITIES, log_errors
from populace.forecast.methods.panel import Method, Panel

APART = 5
"""Years between the origins of trials, and between the horizons at which weights are learnt."""

SHORTEST = 5
"""Years that must be known before an origin: the window of the shortest ratio."""

DRAWN = 0.5
"""Share of equal weights: midway, for want of a better reason (Stock & Watson 2004 try a quarter to all)."""


@dataclass(frozen=True)
class Weights:
    """Shares of members by horizon for each quantity ("total", "births", "ages"): ``(horizon, member)``."""

    horizons: tuple[int, ...]
    shares: Mapping[str, Float[np.ndarray, "horizon member"]]

    def at(self, quantity: str, steps: Float[np.ndarray, " step"]) -> Float[np.ndarray, "step member"]:
        """Shares in ``steps`` years ahead, on straight lines between the horizons learnt."""
        shares = self.shares[quantity]
        return np.stack([np.interp(steps, self.horizons, member) for member in shares.T], axis=1)


def equal_weights(members: int) -> Weights:
    """The same share for each of them."""
    return Weights((1,), {quantity: np.full((1, members), 1 / members) for quantity in QUANTITIES})


def learnt_weights(panel: Panel, members: Sequence[Method], ahead: int) -> Weights:
    """Weights from trials inside ``panel``; equal where the past is too short for any.

    A horizon with no trial has the weights of the longest that has one.
    """
    last, first = int(panel.years[-1]), int(panel.years[0])
    origins = range(last - APART, first + SHORTEST - 1, -APART)
    tried = [error for origin in origins if (error := _trial(panel, members, origin, ahead)) is not None]
    horizons = [
        step for step in range(APART, ahead + APART, APART) if any(len(e[0]["total"]) >= step for e in tried)
    ]
    if not horizons:
        return equal_weights(len(members))
    return Weights(
        tuple(horizons), {q: np.array([_shares(tried, q, h) for h in horizons]) for q in QUANTITIES}
    )


def _trial(
    panel: Panel, members: Sequence[Method], origin: int, ahead: int
) -> list[dict[str, Float[np.ndarray, "step cell"]]] | None:
    """Log errors of each member from one origin; ``None`` where one of them has too short a past."""
    known, steps = panel.until(origin), min(int(panel.years[-1]) - origin, ahead + APART)
    try:
        return [log_errors(panel, member.outlook(known, steps)) for member in members]
    except MissingData:
        return None


def _shares(
    tried: Sequence[Sequence[Mapping[str, Float[np.ndarray, "step cell"]]]], quantity: str, horizon: int
) -> Float[np.ndarray, " member"]:
    seen = [trial for trial in tried if len(trial[0][quantity]) >= horizon]
    squared = np.array([[np.nanmean(e[quantity][horizon - 1] ** 2) for e in trial] for trial in seen]).mean(
        axis=0
    )
    if not np.isfinite(squared).all() or (squared <= 0).any():
        return np.full(len(squared), 1 / len(squared))
    inverse = (1 / squared) / (1 / squared).sum()
    return np.asarray((1 - DRAWN) * inverse + DRAWN / len(squared))

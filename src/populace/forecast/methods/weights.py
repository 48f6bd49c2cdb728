"""Weights of methods, learnt from trials on the past that is known.

Each member is tried from earlier origins inside the panel, cut off there. By quantity and horizon its weight is the
inverse of its mean squared log error over places and origins, drawn towards equal weights the more, the fewer trials
there are: weights from few trials mostly fit chance.

Source: Bates & Granger 1969, "The combination of forecasts", Operational Research Quarterly 20: 451-468 (inverse
squared errors); Stock & Watson 2004, "Combination forecasts of output growth", Journal of Forecasting 23: 405-430
(drawing towards equal weights; the puzzle that equal weights are hard to beat).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import MissingData
from populace.forecast.methods.measured import QUANTITIES, log_errors
from populace.forecast.methods.panel import Method, Panel

Errors = Mapping[str, Float[np.ndarray, "..."]]
"""Log errors of one method by quantity, the step first."""

APART = 5
"""Years between the origins of trials, and between the horizons at which weights are learnt."""

SHORTEST = 5
"""Years that must be known before an origin: the window of the shortest ratio."""

PRIOR_TRIALS = 1.0
"""Equal weights count as much as one trial: the least that keeps a single trial from having all the say."""


@dataclass(frozen=True)
class Weights:
    """Shares of members by horizon for each quantity ("total", "births", "ages"): ``(horizon, member)``."""

    horizons: tuple[int, ...]
    shares: Mapping[str, Float[np.ndarray, "horizon member"]]

    def at(self, quantity: str, steps: Float[np.ndarray, " step"]) -> Float[np.ndarray, "step member"]:
        """Shares in ``steps`` years ahead, on straight lines between the horizons learnt."""
        shares = self.shares[quantity]
        return np.stack([np.interp(steps, self.horizons, member) for member in shares.T], axis=1)


def equal_weights(speaks: Mapping[str, Float[np.ndarray, " member"]]) -> Weights:
    """The same share for each member that speaks on a quantity (1, else 0)."""
    return Weights((1,), {q: (speaks[q] / speaks[q].sum())[np.newaxis] for q in QUANTITIES})


def learnt_weights(
    panel: Panel, members: Sequence[Method], ahead: int, ideas: Mapping[str, Collection[str]]
) -> Weights:
    """Weights from trials inside ``panel``; equal where the past is too short for any.

    ``ideas`` are the codes of the members that speak on each quantity; all do where none of those is a member.
    A horizon with no trial has the weights of the longest that has one.
    """
    speaks = {q: np.array([float(member.code in ideas[q]) for member in members]) for q in QUANTITIES}
    speaks = {q: says if says.any() else np.ones_like(says) for q, says in speaks.items()}
    last, first = int(panel.years[-1]), int(panel.years[0])
    origins = range(last - APART, first + SHORTEST - 1, -APART)
    trials = [found for origin in origins if (found := _trial(panel, members, origin, ahead)) is not None]
    longest = max((len(trial[0]["total"]) for trial in trials), default=0)
    horizons = tuple(range(APART, min(longest, ahead + APART - 1) + 1, APART))
    if not horizons:
        return equal_weights(speaks)
    shares = {q: np.array([_shares(trials, q, h, speaks[q]) for h in horizons]) for q in QUANTITIES}
    return Weights(horizons, shares)


def _trial(panel: Panel, members: Sequence[Method], origin: int, ahead: int) -> list[Errors] | None:
    """Log errors of each member from one origin; ``None`` where one of them has too short a past."""
    known, steps = panel.until(origin), min(int(panel.years[-1]) - origin, ahead + APART)
    try:
        return [log_errors(panel, member.outlook(known, steps)) for member in members]
    except MissingData:
        return None


def _shares(
    trials: Sequence[Sequence[Errors]], quantity: str, horizon: int, speaks: Float[np.ndarray, " member"]
) -> Float[np.ndarray, " member"]:
    seen = [trial for trial in trials if len(trial[0][quantity]) >= horizon]
    squared = np.mean(
        [[_mean_square(errors[quantity][horizon - 1]) for errors in trial] for trial in seen], axis=0
    )
    equal = speaks / speaks.sum()
    if not (squared > 0).all():
        return np.asarray(equal)
    inverse = speaks / squared
    drawn = PRIOR_TRIALS / (PRIOR_TRIALS + len(seen))
    return np.asarray((1 - drawn) * inverse / inverse.sum() + drawn * equal)


def _mean_square(errors: Float[np.ndarray, "..."]) -> float:
    """Mean of the squares of the errors that are known; 0 where none is."""
    known = errors[np.isfinite(errors)]
    return float((known**2).mean()) if known.size else 0.0

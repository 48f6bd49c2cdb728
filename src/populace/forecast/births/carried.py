"""Births carried forward beside births from women at risk: which did better on the place's own past.

From each origin of the past both methods are tried with what was known then. Carried forward, births stay what they
were in the last years; from women at risk, they follow the women of childbearing age at the fertility of those years.
Where both have their merits the blend is their geometric mean, ``women^w x carried^(1-w)``, with one share ``w`` for
each number of years ahead: the one with the least squared error of the logarithm, late origins counting most, drawn
towards one half by the weight of ``HALF`` origins, from 0 to 1.

Sources: Bates & Granger 1969, "The combination of forecasts", Operational Research Quarterly 20:451; Stock & Watson
2004, "Combination forecasts of output growth in a seven-country data set", Journal of Forecasting 23:405 (shrinkage
towards equal shares).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.errors import ModelError

LONGEST = 15
"""Years ahead up to which the blend is tried: all mothers of those years are born already."""

FADING = 10
"""Years after them over which the blend gives way to women at risk alone: births carried on for a generation would
deny the echo of a birth peak."""

HALF = 3.0
"""Origins' worth of weight on equal shares."""

HALF_LIFE = 10.0
"""Years after which an origin counts half: how births came to change a generation ago says less of today."""

FEWEST = 5
"""Origins that do not overlap in time which the trial needs five years ahead; with fewer it says nothing."""

NEAR = 5
"""Years ahead for which ``FEWEST`` counts."""


@dataclass(frozen=True)
class Trial:
    """Both methods from every origin: births ``(origin, step)`` as they came and as either method had them.

    Step 0 is the year after the origin; NaN where the year is not known yet or a method had nothing to go by.

    :raises ModelError: shapes differ, origins do not rise, or births are not above zero.
    """

    origins: Int[np.ndarray, " origin"]
    actual: Float[np.ndarray, "origin step"]
    women: Float[np.ndarray, "origin step"]
    carried: Float[np.ndarray, "origin step"]

    def __post_init__(self) -> None:
        shapes = {self.actual.shape, self.women.shape, self.carried.shape}
        if len(shapes) != 1 or self.actual.ndim != 2 or len(self.origins) != len(self.actual):
            raise ModelError("a trial has (origin, step) births of one shape")
        if (np.diff(self.origins) <= 0).any():
            raise ModelError("the origins of a trial rise")
        for births in (self.actual, self.women, self.carried):
            if (births <= 0).any():
                raise ModelError("births of a trial are above zero, or unknown")

    def until(self, year: int) -> "Trial":
        """The trial as it stood at the end of ``year``: later origins and later births are not known."""
        early = self.origins <= year
        steps = self.origins[early, np.newaxis] + 1 + np.arange(self.actual.shape[1])
        actual = np.where(steps <= year, self.actual[early], np.nan)
        return Trial(self.origins[early], actual, self.women[early], self.carried[early])


@dataclass(frozen=True)
class Blend:
    """The share of births from women at risk by years ahead (the first is one year), and what the trial found.

    ``errors`` are mean absolute percentage errors of women, carried and the blend ``(method, step)``; the blend's with
    shares from what was known at each origin alone, NaN where that was too little. ``origins`` count them.
    """

    women: Float[np.ndarray, " step"]
    errors: Float[np.ndarray, "3 step"]
    origins: Int[np.ndarray, " step"]

    @property
    def helps(self) -> bool:
        """Whether the blend beat women at risk alone, taking all steps together, where it could be tried."""
        tried = np.isfinite(self.errors[2])
        return bool(tried.any() and self.errors[2, tried].mean() < self.errors[0, tried].mean())

    def factors(self, women: Float[np.ndarray, " year"], carried: float) -> Float[np.ndarray, " year"]:
        """What brings births expected of the ``women`` of the years ahead to the blend's, one factor a year."""
        years = np.arange(1, len(women) + 1)
        share = np.interp(
            years,
            [*range(1, len(self.women) + 1), len(self.women) + FADING],
            [*self.women, 1.0],
        )
        ratio = np.divide(carried, women, out=np.ones(len(women)), where=women > 0)
        return np.asarray(ratio ** (1.0 - share))


def blend_of(trial: Trial) -> Blend | None:
    """The blend that the trial speaks for; ``None`` where the past is too short."""
    share = _shares(trial)
    if share is None:
        return None
    made = _nested(trial)
    both = np.where(np.isfinite(made), [trial.women, trial.carried], np.nan)  # the same origins for all three
    errors = np.stack([_errors(trial, births) for births in (*both, made)])
    return Blend(share, errors, np.isfinite(_usable(trial)).sum(axis=0))


def _shares(trial: Trial) -> Float[np.ndarray, " step"] | None:
    """One share a step; ``None`` with fewer than ``FEWEST`` separate origins ``NEAR`` years ahead."""
    usable = _usable(trial)
    steps = np.arange(1, usable.shape[1] + 1)
    known = np.isfinite(usable)
    separate = _separate(trial.origins, known, steps)
    if not len(separate) or len(separate) < NEAR or separate[NEAR - 1] < FEWEST:
        return None
    # Overlapping origins count as the separate ones they are worth.
    weights = (
        np.where(known, _recent(trial)[:, np.newaxis], 0.0) * separate / np.maximum(known.sum(axis=0), 1)
    )
    apart = np.log(trial.women / trial.carried, where=known, out=np.zeros(known.shape))
    missed = np.log(trial.actual / trial.carried, where=known, out=np.zeros(known.shape))
    squares, products = (weights * apart**2).sum(axis=0), (weights * apart * missed).sum(axis=0)
    typical = squares / np.maximum(weights.sum(axis=0), 1e-12)
    below = squares + HALF * typical
    share = np.divide(products + 0.5 * HALF * typical, below, out=np.full(len(steps), 0.5), where=below > 0)
    return np.asarray(np.clip(share, 0.0, 1.0))


def _separate(
    origins: Int[np.ndarray, " origin"],
    known: Bool[np.ndarray, "origin step"],
    steps: Int[np.ndarray, " step"],
) -> Float[np.ndarray, " step"]:
    """How many origins there are whose years ahead do not overlap: the span of the origins over the step."""
    found = []
    for at, step in enumerate(steps):
        years = origins[known[:, at]]
        found.append(min(len(years), 1 + (years[-1] - years[0]) / step) if len(years) else 0.0)
    return np.array(found)


def _usable(trial: Trial) -> Float[np.ndarray, "origin step"]:
    return trial.actual + 0.0 * trial.women + 0.0 * trial.carried


def _nested(trial: Trial) -> Float[np.ndarray, "origin step"]:
    """What the blend would have said from each origin with the shares known at it."""
    made = np.full(trial.actual.shape, np.nan)
    for at, origin in enumerate(trial.origins):
        share = _shares(trial.until(int(origin)))
        if share is not None:
            made[at] = trial.women[at] ** share * trial.carried[at] ** (1.0 - share)
    return made


def _errors(trial: Trial, births: Float[np.ndarray, "origin step"]) -> Float[np.ndarray, " step"]:
    """Mean absolute percentage error by step, late origins counting most; NaN where there is nothing to compare."""
    error = np.abs(births / trial.actual - 1.0)
    known = np.isfinite(error)
    weights = np.where(known, _recent(trial)[:, np.newaxis], 0.0)
    summed, weight = (weights * np.where(known, error, 0.0)).sum(axis=0), weights.sum(axis=0)
    return np.asarray(np.divide(summed, weight, out=np.full(len(weight), np.nan), where=weight > 0))


def _recent(trial: Trial) -> Float[np.ndarray, " origin"]:
    return np.asarray(0.5 ** ((trial.origins[-1] - trial.origins) / HALF_LIFE))

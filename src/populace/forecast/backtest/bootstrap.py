"""How sure a score is: the same score on places and origins drawn again and again.

Errors of one place at all its ages and horizons go together, and so do the errors of all places from one origin. So
whole places and whole origins are drawn, each with replacement and apart from each other, and an error counts as often
as its place and its origin were drawn together. Origins whose forecasts overlap are drawn in runs of neighbours. All
methods are judged on the same draws, so that their scores can be compared. With few origins such an interval is too
narrow still: nobody can draw a decade that was not seen.

Sources: Owen 2007, "The pigeonhole bootstrap", Annals of Applied Statistics 1:386, doi:10.1214/07-AOAS122 (rows and
columns drawn apart); Künsch 1989, Annals of Statistics 17:1217, doi:10.1214/aos/1176347265 (runs of neighbours), in
a circle as in Politis & Romano 1992.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

REPLICATES = 400
"""Draws behind an interval: its ends stand on the ten lowest and highest of them."""

LEVEL = 0.95
"""The share of the draws that an interval holds."""


@dataclass(frozen=True)
class Draws:
    """How often each place and each origin was drawn, ``(replicate, place)`` and ``(replicate, origin)``."""

    places: Float[np.ndarray, "replicate place"]
    origins: Float[np.ndarray, "replicate origin"]


@dataclass(frozen=True)
class Estimate:
    """A score with the bounds of its bootstrap interval (NaN where there is nothing to draw from)."""

    value: float
    low: float
    high: float


def draws(places: int, origins: int, run: int, seed: int, replicates: int = REPLICATES) -> Draws:
    """Draw ``places`` and ``origins``; ``run`` is how many origins in a row are drawn together."""
    rng = np.random.default_rng([seed, places, origins])
    drawn = rng.integers(places, size=(replicates, places))
    starts = rng.integers(origins, size=(replicates, -(-origins // run)))
    runs = (starts[..., np.newaxis] + np.arange(run)) % origins
    return Draws(
        _times_drawn(drawn, places), _times_drawn(runs.reshape(replicates, -1)[:, :origins], origins)
    )


def bootstrap_mean(values: Float[np.ndarray, "origin place cell"], drawn: Draws) -> Estimate:
    """The mean of all values that are numbers, with its interval."""
    known = np.isfinite(values)
    if not known.any():
        return Estimate(*[float("nan")] * 3)
    sums, counts = np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1).astype(float)
    above, below = (
        np.einsum("ro,op,rp->r", drawn.origins, what, drawn.places, optimize=True) for what in (sums, counts)
    )
    means = above[below > 0] / below[below > 0]
    return _estimate(float(sums.sum() / counts.sum()), means, counts)


def bootstrap_median(values: Float[np.ndarray, "origin place cell"], drawn: Draws) -> Estimate:
    """The median of all values that are numbers, with its interval."""
    origin, place, _cell = np.nonzero(np.isfinite(values))
    known = values[np.isfinite(values)]
    if not len(known):
        return Estimate(*[float("nan")] * 3)
    order = np.argsort(known, kind="stable")
    ordered, origin, place = known[order], origin[order], place[order]
    medians = [
        _weighted_median(ordered, by_origin[origin] * by_place[place])
        for by_origin, by_place in zip(drawn.origins, drawn.places, strict=True)
    ]
    counts = np.isfinite(values).sum(axis=-1).astype(float)
    found = np.array(medians)
    return _estimate(float(np.median(known)), found[np.isfinite(found)], counts)


def _weighted_median(ordered: Float[np.ndarray, " value"], weights: Float[np.ndarray, " value"]) -> float:
    """The value at which half of the weight is reached; between two where it is reached exactly there."""
    reached = np.cumsum(weights)
    if not reached[-1]:
        return float("nan")
    below, above = (
        np.searchsorted(reached, reached[-1] / 2),
        np.searchsorted(reached, reached[-1] / 2, "right"),
    )
    return float(0.5 * (ordered[below] + ordered[min(above, len(ordered) - 1)]))


def _estimate(
    value: float, replicates: Float[np.ndarray, " replicate"], counts: Float[np.ndarray, "origin place"]
) -> Estimate:
    if (counts > 0).sum() < 2 or not len(replicates):
        return Estimate(value, float("nan"), float("nan"))
    low, high = np.quantile(replicates, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0])
    return Estimate(value, float(low), float(high))


def _times_drawn(
    drawn: Int[np.ndarray, "replicate draw"], among: int
) -> Float[np.ndarray, "replicate among"]:
    counts = np.zeros((len(drawn), among))
    np.add.at(counts, (np.arange(len(drawn))[:, np.newaxis], drawn), 1.0)
    return counts

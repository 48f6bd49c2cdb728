"""How far a forecast was from what was counted: pure functions, one for each score.

Errors are shares of what was counted. A cell that counted nobody has no error as a share and is left out of those
scores. The scores of distributions (CRPS, interval score) are in units of the count, so that they are proper: nobody
gains by stating another distribution than the one believed in. Divide them by a number known when the forecast was
made, not by the outcome, which would spoil that.

Sources: Gneiting & Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", Journal of the American
Statistical Association 102:359, doi:10.1198/016214506000001437 (CRPS equation 21, interval score equation 43); the CRPS
as twice the mean pinball loss over all probabilities, Laio & Tamea 2007, Hydrology and Earth System Sciences 11:1267,
doi:10.5194/hess-11-1267-2007. Errors as shares: Smith, Tayman & Swanson 2013, "A Practitioner's Guide to State and
Local Population Projections", chapter 13.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from jaxtyping import Float
from scipy.special import ndtr, ndtri

GRID = 200
"""Quantiles that a CRPS is worked out from: on a normal distribution the outcome is within 0.2 % of its mean."""

CHUNK = 20_000
"""Cells whose CRPS is worked out together: 32 MB of quantiles at a time."""


def percentage_errors(
    forecast: Float[np.ndarray, "*cell"], observed: Float[np.ndarray, "*cell"]
) -> Float[np.ndarray, "*cell"]:
    """Forecast less observed as a share of observed; NaN where nobody was counted."""
    counted = observed > 0
    return np.asarray(
        np.divide(forecast - observed, observed, out=np.full(observed.shape, np.nan), where=counted)
    )


def mape(errors: Float[np.ndarray, "*cell"]) -> float:
    """Mean absolute percentage error, as a share of one; NaN without any error."""
    return _mean(np.abs(errors))


def median_ape(errors: Float[np.ndarray, "*cell"]) -> float:
    """Median absolute percentage error, as a share of one; NaN without any error."""
    known = np.abs(errors[np.isfinite(errors)])
    return float(np.median(known)) if len(known) else float("nan")


def bias(errors: Float[np.ndarray, "*cell"]) -> float:
    """Mean percentage error with its sign: above zero, too many were forecast."""
    return _mean(errors)


def crps(
    quantiles: Float[np.ndarray, "*cell probability"],
    probabilities: Sequence[float],
    observed: Float[np.ndarray, "*cell"],
) -> Float[np.ndarray, "*cell"]:
    """Continuous ranked probability score, in units of the count, of distributions known by some quantiles.

    Between the quantiles, and beyond the outermost, the quantile is a straight line in the normal score of its
    probability: exact for a normal distribution. A forecast without spread has its absolute error as its score.
    """
    at, lines = _grid(tuple(probabilities))
    cells = np.reshape(quantiles, (-1, len(lines)))
    outcomes = np.reshape(observed, -1)
    found = np.empty(len(outcomes))
    for start in range(0, len(outcomes), CHUNK):
        part = slice(start, start + CHUNK)
        loss = pinball(cells[part] @ lines, at, outcomes[part, np.newaxis])
        found[part] = 2.0 * loss.mean(axis=-1)
    return found.reshape(observed.shape)


def crps_of_samples(
    samples: Float[np.ndarray, "*cell sample"], observed: Float[np.ndarray, "*cell"]
) -> Float[np.ndarray, "*cell"]:
    """CRPS of the distribution that puts the same weight on each of ``samples``: ``E|X − y| − E|X − X'| / 2``."""
    ordered = np.sort(samples, axis=-1)
    count = ordered.shape[-1]
    distance = np.abs(ordered - observed[..., np.newaxis]).mean(axis=-1)
    # The mean distance of all pairs, from the ordered sample: each value counts by how many lie below and above it.
    rank = 2.0 * np.arange(1, count + 1) - count - 1.0
    return np.asarray(distance - (ordered * rank).sum(axis=-1) / count**2)


def crps_of_normal(
    mean: Float[np.ndarray, "*cell"],
    deviation: Float[np.ndarray, "*cell"],
    observed: Float[np.ndarray, "*cell"],
) -> Float[np.ndarray, "*cell"]:
    """CRPS of a normal distribution in closed form (Gneiting & Raftery 2007, p. 367)."""
    z = (observed - mean) / deviation
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    return np.asarray(deviation * (z * (2.0 * ndtr(z) - 1.0) + 2.0 * density - 1.0 / np.sqrt(np.pi)))


def pinball(
    quantile: Float[np.ndarray, "*cell"],
    probability: float | Float[np.ndarray, "*cell"],
    observed: Float[np.ndarray, "*cell"],
) -> Float[np.ndarray, "*cell"]:
    """Loss of a quantile: ``probability`` times what it fell short, the rest times what it was too high."""
    short = observed - quantile
    return np.asarray(np.maximum(probability * short, (probability - 1.0) * short))


def interval_score(
    low: Float[np.ndarray, "*cell"],
    high: Float[np.ndarray, "*cell"],
    observed: Float[np.ndarray, "*cell"],
    level: float,
) -> Float[np.ndarray, "*cell"]:
    """Width of the central interval of ``level`` (0.8, say), plus ``2 / (1 − level)`` times the miss outside it."""
    miss = np.maximum(low - observed, 0.0) + np.maximum(observed - high, 0.0)
    return np.asarray(high - low + 2.0 / (1.0 - level) * miss)


def inside(
    low: Float[np.ndarray, "*cell"], high: Float[np.ndarray, "*cell"], observed: Float[np.ndarray, "*cell"]
) -> Float[np.ndarray, "*cell"]:
    """One where the interval, ends included, holds what was counted, else zero; their mean is the coverage."""
    return np.asarray(((low <= observed) & (observed <= high)).astype(float))


def quantile_between(
    quantiles: Float[np.ndarray, "*cell probability"], probabilities: Sequence[float], probability: float
) -> Float[np.ndarray, "*cell"]:
    """The quantile at ``probability``: on the straight line, in normal scores, through those around it."""
    return np.asarray(
        quantiles @ _lines(np.asarray(probabilities, dtype=float), np.array([probability]))[:, 0]
    )


@lru_cache(maxsize=8)
def _grid(
    probabilities: tuple[float, ...],
) -> tuple[Float[np.ndarray, " grid"], Float[np.ndarray, "probability grid"]]:
    """Evenly spread probabilities, and what each given quantile counts for in the quantile there."""
    at = (np.arange(GRID) + 0.5) / GRID
    return at, _lines(np.array(probabilities), at)


def _lines(
    given: Float[np.ndarray, " probability"], wanted: Float[np.ndarray, " grid"]
) -> Float[np.ndarray, "probability grid"]:
    """Weights of the two quantiles around each wanted one, or the two nearest where it lies outside."""
    knots, scores = ndtri(given), ndtri(wanted)
    after = np.clip(np.searchsorted(knots, scores), 1, len(knots) - 1)
    share = (scores - knots[after - 1]) / (knots[after] - knots[after - 1])
    weights = np.zeros((len(given), len(wanted)))
    column = np.arange(len(wanted))
    weights[after - 1, column], weights[after, column] = 1.0 - share, share
    return weights


def _mean(values: Float[np.ndarray, "*cell"]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")

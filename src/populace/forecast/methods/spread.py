"""How far a method's forecast may be off, by what it was off in trials inside the panel.

Each trial gives log errors e(h) = ln(counted / forecast), h years ahead, of every place and quantity. Their scale
grows with the horizon as the error of a random walk does whose drift was measured over T years,

    g(h) = h (1 + h / T),     s^2 = mean of e(h)^2 / g(h),

so horizons that no trial has reached are wider than those it has. A place's own s^2 (few errors, all related) is
drawn towards that of all places, which are as many errors as ``PRIOR_TRIALS`` trials would be; chance in small
counts is in the errors and is never less than 1 / count. The forecast is the median; quantiles are those of
Student's t,

    q(p) = forecast exp(t(p) sqrt(s^2 g(h) + more for small counts)),

with as many degrees of freedom as the years behind the errors hold horizons of their own.

Source: the random walk with drift, Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, 3rd ed.,
section 5.5 (variance h (1 + h / T)); empirical errors as intervals of population forecasts, Smith & Sincich 1988,
Demography 25(3): 461-474; Rayer, Smith & Tayman 2009, Population Research and Policy Review 28(6): 773-793.

Limits: places err together, so that intervals of a sum are not sums of intervals; a past without breaks promises a
future without them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from scipy.stats import t as student

from populace.errors import MissingData
from populace.forecast.methods.measured import QUANTITIES, five_year, log_errors
from populace.forecast.methods.panel import Method, Outlook, Panel

TRIALS_APART = 2
"""Years between the origins of trials: neighbouring years tell nearly the same."""

DRIFT_YEARS = 10
"""Years T over which methods measure what they carry on: the middle of their windows of five to fifteen."""

PRIOR_TRIALS = 5.0
"""Trials that all places together count for beside a place's own: a variance from fewer than five is mostly
chance."""

FEWEST_DEGREES = 3.0
"""Student's t has a variance from three degrees of freedom on."""

WITHOUT_TRIALS = {"total": 0.015**2, "births": 0.03**2, "ages": 0.0235**2}
"""s^2 where no trial can be run, so that Student's t with three degrees of freedom gives the published errors:
totals of English local authorities, median 3 to 7 % at ten years (5 % taken); ages of US counties, median 11 % at 15
years (Hauer 2019, Scientific Data 6: 190005); births of twelve countries up to 1985, mean 15 % at ten years (UN,
World Population Prospects 2024, births from women with a fading trend)."""


@dataclass(frozen=True)
class Predictive:
    """A forecast as a distribution, by its quantiles at ``probabilities``.

    ``total`` and ``births`` ``(horizon, place, probability)``; ``groups`` ``(horizon, place, sex, group,
    probability)`` of five-year groups open at 85; ``outlook`` the medians, all years."""

    horizons: tuple[int, ...]
    probabilities: tuple[float, ...]
    total: Float[np.ndarray, "horizon place probability"]
    births: Float[np.ndarray, "horizon place probability"]
    groups: Float[np.ndarray, "horizon place sex group probability"]
    outlook: Outlook
    trials: int


def predictive(
    panel: Panel,
    method: Method,
    horizons: Sequence[int],
    probabilities: Sequence[float],
    *,
    outlooks: Callable[[int], Outlook] | None = None,
) -> Predictive:
    """Quantiles of ``method``'s forecast from the end of ``panel``, from trials inside it and nothing else.

    ``outlooks`` gives the method's forecast from an earlier origin, where it was made before (as long as the longest
    horizon, or to the end of the panel); without it they are made here. ``MissingData`` where the method has too
    little."""
    outlook = method.outlook(panel, max(horizons))
    past = trials(panel, method, max(horizons), outlooks)
    at = np.array(horizons)
    points = dict(zip(QUANTITIES, (
        outlook.totals, outlook.births, five_year(outlook.population)
    ), strict=True))  # fmt: skip
    found = {
        name: _quantiles(points[name][at - 1], [trial[name] for trial in past], at, probabilities, name)
        for name in QUANTITIES
    }
    return Predictive(
        tuple(horizons),
        tuple(probabilities),
        found["total"],
        found["births"],
        found["ages"],
        outlook,
        len(past),
    )


def trials(
    panel: Panel, method: Method, ahead: int, outlooks: Callable[[int], Outlook] | None = None
) -> list[dict[str, Float[np.ndarray, "step ..."]]]:
    """Log errors of ``method`` from earlier origins, the latest first, up to ``ahead`` years or to the panel's
    end."""
    last, found = int(panel.years[-1]), []
    for origin in range(last - 1, int(panel.years[0]), -TRIALS_APART):
        steps = min(ahead, last - origin)
        try:
            made = outlooks(origin) if outlooks else method.outlook(panel.until(origin), steps)
        except MissingData:
            break  # earlier origins know still less
        cut = Outlook(made.years[:steps], made.population[:steps], made.births[:steps])
        found.append(log_errors(panel, cut))
    return found


def growth(horizon: Float[np.ndarray, " step"]) -> Float[np.ndarray, " step"]:
    """g(h): how the variance of a random walk with an estimated drift grows over years."""
    return np.asarray(horizon * (1 + horizon / DRIFT_YEARS))


def _quantiles(
    points: Float[np.ndarray, "horizon ..."],
    past: list[Float[np.ndarray, "step ..."]],
    horizons: Float[np.ndarray, " horizon"],
    probabilities: Sequence[float],
    name: str,
) -> Float[np.ndarray, "horizon ... probability"]:
    scale, degrees = _scale(past, points.shape[1:], name)
    grown = growth(horizons.astype(np.float64)).reshape((-1,) + (1,) * (points.ndim - 1))
    chance = np.divide(1.0, points, out=np.zeros_like(points), where=points > 0)
    width = np.sqrt(np.maximum(scale * grown, chance))
    return np.asarray(
        points[..., np.newaxis] * np.exp(width[..., np.newaxis] * student.ppf(probabilities, degrees))
    )


def _scale(
    past: list[Float[np.ndarray, "step ..."]], shape: tuple[int, ...], name: str
) -> tuple[Float[np.ndarray, "place ..."], float]:
    """s^2 of every place and cell, and the degrees of freedom behind it."""
    if not past:
        return np.full(shape, WITHOUT_TRIALS[name]), FEWEST_DEGREES
    steps = np.concatenate([np.arange(1, len(errors) + 1) for errors in past])
    squared = np.concatenate(past) ** 2 / growth(steps.astype(np.float64)).reshape((-1,) + (1,) * len(shape))
    seen = np.isfinite(squared)
    count = seen.sum(axis=0)
    own = np.divide(np.where(seen, squared, 0.0).sum(axis=0), count, out=np.zeros(shape), where=count > 0)
    everyone = (own * count).sum(axis=0) / np.maximum(count.sum(axis=0), 1)
    weight = len(past) * (count > 0)
    scale = (weight * own + PRIOR_TRIALS * everyone) / (weight + PRIOR_TRIALS)
    span = len(past) * TRIALS_APART / float(np.mean(steps))
    return np.where(scale > 0, scale, WITHOUT_TRIALS[name]), max(span, FEWEST_DEGREES)

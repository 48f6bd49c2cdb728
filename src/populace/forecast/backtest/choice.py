"""Which method, and how much of each: chosen for each quantity and horizon by the errors known at the time.

    weight of a method = 1 / (its mean absolute error)^2, over the sum of all methods,

the weights that are best for errors that do not go together (Bates & Granger 1969), of points in logarithms. At an
origin t only those trials count whose outcomes had been counted by the end of t: a year that is scored never weighs the
methods that are scored on it. Where too few were known, all methods weigh the same.

Source: Bates & Granger 1969, "The combination of forecasts", Operational Research Quarterly 20:451,
doi:10.1057/jors.1969.103.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.forecast.backtest.cells import QUANTITIES
from populace.forecast.backtest.intervals import FEWEST_ORIGINS
from populace.forecast.backtest.rolled import HALF, Rolled
from populace.forecast.methods.panel import Method, Panel
from populace.forecast.methods.weights import Weights

WEIGHTED = "weighted"
"""The code of all methods together."""


@dataclass(frozen=True)
class Choice:
    """What the trials say at the end of the data.

    ``weights`` and ``errors`` (mean absolute log errors) are by quantity, horizon and method; ``origins`` those that
    were learnt from, by horizon; ``fingerprint`` is of the counts.
    """

    weights: Mapping[tuple[str, int], Mapping[str, float]]
    errors: Mapping[tuple[str, int], Mapping[str, float]]
    origins: Mapping[int, tuple[int, ...]]
    first_year: int
    last_year: int
    fingerprint: str

    def best(self, quantity: str, horizon: int) -> str:
        """The method with the smallest error."""
        errors = self.errors[quantity, horizon]
        return min(errors, key=lambda method: errors[method])

    def as_weights(self, members: Sequence[Method]) -> Weights:
        """The weights as ``methods.ensemble.Ensemble`` takes them; a member that was not tried has none."""
        horizons = tuple(sorted({horizon for _quantity, horizon in self.weights}))
        return Weights(
            horizons,
            {
                quantity: _rows(
                    [
                        [self.weights[quantity, horizon].get(member.code, 0.0) for member in members]
                        for horizon in horizons
                    ]
                )
                for quantity in QUANTITIES
            },
        )

    def as_document(self) -> dict[str, object]:
        """The choice as it is written to ``choice.json``."""
        return {
            "chosen": [
                {
                    "quantity": quantity,
                    "horizon": horizon,
                    "method": self.best(quantity, horizon),
                    "weights": {method: round(weight, 6) for method, weight in weights.items()},
                    "mean_absolute_log_error": {
                        method: round(error, 6) for method, error in self.errors[quantity, horizon].items()
                    },
                    "origins": list(self.origins[horizon]),
                }
                for (quantity, horizon), weights in self.weights.items()
            ],
            "data": {"first_year": self.first_year, "last_year": self.last_year, "sha256": self.fingerprint},
        }


def choose(panel: Panel, rolled: Sequence[Rolled]) -> Choice:
    """The choice with everything that is known at the end of the panel."""
    last, horizons = int(panel.years[-1]), rolled[0].horizons
    keys = [(quantity, step) for quantity in QUANTITIES for step in range(len(horizons))]
    codes = [one.method for one in rolled]
    errors = {key: _errors(rolled, last, *key) for key in keys}
    return Choice(
        {(name, horizons[step]): _named(codes, _weights(errors[name, step])) for name, step in keys},
        {(name, horizons[step]): _named(codes, errors[name, step]) for name, step in keys},
        {
            horizon: tuple(rolled[0].origins[rolled[0].known_by(last, horizon)].tolist())
            for horizon in horizons
        },
        int(panel.years[0]),
        last,
        fingerprint(panel),
    )


def weighted(rolled: Sequence[Rolled]) -> Rolled:
    """All methods together, at every origin by the weights that were known then."""
    first = rolled[0]
    points = np.full(first.points.shape, np.nan)
    logs = [np.log(one.points + HALF) for one in rolled]
    for at, origin in enumerate(first.origins.tolist()):
        for step in range(len(first.horizons)):
            for name, cells in QUANTITIES.items():
                weights = _weights(_errors(rolled, origin, name, step))
                parts = np.stack([log[at, step][:, cells] for log in logs])
                points[at, step][:, cells] = _mean(parts, weights)
    return Rolled(WEIGHTED, first.origins, first.horizons, points, first.observed)


def fingerprint(panel: Panel) -> str:
    """A digest of the counts: the same counts give the same, whatever files they came in."""
    digest = hashlib.sha256()
    for part in (panel.years.astype("<i8"), panel.population.astype("<f8"), panel.newborn.astype("<f8")):
        digest.update(np.ascontiguousarray(part).tobytes())
    digest.update("\n".join(panel.places).encode())
    return digest.hexdigest()


def _rows(shares: Sequence[Sequence[float]]) -> Float[np.ndarray, "horizon member"]:
    """Each row made to add up to one; equal where nobody has any."""
    rows = np.array(shares)
    sums = rows.sum(axis=1, keepdims=True)
    return np.where(sums > 0, rows / np.where(sums > 0, sums, 1.0), 1.0 / rows.shape[1])


def _errors(rolled: Sequence[Rolled], year: int, quantity: str, step: int) -> Float[np.ndarray, " method"]:
    """Mean absolute log errors of each method where the outcome was known by ``year``; NaN where too few were."""
    return np.array([_error(one, one.known_by(year, one.horizons[step]), quantity, step) for one in rolled])


def _error(one: Rolled, known: Int[np.ndarray, " origin"], quantity: str, step: int) -> float:
    part = QUANTITIES[quantity]
    points, observed = one.points[known, step][..., part], one.observed[known, step][..., part]
    errors = np.abs(np.log((observed + HALF) / (points + HALF)))
    if np.isfinite(errors).any(axis=(-2, -1)).sum() < FEWEST_ORIGINS:
        return float("nan")
    return float(np.nanmean(errors))


def _weights(errors: Float[np.ndarray, " method"]) -> Float[np.ndarray, " method"]:
    """A method of which too little is known has no weight, unless that is so of all: then all weigh the same."""
    known = np.isfinite(errors)
    if not known.any():
        return np.full(len(errors), 1.0 / len(errors))
    smallest = max(float(errors[known].min()), 1e-9)
    strength = np.where(known, (smallest / np.maximum(np.nan_to_num(errors, nan=1.0), smallest)) ** 2, 0.0)
    return np.asarray(strength / strength.sum())


def _mean(
    parts: Float[np.ndarray, "method place cell"], weights: Float[np.ndarray, " method"]
) -> Float[np.ndarray, "place cell"]:
    """The weighted mean of those methods that could run, taken out of logarithms."""
    runs = np.isfinite(parts).all(axis=(1, 2))
    used = np.where(runs, weights, 0.0)
    if not used.sum():
        used = runs.astype(float)
    if not used.sum():
        return np.full(parts.shape[1:], np.nan)
    mean = np.tensordot(used / used.sum(), np.where(runs[:, np.newaxis, np.newaxis], parts, 0.0), axes=1)
    return np.asarray(np.maximum(np.exp(mean) - HALF, 0.0))


def _named(codes: Sequence[str], values: Float[np.ndarray, " method"]) -> dict[str, float]:
    return {code: float(value) for code, value in zip(codes, values, strict=True) if np.isfinite(value)}

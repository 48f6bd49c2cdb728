"""The scores of a back-test as one tidy table: a row for each method, horizon, quantity and group of places or ages.

Every score stands beside the bounds of its bootstrap interval (``_low``, ``_high``). Errors, CRPS and interval scores
are shares: of what was counted, for the errors; of what was there at the origin, for CRPS and interval scores, since
only a number that is known when the forecast is made leaves them proper.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from jaxtyping import Bool, Float

from populace.forecast.backtest import scores
from populace.forecast.backtest.bootstrap import Draws, Estimate, bootstrap_mean, bootstrap_median, draws
from populace.forecast.backtest.cells import LOWER, QUANTITIES, of_age
from populace.forecast.backtest.intervals import PROBABILITIES
from populace.forecast.backtest.run import SIZE_BOUNDS, Backtest, Tried

Scores = Mapping[str, Float[np.ndarray, "origin horizon place cell"]]

SCORES = (
    "mape", "median_ape", "bias", "crps",
    "interval_score50", "interval_score80", "interval_score95", "coverage50", "coverage80", "coverage95",
)  # fmt: skip
"""The scores of a row, in the order of its columns."""

LEVELS = {"50": (2, 4), "80": (1, 5), "95": (0, 6)}
"""Central intervals by their per cent, with the positions of their bounds among ``PROBABILITIES``."""


@dataclass(frozen=True)
class Group:
    """Places and cells that are judged together: ``by`` is ``all``, ``size`` or ``age``, ``of`` which of them."""

    by: str
    of: str
    quantity: str
    places: Bool[np.ndarray, " place"]
    cells: tuple[int, ...]


def scores_frame(
    made: Backtest, seed: int, progress: Callable[[float], None] = lambda share: None
) -> pd.DataFrame:
    """All scores with their bootstrap intervals; ``seed`` starts the draws, which all methods share."""
    groups = list(groups_of(made))
    rows: list[dict[str, object]] = []
    for done, tried in enumerate(made.tried):
        every = scores_of(made, tried)
        for step, horizon in enumerate(made.horizons):
            rows += [_row(made, tried.method, every, step, horizon, group, seed) for group in groups]
        progress((done + 1) / len(made.tried))
    return pd.DataFrame([row for row in rows if row["comparisons"]])


def groups_of(made: Backtest) -> Iterator[Group]:
    """All places by quantity; each class of size by quantity; all places by age group."""
    everyone = np.ones(len(made.panel.places), dtype=bool)
    spans = {name: tuple(range(part.start, part.stop)) for name, part in QUANTITIES.items()}
    for name, span in spans.items():
        yield Group("all", "", name, everyone, span)
    for size in sorted(set(made.sizes.tolist())):
        for name, span in spans.items():
            yield Group("size", size_code(size), name, made.sizes == size, span)
    for age in LOWER:
        yield Group(
            "age", f"{age}+" if age == LOWER[-1] else f"{age}-{age + 4}", "ages", everyone, tuple(of_age(age))
        )


def size_code(size: int) -> str:
    """The persons of a class of size: ``<1000``, ``1000-4999``, …, ``100000+``."""
    if size == 0:
        return f"<{SIZE_BOUNDS[0]}"
    if size == len(SIZE_BOUNDS):
        return f"{SIZE_BOUNDS[-1]}+"
    return f"{SIZE_BOUNDS[size - 1]}-{SIZE_BOUNDS[size] - 1}"


def scores_of(made: Backtest, tried: Tried) -> Scores:
    """Every score of every forecast that can be judged, else NaN."""
    error = scores.percentage_errors(tried.points, made.observed)
    base = np.where(made.start > 0, made.start, np.nan)[:, np.newaxis]
    found = {
        "mape": np.abs(error),
        "median_ape": np.abs(error),
        "bias": error,
        "crps": scores.crps(tried.quantiles, PROBABILITIES, made.observed) / base,
    }
    for level, (below, above) in LEVELS.items():
        low, high = tried.quantiles[..., below], tried.quantiles[..., above]
        judged = np.isfinite(low) & np.isfinite(made.observed)
        found[f"interval_score{level}"] = (
            scores.interval_score(low, high, made.observed, float(level) / 100) / base
        )
        found[f"coverage{level}"] = np.where(judged, scores.inside(low, high, made.observed), np.nan)
    return found


def _row(
    made: Backtest, method: str, every: Scores, step: int, horizon: int, group: Group, seed: int
) -> dict[str, object]:
    reached = made.origins + horizon <= made.panel.years[-1]
    part = np.ix_(reached, group.places, np.array(group.cells))
    drawn = _draws(made, int(reached.sum()), int(group.places.sum()), horizon, seed)
    chosen = {name: values[:, step][part] for name, values in every.items()}
    row: dict[str, object] = {
        "method": method,
        "horizon": horizon,
        "by": group.by,
        "of": group.of,
        "quantity": group.quantity,
        "origins": int(np.isfinite(chosen["mape"]).any(axis=(1, 2)).sum()),
        "places": int(group.places.sum()),
        "comparisons": int(np.isfinite(chosen["mape"]).sum()),
    }
    for name in SCORES:
        found = _estimate(name, chosen[name], drawn)
        row |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
    return row


def _estimate(name: str, values: Float[np.ndarray, "origin place cell"], drawn: Draws) -> Estimate:
    return bootstrap_median(values, drawn) if name == "median_ape" else bootstrap_mean(values, drawn)


def _draws(made: Backtest, origins: int, places: int, horizon: int, seed: int) -> Draws:
    """Forecasts overlap until the horizon ends: as many neighbouring origins are drawn together."""
    apart = int(np.diff(made.origins).min()) if len(made.origins) > 1 else horizon
    return draws(places, max(origins, 1), max(1, min(-(-horizon // apart), origins - 1)), seed)

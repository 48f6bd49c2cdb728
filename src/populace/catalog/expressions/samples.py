"""Functions over the figures of several periods, as predictors use them; periods without a figure are left out."""

import math
import statistics
from collections.abc import Callable, Sequence

from populace.catalog.expressions.arithmetic import finite

Function = Callable[[Sequence[float]], float | None]


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _variance(values: Sequence[float], less: int) -> float | None:
    """The sum of squares around the mean over n − ``less``; missing where that is not positive."""
    mean = _mean(values)
    if mean is None or len(values) <= less:
        return None
    return math.fsum((each - mean) ** 2 for each in values) / (len(values) - less)


def _deviation(values: Sequence[float], less: int) -> float | None:
    variance = _variance(values, less)
    return None if variance is None else math.sqrt(variance)


def percentile(share: float, values: Sequence[float]) -> float | None:
    """The value below which ``share`` of ``values`` lies, between two of them by proportion (SQL's percentile_cont)."""
    if not values or not 0 <= share <= 1:
        return None
    ordered = sorted(values)
    rank = share * (len(ordered) - 1)
    below = math.floor(rank)
    above = math.ceil(rank)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


SAMPLED: dict[str, Function] = {
    "avg": _mean,
    "count": lambda values: float(len(values)),
    "max": lambda values: max(values, default=None),
    "median": lambda values: statistics.median(values) if values else None,
    "min": lambda values: min(values, default=None),
    "stddev": lambda values: _deviation(values, 1),
    "stddevPop": lambda values: _deviation(values, 0),
    "stddevSamp": lambda values: _deviation(values, 1),
    "sum": lambda values: math.fsum(values) if values else None,
    "variance": lambda values: _variance(values, 1),
}
"""Functions of the values that are there; missing where there are too few."""


def over_samples(name: str, share: float | None, values: Sequence[float | None]) -> float | None:
    """``name`` of the ``values`` that are there; ``share`` is the first argument of ``percentileCont``."""
    there = [each for each in values if each is not None]
    try:
        if name == "percentileCont":
            return None if share is None else finite(percentile(share, there))
        return finite(SAMPLED[name](there))
    except OverflowError:
        return None

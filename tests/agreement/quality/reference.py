"""The baselines as one would write them on a slate: a loop over figures, each against the list of the others."""

import math
from collections.abc import Sequence
from statistics import mean, median, stdev

from scipy.stats import nbinom, t


def others(values: Sequence[float], i: int) -> list[float]:
    """All figures that are there but the ``i``-th."""
    return [value for j, value in enumerate(values) if j != i and not math.isnan(value)]


def mean_and_deviation(values: Sequence[float], i: int) -> tuple[float, float]:
    rest = others(values, i)
    return mean(rest), stdev(rest) if len(rest) > 1 else math.nan


def median_and_spread(values: Sequence[float], i: int) -> tuple[float, float]:
    rest = others(values, i)
    middle = median(rest)
    off = [abs(value - middle) for value in rest]
    return middle, 1.486 * median(off) or 1.2533 * mean(off)


def chance(values: Sequence[float], i: int) -> float:
    """Two-sided, by Student's t."""
    rest = others(values, i)
    centre, deviation = mean_and_deviation(values, i)
    if deviation == 0:
        return 1.0 if values[i] == centre else 0.0
    return float(2 * t.sf(abs(values[i] - centre) / deviation / math.sqrt(1 + 1 / len(rest)), len(rest) - 1))


def tail_of_count(values: Sequence[float], i: int) -> float:
    """Two-sided, by the negative binomial."""
    rest = others(values, i)
    m = len(rest)
    centre = (sum(rest) + 0.5) / m
    variance = max(max(centre, stdev(rest) ** 2) * (1 + 1 / m), centre * (1 + 1e-9))
    size, probability = centre**2 / (variance - centre), centre / variance
    below = nbinom.cdf(values[i], size, probability)
    above = nbinom.sf(values[i] - 1, size, probability)
    return min(1.0, 2 * min(below, above))

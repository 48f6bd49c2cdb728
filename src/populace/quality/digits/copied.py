"""Figures carried on from the period before: runs and whole forms that chance does not repeat.

Two Poisson counts with the mean ``m`` are equal with the probability ``exp(-2 m) I0(2 m)`` (a Skellam variable that
is 0). A run of ``r`` equal figures needs ``r - 1`` such repeats, and can begin at ``n - r + 1`` of ``n`` periods.
Real counts vary more than Poisson counts, which makes repeats rarer still; zeros repeat by themselves and are never
flagged.

Source: Skellam 1946, *JRSS* 109: 296.
"""

import numpy as np
from jaxtyping import Float, Int
from scipy.special import ive


def repeat_chance(mean: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    """The probability that two counts with this mean are equal."""
    chance: Float[np.ndarray, ...] = ive(0, 2 * np.asarray(mean, float))
    return chance


def run_lengths(values: Float[np.ndarray, "series time"]) -> Int[np.ndarray, "series time"]:
    """At the last figure of each run of equal neighbours its length; 0 elsewhere. A gap ends a run."""
    same = np.zeros(values.shape, bool)
    same[:, 1:] = values[:, 1:] == values[:, :-1]
    position = np.arange(values.shape[1])
    start = np.maximum.accumulate(np.where(same, 0, position), axis=1)
    last = np.isfinite(values)
    last[:, :-1] &= ~same[:, 1:]
    return np.where(last, position - start + 1, 0)


def run_chance(values: Float[np.ndarray, "series time"]) -> Float[np.ndarray, "series time"]:
    """At the end of each run of two or more the chance of one so long anywhere in the series; NaN elsewhere.

    The mean is that of the figures outside the run or the figure of the run, whichever makes a repeat more
    probable: the run is not held against itself.
    """
    length = run_lengths(values)
    there = np.isfinite(values)
    count = there.sum(axis=1, keepdims=True)
    total = np.where(there, values, 0.0).sum(axis=1, keepdims=True)
    outside = count - length
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(outside > 0, (total - length * values) / outside, values)
        once = repeat_chance(np.clip(np.minimum(mean, values), 0.0, None))
        chance = np.minimum(1.0, np.maximum(count - length + 1, 1) * once ** (length - 1))
    return np.where((length >= 2) & (values >= 0), chance, np.nan)


def form_chance(
    values: Float[np.ndarray, "series time"],
    mean: Float[np.ndarray, "series time"],
    group: Int[np.ndarray, " series"],
    groups: int,
) -> tuple[Float[np.ndarray, "group time"], Int[np.ndarray, "group time"]]:
    """By group (the cells of one place's form): the chance that all cells repeat the period before, and how many
    did.

    1 and 0 where a cell differs or only one of the two forms has it. ``mean`` is that of the other figures of each
    cell. Cells with zero in both are left out: they repeat by themselves.
    """
    there = np.isfinite(values)
    differs, log_chance = np.zeros(values.shape), np.zeros(values.shape)
    equal = np.zeros(values.shape, bool)
    equal[:, 1:] = (values[:, 1:] == values[:, :-1]) & (values[:, 1:] > 0)
    differs[:, 1:] = (there[:, 1:] | there[:, :-1]) & ~(values[:, 1:] == values[:, :-1])
    level = np.clip(np.where(np.isfinite(mean), np.fmin(mean, values), 0.0), 0.0, None)
    log_chance[equal] = np.log(repeat_chance(level[equal]))
    spoiled = _by_group(differs, group, groups) > 0
    cells = np.where(spoiled, 0, _by_group(equal.astype(float), group, groups)).astype(np.int64)
    return np.where(cells > 0, np.exp(_by_group(log_chance, group, groups)), 1.0), cells


def _by_group(
    values: Float[np.ndarray, "series time"], group: Int[np.ndarray, " series"], groups: int
) -> Float[np.ndarray, "group time"]:
    out = np.zeros((groups, values.shape[1]))
    np.add.at(out, group, values)
    return out

"""How fertile each place is relative to the whole, through the tree: a place leans on the one above it.

Births are Poisson about ``ratio x expected``; the ratios of places are gamma-distributed about that of the place
above them. With the gamma's shape ``a`` a place's ratio is ``(a + births) / (a / above + expected)``: its own where
its births are many beside ``a``, its parent's where they are few. ``a`` is found by moments from all places at one
depth of the tree.

Source: Clayton & Kaldor 1987, "Empirical Bayes estimates of age-standardized relative risks for use in disease
mapping", Biometrics 43:671, doi:10.2307/2532003 (gamma-Poisson); moments as for the negative binomial.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.errors import ModelError

ROOT = -1
"""The parent of a place at the top."""


@dataclass(frozen=True)
class Shrunken:
    """``ratio`` of each place; ``shape`` of its gamma distribution, so that ``1 / sqrt(shape)`` is its relative error.

    Infinite where nothing tells places of this depth apart and none had births of its own to say so.
    """

    ratio: Float[np.ndarray, " place"]
    shape: Float[np.ndarray, " place"]


def shrunken_through_tree(
    births: Float[np.ndarray, " place"],
    expected: Float[np.ndarray, " place"],
    parents: Int[np.ndarray, " place"],
) -> Shrunken:
    """The ratio of births to ``expected`` births of every place, shrunk to its parent's.

    ``parents`` are positions in the same arrays, ``ROOT`` at the top; a parent stands before its children. A top has
    its own ratio, or one where nothing was expected of it.

    :raises ModelError: lengths differ, a count is negative or missing, or a parent stands after its child.
    """
    _check(births, expected, parents)
    depth = _depths(parents)
    ratio, shape = np.ones(len(births)), np.array(births, dtype=float)
    for level in range(int(depth.max(initial=-1)) + 1):
        here = np.flatnonzero(depth == level)
        if level == 0:
            known = here[expected[here] > 0]
            ratio[known] = births[known] / expected[known]
            continue
        above = ratio[parents[here]]
        own = gamma_shape(births[here], above * expected[here])
        ratio[here] = posterior_ratio(births[here], expected[here], above, own)
        shape[here] = own + births[here]
    return Shrunken(ratio, shape)


def gamma_shape(births: Float[np.ndarray, " place"], means: Float[np.ndarray, " place"]) -> float:
    """The shape of the gamma distribution by which counts scatter about ``means`` more than by chance.

    By moments: ``1 / shape = sum((births - mean)^2 - mean) / sum(mean^2)``; infinite where chance explains it all.
    """
    squares = float((means**2).sum())
    extra = float(((births - means) ** 2 - means).sum())
    return squares / extra if extra > 0 and squares > 0 else np.inf


def posterior_ratio(
    births: Float[np.ndarray, " place"],
    expected: Float[np.ndarray, " place"],
    above: Float[np.ndarray, " place"],
    shape: float,
) -> Float[np.ndarray, " place"]:
    """The mean of each place's ratio, given its births; ``above`` where the shape is infinite or it has nothing."""
    if np.isinf(shape):
        return above.copy()
    below = np.divide(shape, above, out=np.full(len(above), np.inf), where=above > 0) + expected
    return np.asarray((shape + births) / below)


def _depths(parents: Int[np.ndarray, " place"]) -> Int[np.ndarray, " place"]:
    depth = np.zeros(len(parents), dtype=int)
    for at, parent in enumerate(parents):
        if parent != ROOT:
            depth[at] = depth[parent] + 1
    return depth


def _check(births: np.ndarray, expected: np.ndarray, parents: np.ndarray) -> None:
    if not births.shape == expected.shape == parents.shape or births.ndim != 1:
        raise ModelError("births, expected births and parents are one number for each place")
    for name, counts in (("births", births), ("expected births", expected)):
        if not np.isfinite(counts).all() or (counts < 0).any():
            raise ModelError(f"{name} are missing or negative")
    if (parents >= np.arange(len(parents))).any() or (parents < ROOT).any():
        raise ModelError("a parent stands before its children")

"""What the months of an unfinished year that are known already say of the rest of it.

Each trajectory counts as often as the births of those months are likely in it (negative binomial, Poisson where months
scatter by chance alone); trajectories are chosen again in that proportion, so that what follows stays a path.

Source: Gordon, Salmond & Smith 1993, IEE Proceedings F 140:107 (resampling); Kitagawa 1996, Journal of Computational
and Graphical Statistics 5:1 (systematic resampling, which adds least noise).
"""

import numpy as np
from jaxtyping import Float, Int

from populace.errors import ModelError


def chosen_trajectories(
    expected: Float[np.ndarray, "trajectory known"],
    known: Float[np.ndarray, " known"],
    extra: float,
    rng: np.random.Generator,
) -> Int[np.ndarray, " trajectory"]:
    """Positions of as many trajectories as there are, those that agree with the ``known`` months more often.

    :raises ModelError: shapes differ, or a count is negative or missing.
    """
    if expected.ndim != 2 or expected.shape[1] != len(known) or not (known >= 0).all():
        raise ModelError("every known month has one count, from zero up, and one expected in each trajectory")
    log = log_likelihood(expected, known, extra).sum(axis=1)
    likely = np.exp(log - log.max())
    ends = np.cumsum(likely) / likely.sum()
    wanted = (np.arange(len(expected)) + rng.random()) / len(expected)
    return np.minimum(np.searchsorted(ends, wanted), len(expected) - 1)


def log_likelihood(
    expected: Float[np.ndarray, "trajectory known"], known: Float[np.ndarray, " known"], extra: float
) -> Float[np.ndarray, "trajectory known"]:
    """Log likelihood of each count, without what does not depend on the trajectory."""
    means = np.maximum(expected, 1e-9)
    if extra == 0:
        return np.asarray(known * np.log(means) - means)
    return np.asarray(known * np.log(means) - (known + 1.0 / extra) * np.log1p(extra * means))

"""Trajectories of a level: total fertility, life expectancy, net migration.

A level wanders about its median path. Its deviation, in units of the spread of its year, is a first-order
autoregressive process over five-year periods, on a straight line between them: the processes in the literature are
fitted to five-year periods, and levels drift rather than jump from year to year. The spread of each year is the one
given.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

Z80 = 1.2815515655446004
"""Half the width of the middle 80 % of a standard normal, in standard deviations."""

PERIOD = 5
"""Years between the knots of a process."""


@dataclass(frozen=True)
class Path:
    """A median by year with the spread below and above it, one standard deviation each.

    ``persistence`` is the correlation of one year's deviation with the next year's. Where ``relative``, the spread is
    of the logarithm: a level that cannot fall below zero is halved as easily as it is doubled.
    """

    median: Float[np.ndarray, " year"]
    spread_below: Float[np.ndarray, " year"]
    spread_above: Float[np.ndarray, " year"]
    persistence: float
    relative: bool = False

    def from_year(self, offset: int) -> "Path":
        """The path without its first ``offset`` years."""
        return replace(
            self,
            median=self.median[offset:],
            spread_below=self.spread_below[offset:],
            spread_above=self.spread_above[offset:],
        )

    def draw(self, noise: Float[np.ndarray, "trajectory knot"]) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories from standard normal ``noise``, with a column for each of ``knots(years)``."""
        deviation = drifting(noise, self.persistence, len(self.median))
        moved = deviation * np.where(deviation < 0, self.spread_below, self.spread_above)
        return np.asarray(self.median * np.exp(moved) if self.relative else self.median + moved)


def knots(years: int) -> int:
    """How many knots a process over ``years`` years has."""
    return (years - 1) // PERIOD + 2


def drifting(
    noise: Float[np.ndarray, "trajectory knot"], persistence: float, years: int
) -> Float[np.ndarray, "trajectory year"]:
    """A process with mean zero and variance one in every year, from standard normal ``noise`` at its knots."""
    rho = persistence**PERIOD
    at_knots = np.empty_like(noise)
    at_knots[:, 0] = noise[:, 0]
    for knot in range(1, noise.shape[1]):
        at_knots[:, knot] = rho * at_knots[:, knot - 1] + np.sqrt(1.0 - rho**2) * noise[:, knot]
    before, into = np.divmod(np.arange(years), PERIOD)
    share = into / PERIOD
    # Between two knots the variance of the straight line dips; this brings it back to one.
    scale = np.sqrt((1.0 - share) ** 2 + share**2 + 2.0 * share * (1.0 - share) * rho)
    return np.asarray(((1.0 - share) * at_knots[:, before] + share * at_knots[:, before + 1]) / scale)


def growing_spread(sigma: float, rho: float, years: int) -> Float[np.ndarray, " year"]:
    """Standard deviation of ``x' = rho x + e`` after 1, 2, ... years from a known start; ``sigma`` is that of ``e``."""
    steps = np.arange(1, years + 1)
    return np.asarray(sigma * np.sqrt((1.0 - rho ** (2 * steps)) / (1.0 - rho**2)))

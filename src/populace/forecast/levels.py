"""Levels that places share: total fertility, life expectancy, the ages of mothers.

A level wanders about its median path. Where a source gives its quantiles it is ``processes.quantiles.Quantiles``; where
only a spread is known it is a ``Path``. Both are drawn from independent normal numbers, one for each trajectory and
year, spread evenly in every year.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from populace.forecast.processes.noise import Noise, coloured, evened, year_on_year
from populace.forecast.processes.quantiles import Quantiles

LASTING = 5
"""Years over which a change of a level lasts: its spread is taken from changes over five years (``inputs.paths``),
since those of one year miss that falls and rises go on."""


@dataclass(frozen=True, eq=False)
class Path:
    """A median by year with the spread about it, one standard deviation.

    ``persistence`` is the share of a deviation that lasts into the next year (see ``noise.year_on_year``). Where
    ``relative``, the spread is of the logarithm: a level that cannot fall below zero is halved as easily as it is
    doubled.
    """

    median: Float[np.ndarray, " year"]
    spread: Float[np.ndarray, " year"]
    persistence: float
    relative: bool = False

    def from_year(self, offset: int) -> "Path":
        """The path without its first ``offset`` years."""
        return replace(self, median=self.median[offset:], spread=self.spread[offset:])

    def draw(self, white: Noise) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories from independent standard normal numbers."""
        moving = coloured(lasting(white), year_on_year(self.spread, self.persistence))
        moved = self.spread * evened(moving)
        return np.asarray(self.median * np.exp(moved) if self.relative else self.median + moved)


def lasting(white: Noise) -> Noise:
    """Shocks that last: each year's is the mean of its own and those of the ``LASTING - 1`` years before it.

    A level then goes on rising or falling for some years instead of turning from year to year. Their variance is left
    to whoever spreads them evenly.
    """
    before = np.cumsum(white.T, axis=0, dtype=np.float64)
    before[LASTING:] -= before[:-LASTING].copy()
    return before.T


LevelPath = Path | Quantiles


def growing_spread(sigma: float, rho: float, years: int) -> Float[np.ndarray, " year"]:
    """Standard deviation of ``x' = rho x + e`` after 1, 2, ... years from a known start; ``sigma`` is that of ``e``."""
    steps = np.arange(1, years + 1)
    return np.asarray(sigma * np.sqrt((1.0 - rho ** (2 * steps)) / (1.0 - rho**2)))

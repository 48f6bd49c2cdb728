"""A level that wanders about a median path from where it is known to stand: autoregressive, or a random walk."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError
from populace.forecast.processes.noise import Noise


@dataclass(frozen=True)
class Autoregressive:
    """``x' = rho x + sigma e`` about ``median`` (year,), from ``x = 0`` in the year before the first.

    ``drift_error`` is the standard error of the median's yearly change and ``level_error`` that of the level it returns
    to: both stay what they are along a trajectory. Where ``relative`` the deviation is of the logarithm. ``floor`` is
    what no trajectory falls below.

    Raises ``ModelError`` for a ``rho`` outside 0 to 1, a negative spread, or a relative level that is not above zero.
    """

    median: Float[np.ndarray, " year"]
    rho: float
    sigma: float
    drift_error: float = 0.0
    level_error: float = 0.0
    relative: bool = False
    floor: float = -np.inf

    def __post_init__(self) -> None:
        if not 0.0 <= self.rho <= 1.0 or min(self.sigma, self.drift_error, self.level_error) < 0.0:
            raise ModelError("rho must be from 0 to 1, and spreads not below zero")
        if self.relative and not (self.median > 0).all():
            raise ModelError("a relative level must be above zero")

    def times(self, factor: float | Float[np.ndarray, " year"]) -> "Autoregressive":
        """The level times a positive ``factor``; only a relative level keeps its spread in proportion."""
        return replace(self, median=self.median * factor)

    def spread(self) -> Float[np.ndarray, " year"]:
        """Standard deviation after 1, 2, ... years."""
        steps = np.arange(1, len(self.median) + 1)
        variance = np.cumsum(self.rho ** (2 * (steps - 1))) * self.sigma**2
        variance += (self.drift_error * steps) ** 2 + (self.level_error * (1.0 - self.rho**steps)) ** 2
        return np.asarray(np.sqrt(variance))

    def draw(self, white: Noise, lasting: Noise | None = None) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories from independent standard normal numbers.

        ``lasting`` ``(trajectory, 2)`` are those of the drift and of the level, needed where either has an error.
        """
        deviation = wandering(white, self.rho, self.sigma).T
        if lasting is not None:
            steps = np.arange(1, len(self.median) + 1, dtype=np.float32)[:, np.newaxis]
            deviation += np.float32(self.drift_error) * steps * lasting.T[0]
            deviation += np.float32(self.level_error) * (1.0 - np.float32(self.rho) ** steps) * lasting.T[1]
        median = self.median[:, np.newaxis]
        moved = median * np.exp(deviation) if self.relative else median + deviation
        return np.asarray(np.maximum(moved, self.floor).T)


def wandering(
    white: Noise, rho: float, sigma: float | Float[np.ndarray, "trajectory year"]
) -> Float[np.ndarray, "trajectory year"]:
    """``x' = rho x + sigma e`` after 1, 2, ... years from ``x = 0``; ``sigma`` may go by trajectory and year."""
    by_year = np.multiply(white.T, np.asarray(sigma, dtype=np.float32).T, order="C")
    for year in range(1, len(by_year)):
        by_year[year] += np.float32(rho) * by_year[year - 1]
    return np.asarray(by_year.T)

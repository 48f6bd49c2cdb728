"""A level whose quantiles are known in every year: a source's median with its 80 % and 95 % bounds."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from scipy.special import ndtri

from populace.demography.monotone import limited
from populace.errors import ModelError
from populace.forecast.processes.noise import Noise, coloured, evened, year_on_year

PROBABILITIES = (0.025, 0.1, 0.5, 0.9, 0.975)
"""Of the rows of ``Quantiles.bounds``."""

KNOTS = ndtri(np.array(PROBABILITIES))
"""The same as standard normal numbers."""

MEDIAN, LOW80, HIGH80 = 2, 1, 3


@dataclass(frozen=True, eq=False)
class Quantiles:
    """Five quantiles of a level by year, and how it moves between the years.

    ``bounds`` ``(probability, year)`` at ``PROBABILITIES``, not falling; ``persistence`` the share of a deviation that
    lasts into the next year (see ``noise.year_on_year``); ``floor`` what no trajectory falls below: it bites only
    beyond the outer quantiles, where nothing is published.

    Raises ``ModelError`` for bounds that cross or are not finite, or a persistence outside 0 to 1.
    """

    bounds: Float[np.ndarray, "probability year"]
    persistence: float
    floor: float = -np.inf

    def __post_init__(self) -> None:
        if self.bounds.ndim != 2 or len(self.bounds) != len(PROBABILITIES):
            raise ModelError(f"bounds must be ({len(PROBABILITIES)}, year), not {self.bounds.shape}")
        if not np.isfinite(self.bounds).all() or (np.diff(self.bounds, axis=0) < 0).any():
            raise ModelError("bounds must be finite, and no quantile may lie below a lower one")
        if not 0.0 <= self.persistence <= 1.0:
            raise ModelError(f"persistence must be from 0 to 1, not {self.persistence:g}")

    @property
    def median(self) -> Float[np.ndarray, " year"]:
        """The median by year."""
        return np.asarray(self.bounds[MEDIAN])

    @property
    def spread(self) -> Float[np.ndarray, " year"]:
        """Width of the middle 80 % by year."""
        return np.asarray(self.bounds[HIGH80] - self.bounds[LOW80])

    def from_year(self, offset: int) -> "Quantiles":
        """The level without its first ``offset`` years."""
        return replace(self, bounds=self.bounds[:, offset:])

    def times(self, factor: float | Float[np.ndarray, " year"]) -> "Quantiles":
        """All quantiles times a positive ``factor``, by year perhaps; the floor is scaled by its largest."""
        return replace(self, bounds=self.bounds * factor, floor=self.floor * float(np.max(factor)))

    def noise(self, white: Noise) -> Noise:
        """``white`` noise with this level's course through time, spread evenly in every year."""
        return evened(coloured(white, year_on_year(self.spread, self.persistence)))

    def at(self, noise: Noise) -> Float[np.ndarray, "trajectory year"]:
        """The level at standard normal ``noise``: a monotone cubic through the five quantiles, straight beyond them.

        Slopes at the quantiles are limited as Fritsch & Carlson 1980 (SIAM J. Numer. Anal. 17: 238) ask, so that more
        noise never means less; a normal distribution comes out as a straight line. Both tails go on with the slope
        between the 80 % and the 95 % bound.
        """
        left, width, slopes = _cubic(self.bounds)
        by_year = np.empty(noise.T.shape)
        for year, z in enumerate(noise.T):
            at = np.clip(np.searchsorted(KNOTS, z, side="right") - 1, 0, len(KNOTS) - 2)
            h = width[at]
            t = np.clip((z - KNOTS[at]) / h, 0.0, 1.0)
            beyond = z - np.clip(z, KNOTS[0], KNOTS[-1])
            low, rise = left[at, year], self.bounds[at + 1, year] - left[at, year]
            start, end = slopes[at, year] * h, slopes[at + 1, year] * h
            by_year[year] = (
                low + t * (start + t * (3 * rise - 2 * start - end + t * (start + end - 2 * rise)))
                + beyond * rise / h
            )  # fmt: skip
        return np.maximum(by_year, self.floor).T

    def draw(self, white: Noise) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories from independent standard normal numbers; their quantiles are the bounds in every year."""
        return self.at(self.noise(white))


def _cubic(
    bounds: Float[np.ndarray, "probability year"],
) -> tuple[np.ndarray, Float[np.ndarray, " interval"], np.ndarray]:
    """Left values ``(interval, year)``, widths of the intervals, and slopes ``(probability, year)``."""
    width = np.diff(KNOTS)
    secants = (np.diff(bounds, axis=0) / width[:, np.newaxis]).T
    inner = (secants[:, :-1] * width[1:] + secants[:, 1:] * width[:-1]) / (width[1:] + width[:-1])
    slopes = np.concatenate([secants[:, :1], inner, secants[:, -1:]], axis=1)
    return bounds[:-1], width, limited(slopes, secants).T


def with_outer_bounds(
    median: Float[np.ndarray, " year"],
    low80: Float[np.ndarray, " year"],
    high80: Float[np.ndarray, " year"],
) -> Float[np.ndarray, "probability year"]:
    """``bounds`` where only the 80 % ones are published: the outer ones as if each side were half a normal curve."""
    reach = KNOTS[-1] / KNOTS[HIGH80]
    return np.stack(
        [median - reach * (median - low80), low80, median, high80, median + reach * (high80 - median)]
    )

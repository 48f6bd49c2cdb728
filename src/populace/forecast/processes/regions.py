"""Levels of a region along those of its nation: fertility as a ratio, life expectancy as a difference, men by a gap.

Sources: Sevcikova, Raftery & Gerland 2018, Demographic Research 38:60, doi:10.4054/DemRes.2018.38.60 (fertility);
Sevcikova & Raftery 2021, Journal of Official Statistics 37(3), doi:10.2478/jos-2021-0027 (life expectancy, men's gap).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError
from populace.forecast.processes.autoregressive import wandering
from populace.forecast.processes.noise import Noise

RATIO_RHO, RATIO_SIGMA = 0.98445, 0.02086
"""Annual persistence and innovation of a region's ratio of total fertility (0.92464 and 0.04522 over five years)."""

LEAST_FERTILITY = 0.5
"""Births per woman below which no trajectory of a region falls, as in that study."""

E0_RHO = 0.95 ** (1 / 5)
"""Annual persistence of a region's difference in life expectancy (0.95 over five years)."""

E0_VARIANCE, E0_SLOPE, E0_LEVEL = 0.01004, -0.003208, 82.5
"""Variance of its yearly innovation at a national life expectancy of 82.5 and more, and how it changes by year of life
expectancy below: 0.0482 and -0.0154 over five years, times ``(1 - rho^2) / (1 - rho^10)`` with the annual rho."""

GAP_CONSTANT, GAP_1953, GAP_BEFORE, GAP_E0, GAP_ABOVE_75 = (
    -0.2572068905,
    -0.0002524553,
    0.9914796728,
    0.0049163005,
    -0.0193942510,
)
"""Annual model of women's less men's life expectancy: constant, women's life expectancy in 1953, last year's gap,
women's life expectancy, and its years above 75. The shocks are Student's t."""

GAP_SIGMA, GAP_FREEDOM = 0.1723969, 2.311855
"""Scale of those shocks, and their degrees of freedom."""

GAP_HELD_FROM, GAP_HELD_SIGMA = 86.0, 0.3429213
"""Above this life expectancy of women the gap is a random walk with normal shocks of this standard deviation."""

LEAST_GAP, MOST_GAP = 0.0, 18.0
"""Years between which the gap stays."""


@dataclass(frozen=True)
class Ratio:
    """A region's total fertility over the nation's: ``x' = mean + rho (x - mean) + sigma e``, from its ``last`` ratio.

    Raises ``ModelError`` for a ratio or mean not above zero.
    """

    last: float
    mean: float = 1.0
    rho: float = RATIO_RHO
    sigma: float = RATIO_SIGMA

    def __post_init__(self) -> None:
        if self.last <= 0 or self.mean <= 0:
            raise ModelError("ratios of fertility must be above zero")

    def median(self, years: int) -> Float[np.ndarray, " year"]:
        """The median ratio after 1, 2, ... years."""
        return np.asarray(self.mean + (self.last - self.mean) * self.rho ** np.arange(1, years + 1))

    def draw(self, white: Noise) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories of the ratio; ``along`` keeps fertility above its floor."""
        deviation = wandering(white, self.rho, self.sigma).T
        deviation += self.median(white.shape[1]).astype(np.float32)[:, np.newaxis]
        return deviation.T


def along(
    ratio: Float[np.ndarray, "trajectory year"], nation: Float[np.ndarray, "trajectory year"]
) -> Float[np.ndarray, "trajectory year"]:
    """Total fertility of a region: its ratio times the nation's, not below ``LEAST_FERTILITY`` or the nation's."""
    return np.asarray(np.maximum(ratio * nation, np.minimum(LEAST_FERTILITY, nation)))


def sigma_within(
    ratios: Float[np.ndarray, " place"], sigma: float = RATIO_SIGMA, rho: float = RATIO_RHO
) -> float:
    """The innovation of ratios where places lie closer together than ``sigma`` would in time make them.

    The variance that the process tends to, ``sigma^2 / (1 - rho^2)``, is at most that of the ratios of today.
    """
    known = ratios[np.isfinite(ratios)]
    if len(known) < 2:
        return sigma
    return float(min(sigma, np.sqrt((1.0 - rho**2) * np.var(known, ddof=1))))


@dataclass(frozen=True)
class Difference:
    """A region's life expectancy less its nation's, in years: its ``last`` difference fades by ``rho`` a year."""

    last: float
    rho: float = E0_RHO

    def draw(
        self, white: Noise, nation: Float[np.ndarray, "trajectory year"]
    ) -> Float[np.ndarray, "trajectory year"]:
        """Trajectories of the difference: shocks are larger where the ``nation``'s life expectancy is low."""
        below = np.minimum(nation.T - E0_LEVEL, 0.0)
        sigma = np.sqrt(np.maximum(E0_VARIANCE + E0_SLOPE * below, 0.0)).T
        deviation = wandering(white, self.rho, sigma).T
        deviation += (self.last * self.rho ** np.arange(1, white.shape[1] + 1)).astype(np.float32)[
            :, np.newaxis
        ]
        return deviation.T


def gap_shocks(rng: np.random.Generator, trajectories: int, years: int) -> Noise:
    """Shocks of the gap between the sexes, Student's t: one set serves all places of a nation."""
    return rng.standard_t(GAP_FREEDOM, (years, trajectories)).astype(np.float32).T


def gap(
    women: Float[np.ndarray, "trajectory year"], last: float, women_1953: float, white: Noise, tailed: Noise
) -> Float[np.ndarray, "trajectory year"]:
    """Women's less men's life expectancy along ``women``'s, from the ``last`` gap known.

    ``white`` are normal shocks, used above ``GAP_HELD_FROM``, ``tailed`` those of ``gap_shocks``.
    """
    made = np.empty_like(women.T)
    before = np.full(len(women), last)
    for year, e0 in enumerate(women.T):
        level = GAP_CONSTANT + GAP_1953 * women_1953 + GAP_BEFORE * before + GAP_E0 * e0
        level += GAP_ABOVE_75 * np.maximum(e0 - 75.0, 0.0) + GAP_SIGMA * tailed.T[year]
        held = before + GAP_HELD_SIGMA * white.T[year]
        made[year] = before = np.clip(np.where(e0 <= GAP_HELD_FROM, level, held), LEAST_GAP, MOST_GAP)
    return made.T

"""Life expectancy of women and of men together: two levels with their own bounds that rise and fall with each other."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError
from populace.forecast.processes.noise import Noise, together
from populace.forecast.processes.quantiles import Quantiles

BOYS_PER_GIRL = 1.05
"""Sex ratio at birth by which life expectancies of the sexes are weighted into that of both (UN, WPP 2024: world)."""

USUAL_CORRELATION = 0.89
"""Correlation of the two sexes' deviations where a source has no bounds for both sexes together: the median over 237
countries of what the bounds of World Population Prospects 2024 imply (middle half 0.80 to 0.97)."""

LEAST, MOST = 0.5, 0.98
"""Reach of a correlation that bounds imply: above the upper end the gap between the sexes would not move at all."""


@dataclass(frozen=True)
class LifeExpectancies:
    """Life expectancy at birth in years of ``women`` and ``men``; ``correlation`` of their shocks within a year."""

    women: Quantiles
    men: Quantiles
    correlation: float = USUAL_CORRELATION

    def __post_init__(self) -> None:
        if not -1.0 <= self.correlation <= 1.0:
            raise ModelError(f"correlation must be from -1 to 1, not {self.correlation:g}")

    def from_year(self, offset: int) -> "LifeExpectancies":
        """Without the first ``offset`` years."""
        return LifeExpectancies(self.women.from_year(offset), self.men.from_year(offset), self.correlation)

    def draw(
        self, white: Noise, white_of_men: Noise
    ) -> tuple[Float[np.ndarray, "trajectory year"], Float[np.ndarray, "trajectory year"]]:
        """Trajectories of women and of men; each sex meets its own bounds in every year."""
        return self.women.draw(white), self.men.draw(together(white, white_of_men, self.correlation))


def correlation_of_sexes(women: Quantiles, men: Quantiles, both: Quantiles) -> float:
    """The correlation of the sexes that makes the widths of ``both`` sexes' bounds, over all years together.

    Life expectancy of both sexes is the mean of the two weighted by births, so that its variance is the sum of theirs
    and of their covariance; widths of the middle 80 % stand for standard deviations.
    """
    of_women = 1.0 / (1.0 + BOYS_PER_GIRL) * women.spread
    of_men = BOYS_PER_GIRL / (1.0 + BOYS_PER_GIRL) * men.spread
    product = 2.0 * float((of_women * of_men).sum())
    if product == 0.0:
        return USUAL_CORRELATION
    left = float((both.spread**2 - of_women**2 - of_men**2).sum())
    return float(np.clip(left / product, LEAST, MOST))

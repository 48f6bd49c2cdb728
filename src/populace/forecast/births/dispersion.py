"""How much births scatter about what is expected of them: by chance alone, or by more.

Counts are negative binomial: variance ``mean + extra x mean^2``. ``extra`` is zero (Poisson) unless the past shows
more scatter than chance would in all but one case of twenty.

Source: McCullagh & Nelder 1989, "Generalized Linear Models", 2nd ed., sections 4.5 and 6.2 (Pearson's statistic and
the moment estimate); Wilson & Hilferty 1931, PNAS 17:684, for the quantile of the chi-squared distribution.
"""

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError

NEGLIGIBLE = 1e-9
"""Extra variation below which counts are drawn as Poisson: a hundred thousand births then scatter by 0.003 % more."""

Z95 = 1.6448536269514722
"""The standard normal deviate that one of twenty exceeds."""


def extra_variation(
    counts: Float[np.ndarray, "*cell"], expected: Float[np.ndarray, "*cell"], fitted: int = 0
) -> float:
    """The squared coefficient of variation of counts beyond chance; zero where chance explains them.

    ``fitted`` is the number of parameters of ``expected`` that these counts served to estimate. Cells in which
    nothing is expected say nothing.

    :raises ModelError: a count or an expected count is negative or missing, or shapes differ.
    """
    counts, expected = np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    if counts.shape != expected.shape:
        raise ModelError("counts and expected counts are of one shape")
    if not (np.isfinite(counts).all() and np.isfinite(expected).all()) or min(
        counts.min(initial=0.0), expected.min(initial=0.0)
    ) < 0:  # fmt: skip
        raise ModelError("counts and expected counts are numbers from zero up")
    used = expected > 0
    counts, expected = counts[used], expected[used]
    freedom = len(counts) - fitted
    if freedom < 1:
        return 0.0
    squares = (counts - expected) ** 2
    if float((squares / expected).sum()) <= chi_squared_95(freedom):
        return 0.0
    # The fit took some of the scatter with it: freedom / cells of it is left in the squares.
    left = squares * len(counts) / freedom
    return max(float((left - expected).sum() / (expected**2).sum()), 0.0)


def chi_squared_95(freedom: int) -> float:
    """The value that a chi-squared variable exceeds once in twenty times (Wilson-Hilferty; within 1 % from 3 on)."""
    part = 2.0 / (9.0 * freedom)
    return float(freedom * (1.0 - part + Z95 * np.sqrt(part)) ** 3)


def draw_counts(
    rng: np.random.Generator, expected: Float[np.ndarray, "*cell"], extra: float
) -> Float[np.ndarray, "*cell"]:
    """Counts about ``expected``: Poisson where ``extra`` is zero, else negative binomial.

    :raises ModelError: ``extra`` is negative.
    """
    if not extra >= 0:
        raise ModelError("extra variation is a number from zero up")
    if extra > NEGLIGIBLE:
        expected = expected * rng.gamma(1.0 / extra, extra, expected.shape)
    return np.asarray(rng.poisson(expected), dtype=float)

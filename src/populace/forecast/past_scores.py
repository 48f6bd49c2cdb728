"""What is said of a method's errors on a place's own past: values, by how far ahead they were made."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int


@dataclass(frozen=True)
class PastTrial:
    """Births forecast from ``origin``, the last year the method was told of, against births counted since."""

    origin: int
    years: Int[np.ndarray, " year"]
    forecast: Float[np.ndarray, " year"]
    observed: Float[np.ndarray, " year"]


@dataclass(frozen=True)
class HorizonScores:
    """Errors of ``quantity`` (``births`` or ``total``) from ``first`` to ``last`` years ahead, over all origins.

    ``comparisons`` is the number of forecasts that were compared. Errors, CRPS and interval score (of the 80 %
    interval) are shares of what was counted: of each cell, for the errors; on average, for the two scores. Coverages
    are shares of the comparisons that the interval held.
    """

    quantity: str
    first: int
    last: int
    comparisons: int
    mean_absolute_percentage_error: float
    median_absolute_percentage_error: float
    bias: float
    crps: float
    interval_score: float
    coverage50: float
    coverage80: float
    coverage95: float

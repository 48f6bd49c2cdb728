"""From trajectories to fans, and to the highest year of each trajectory."""

import numpy as np
from jaxtyping import Float, Int

from populace.demography.row_quantiles import quantiles_in_place
from populace.forecast.results import PROBABILITIES, Fan, Highest, Interval


def fan_of(years: Int[np.ndarray, " year"], values: Float[np.ndarray, "trajectory year"]) -> Fan:
    """The quantiles of every year over the trajectories, on a straight line between neighbours (``numpy.quantile``)."""
    by_year = np.array(values.T, order="C")  # a copy: it is sorted in place
    return Fan(years, quantiles_in_place(by_year, PROBABILITIES))


def highest_of(years: Int[np.ndarray, " year"], values: Float[np.ndarray, "trajectory year"]) -> Highest:
    """When each trajectory is highest (the first year, of several), and how high."""
    at = values.argmax(axis=1)
    return Highest(
        years=years,
        chance=np.bincount(at, minlength=len(years)) / len(values),
        year=Interval.of(years[at], whole=True),
        size=Interval.of(values.max(axis=1)),
    )

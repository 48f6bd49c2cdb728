"""What is said of the months ahead of a place: values for tables and charts."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.forecast.births.month_trial import MonthTrial
from populace.forecast.births.season import Season


@dataclass(frozen=True)
class MonthsAhead:
    """Births by month, as they were counted and as they may come.

    Months are numbered as ``calendar`` numbers them. ``quantiles`` are over the trajectories, ``(month, probability)``,
    at the probabilities of every fan. ``trial`` is how months were told in the past, where there are enough of them.
    """

    past_months: Int[np.ndarray, " past"]
    past: Float[np.ndarray, " past"]
    months: Int[np.ndarray, " month"]
    quantiles: Float[np.ndarray, "month probability"]
    season: Season
    trial: MonthTrial | None

    @property
    def median(self) -> Float[np.ndarray, " month"]:
        """The median by month."""
        return self.quantiles[:, 2]

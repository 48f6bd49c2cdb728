"""What is measured of a forecast: totals, births and five-year age groups, and their log errors."""

import numpy as np
from jaxtyping import Float

from populace.forecast.methods.panel import Outlook, Panel

QUANTITIES = ("total", "births", "ages")

OPEN_AGE, WIDTH = 85, 5
"""Five-year groups, open at 85: above it the groups of small places are all chance."""


def five_year(population: Float[np.ndarray, "... age"]) -> Float[np.ndarray, "... group"]:
    """Sums over five-year groups 0-4, 5-9, ... 85 and over."""
    starts = np.arange(0, min(OPEN_AGE, population.shape[-1] - 1) + 1, WIDTH)
    return np.asarray(np.add.reduceat(population, starts, axis=-1))


def log_errors(panel: Panel, outlook: Outlook) -> dict[str, Float[np.ndarray, "step ..."]]:
    """``ln(counted / forecast)`` of each quantity in the steps that ``panel`` has counted; NaN where either is nothing.

    "total" and "births" ``(step, place)``, "ages" ``(step, place, sex, group)``.
    """
    counted = np.flatnonzero(np.isin(panel.years, outlook.years))
    steps = len(counted)
    people, forecast = panel.population[counted], outlook.population[:steps]
    return {
        "total": _log(people.sum(axis=(-2, -1)), forecast.sum(axis=(-2, -1))),
        "births": _log(panel.newborn[counted], outlook.births[:steps]),
        "ages": _log(five_year(people), five_year(forecast)),
    }


def _log(counted: Float[np.ndarray, "..."], forecast: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
    both = (counted > 0) & (forecast > 0)
    return np.asarray(np.log(np.divide(counted, forecast, out=np.full(counted.shape, np.nan), where=both)))

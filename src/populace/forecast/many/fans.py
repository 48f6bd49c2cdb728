"""What is kept of one place: quantiles of each figure by year, and of its population by sex and age group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Float32

from populace.demography.row_quantiles import quantiles_in_place
from populace.forecast.results import PROBABILITIES
from populace.forecast.sums import Sums

BIRTHS, POPULATION = "births", "population"


@dataclass(frozen=True)
class PlaceFans:
    """``fans`` of whole figures ``(year, probability)`` by measure; ``people`` the population by sex and age group."""

    code: str
    fans: Mapping[str, Float32[np.ndarray, "year probability"]]
    people: Float32[np.ndarray, "year sex group probability"]


def fans_of(code: str, sums: Sums) -> PlaceFans:
    """The quantiles of ``sums`` over the trajectories."""
    fertility = np.divide(
        sums.expected_births, sums.at_one_child, out=np.zeros_like(sums.births), where=sums.at_one_child > 0
    )
    by_year = {
        BIRTHS: sums.births,
        "deaths": sums.deaths,
        "net_migration": sums.net_migration,
        POPULATION: sums.total,
        "total_fertility": fertility,
    }
    return PlaceFans(
        code, {name: quantiles(values.T) for name, values in by_year.items()}, quantiles(sums.people)
    )


def quantiles(
    values: Float[np.ndarray, "*lead trajectory"],
) -> Float32[np.ndarray, "*lead probability"]:
    """Exact quantiles, on a straight line between neighbours (as ``numpy.quantile``), in single precision."""
    return quantiles_in_place(np.array(values, dtype=np.float32, order="C"), PROBABILITIES)

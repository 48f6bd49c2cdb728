"""What is judged of each place: its births of the year, its total, and each sex by five-year age group to 85+.

The last axis of every array of a back-test holds these cells in this order.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE, MALE, SEXES
from populace.forecast.methods.panel import Outlook, Panel

GROUP, OPEN_AGE = 5, 85
"""Years in an age group, and the age from which on all stand together: as regional statistics are published."""

LOWER = tuple(range(0, OPEN_AGE + 1, GROUP))
BIRTHS, TOTAL = 0, 1
FIRST_GROUP = 2


@dataclass(frozen=True)
class Cell:
    """One judged quantity: ``quantity`` is ``births``, ``total`` or ``ages``; ``sex`` and ``age`` of the last only."""

    quantity: str
    sex: int | None = None
    age: int | None = None


CELLS = (
    Cell("births"),
    Cell("total"),
    *(Cell("ages", sex, age) for sex in (FEMALE, MALE) for age in LOWER),
)

QUANTITIES = {
    "births": slice(BIRTHS, BIRTHS + 1),
    "total": slice(TOTAL, TOTAL + 1),
    "ages": slice(FIRST_GROUP, len(CELLS)),
}
"""Where the cells of each quantity stand."""


def of_age(age: int) -> list[int]:
    """The cells of both sexes of the group that starts at ``age``."""
    return [at for at, cell in enumerate(CELLS) if cell.age == age]


def counted(panel: Panel) -> Float[np.ndarray, "year place cell"]:
    """What was counted: births NaN where they were not, and infants where nobody ever counted births."""
    births = panel.newborn if panel.births is None else panel.births
    return _cells(births, panel.population)


def known(panel: Panel) -> Float[np.ndarray, "year place cell"]:
    """What a forecast starts from: as counted, with infants for births that were not."""
    return _cells(panel.newborn, panel.population)


def forecast(outlook: Outlook) -> Float[np.ndarray, "step place cell"]:
    """The same cells of a forecast."""
    return _cells(outlook.births, outlook.population)


def _cells(
    births: Float[np.ndarray, "year place"], population: Float[np.ndarray, "year place sex age"]
) -> Float[np.ndarray, "year place cell"]:
    ages = population.shape[-1]
    starts = [lower for lower in LOWER if lower < ages]
    groups = np.zeros((*births.shape, len(SEXES), len(LOWER)))
    groups[..., : len(starts)] = np.add.reduceat(population, starts, axis=-1)
    total = population.sum(axis=(-2, -1))
    return np.concatenate(
        [births[..., np.newaxis], total[..., np.newaxis], groups.reshape(*births.shape, -1)], axis=-1
    )

"""From levels to rates by age: what the engine is run with."""

from dataclasses import dataclass

import numpy as np

from populace.demography.ages import Ages
from populace.demography.arrays import Floats
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.demography.sex import SEXES
from populace.demography.survivorship import separation_factors, survivorship

AGES = Ages.single(100)

# Life expectancies, years, for which tables are made; between them survivorship is interpolated.
GRID = np.arange(25.0, 90.5, 0.5)

# Of those who share a table's levels, no more of one age leave in a year than this.
HIGHEST_DEPARTURE = 0.5


@dataclass(frozen=True)
class MortalityGrid:
    """Survivorship and separation factors at the life expectancies of ``GRID``, ``(level, sex, age)``."""

    survivorship: Floats
    separation: Floats

    def at(self, e0: Floats) -> tuple[Floats, Floats]:
        """Survivorship and separation ``(place, sex, age)`` for life expectancies ``(place, sex)`` in years."""
        position = np.clip((e0 - GRID[0]) / (GRID[1] - GRID[0]), 0.0, len(GRID) - 1.000001)
        below = position.astype(np.int64)
        share = (position - below)[..., None]
        sexes = np.arange(len(SEXES))
        between = [
            grid[below, sexes] * (1.0 - share) + grid[below + 1, sexes] * share
            for grid in (self.survivorship, self.separation)
        ]
        return between[0], between[1]


def mortality_grid() -> MortalityGrid:
    """Model life tables over the whole range of the demo."""
    tables = life_table(model_mx(np.stack([GRID, GRID], axis=-1)), AGES)
    return MortalityGrid(survivorship(tables), separation_factors(tables))


def departure_risks(rate: Floats, people: Floats, profile: Floats) -> Floats:
    """Probability of leaving in a year ``(place, sex, age)``.

    ``rate`` departures per person ``(place,)``; ``people`` ``(place, sex, age)``; ``profile`` ``(age,)``, any scale.
    """
    weighted = (people * profile).sum(axis=(-2, -1))
    scale = rate * people.sum(axis=(-2, -1)) / np.maximum(weighted, 1e-12)
    return np.asarray(np.minimum(scale[:, None, None] * profile, HIGHEST_DEPARTURE) * np.ones(people.shape))


def expected_arrivals(rate: Floats, people: Floats, profile: Floats) -> Floats:
    """Expected arrivals in a year ``(place, sex, age)``, as many women as men; arguments as in ``departure_risks``."""
    count = rate * people.sum(axis=(-2, -1))
    return np.asarray(count[:, None, None] * (profile / profile.sum() / len(SEXES)) * np.ones(people.shape))

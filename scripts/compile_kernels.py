"""Compile the kernels once after installation, so that the first forecast does not wait for it.

Numba keeps what it compiles beside the source and compiles again only what has changed.
"""

import numpy as np

from populace.demography.cohort_component import project
from populace.demography.fertility import gamma_schedule
from populace.demography.future_rates import FutureRates
from populace.demography.futures import Chance, project_futures
from populace.demography.migration import migration_pattern
from populace.demography.mortality import survivorship_grid
from populace.demography.table_grid import without_separation
from populace.forecast.peaks import past_peaks
from populace.forecast.results import Series


def main() -> None:
    """Call every compiled function with a small place."""
    people = np.full((2, 101), 100.0)
    pattern = gamma_schedule(28.0, 5.5)
    grid = survivorship_grid(np.array([[79.0, 74.0], [80.0, 75.0]]))
    moved = 0.0 * migration_pattern()
    project(people, grid[0], pattern, moved, 1.05)
    project(people, grid[0], pattern, moved, 1.05, separation=np.full((2, 101), 0.5))
    level = np.ones((2, 3))
    futures = FutureRates(
        level,
        pattern[None],
        without_separation(grid),
        0 * level,
        moved[None],
        0 * level,
        moved,
        np.full(3, 1.05),
    )
    project_futures(people, futures, chance=Chance(1))
    past_peaks(Series(np.arange(2000, 2010), np.arange(10.0)))


if __name__ == "__main__":
    main()

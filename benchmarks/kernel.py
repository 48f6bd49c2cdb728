"""The compiled projection against the readable reference, in the same run, in nanoseconds per age x sex x year cell.

Run: ``python benchmarks/kernel.py``
"""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from populace.demography.ages import Ages
from populace.demography.cohort_component import MigrationTiming, project
from populace.demography.fertility import asfr_from, gamma_schedule
from populace.demography.life_table import life_table
from populace.demography.migration import migration_pattern
from populace.demography.mortality import model_mx, survivorship_grid
from populace.demography.reference import reference_deaths, reference_step
from populace.demography.survivorship import separation_factors, survivorship
from populace.demography.trajectories import LevelRates, project_levels

YEARS, AGES, SEXES = 30, 101, 2
PLACES, REFERENCE_PLACES, TRAJECTORIES = 1000, 20, 1000
ROUNDS = 5
AGE_GROUPS = [(low, low + 5) for low in range(0, 100, 5)]


def inputs(places: int) -> dict[str, np.ndarray]:
    """A growing population under falling mortality, the same rates for every place."""
    rng = np.random.default_rng(1)
    e0 = np.linspace(70, 78, YEARS)
    table = life_table(model_mx(np.stack([e0 + 2, e0 - 2], axis=-1)), Ages.single())
    return {
        "population": 1000 * table.Lx[0] * rng.uniform(0.9, 1.1, (places, SEXES, AGES)),
        "survivorship": survivorship(table),
        "asfr": asfr_from(np.linspace(2.4, 1.8, YEARS), gamma_schedule(28, 5.5)),
        "net_migration": np.tile(50 * migration_pattern(), (YEARS, 1, 1)),
        "sex_ratio_at_birth": np.full(YEARS, 1.05),
        "separation": separation_factors(table),
    }


def run_reference(given: dict[str, np.ndarray]) -> np.ndarray:
    """The NumPy reference, place by place and year by year; returns the last populations."""
    ends = []
    for population in given["population"]:
        for year in range(YEARS):
            made = reference_step(
                population, given["survivorship"][year], given["asfr"][year], given["net_migration"][year],
                float(given["sex_ratio_at_birth"][year]), MigrationTiming.END,
            )  # fmt: skip
            reference_deaths(made.cohort_deaths, given["separation"][year])
            population = made.population
        ends.append(population)
    return np.array(ends)


def level_rates() -> LevelRates:
    """A thousand trajectories of one place."""
    rng = np.random.default_rng(2)
    e0 = np.linspace(60, 95, 71)
    walk = rng.normal(0, 0.05, (TRAJECTORIES, YEARS)).cumsum(axis=1)
    return LevelRates(
        tfr=2.0 + np.clip(walk, -1, 1),
        fertility_pattern=gamma_schedule(np.linspace(27, 30, YEARS), 5.5),
        mortality_level=np.clip(30 + 5 * walk, 0, 70),
        survivorship_grid=survivorship_grid(np.stack([e0 + 2, e0 - 2], axis=-1)),
        migration_base=np.zeros((1, SEXES, AGES)),
        migration_level=20 * walk,
        migration_pattern=migration_pattern(),
        sex_ratio_at_birth=np.array([1.05]),
    )


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times)


def first(work: Callable[[], object]) -> float:
    """Seconds of the first call, which compiles or loads what was compiled before."""
    started = perf_counter()
    work()
    return perf_counter() - started


def main() -> None:
    """Measure and print."""
    few, many, levels = inputs(REFERENCE_PLACES), inputs(PLACES), level_rates()
    start = many["population"][0]
    warm_project = first(lambda: project(**few))
    warm_levels = first(lambda: project_levels(start, levels, age_groups=AGE_GROUPS))
    assert np.allclose(run_reference(few), project(**few).population[:, -1], rtol=1e-12)

    cell = YEARS * AGES * SEXES
    reference = best(lambda: run_reference(few)) / (REFERENCE_PLACES * cell) * 1e9
    rows = [
        ("NumPy reference", reference),
        (f"project, {PLACES} places, memory included", best(lambda: project(**many)) / (PLACES * cell) * 1e9),
        (
            f"project_levels, {TRAJECTORIES} trajectories, 20 age groups kept",
            best(lambda: project_levels(start, levels, age_groups=AGE_GROUPS)) / (TRAJECTORIES * cell) * 1e9,
        ),
        (
            f"project_levels, {TRAJECTORIES} trajectories, births and totals kept",
            best(lambda: project_levels(start, levels)) / (TRAJECTORIES * cell) * 1e9,
        ),
    ]
    print(f"{YEARS} years, {SEXES} sexes, ages 0 to {AGES - 1} and over; best of {ROUNDS}; all cores")
    print(f"{'':<60}{'ns per cell':>12}{'times faster':>14}")
    for name, cost in rows:
        print(f"{name:<60}{cost:>12.2f}{reference / cost:>14.1f}")
    print("first call, which compiles or reads what was compiled before:")
    print(f"project {warm_project:.2f} s, project_levels {warm_levels:.2f} s")


if __name__ == "__main__":
    main()

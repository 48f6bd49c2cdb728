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
from populace.demography.mortality import model_mx
from populace.demography.reference import reference_deaths, reference_step
from populace.demography.survivorship import separation_factors, survivorship

YEARS, AGES, SEXES = 30, 101, 2
PLACES, REFERENCE_PLACES = 1000, 20
ROUNDS = 5


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
    few, many = inputs(REFERENCE_PLACES), inputs(PLACES)
    warm_project = first(lambda: project(**few))
    assert np.allclose(run_reference(few), project(**few).population[:, -1], rtol=1e-12)

    cell = YEARS * AGES * SEXES
    reference = best(lambda: run_reference(few)) / (REFERENCE_PLACES * cell) * 1e9
    rows = [
        ("NumPy reference", reference),
        (f"project, {PLACES} places, memory included", best(lambda: project(**many)) / (PLACES * cell) * 1e9),
    ]
    print(f"{YEARS} years, {SEXES} sexes, ages 0 to {AGES - 1} and over; best of {ROUNDS}; all cores")
    print(f"{'':<60}{'ns per cell':>12}{'times faster':>14}")
    for name, cost in rows:
        print(f"{name:<60}{cost:>12.2f}{reference / cost:>14.1f}")
    print("first call, which compiles or reads what was compiled before:")
    print(f"project {warm_project:.2f} s")


if __name__ == "__main__":
    main()

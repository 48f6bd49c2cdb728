"""The whole probabilistic job for one place, against plain NumPy in the same run.

Single ages 0 to 100 and over, two sexes, 76 years, 1,000 trajectories: life tables along each, deaths by age, births,
and the 2.5, 10, 50, 90 and 97.5 % quantiles of every age, sex and year. bayesPop 12.0 takes 109 ms a trajectory for
such a job (single ages to 130 and over; measured on another machine). A copy of the cells in memory, as in the STREAM
benchmark, stands beside the bare projection.

Run: ``python benchmarks/probabilistic.py``
"""

from collections.abc import Callable
from time import perf_counter, process_time

import numpy as np

from populace.demography.cohort_component import MigrationTiming
from populace.demography.fertility import gamma_schedule
from populace.demography.future_rates import FutureRates
from populace.demography.futures import MOTHERS_FIVE_YEAR, Chance, Keep, project_futures
from populace.demography.migration import migration_pattern
from populace.demography.reference import reference_deaths, reference_step
from populace.demography.table_grid import table_grid_of_e0

YEARS, AGES, SEXES, TRAJECTORIES, ROUNDS = 76, 101, 2, 1000, 5
REFERENCE_TRAJECTORIES = 5
PROBABILITIES = (0.025, 0.1, 0.5, 0.9, 0.975)
BAYESPOP_MS = 109.0
CELLS = YEARS * AGES * SEXES * TRAJECTORIES


def given() -> tuple[np.ndarray, FutureRates]:
    """A place of 160,000 people and a thousand trajectories."""
    rng = np.random.default_rng(2)
    walk = rng.normal(0, 0.05, (TRAJECTORIES, YEARS)).cumsum(axis=1)
    e0 = np.linspace(60, 95, 71)
    rates = FutureRates(
        tfr=2.0 + np.clip(walk, -1, 1),
        fertility_pattern=gamma_schedule(np.linspace(27, 30, YEARS), 5.5),
        tables=table_grid_of_e0(np.stack([e0 + 2, e0 - 2], axis=-1)),
        mortality_level=np.clip(30 + 5 * walk, 0, 70),
        migration_base=np.zeros((1, SEXES, AGES)),
        migration_level=20 * walk,
        migration_pattern=migration_pattern(),
        sex_ratio_at_birth=np.array([1.05]),
    )
    return np.full((SEXES, AGES), 800.0), rates


def run_reference(start: np.ndarray, rates: FutureRates) -> None:
    """Plain NumPy, trajectory by trajectory."""
    kept = np.empty((REFERENCE_TRAJECTORIES, YEARS, SEXES, AGES))
    for i in range(REFERENCE_TRAJECTORIES):
        population = start
        for year in range(YEARS):
            survivorship, separation = rates.tables.at(rates.mortality_level[i, year : year + 1])
            moved = rates.migration_level[i, year] * rates.migration_pattern
            asfr = rates.tfr[i, year] * rates.fertility_pattern[year]
            made = reference_step(population, survivorship, asfr, moved, 1.05, MigrationTiming.END)
            reference_deaths(made.cohort_deaths, separation)
            population = kept[i, year] = made.population
    np.quantile(kept, PROBABILITIES, axis=0)


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of the fastest of several rounds."""
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return 1e3 * min(times)


def main() -> None:
    """Measure and print."""
    start, rates = given()
    started = perf_counter()
    project_futures(start, rates)
    print(f"first call, which compiles or reads what was compiled before: {perf_counter() - started:.2f} s")

    def ignore(_year: int, _deaths: np.ndarray) -> None:
        """Deaths by age are made; nothing is done with them."""

    whole = Keep(
        PROBABILITIES, mother_groups=MOTHERS_FIVE_YEAR, life_expectancy=True, each_years_deaths=ignore
    )
    cells, copied = np.ones(CELLS, dtype=np.float32), np.zeros(CELLS, dtype=np.float32)
    copy = best(lambda: np.copyto(copied, cells))
    reference = best(lambda: run_reference(start, rates), 1) / REFERENCE_TRAJECTORIES
    bare = best(lambda: project_futures(start, rates))
    jobs = {
        "the whole job": best(lambda: project_futures(start, rates, keep=whole)),
        "the whole job, births and deaths drawn": best(
            lambda: project_futures(start, rates, keep=whole, chance=Chance(1))
        ),
    }
    print(f"NumPy reference: {reference:.1f} ms a trajectory")
    for name, took in jobs.items():
        each = took / TRAJECTORIES
        print(
            f"{name}: {each:.3f} ms a trajectory, {reference / each:,.0f} times faster than NumPy here, "
            f"{BAYESPOP_MS / each:,.0f} times less than bayesPop's 109 ms elsewhere"
        )
    began = process_time()
    project_futures(start, rates, keep=whole, threads=1)
    print(
        f"the whole job: {(process_time() - began) * 1e3 / TRAJECTORIES:.3f} ms of one processor a trajectory"
    )
    print(
        f"the bare projection: {bare:.0f} ms, {1e6 * bare / CELLS:.2f} ns per cell; "
        f"{bare / copy:.1f} times a copy of its cells ({copy:.0f} ms)"
    )


if __name__ == "__main__":
    main()

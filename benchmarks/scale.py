"""``populace project`` against the number of places: time as a straight line, memory flat, beside the bare kernel.

Run: ``python benchmarks/scale.py [PLACES ...]`` (default 30 300 3000). Each size is a process of its own that reads a
folder of a district with towns and villages, projects 30 years with 1,000 trajectories and writes the result. The
reference is ``project_futures`` of one place with chance, in one thread and in the same run, times the places.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

from populace.demography.fertility import gamma_schedule
from populace.demography.future_rates import FutureRates
from populace.demography.futures import Chance, project_futures
from populace.demography.migration import migration_pattern
from populace.demography.table_grid import table_grid_of_e0
from report import write_tables

SIZES = (30, 300, 3000)
TRAJECTORIES, YEARS, AGES = 1000, 30, 101


def bare() -> float:
    """Seconds of the kernel for one village in one thread."""
    levels = np.linspace(70.0, 90.0, 41)
    rates = FutureRates(
        tfr=np.full((TRAJECTORIES, YEARS), 1.8),
        fertility_pattern=gamma_schedule(np.array([28.0]), 5.5),
        tables=table_grid_of_e0(np.stack([levels, levels - 5.0], axis=-1)),
        mortality_level=np.full((TRAJECTORIES, YEARS), 20.3),
        migration_base=np.zeros((1, 2, AGES)),
        migration_level=np.zeros((TRAJECTORIES, YEARS)),
        migration_pattern=migration_pattern(),
        sex_ratio_at_birth=np.array([1.05]),
    )
    people = np.full((2, AGES), 12.0)

    def once() -> float:
        began = perf_counter()
        project_futures(people, rates, chance=Chance(1), threads=1)
        return perf_counter() - began

    once()
    return min(once() for _round in range(5))


def run_project(folder: Path, out: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory (MB) of one projection; it is one process."""
    command = [str(Path(sys.executable).parent / "populace"), "project", str(folder), "--out", str(out)]
    began = perf_counter()
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    )
    _child, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"the projection of {folder} failed with status {status}")
    return perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure every size and set each against the line through the smallest and the largest."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    kernel = bare()
    print(f"bare kernel: {1000 * kernel:.1f} ms a place in one thread")
    measured = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            folder = Path(scratch) / f"tables-{size}"
            folder.mkdir()
            write_tables(folder, size)
            measured.append((size, *run_project(folder, Path(scratch) / f"{size}.parquet")))
    (low, low_wall, *_), (high, high_wall, *_) = measured[0], measured[-1]
    slope = (high_wall - low_wall) / (high - low) if high > low else 0.0
    print(
        f"{'places':>7} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'against the line':>17} {'cpu/kernel':>11}"
    )
    for size, wall, cpu, memory in measured:
        line = low_wall + slope * (size - low)
        print(
            f"{size:7d} {wall:8.1f} {cpu:8.1f} {memory:8.0f} {wall / line:16.2f}x {cpu / (size * kernel):10.2f}x"
        )


if __name__ == "__main__":
    main()

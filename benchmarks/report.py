"""The whole report against the number of places: time should grow as a straight line, memory should not grow with it.

Run: ``python benchmarks/report.py [PLACES ...]`` (default 10 100 1000). Each run is a process of its own: it reads the
tables of a district of so many villages, forecasts 30 years with 1,000 trajectories and writes the report.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx

SIZES = (10, 100, 1000)
WARM_UP = 3
FIRST, LAST = 2010, 2025


def write_tables(folder: Path, places: int) -> None:
    """A district, a town for every twenty villages, and villages of about 2,000 people with a wavy past."""
    rng = np.random.default_rng(places)
    towns = max(places // 20, 1)
    villages = [f"V{number:04d}" for number in range(places - towns - 1)]
    parents = {"D": "", **{f"T{number:03d}": "D" for number in range(towns)}}
    parents |= {code: f"T{number % towns:03d}" for number, code in enumerate(villages)}
    pd.DataFrame(
        {
            "code": list(parents),
            "name": [f"Place {code}" for code in parents],
            "parent": list(parents.values()),
        }
    ).to_csv(folder / "places.csv", index=False)
    life = life_table(model_mx(np.array([82.0, 77.0])), Ages.single()).Lx
    wave = 25 * (1 + 0.3 * np.cos((np.arange(101) - 12) / 26 * 2 * np.pi))
    people, births = [], []
    for code in villages:
        for year in (2020, LAST):
            counts = rng.poisson(life * np.roll(wave, year - LAST) / 2)
            people.append(
                pd.DataFrame(
                    {"place": code, "year": year, "sex": np.repeat(["female", "male"], 101),
                     "age": [*map(str, range(100)), "100+"] * 2, "population": counts.ravel()}
                )
            )  # fmt: skip
        births.append(
            pd.DataFrame(
                {"place": code, "year": range(FIRST, LAST + 1), "births": rng.poisson(22, LAST - FIRST + 1)}
            )
        )
    pd.concat(people).to_csv(folder / "population.csv", index=False)
    pd.concat(births).to_csv(folder / "births.csv", index=False)
    pd.DataFrame(
        {"place": "D", "year": LAST, "sex": ["female", "male"], "life_expectancy": [82.0, 77.0]}
    ).to_csv(folder / "life_expectancy.csv", index=False)


def run_report(folder: Path, out: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory (MB, the largest process; another one draws) of one report."""
    command = [str(Path(sys.executable).parent / "populace"), "report", str(folder), "--out", str(out)]
    start = perf_counter()
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    )
    _child, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"the report of {folder} failed with status {status}")
    return perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Time every size and set each against the line through the smallest and the largest."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(
        f"{'places':>7} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'wall ms a place':>16} {'against the line':>17}"
    )
    measured = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in (WARM_UP, *sizes):
            folder, out = Path(scratch) / f"tables-{size}", Path(scratch) / f"report-{size}"
            folder.mkdir()
            write_tables(folder, size)
            measured.append((size, *run_report(folder, out)))
    del measured[0]  # the first run loads the machine's caches
    (low, low_wall, *_), (high, high_wall, *_) = measured[0], measured[-1]
    slope = (high_wall - low_wall) / (high - low) if high > low else 0.0
    for size, wall, cpu, memory in measured:
        line = low_wall + slope * (size - low)
        print(
            f"{size:7d} {wall:8.1f} {cpu:8.1f} {memory:8.0f} {1000 * wall / size:16.0f} {wall / line:16.2f}x"
        )


if __name__ == "__main__":
    main()

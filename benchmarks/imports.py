"""A file of figures into a workspace, checked, deposited, stored and queryable: whole commands, each a process.

Run: ``python benchmarks/imports.py [MILLIONS ...]`` (default 1 20). Synthetic monthly counts of 6,000 clinics are
written as CSV in our own layout and imported with ``populace import``; beside each stands the time that reading the
same file into Arrow and writing it as Parquet takes, which checks, sorts and stores nothing. Where the DHIS2
demonstration data are at hand (``POPULACE_SHARED_DATA``, or ``../shared/data``), they are imported too.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
from pyarrow import csv

CLINICS, MONTHS, SEXES = 6000, 60, ("female", "male")
DHIS2_241 = 50.0
"""Seconds that DHIS2 2.41 takes for its own demonstration data (its developers' figure)."""

BARE = """
import sys
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv
text = pa.dictionary(pa.int32(), pa.string())
convert = csv.ConvertOptions(column_types=dict.fromkeys(("place", "period", "measure", "breakdown"), text))
with csv.open_csv(sys.argv[1], convert_options=convert) as reader:
    writer = None
    for block in reader:
        writer = writer or pq.ParquetWriter(sys.argv[2], block.schema)
        writer.write_batch(block)
    writer.close()
"""


def write_workspace(folder: Path, measures: int) -> None:
    """Files of places and definitions, from which the command makes a workspace."""
    lines = ["code,name,parent,kind", "N,Nation,,nation"]
    lines += [f"D{number:03d},District {number},N,district" for number in range(60)]
    lines += [f"C{number:04d},Clinic {number},D{number // 100:03d},clinic" for number in range(CLINICS)]
    (folder / "places.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes = [f"m{number:03d}" for number in range(measures)]
    declared = "".join(
        f"  {code}: {{label: Measure {code}, kind: flow, unit: things, optional: [sex]}}\n" for code in codes
    )
    (folder / "measures.yaml").write_text(f"measures:\n{declared}", encoding="utf-8")


def write_figures(path: Path, rows: int) -> int:
    """``rows`` figures as CSV, in the order in which returns arrive; the number of measures."""
    per_month = rows // MONTHS
    cells = -(-per_month // CLINICS)
    measures = -(-cells // len(SEXES))
    rng = np.random.default_rng(1)
    clinics = pa.array([f"C{number:04d}" for number in range(CLINICS)])
    names = pa.array([f"m{number:03d}" for number in range(measures)])
    sexes = pa.array([f"sex={sex}" for sex in SEXES])
    at = np.arange(per_month)
    with csv.CSVWriter(str(path), _schema()) as writer:
        for month in range(MONTHS):
            columns = [
                clinics.take(pa.array(at // cells % CLINICS)),
                pa.array([f"{2021 + month // 12}-{month % 12 + 1:02d}"] * per_month),
                names.take(pa.array(at % cells // len(SEXES))),
                sexes.take(pa.array(at % cells % len(SEXES))),
                pa.array(rng.poisson(20, per_month)),
            ]
            writer.write_table(pa.table(columns, schema=_schema()))
    return measures


def _schema() -> pa.Schema:
    texts = [(name, pa.string()) for name in ("place", "period", "measure", "breakdown")]
    return pa.schema([*texts, ("value", pa.int64())])


def run(*words: object) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of processor time and MB at the peak of one command."""
    began = perf_counter()
    process = subprocess.Popen([*map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    took = perf_counter() - began
    if status:
        raise SystemExit(f"{words} failed: {process.stderr.read().decode() if process.stderr else ''}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(millions: float, folder: Path) -> None:
    """Import so many rows, and say how long it took."""
    rows, figures = int(millions * 1e6), folder / "figures.csv"
    write_workspace(folder, write_figures(figures, rows))
    workspace = folder / "office"
    run(POPULACE, "import", folder / "places.csv", folder / "measures.yaml", "--into", workspace)
    bare, _cpu, bare_peak = run(sys.executable, "-c", BARE, figures, folder / "bare.parquet")
    took, cpu, peak = run(POPULACE, "import", figures, "--into", workspace, "--commit")
    query, _cpu, _peak = run(
        POPULACE, "query", workspace, "--measure", "m000", "--period", "2021-01..2025-12", "--level", 2
    )
    print(
        f"{rows:>12,} rows, {figures.stat().st_size / 1e6:5.0f} MB of CSV: import {took:6.1f} s "
        f"({rows / took / 1e6:.2f} million rows/s, {cpu:.1f} s of processor time, {peak:,.0f} MB), "
        f"{took / bare:.1f} times reading it and writing Parquet ({bare:.1f} s, {bare_peak:,.0f} MB); "
        f"a query, start of the program included, {query:.1f} s"
    )


def measure_demonstration(data: Path, folder: Path) -> None:
    """DHIS2's demonstration data from CSV, in one command."""
    workspace = folder / "sierra-leone"
    run(POPULACE, "import", data / "metadata_aggregate_only.json", "--into", workspace)
    took, cpu, peak = run(POPULACE, "import", data / "dataValues.csv.gz", "--into", workspace, "--commit")
    print(
        f"188,701 values of DHIS2's demonstration: {took:.1f} s ({cpu:.1f} s of processor time, {peak:,.0f} MB), "
        f"{DHIS2_241 / took:.0f} times faster than the 50 s of DHIS2 2.41"
    )


POPULACE = Path(sys.executable).with_name("populace")

if __name__ == "__main__":
    data = Path(os.environ.get("POPULACE_SHARED_DATA", "../shared/data")) / "dhis2_sierra_leone"
    with tempfile.TemporaryDirectory() as made:
        if data.exists():
            measure_demonstration(data, Path(made))
        else:
            print(f"{data} is not there: DHIS2's demonstration data were not imported")
    for size in [float(word) for word in sys.argv[1:]] or [1.0, 20.0]:
        with tempfile.TemporaryDirectory() as made:
            measure(size, Path(made))

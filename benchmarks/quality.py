"""All checks over half a million figures, and the outlier rules against a plain reference in the same run.

Run: ``python benchmarks/quality.py``. 1,400 clinics in 140 sub-districts, 14 districts and one nation report six cells
a month for five years, each a part of the one before. The reference is the loop that a script would
have: each series in turn, each figure against the list of the others.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median, stdev
from time import perf_counter, process_time

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.measure import Kind, Measure
from populace.catalog.periods import Length, Period
from populace.catalog.rules import Operator, Rule, Side
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.quality.calendar_grid import CalendarGrid
from populace.quality.examine import examine
from populace.quality.outliers.judge import judge, looks_like_counts
from populace.store.store import Store

CLINICS, MONTHS, MEASURES = 1400, 60, tuple(f"measure_{i}" for i in range(6))
MISSING = 0.01
REFERENCE_SERIES = 200
GOAL_SECONDS = 5.0
ROUNDS = 3

CATALOGUE = Catalogue(
    measures={code: Measure(code, code, Kind.FLOW, "events") for code in MEASURES},
    forms={
        "monthly": Form(
            "monthly",
            "Monthly return",
            Length.MONTH,
            10,
            (Section("", (Table(tuple(Row(code) for code in MEASURES)),)),),
            kinds=frozenset({"clinic"}),
        )
    },
    rules={
        f"rule_{i}": Rule(
            f"rule_{i}",
            "",
            Side(parse(f"#{{{MEASURES[i + 1]}}}"), missing=Missing.SKIP_IF_ANY),
            Operator.LESS_OR_EQUAL,
            Side(parse(f"#{{{MEASURES[i]}}}"), missing=Missing.SKIP_IF_ANY),
        )
        for i in range(5)
    },
)


def history() -> PlaceHistory:
    """Ten clinics to a sub-district, ten sub-districts to a district."""
    districts = [Place(f"D{i}", {}, "N", "district") for i in range(CLINICS // 100)]
    areas = [Place(f"S{i}", {}, f"D{i // 10}", "area") for i in range(CLINICS // 10)]
    clinics = [Place(f"C{i}", {}, f"S{i // 10}", "clinic") for i in range(CLINICS)]
    return PlaceHistory.of_tree(PlaceTree((Place("N", {}), *districts, *areas, *clinics)))


def figures() -> np.ndarray:
    """Counts with their own levels, a season, gaps and one spike in a thousand, ``(series, time)``."""
    rng = np.random.default_rng(1)
    level = rng.gamma(1.5, 100, (CLINICS, 1))
    season = 1 + 0.3 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)
    parts = [rng.poisson(level * season)]
    for _ in MEASURES[1:]:
        parts.append(rng.binomial(parts[-1], 0.8))
    values = np.stack(parts, axis=1).reshape(-1, MONTHS).astype(float)
    values[rng.random(values.shape) < 0.001] *= 10
    values[rng.random(values.shape) < MISSING] = np.nan
    return values


def stored(folder: Path, values: np.ndarray) -> tuple[Store, int]:
    """The figures in a store, and how many there are."""
    series, time = np.nonzero(np.isfinite(values))
    periods = [Period.parse("2021-01").moved(i).text for i in range(MONTHS)]

    def column(codes: np.ndarray, texts: list[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(texts, pa.string()))

    table = pa.table(
        {
            "place": column(series // len(MEASURES), [f"C{i}" for i in range(CLINICS)]),
            "period": column(time, periods),
            "measure": column(series % len(MEASURES), list(MEASURES)),
            "breakdown": column(np.zeros(len(series), int), [""]),
            "value": values[series, time],
            "status": column(np.zeros(len(series), int), ["reported"]),
        }
    )
    store = Store.create(folder)
    store.commit(table, at=datetime(2026, 1, 5, tzinfo=UTC), source="benchmark")
    return store, len(series)


def by_hand(values: np.ndarray) -> list[tuple[int, int]]:
    """Modified z-scores beyond 3.5 and z-scores beyond 3, one figure after the other."""
    found = []
    for s, row in enumerate(values.tolist()):
        there = [(i, value) for i, value in enumerate(row) if value == value]
        for i, value in there:
            others = [other for j, other in there if j != i]
            middle = median(others)
            spread = 1.486 * median(abs(other - middle) for other in others)
            if abs(value - middle) > 3.5 * spread or abs(value - mean(others)) > 3 * stdev(others):
                found.append((s, i))
    return found


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times)


def main() -> None:
    """Measure and print."""
    values, places = figures(), history()
    grid = CalendarGrid.of([Period.parse("2021-01").moved(i) for i in range(MONTHS)])
    counts = looks_like_counts(values)
    some = values[:REFERENCE_SERIES]
    with tempfile.TemporaryDirectory() as folder:
        store, many = stored(Path(folder) / "store", values)
        with store.snapshot() as snapshot:
            whole = best(lambda: examine(snapshot, CATALOGUE, places))
            busy = process_time()
            flags = len(examine(snapshot, CATALOGUE, places).flags)
            busy = process_time() - busy
    fast = best(lambda: judge(values, counts, grid)) / many
    started = perf_counter()
    by_hand(some)
    slow = (perf_counter() - started) / np.isfinite(some).sum()
    print(f"{many:,} figures of {len(values):,} series, {MONTHS} months; best of {ROUNDS}")
    print(f"{'every check, from the store to sorted flags':<52}{whole:>8.2f} s   (goal {GOAL_SECONDS:.0f} s)")
    print(f"{'  of which processors were busy':<52}{busy:>8.2f} s")
    print(f"{'  flags':<52}{flags:>8,}")
    print(f"{'outlier rules, all series at once':<52}{fast * 1e6:>8.2f} µs a figure")
    print(f"{'outlier rules, one figure after the other':<52}{slow * 1e6:>8.2f} µs a figure")
    print(f"{'  times faster':<52}{slow / fast:>8.0f}")


if __name__ == "__main__":
    main()

"""The store at 1, 20 and (with ``--all``) 200 million observations: import, dashboard query, memory, growth.

Run: ``python benchmarks/store.py [--all]``

Synthetic monthly counts of 6,000 clinics in a tree of five levels over 60 months, of 100 measures by sex, of which each
clinic reports 28, as no clinic offers every service. The dashboard query is one indicator,
a numerator over a denominator, for all places of the five levels and all 60 months. It is held against the fastest of
three queries written by hand for DuckDB on the same files in the same run.
"""

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import duckdb
import numpy as np
import pyarrow as pa

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.dimensions import SEX
from populace.catalog.expressions.parser import parse
from populace.catalog.measure import Kind, Measure
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.store.batch import SCHEMA
from populace.store.files import DATA
from populace.store.selection import Scope
from populace.store.snapshot import Snapshot
from populace.store.store import Store

LEVELS = (1, 10, 100, 1000, 6000)
MEASURES, REPORTED = 100, 28
"""Measures of a commit, and how many of them a clinic reports."""
MONTHS, SEXES = 60, ("female", "male")
FIRST, LAST = Period.parse("2021-01"), Period.parse("2025-12")
ROUNDS = 7
NUMERATOR, DENOMINATOR = "M000", "M001"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def codes(level: int) -> list[str]:
    """Codes of the places of a level, from 0."""
    return [f"{'NPCTV'[level]}{number:04d}" for number in range(LEVELS[level])]


def tree() -> PlaceTree:
    """Five levels; the places of each are shared out evenly among those above."""
    places = [Place(codes(0)[0], {}, None, "0")]
    for level in range(1, len(LEVELS)):
        above = codes(level - 1)
        for number, code in enumerate(codes(level)):
            places.append(Place(code, {}, above[number * len(above) // LEVELS[level]], str(level)))
    return PlaceTree(tuple(places))


def blocks(measures: range, months: int = MONTHS) -> Iterator[pa.Table]:
    """One batch of each month: every clinic with its measures by sex, in the order in which returns arrive."""
    rng = np.random.default_rng(measures.start)
    clinics, cells = LEVELS[-1], REPORTED * len(SEXES)
    reported = (np.arange(clinics)[:, None] * 7 + np.arange(REPORTED)) % len(measures)
    texts = {
        "place": codes(4),
        "period": [FIRST.moved(month).text for month in range(MONTHS)],
        "measure": [f"M{number:03d}" for number in measures],
        "breakdown": [Breakdown.of({SEX: sex}).text for sex in SEXES],
        "status": ["reported"],
    }
    for month in range(months):
        numbers = {
            "place": np.repeat(np.arange(clinics), cells),
            "period": np.full(clinics * cells, month),
            "measure": np.repeat(reported.ravel(), len(SEXES)),
            "breakdown": np.tile(np.arange(len(SEXES)), clinics * REPORTED),
            "status": np.zeros(clinics * cells, int),
        }
        columns = {
            name: pa.DictionaryArray.from_arrays(pa.array(numbers[name].astype(np.int32)), texts[name])
            for name in texts
        }
        columns["value"] = pa.array(rng.poisson(20, clinics * cells).astype(float))
        yield pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def catalogue(measures: int) -> Catalogue:
    """Flows by sex."""
    each = (
        Measure(f"M{number:03d}", "", Kind.FLOW, "", optional=frozenset({SEX})) for number in range(measures)
    )
    return Catalogue(measures=by_code(each))


def imported(store: Store, measures: range, months: int = MONTHS) -> tuple[int, float]:
    """Rows and seconds of one commit; making the synthetic rows is not counted."""
    made = 0.0
    rows = 0

    def timed() -> Iterator[pa.Table]:
        nonlocal made, rows
        source = blocks(measures, months)
        while True:
            started = perf_counter()
            block = next(source, None)
            made += perf_counter() - started
            if block is None:
                return
            rows += block.num_rows
            yield block

    started = perf_counter()
    store.commit(timed(), at=AT, source=f"measures {measures}")
    return rows, perf_counter() - started - made


@dataclass(frozen=True)
class Dashboard:
    """One indicator for five levels and sixty months."""

    snapshot: Snapshot
    scope: Scope
    catalogue: Catalogue

    def ours(self) -> pa.Table:
        """Through the store."""
        expression = parse(f"100 * #{{{NUMERATOR}}} / #{{{DENOMINATOR}}}")
        return self.snapshot.figures({"value": expression}, self.scope, self.catalogue)


@dataclass(frozen=True)
class ByHand:
    """The same question in SQL written for it, with the levels of each place beside it."""

    connection: duckdb.DuckDBPyConnection
    files: str

    @classmethod
    def on(cls, snapshot: Snapshot) -> "ByHand":
        """On the files of a snapshot; the table of levels is made beforehand."""
        connection = duckdb.connect(":memory:", config={"memory_limit": "1GB"})
        numbers = snapshot.names.place_number
        rows = [
            (numbers[code], *(at * LEVELS[level] // LEVELS[-1] for level in range(len(LEVELS))))
            for at, code in enumerate(codes(4))
        ]
        names = ["place", "l0", "l1", "l2", "l3", "l4"]
        levels = pa.table([pa.array(column, pa.int32()) for column in zip(*rows, strict=True)], names=names)
        connection.register("given", levels)
        connection.execute("CREATE TABLE levels AS SELECT * FROM given")
        files = [str(snapshot.root / DATA / each.name) for each in snapshot.manifest.segments]
        return cls(connection, f"read_parquet({files})")

    @property
    def _own(self) -> str:
        return (
            "own AS (SELECT place, start, sum(value) FILTER (measure = 0) AS n, sum(value) FILTER (measure = 1) AS d "
            f"FROM {self.files} WHERE measure IN (0, 1) GROUP BY place, start)"
        )

    def upwards(self) -> pa.Table:
        """Clinics first, then each level from the one below it."""
        steps = [
            self._own,
            "s4 AS MATERIALIZED (SELECT l0, l1, l2, l3, l4, start, n, d FROM own JOIN levels USING (place))",
        ]
        for level in (3, 2, 1, 0):
            keys = ", ".join(f"l{each}" for each in range(level + 1))
            steps.append(
                f"s{level} AS MATERIALIZED (SELECT {keys}, start, sum(n) AS n, sum(d) AS d FROM s{level + 1} "
                f"GROUP BY {keys}, start)"
            )
        parts = (
            f"SELECT {level} AS level, l{level} AS at, start, 100 * n / d AS value FROM s{level}"
            for level in range(5)
        )
        return self._asked(f"WITH {', '.join(steps)} {' UNION ALL '.join(parts)}")

    def grouping_sets(self) -> pa.Table:
        """All levels in one pass."""
        sets = ", ".join(f"(l{level}, start)" for level in range(5))
        return self._asked(
            f"WITH {self._own} SELECT l0, l1, l2, l3, l4, start, 100 * sum(n) / sum(d) AS value "
            f"FROM own JOIN levels USING (place) GROUP BY GROUPING SETS ({sets})"
        )

    def level_by_level(self) -> pa.Table:
        """Each level from the clinics."""
        parts = (
            f"SELECT {level} AS level, l{level} AS at, start, 100 * sum(n) / sum(d) AS value "
            f"FROM own JOIN levels USING (place) GROUP BY l{level}, start"
            for level in range(5)
        )
        return self._asked(f"WITH {self._own} {' UNION ALL '.join(parts)}")

    def _asked(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()


def best(work: Callable[[], pa.Table]) -> tuple[float, float]:
    """Seconds of the fastest and of the first of several rounds."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times), times[0]


def measured(store: Store, scope: Scope, of: Catalogue) -> tuple[float, float, float]:
    """Seconds of the dashboard query, of its first call, and of the best query by hand; the answers must agree."""
    with store.snapshot() as snapshot:
        dashboard, by_hand = Dashboard(snapshot, scope, of), ByHand.on(snapshot)
        ways = (by_hand.upwards, by_hand.grouping_sets, by_hand.level_by_level)
        found = dashboard.ours()["value"].to_numpy()
        for way in ways:
            assert np.isclose(np.nansum(found), np.nansum(way()["value"].to_numpy()), rtol=1e-9)
        ours, first = best(dashboard.ours)
        return ours, first, min(best(way)[0] for way in ways)


def sizes(everything: bool) -> list[tuple[str, int, int]]:
    """Label, commits of ``MEASURES`` measures each, and months."""
    small = [("1 million", 1, 3), ("20 million", 1, MONTHS)]
    return [*small, ("200 million", 10, MONTHS)] if everything else small


def main() -> None:
    """Measure and print."""
    history = PlaceHistory.of_tree(tree())
    places = tuple(code for level in range(len(LEVELS)) for code in codes(level))
    scope = Scope(places, Length.MONTH, FIRST, LAST, history)
    print(
        f"{'':<14}{'rows':>13}{'import':>12}{'rows/s':>12}{'disk':>9}{'query':>9}{'first':>9}{'by hand':>9}{'ratio':>7}"
    )
    for label, commits, months in sizes("--all" in sys.argv):
        folder = Path(tempfile.mkdtemp(prefix="populace-bench-"))
        try:
            if shutil.disk_usage(folder).free < 8 << 30:
                print(f"{label}: passed over, less than 8 GB are free in {folder.parent}")
                continue
            store = Store.create(folder / "store")
            done = [imported(store, range(MEASURES * n, MEASURES * (n + 1)), months) for n in range(commits)]
            rows, seconds = sum(each[0] for each in done), sum(each[1] for each in done)
            ours, first, by_hand = measured(store, scope, catalogue(MEASURES * commits))
            disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
            print(
                f"{label:<14}{rows:>13,}{seconds:>10.2f} s{rows / seconds:>12,.0f}{disk / 1e6:>6.0f} MB"
                f"{ours * 1000:>6.0f} ms{first * 1000:>6.0f} ms{by_hand * 1000:>6.0f} ms{ours / by_hand:>7.2f}"
            )
        finally:
            shutil.rmtree(folder)
    print(f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()

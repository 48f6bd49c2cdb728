"""The same SQL on DuckDB and on Spark, over the same files: equal rows, roll-ups, reports and expressions."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.parser import parse
from populace.catalog.periods import Period
from populace.places.history import PlaceHistory
from populace.store.selection import RollUp, Scope, Selection
from populace.store.spark import Spark
from tests.agreement.store.builders import CATALOGUE, CELLS, MEASURES, PERIODS, PLACES, stored

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def history() -> PlaceHistory:
    tree = PlaceHistory().opened("nation")
    parents = ("nation", "nation", "north", "north", "north", "south", "south")
    for code, parent in zip(PLACES[1:], parents, strict=True):
        tree = tree.opened(code, parent=parent)
    return tree.moved("c", date(2026, 1, 10), "south").split(
        "a", date(2026, 2, 1), {"a": 0.5, "a2": 0.25, "a3": 0.25}
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    rng = np.random.default_rng(5)
    commits = []
    parts = (PLACES, PERIODS, sorted(MEASURES), CELLS)
    for _ in range(4):
        keys = sorted({tuple(str(rng.choice(part)) for part in parts) for _ in range(250)})
        values = [None if rng.random() < 0.1 else float(rng.integers(0, 50)) for _key in keys]
        commits.append({key: (value, "reported") for key, value in zip(keys, values, strict=True)})
    return stored(tmp_path_factory.mktemp("spark") / "store", commits)[0]


@pytest.fixture(scope="module")
def both(store, spark):
    """The snapshot of a past vintage, by DuckDB and by Spark."""
    with store.snapshot(3) as snapshot:
        yield snapshot, replace(snapshot, engine=Spark(spark))


def sorted_rows(table):
    return sorted(table.to_pylist(), key=repr)


def test_rows_and_reports(both):
    duckdb, spark = both
    for selection in (
        Selection(),
        Selection(measures=("flow",), places=("a", "b"), breakdown=Breakdown.of({"age": "15-49"})),
    ):
        assert sorted_rows(duckdb.rows(selection)) == sorted_rows(spark.rows(selection))
    assert sorted_rows(duckdb.reports(("flow", "stock"))) == sorted_rows(spark.reports(("flow", "stock")))


@pytest.mark.parametrize(
    ("first", "last", "boundaries"),
    [
        ("2025-11", "2026-03", date(2026, 6, 1)),
        ("2025", "2026", None),
    ],
)
def test_roll_ups(both, history, first, last, boundaries):
    duckdb, spark = both
    periods = Period.parse(first), Period.parse(last)
    scope = Scope(history.codes, periods[0].length, *periods, history, boundaries)
    question = RollUp(tuple(sorted(MEASURES)), scope, ("sex",))
    made, wanted = spark.roll_up(question, CATALOGUE), duckdb.roll_up(question, CATALOGUE)
    assert wanted.num_rows > 100
    assert made.drop_columns("value") == wanted.drop_columns("value")
    np.testing.assert_allclose(made["value"].to_numpy(), wanted["value"].to_numpy(), rtol=1e-12)


def test_expressions(both, history):
    duckdb, spark = both
    first, last = Period.parse("2025-11"), Period.parse("2026-03")
    scope = Scope(history.codes, first.length, first, last, history, None)
    expressions = {
        "ratio": parse("100 * #{flow.sex=f} / #{stock}"),
        "change": parse("if(#{flow} > #{flow}.periodOffset(-1), 1, log(#{flow} + 1))"),
        "year": parse("#{flow}.yearToDate() * [days] ^ 0.5"),
        "each": parse("subExpression(if(#{flow} > 20, 1, 0))"),
        "bell": parse("normDistCum(#{flow} / 50)"),
    }
    made, wanted = (each.figures(expressions, scope, CATALOGUE) for each in (spark, duckdb))
    for name in expressions:
        assert wanted[name].null_count < wanted.num_rows
        np.testing.assert_allclose(made[name].to_numpy(), wanted[name].to_numpy(), rtol=1e-12)

"""The four ways of running expressions, each as a table: a row for each set of figures, a column for each expression.

Truths are 1 and 0, missing is NaN.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from playwright.sync_api import Page

from populace.catalog import expressions
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Binary, Call, Leaf, Missing, Node, Number, PlaceIs
from populace.catalog.expressions.python import evaluate
from populace.catalog.expressions.serial import to_json
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.walk import fold, with_parts
from populace.store.expression_sql import compile_sql
from tests.agreement.catalog.expressions.random_trees import LEAVES, PLACES

Rows = Sequence[Mapping[Leaf, float | bool | None]]
Strategy = Missing | None

ALL = (*LEAVES, *PLACES)
COLUMNS = {leaf: f"c{i}" for i, leaf in enumerate(ALL)}
SCRIPT = Path(expressions.__file__).parent / "evaluate.js"


def as_number(value: float | bool | None) -> float:
    return np.nan if value is None else float(value)


def in_python(nodes: Sequence[Node], rows: Rows, missing: Strategy = None) -> np.ndarray:
    wholes = [node if missing is None else side(node, missing) for node in nodes]
    return np.array([[as_number(evaluate(node, row.get)) for node in wholes] for row in rows])


def in_arrays(nodes: Sequence[Node], rows: Rows, missing: Strategy = None) -> np.ndarray:
    arrays = {leaf: np.array([as_number(row[leaf]) for row in rows]) for leaf in ALL}
    found = [evaluate_arrays(node, arrays.__getitem__, missing) for node in nodes]
    return np.stack([np.broadcast_to(each, len(rows)) for each in found], axis=1)


def table(rows: Rows) -> pa.Table:
    """The figures as the columns of a table."""
    return pa.table(
        {
            COLUMNS[leaf]: pa.array(
                [row[leaf] for row in rows], pa.bool_() if isinstance(leaf, PlaceIs) else pa.float64()
            )
            for leaf in ALL
        }
    )


def query(nodes: Sequence[Node], missing: Strategy = None) -> str:
    """One column for each expression, over the table ``figures``."""
    columns = [
        f"{compile_sql(node, COLUMNS.__getitem__, missing, before_roll_up=True)} AS e{i}"
        for i, node in enumerate(nodes)
    ]
    return f"SELECT {', '.join(columns)} FROM figures ORDER BY row_number"


def in_sql(nodes: Sequence[Node], rows: Rows, missing: Strategy = None) -> np.ndarray:
    with duckdb.connect() as connection:
        connection.register("figures", table(rows).append_column("row_number", pa.array(range(len(rows)))))
        found = connection.sql(query(nodes, missing)).to_arrow_table()
    columns = [found.column(i).cast(pa.float64()).to_pylist() for i in range(len(nodes))]
    return np.array([[as_number(each) for each in column] for column in columns]).T


def in_browser(page: Page, nodes: Sequence[Node], rows: Rows, missing: Strategy = None) -> np.ndarray:
    documents = [to_json(node, missing) for node in nodes]
    given = [{text_of(leaf): row[leaf] for leaf in ALL} for row in rows]
    found = page.evaluate(
        "text => JSON.stringify(window.run(JSON.parse(text)))", json.dumps([documents, given])
    )
    return np.array([[as_number(each) for each in row] for row in json.loads(found)])


ROUNDED = 1e-12
"""Relative difference that libraries of mathematics may have in powers and logarithms, and more."""


def nudged(node: Node, by: float) -> Node:
    """The expression whose powers, logarithms and normal distributions are off by a share ``by``."""

    def put(each: Node, below: list[Node]) -> Node:
        whole = with_parts(each, below) if below else each
        inexact = (isinstance(each, Binary) and each.operator == "^") or (
            isinstance(each, Call) and each.name.startswith(("log", "norm"))
        )
        return Binary("*", whole, Number(1 + by)) if inexact else whole

    return fold(node, put)


def settled(nodes: Sequence[Node], rows: Rows, missing: Strategy, exact: np.ndarray) -> np.ndarray:
    """Where a result does not hang on the last digits of a power or logarithm, as ``2 ^ 0.5 == 1.41…`` does."""
    return np.logical_and.reduce(
        [
            same(exact, in_python([nudged(node, by) for node in nodes], rows, missing), 1e-6)
            for by in (ROUNDED, -ROUNDED)
        ]
    )


def same(a: np.ndarray, b: np.ndarray, within: float = 1e-9) -> np.ndarray:
    with np.errstate(all="ignore"):
        close = np.abs(a - b) <= within * np.maximum(np.abs(a), np.abs(b))
    return close | (np.isnan(a) & np.isnan(b))

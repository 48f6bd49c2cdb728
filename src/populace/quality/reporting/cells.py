"""Figures left out of returns that came. Zero is a value; a cell that a place never fills in is not asked of it.

completeness of a measure = figures given / cells of it that the place uses × returns of the place that came
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from populace.catalog.forms import Form
from populace.quality.checks import Limits
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.panel import Panel
from populace.quality.tower import Tower, summed


def cell_table(evidence: Evidence, up: Tower, form: Form) -> pa.Table:
    """By measure of ``form`` and place, over all periods: figures ``expected`` and ``given``, and their rate."""
    panel = evidence.panel
    asked = set(form.measures)
    of_cell = np.array([measure in asked for measure, _text in panel.cells], bool)
    rows = np.flatnonzero(of_cell[panel.cell])
    there = panel.there[rows]
    came = np.zeros((len(panel.places), len(panel.periods)), bool)
    np.logical_or.at(came, panel.place[rows], there)
    measures = tuple(dict.fromkeys(panel.cells[i][0] for i in np.flatnonzero(of_cell)))
    number = np.array([measures.index(m) if m in asked else -1 for m, _text in panel.cells], np.int64)
    expected, given = (
        _by_measure(panel, rows, number, measures, counts, up)
        for counts in (came[panel.place[rows]].sum(axis=1), there.sum(axis=1))
    )
    many, good = expected.values[:, 0], given.values[:, 0]
    codes = expected.places
    above = up.parent[expected.place, -1]
    return pa.table(
        {
            "form": pa.array([form.code] * len(many), pa.string()),
            "measure": pa.array([measures[i] for i in expected.cell], pa.string()),
            "place": pa.array([codes[i] for i in expected.place], pa.string()),
            "above": pa.array([codes[i] if i >= 0 else None for i in above], pa.string()),
            "expected": pa.array(many.astype(np.int64)),
            "given": pa.array(good.astype(np.int64)),
            "completeness": pa.array(good / many, pa.float64()),
        }
    )


def cell_flags(table: pa.Table, window: tuple[str, str], limits: Limits) -> list[Flag]:
    """A flag for each measure that is given on too few of all returns; the table says where."""
    line = limits.of("cell_completeness", "least")
    return [
        Flag(
            "cell_completeness",
            row["place"],
            window[1],
            row["measure"],
            value=row["completeness"],
            expected=1.0,
            low=line,
            effect=float(row["expected"] - row["given"]),
            effect_share=1.0 - row["completeness"],
            since=window[0],
            rule=row["form"],
        )
        for row in table.to_pylist()
        if row["above"] is None and row["completeness"] < line
    ]


def _by_measure(
    panel: Panel,
    rows: np.ndarray,
    number: np.ndarray,
    measures: Sequence[str],
    counts: np.ndarray,
    up: Tower,
) -> Panel:
    """``counts`` of series summed over the cells of a measure and over places; one period that is the whole window."""
    keys, series = np.unique(
        number[panel.cell[rows]] * len(panel.places) + panel.place[rows], return_inverse=True
    )
    sums = np.bincount(series, counts, minlength=len(keys))[:, np.newaxis]
    one = Panel(
        panel.length,
        panel.periods[-1:],
        tuple((measure, "") for measure in measures),
        panel.places,
        keys // max(len(panel.places), 1),
        keys % max(len(panel.places), 1),
        sums,
    )
    return summed(one, up.panel.places, up.parent[:, -1:])

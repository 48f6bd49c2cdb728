"""What a batch would change: each of its figures against the one that stands in the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
import pyarrow as pa

from populace.store.encode import Run
from populace.store.engine import Engine, Step
from populace.store.manifest import Manifest
from populace.store.segments import KEY, row_slices
from populace.store.views import Narrowing, known

CHUNK_ROWS = 2_000_000
"""So many figures are looked up at once: in sorted order they touch few files, and the table of them stays small."""


class State(IntEnum):
    """What a figure of a batch is to the store."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    DELETED = 3
    """It is taken back, and there is one to take back."""
    ABSENT = 4
    """It is taken back, and there is none."""


@dataclass(frozen=True)
class Comparison:
    """``state`` ``(row,)`` int8, values of ``State``; ``old`` ``(row,)`` float64, NaN where there is no figure."""

    state: np.ndarray
    old: np.ndarray

    def count(self, *states: State) -> int:
        """How many rows are in one of ``states``."""
        return int(np.isin(self.state, states).sum())


@dataclass(frozen=True)
class Standing:
    """The figures that stand where those of a run would come, ``(row,)``; ``vintage`` is 0 where there is none."""

    value: np.ndarray
    status: np.ndarray
    vintage: np.ndarray

    def states(self, run: Run) -> np.ndarray:
        """``State`` of each figure of ``run``, ``(row,)`` int8."""
        taken_back, there = np.isnan(run.value), self.vintage > 0
        same = there & (run.value == self.value) & (run.status == self.status)
        return np.select(
            [taken_back & there, taken_back, same, there],
            [State.DELETED, State.ABSENT, State.UNCHANGED, State.CHANGED],
            State.NEW,
        ).astype(np.int8)


def standing(engine: Engine, root: Path, manifest: Manifest, run: Run) -> Standing:
    """What stands now where the figures of ``run`` would come."""
    found = Standing(np.full(len(run), np.nan), np.full(len(run), -1, np.int8), np.zeros(len(run), np.int32))
    for rows in row_slices(len(run), CHUNK_ROWS) if manifest.segments else ():
        columns = key_columns(run, rows)
        narrowing = _narrowing(columns)
        if not any(narrowing.may_be_in(segment) for segment in manifest.segments):
            continue
        table = _looked_up(engine, root, manifest, columns, narrowing)
        at = np.asarray(table["row"]) + rows.start
        found.value[at] = np.asarray(table["value"])
        found.status[at] = np.asarray(table["status"])
        found.vintage[at] = np.asarray(table["vintage"])
    return found


def key_columns(run: Run, rows: slice | np.ndarray) -> dict[str, np.ndarray]:
    """The columns of the key of some ``rows`` of a run, as they stand in a file."""
    names = run.space.names
    measure, breakdown, place, period = run.space.unpack(run.key[rows])
    return dict(
        zip(KEY, (measure, breakdown, place, names.starts[period], names.lengths[period]), strict=True)
    )


def comparison(run: Run, found: Standing) -> Comparison:
    """``found`` in the order in which the rows stood in their batches."""
    state, old = np.empty(len(run), np.int8), np.empty(len(run))
    state[run.row] = found.states(run)
    old[run.row] = found.value
    return Comparison(state, old)


def _looked_up(
    engine: Engine, root: Path, manifest: Manifest, columns: dict[str, np.ndarray], narrowing: Narrowing
) -> pa.Table:
    rows = np.arange(len(columns["measure"]), dtype=np.int64)
    engine.table("asked", pa.table({**columns, "row": rows}))
    same = " AND ".join(f"k.{column} = a.{column}" for column in KEY)
    found = engine.query(
        [
            *known(engine, root, manifest, manifest.vintage, narrowing),
            Step("", f"SELECT a.row, k.value, k.status, k.vintage FROM asked AS a JOIN known AS k ON {same}"),
        ]
    )
    engine.drop("asked")
    return found


def _narrowing(columns: dict[str, np.ndarray]) -> Narrowing:
    measures = _distinct(columns["measure"])
    return Narrowing(
        measures,
        (int(columns["start"].min()), int(columns["start"].max())),
        (int(columns["place"].min()), int(columns["place"].max())),
    )


def _distinct(values: np.ndarray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(np.bincount(values)).tolist())


def counts(states: np.ndarray) -> Iterable[int]:
    """How many are new, changed, unchanged (or absent and taken back again) and deleted."""
    by_state = np.bincount(states, minlength=len(State))
    return (
        int(by_state[State.NEW]),
        int(by_state[State.CHANGED]),
        int(by_state[State.UNCHANGED] + by_state[State.ABSENT]),
        int(by_state[State.DELETED]),
    )

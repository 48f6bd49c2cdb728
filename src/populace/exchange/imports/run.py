"""One file into a workspace: read, understand, check, compare, and then all at once take in or only tell."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from populace.exchange.imports.ahead import ahead
from populace.exchange.imports.checks import Keys, check_keys
from populace.exchange.imports.conflicts import Conflict, find_conflicts
from populace.exchange.imports.limits import check_limits
from populace.exchange.imports.reasons import Reason, Reasons
from populace.exchange.imports.refused import RefusedRows
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.resolve import Resolved, Resolver
from populace.exchange.imports.twice import Key, keys_of
from populace.exchange.incoming import Incoming, Reading
from populace.store.batch import SCHEMA, STATUSES
from populace.store.compare import State
from populace.store.workspace import ROWS, Provenance, Workspace, batches_of

BIG = 50_000
"""Rows from which a file is only tried unless it is said to be taken in: some hundred forms at once."""

Progress = Callable[[int], object]
"""Told the number of rows read so far."""


@dataclass(frozen=True)
class Wish:
    """How a file is to be taken in. ``commit`` None: at once where it is small, as a trial where it is big.

    ``atomic``: nothing is taken in if any row is refused. ``refused_file`` is where refused rows are written.
    """

    of: Provenance
    commit: bool | None = None
    atomic: bool = False
    refused_file: Path | None = None


@dataclass
class _Taken:
    """What was found while a file was read through once."""

    rows: int = 0
    refused: int = 0
    reasons: Counter[int] = field(default_factory=Counter)
    keys: list[Key] = field(default_factory=list)
    taken_back: list[Key] = field(default_factory=list)


def import_figures(
    workspace: Workspace, read: Callable[[], Reading], wish: Wish, progress: Progress = lambda rows: None
) -> ImportReport:
    """Take the figures of a file into ``workspace``, or say what would happen.

    ``read`` opens the file; it is opened again where figures stand twice in it, since which rows those are is known
    only at its end.

    :raises UserError: the file cannot be read at all.
    """
    with workspace.deposits.draft() as draft:
        label, notes, taken, reasons = _read_into(draft, workspace, read, wish, progress)
        report = ImportReport(
            label,
            taken.rows,
            refused=taken.refused,
            reasons=_by_reason(taken.reasons, reasons),
            refused_file=wish.refused_file if taken.refused else None,
            notes=tuple(notes),
            trial=wish.commit is False or (wish.commit is None and taken.rows >= BIG),
        )
        return _settled(workspace, draft, report, wish)


def _settled(workspace: Workspace, draft: Path, report: ImportReport, wish: Wish) -> ImportReport:
    """``report`` with what the accepted rows change; they are taken in if that is wanted and anything is new."""
    accepted = report.rows - report.refused
    stopped = wish.atomic and report.refused
    if report.trial or stopped or workspace.store.vintage:
        report = _compared(workspace, draft, report)
        if report.trial or stopped or not report.new + report.changed + report.deleted:
            return replace(report, stopped=bool(stopped))
    if not accepted:
        return report
    deposit, commit = workspace.take_figures(draft, wish.of)
    return replace(
        report,
        new=commit.new,
        changed=commit.changed,
        unchanged=commit.unchanged,
        deleted=commit.deleted,
        deposit=deposit.number,
    )


def _compared(workspace: Workspace, draft: Path, report: ImportReport) -> ImportReport:
    states = workspace.store.compare(batches_of(draft / ROWS)).state
    count = {state: int(np.count_nonzero(states == state)) for state in State}
    return replace(
        report,
        new=count[State.NEW],
        changed=count[State.CHANGED],
        unchanged=count[State.UNCHANGED] + count[State.ABSENT],
        deleted=count[State.DELETED],
    )


def _read_into(
    draft: Path, workspace: Workspace, read: Callable[[], Reading], wish: Wish, progress: Progress
) -> tuple[str, list[str], _Taken, Reasons]:
    """Read the file into the draft; a second time where the first found figures that cannot stand together."""
    conflicts: tuple[Conflict, ...] = ()
    while True:
        reasons, reading = Reasons(), read()
        resolver = Resolver(reading, workspace.catalogue, reasons)
        keys = Keys(workspace.catalogue, workspace.places, resolver, reasons, reading.limits)
        with ExitStack() as files:
            writer = files.enter_context(pq.ParquetWriter(draft / ROWS, SCHEMA))
            refused = (
                files.enter_context(RefusedRows(wish.refused_file, reading, reasons))
                if wish.refused_file is not None
                else None
            )
            taken = _Taken()
            for block in ahead(reading.blocks):
                rows = resolver(block)
                key = keys_of(rows)
                why = _why(rows, key, keys, conflicts, reasons)
                good = _divide(block, why, taken, refused)
                taken.keys.append(key[good])
                if rows.deleted.any():
                    taken.taken_back.append(key[good][rows.deleted[good]])
                _write(writer, _batch(block, rows, good, resolver))
                progress(taken.rows)
            _count_unread(reading, taken, reasons)
        if conflicts:  # they were refused this time
            return reading.label, reading.notes, taken, reasons
        conflicts = find_conflicts(
            taken.keys, taken.taken_back, resolver, workspace.catalogue, workspace.store
        )
        taken.keys.clear()  # of millions of rows they take room that sorting them into the store needs
        if not conflicts:
            return reading.label, reading.notes, taken, reasons


def _why(
    rows: Resolved, key: Key, keys: Keys, conflicts: tuple[Conflict, ...], reasons: Reasons
) -> list[NDArray[np.int32]]:
    """For each check the reason of each row, ``(row,)``, 0 where it has none."""
    unknown = [np.where(part < 0, -part, 0) for part in (rows.place, rows.period, rows.measure)]
    # A row whose measure is unknown has that reason for its cell too: once is enough.
    cell = np.where((rows.cell < 0) & (rows.measure >= 0), -rows.cell, 0)
    why = [*unknown, cell, rows.unread, *check_keys(rows, keys), *check_limits(rows, keys)]
    if conflicts:
        fine = ~np.any(why, axis=0)
        why += [conflict.numbers(fine, key, reasons) for conflict in conflicts]
    return why


def _divide(
    block: Incoming, why: list[NDArray[np.int32]], taken: _Taken, refused: RefusedRows | None
) -> NDArray[np.intp]:
    """Count the block, write its refused rows, and say which rows are good."""
    bad = np.zeros(len(block), dtype=bool)
    for each in why:
        bad |= each > 0
    taken.rows += len(block)
    if not bad.any():
        return np.arange(len(block))
    at = np.flatnonzero(bad)
    numbers = np.stack([each[at] for each in why], axis=1).astype(np.int32)
    taken.refused += len(at)
    distinct, rows = np.unique(numbers, return_counts=True)
    for number, count in zip(distinct.tolist(), rows.tolist(), strict=True):
        if number:
            taken.reasons[number] += count
    if refused is not None:
        refused.add(block, at, numbers)
    return np.flatnonzero(~bad)


def _batch(block: Incoming, rows: Resolved, good: NDArray[np.intp], resolver: Resolver) -> pa.Table:
    cells = [cell.breakdown.text for cell in resolver.cells]
    breakdowns = list(dict.fromkeys(cells))
    position = {text: i for i, text in enumerate(breakdowns)}
    of_cell = np.array([position[text] for text in cells] or [0], dtype=np.int32)
    value = rows.value[good]
    status = (
        block.status.take(pa.array(good)).cast(SCHEMA.field("status").type)
        if block.status is not None
        else _coded(np.zeros(len(good), dtype=np.int32), STATUSES[:1])
    )
    columns = [
        _coded(rows.place[good], resolver.place.codes),
        _coded(rows.period[good], resolver.period.codes),
        _coded(rows.measure[good], resolver.measure.codes),
        _coded(of_cell[np.maximum(rows.cell[good], 0)], breakdowns),
        pa.array(value, mask=rows.deleted[good]),
        status,
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _coded(codes: NDArray[np.int32], texts: list[str] | tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(texts, pa.string()))


def _write(writer: pq.ParquetWriter, batch: pa.Table) -> None:
    if len(batch):
        writer.write_table(batch)


def _count_unread(reading: Reading, taken: _Taken, reasons: Reasons) -> None:
    """Lines that no row could be made of are refused rows too."""
    for problem in reading.unread:
        taken.rows += 1
        taken.refused += 1
        taken.reasons[reasons.number("unreadable", str(problem), "")] += 1


def _by_reason(counts: Counter[int], reasons: Reasons) -> dict[Reason, int]:
    return {reasons[number]: rows for number, rows in counts.items()}

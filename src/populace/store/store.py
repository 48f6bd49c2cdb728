"""A store of observations: append, correct, take back, and read what was known at any vintage.

One process writes at a time; any number read, each on the state that was current when it began.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from filelock import FileLock

from populace.i18n import gettext as _
from populace.store.compaction import compacted
from populace.store.compare import Comparison, Standing, State, comparison, counts, key_columns, standing
from populace.store.duckdb_engine import DuckDB
from populace.store.encode import Run, encode
from populace.store.errors import StoreError
from populace.store.files import (
    DATA,
    LOCK,
    MANIFESTS,
    flush_folder,
    held,
    manifest_path,
    newest_manifest,
    scratch_folder,
    sweep,
    write_durably,
)
from populace.store.manifest import (
    Commit,
    Manifest,
    Segment,
    decoded_manifest,
    decoded_names,
    encoded,
    moment,
)
from populace.store.names import Names
from populace.store.segments import FIGURES, PAST, write_segment, write_segments
from populace.store.snapshot import Snapshot, open_snapshot

Batches: TypeAlias = pa.Table | Iterable[pa.Table]
"""One batch, or several that belong together."""


@dataclass(frozen=True)
class Store:
    """The store in the folder ``root``."""

    root: Path

    @classmethod
    def create(cls, path: Path) -> "Store":
        """An empty store in ``path``, a folder that is not there yet or is empty.

        :raises StoreError: there is something already.
        """
        if path.exists() and any(path.iterdir()):
            raise StoreError(_("{folder} is not empty. Name a new folder for the store.").format(folder=path))
        for folder in (DATA, MANIFESTS):
            (path / folder).mkdir(parents=True, exist_ok=True)
        _save(path, Manifest())
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store in ``path``.

        :raises StoreError: there is none.
        """
        newest_manifest(path)
        return cls(path)

    @property
    def manifest(self) -> Manifest:
        """The newest state."""
        while True:
            with held(newest_manifest(self.root)) as file:
                if file is not None:
                    return decoded_manifest(file.read(), Path(file.name))

    @property
    def vintage(self) -> int:
        """The number of the last commit; 0 when there was none."""
        return self.manifest.vintage

    @property
    def commits(self) -> tuple[Commit, ...]:
        """All commits that changed anything, in order."""
        return self.manifest.commits

    def compare(self, batches: Batches) -> Comparison:
        """What committing ``batches`` would change, row by row in their order.

        :raises DuplicateKeys: a figure that stands twice. :raises ModelError: a table that is no batch.
        """
        with self.snapshot() as snapshot:
            _names, run = encode(_several(batches), snapshot.names)
            return comparison(run, standing(snapshot.engine, self.root, snapshot.manifest, run))

    def commit(self, batches: Batches, *, at: datetime, source: str, order: Sequence[str] = ()) -> Commit:
        """Take ``batches`` in, all or nothing. Figures that are there already write nothing.

        ``at`` is when, ``source`` from which return or deposit. No commit is earlier than the one before it: an ``at``
        before that is taken to be the same moment. Places that are new are numbered in ``order`` first (depth first is
        best: what lies below a place then lies together on disk), the others after them by their codes.

        :raises DuplicateKeys: a figure that stands twice. :raises ModelError: a table that is no batch.
        """
        with FileLock(self.root / LOCK):
            self.sweep_unlocked()
            manifest = self.manifest
            engine = DuckDB(scratch_folder(self.root, "writer"))
            try:
                return self._commit(engine, manifest, _several(batches), moment(at), source, order)
            finally:
                engine.close()

    def sweep(self) -> None:
        """Remove what an interrupted commit left and what no reader needs any more."""
        with FileLock(self.root / LOCK):
            self.sweep_unlocked()

    def sweep_unlocked(self) -> None:
        """``sweep``, for whoever has the lock already."""
        sweep(self.root, lambda path: decoded_manifest(path.read_bytes(), path).files)

    def snapshot(self, vintage: int | None = None, *, at: datetime | None = None) -> Snapshot:
        """What was known at ``vintage`` or at the moment ``at``; without either, what is known now.

        :raises StoreError: a vintage that is not there yet.
        """
        return open_snapshot(self.root, vintage, None if at is None else moment(at))

    def _commit(
        self,
        engine: DuckDB,
        manifest: Manifest,
        batches: Iterable[pa.Table],
        at: datetime,
        source: str,
        order: Sequence[str],
    ) -> Commit:
        old_names = _names(self.root, manifest)
        names, run = encode(batches, old_names, order)
        found = standing(engine, self.root, manifest, run)
        states = found.states(run)
        new, changed, unchanged, deleted = counts(states)
        at = max([at, *(each.at for each in manifest.commits[-1:])])
        if not new + changed + deleted:
            return Commit(manifest.vintage, at, source, new, changed, unchanged, deleted)
        done = Commit(manifest.vintage + 1, at, source, new, changed, unchanged, deleted)
        manifest = replace(manifest, vintage=done.vintage, commits=(*manifest.commits, done))
        manifest = _with_figures(self.root, manifest, run, found, states)
        if names != old_names:
            manifest = replace(manifest, names=_save_names(self.root, done.vintage, names))
        manifest = compacted(engine, self.root, manifest)
        flush_folder(self.root / DATA)
        _save(self.root, manifest)
        self.sweep_unlocked()
        return done


def _with_figures(root: Path, manifest: Manifest, run: Run, found: Standing, states: np.ndarray) -> Manifest:
    """``manifest`` with the files of what is new and of what has ended."""
    stem, vintage = f"{manifest.vintage:010d}", manifest.vintage
    written = (states == State.NEW) | (states == State.CHANGED)
    ended = np.flatnonzero((states == State.CHANGED) | (states == State.DELETED))
    segments, past = manifest.segments, manifest.past
    if len(ended):
        columns = key_columns(run, ended)
        table = _table(columns, found.value[ended], found.status[ended], found.vintage[ended])
        table = table.append_column("until", pa.array(np.full(len(ended), vintage, np.int32)))
        past = (*past, write_segment(root, f"past-{stem}.parquet", table.cast(PAST)))
        segments = tuple(_with_ended(each, columns, found.vintage[ended]) for each in segments)
    rows = (
        None if written.all() else np.flatnonzero(written)
    )  # A large first commit needs no list of its rows.

    def figures(part: slice) -> pa.Table:
        these = part if rows is None else rows[part]
        value = run.value[these]
        return _table(
            key_columns(run, these), value, run.status[these], np.full(len(value), vintage, np.int32)
        )

    count = len(run) if rows is None else len(rows)
    segments = (*segments, *write_segments(root, f"figures-{stem}", count, figures))
    return replace(manifest, segments=segments, past=past)


def _table(
    columns: dict[str, np.ndarray], value: np.ndarray, status: np.ndarray, vintage: np.ndarray
) -> pa.Table:
    return pa.table({**columns, "value": value, "status": status, "vintage": vintage}, schema=FIGURES)


def _with_ended(segment: Segment, columns: dict[str, np.ndarray], vintages: np.ndarray) -> Segment:
    """``segment`` with the figures counted that have ended and may be in it."""
    inside = (vintages >= segment.vintages[0]) & (vintages <= segment.vintages[1])
    for column, first, last in zip(("measure", "place", "start"), segment.firsts, segment.lasts, strict=True):
        inside &= (columns[column] >= first) & (columns[column] <= last)
    return replace(segment, closed=segment.closed + int(inside.sum()))


def _several(batches: Batches) -> Iterable[pa.Table]:
    return [batches] if isinstance(batches, pa.Table) else batches


def _names(root: Path, manifest: Manifest) -> Names:
    return decoded_names((root / DATA / manifest.names).read_bytes()) if manifest.names else Names()


def _save_names(root: Path, vintage: int, names: Names) -> str:
    name = f"names-{vintage:010d}.json"
    write_durably(root / DATA / name, lambda file: file.write(encoded(names)))
    return name


def _save(root: Path, manifest: Manifest) -> None:
    """The moment of truth: once the manifest has its name, the commit has happened."""
    write_durably(manifest_path(root, manifest.vintage), lambda file: file.write(encoded(manifest)))
    flush_folder(root / MANIFESTS)

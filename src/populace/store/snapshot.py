"""What was known at a vintage: a consistent view that stays as it is while others write."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from os import getpid
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa

from populace.catalog.periods import Period
from populace.i18n import gettext as _
from populace.store.batch import STATUSES
from populace.store.cells import cells_within
from populace.store.duckdb_engine import DuckDB
from populace.store.engine import Engine, Step, numbers
from populace.store.errors import StoreError
from populace.store.files import DATA, SCRATCH, held, newest_manifest
from populace.store.manifest import Manifest, decoded_manifest, decoded_names
from populace.store.names import Names, day_number
from populace.store.selection import Selection
from populace.store.views import Narrowing, known

_serial = count()


@dataclass(frozen=True)
class Snapshot:
    """The figures known at ``vintage``. Close it, or use it in a ``with`` block, so that old files can go."""

    root: Path
    manifest: Manifest
    vintage: int
    names: Names
    engine: Engine
    _open: ExitStack = field(repr=False)

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._open.close()

    def known(self, narrowing: Narrowing) -> tuple[Step, ...]:
        """Steps whose last, ``known``, has the figures of this vintage in numbers."""
        return known(self.engine, self.root, self.manifest, self.vintage, narrowing)

    def rows(self, selection: Selection = Selection()) -> pa.Table:
        """The figures of ``selection`` as they were committed, in no particular order.

        Columns ``place``, ``period``, ``measure``, ``breakdown``, ``value``, ``status`` as in a batch, and
        ``vintage``, ``source`` and ``at`` of the commit that brought each.
        """
        found = self.engine.query(
            [
                *self.known(_narrowing(self.names, selection)),
                Step("", f"SELECT * FROM known WHERE {_condition(self.names, selection)}"),
            ]
        )
        return _in_codes(found, self.names, self.manifest)


def open_snapshot(root: Path, vintage: int | None, at: datetime | None) -> Snapshot:
    """See ``Store.snapshot``."""
    with ExitStack() as stack:
        manifest = stack.enter_context(_pinned(root))
        if at is not None:
            vintage = manifest.at(at)
        if vintage is None:
            vintage = manifest.vintage
        if not 0 <= vintage <= manifest.vintage:
            raise StoreError(
                _("There is no vintage {vintage} yet: the newest is {newest}.").format(
                    vintage=vintage, newest=manifest.vintage
                )
            )
        names = decoded_names((root / DATA / manifest.names).read_bytes()) if manifest.names else Names()
        engine = DuckDB(root / SCRATCH / f"{getpid()}-{next(_serial)}")
        stack.callback(engine.close)
        return Snapshot(root, manifest, vintage, names, engine, stack.pop_all())


@contextmanager
def _pinned(root: Path) -> Iterator[Manifest]:
    """The newest manifest, kept from being swept."""
    while True:
        with held(newest_manifest(root)) as file:
            if file is not None:
                yield decoded_manifest(file.read(), Path(file.name))
                return


def _narrowing(names: Names, selection: Selection) -> Narrowing:
    measures = places = None
    if selection.measures is not None:
        measures = _known_numbers(names.measure_number, selection.measures)
    if selection.places is not None:
        found = _known_numbers(names.place_number, selection.places)
        places = (min(found, default=0), max(found, default=-1))
    starts = None if selection.periods is None else _days(selection.periods)
    return Narrowing(measures, starts, places)


def _condition(names: Names, selection: Selection) -> str:
    parts = ["TRUE"]
    if selection.places is not None:
        parts.append(f"place IN ({numbers(_known_numbers(names.place_number, selection.places))})")
    if selection.periods is not None:
        parts.append(f"({_lying_in(names, selection.periods)})")
    if selection.breakdown is not None:
        inside = cells_within(names.breakdowns, selection.breakdown).inside
        parts.append(f"breakdown IN ({numbers(inside)})")
    return " AND ".join(parts)


def _lying_in(names: Names, periods: tuple[Period, Period]) -> str:
    """Periods that lie wholly within: by the length of each, from which first days on and up to which."""
    first, last = _days(periods)
    by_length: dict[int, list[int]] = {}
    for (start, length), end in zip(names.periods, names.lasts.tolist(), strict=True):
        if first <= start and end <= last:
            by_length.setdefault(length, []).append(start)
    return (
        " OR ".join(
            f"(length = {length} AND start IN ({numbers(starts)}))"
            for length, starts in sorted(by_length.items())
        )
        or "FALSE"
    )


def _days(periods: tuple[Period, Period]) -> tuple[int, int]:
    return day_number(periods[0].start), day_number(periods[1].last)


def _known_numbers(by_code: object, codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted(by_code[code] for code in set(codes) if code in by_code))  # type: ignore[index,operator]


def _in_codes(found: pa.Table, names: Names, manifest: Manifest) -> pa.Table:
    period_number = {period: number for number, period in enumerate(names.periods)}
    stamps = np.asarray(found["start"]).astype(np.int64) * 8 + np.asarray(found["length"])
    distinct, of_row = np.unique(stamps, return_inverse=True)
    periods = np.array([period_number[divmod(int(stamp), 8)] for stamp in distinct], np.int32)[of_row]
    vintages = np.asarray(found["vintage"])
    numbers_of = {commit.vintage: position for position, commit in enumerate(manifest.commits)}
    commit = np.array([numbers_of.get(v, 0) for v in range(manifest.vintage + 1)], np.int32)[vintages]
    moments = np.array([each.at.replace(tzinfo=None) for each in manifest.commits], "datetime64[us]")
    return pa.table(
        {
            "place": _texts(np.asarray(found["place"]), names.places),
            "period": _texts(periods, names.period_texts),
            "measure": _texts(np.asarray(found["measure"]), names.measures),
            "breakdown": _texts(np.asarray(found["breakdown"]), names.breakdowns),
            "value": found["value"],
            "status": _texts(np.asarray(found["status"]).astype(np.int32), STATUSES),
            "vintage": found["vintage"],
            "source": _texts(commit, tuple(each.source for each in manifest.commits)),
            "at": pa.array(moments[commit], pa.timestamp("us")).cast(pa.timestamp("us", "UTC")),
        }
    )


def _texts(indices: np.ndarray, texts: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), pa.array(texts, pa.string()))

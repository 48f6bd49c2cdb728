"""From batches in codes to one sorted run of keys and values, in numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.i18n import gettext as _
from populace.store.batch import KEY, STATUSES, checked, texts_used
from populace.store.errors import DuplicateKeys
from populace.store.keys import KeySpace
from populace.store.names import Names


@dataclass(frozen=True)
class Run:
    """Figures sorted by key, each key once: ``key``, ``value`` (NaN takes a figure back) and ``status``, ``(row,)``.

    ``row`` is where each stood in the batches.
    """

    space: KeySpace
    key: np.ndarray
    value: np.ndarray
    status: np.ndarray
    row: np.ndarray

    def __len__(self) -> int:
        return len(self.key)


def encode(batches: Iterable[pa.Table], names: Names, order: Sequence[str] = ()) -> tuple[Names, Run]:
    """All of ``batches`` together, and ``names`` with what is new in them.

    :raises ModelError: a table that is no batch. :raises DuplicateKeys: a figure that stands twice in them.
    """
    tables = [checked(table) for table in batches]
    used = {name: {text for table in tables for text in texts_used(table[name])} for name in KEY}
    grown = names.grown(used["measure"], used["breakdown"], used["place"], used["period"], order)
    blocks = [block for table in tables for block in _blocks(table, grown)]
    grown = grown.with_cells(cell for block in blocks for cell in _cells(block, grown))
    space = KeySpace.of(grown)
    key = _joined([space.pack(block.measure, block.breakdown, block.place, block.period) for block in blocks])
    row = np.argsort(key, kind="stable")
    run = Run(
        space,
        key[row],
        _joined([block.value for block in blocks], np.float64)[row],
        _joined([block.status for block in blocks], np.int8)[row],
        row,
    )
    _refuse_duplicates(run)
    return grown, run


@dataclass(frozen=True)
class _Block:
    measure: np.ndarray
    breakdown: np.ndarray
    place: np.ndarray
    period: np.ndarray
    value: np.ndarray
    status: np.ndarray


def _blocks(table: pa.Table, names: Names) -> Iterator[_Block]:
    numbers = {
        "measure": names.measure_number,
        "breakdown": names.breakdown_number,
        "place": names.place_number,
        "period": names.period_number,
        "status": {status: number for number, status in enumerate(STATUSES)},
    }
    for part in table.to_batches():
        columns = {}
        for name, by_text in numbers.items():
            column = part.column(name)
            lookup = np.array([by_text.get(text, -1) for text in column.dictionary.to_pylist()], np.int32)
            columns[name] = lookup[np.asarray(column.indices)]
        value = part.column("value").to_numpy(zero_copy_only=False)
        yield _Block(value=value, **{**columns, "status": columns["status"].astype(np.int8)})


def _cells(block: _Block, names: Names) -> Iterator[tuple[int, int, int]]:
    """The distinct (measure, breakdown, length) of a block."""
    lengths = names.lengths[block.period].astype(np.int64)
    code = (block.measure.astype(np.int64) * len(names.breakdowns) + block.breakdown) * 8 + lengths
    for one in np.unique(code).tolist():
        pair, length = divmod(one, 8)
        yield (*divmod(pair, len(names.breakdowns)), length)


def _joined(parts: list[np.ndarray], kind: type = np.int64) -> np.ndarray:
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _refuse_duplicates(run: Run) -> None:
    twice = np.flatnonzero(run.key[1:] == run.key[:-1])
    if len(twice):
        names = run.space.names
        measure, breakdown, place, period = (int(each[0]) for each in run.space.unpack(run.key[twice[:1]]))
        raise DuplicateKeys(
            _(
                "{measure} [{breakdown}] of place {place} in {period} stands twice in what is to be stored "
                "({count} figures do). Keep one of each."
            ).format(
                measure=names.measures[measure],
                breakdown=names.breakdowns[breakdown],
                place=names.places[place],
                period=names.period_texts[period],
                count=len(twice),
            )
        )

"""A measure has its figures at one level of detail for a place and period, or roll-ups would count some twice.

A total beside its parts is one such pair, and the same births by age here and by sex there is another. Both are looked
for within a file, and between a file and what the workspace holds. Alternative accounts of the same (a census beside a
register) are apart: each has a level of its own.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Role
from populace.catalog.periods import Length, Period
from populace.exchange.imports.resolve import Cell, Resolver
from populace.exchange.imports.twice import WHERE_BITS, Key, pack, within
from populace.store.holdings import holdings
from populace.store.selection import Selection
from populace.store.snapshot import Snapshot

Split = frozenset[str]
"""The dimensions that a figure is split by, those of accounts apart."""

Group = tuple[int, tuple[tuple[str, str], ...]]
"""A measure (its position) in one account."""

SHIFT = np.uint64(WHERE_BITS)
WHERE = (np.uint64(1) << SHIFT) - np.uint64(1)
"""The part of a key that says place and period."""


class Levels:
    """How the cells of a file are split; ``group`` and ``split`` are ``(cell,)``, positions in lists of either."""

    def __init__(self, cells: Sequence[Cell], catalogue: Catalogue) -> None:
        self._accounts = {code for code, each in catalogue.dimensions.items() if each.role is Role.ACCOUNTS}
        self.groups: dict[Group, int] = {}
        self.splits: dict[Split, int] = {}
        found = [self.of(cell.measure, cell.breakdown) for cell in cells]
        self.group = np.array([group for group, _split in found], dtype=np.int64)
        self.split = np.array([split for _group, split in found], dtype=np.int64)

    @property
    def depth(self) -> NDArray[np.int64]:
        """By how many dimensions each of ``splits`` splits, ``(split,)``."""
        return np.array([len(split) for split in self.splits], dtype=np.int64)

    def of(self, measure: int, breakdown: Breakdown) -> tuple[int, int]:
        """The positions of the group and the split of a cell, new ones where they are new."""
        account = tuple(pair for pair in breakdown.pairs if pair[0] in self._accounts)
        split = breakdown.dimensions - self._accounts
        group = self.groups.setdefault((measure, account), len(self.groups))
        return group, self.splits.setdefault(split, len(self.splits))

    def mixed(self, pairs: set[tuple[int, int]]) -> NDArray[np.bool_]:
        """Which groups have more than one split among ``pairs`` of group and split, ``(group,)``."""
        several = np.bincount([group for group, _split in pairs], minlength=len(self.groups)) > 1
        return np.asarray(several)

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """The groups of the file with their splits."""
        return set(zip(self.group.tolist(), self.split.tolist(), strict=True))


def uneven(every: Key, levels: Levels) -> tuple[Key, Key]:
    """Keys of totals beside their own parts, and keys of figures beside the same in another split; both sorted."""
    none = np.zeros(0, dtype=np.uint64)
    mixed = levels.mixed(levels.pairs)
    if not mixed.any():
        return none, none
    some = every[mixed[levels.group[(every >> SHIFT).astype(np.int64)]]]
    cell = (some >> SHIFT).astype(np.int64)
    split = levels.split[cell]
    _distinct, at = np.unique(_where(some, levels.group[cell]), return_inverse=True)
    depth = levels.depth[split]
    deepest = np.zeros(len(_distinct), dtype=np.int64)
    np.maximum.at(deepest, at, depth)
    deep = depth == deepest[at]
    least, most = np.full(len(_distinct), len(levels.splits)), np.full(len(_distinct), -1)
    np.minimum.at(least, at[deep], split[deep])
    np.maximum.at(most, at[deep], split[deep])
    return np.unique(some[~deep]), np.unique(some[deep & (least != most)[at]])


def standing_otherwise(
    every: Key, taken_back: Key, levels: Levels, resolver: Resolver, catalogue: Catalogue, store: Snapshot
) -> dict[Split, Key]:
    """Keys of figures that the workspace holds in another split already, by that split, sorted.

    ``every`` are the figures of the file, ``taken_back`` those which it takes back, and which stand no longer then.
    """
    measures = _suspects(levels, resolver, catalogue, store)
    if not measures or not len(every):
        return {}
    of_measure = np.array([measure in measures for measure, _account in levels.groups])
    some = every[of_measure[levels.group[(every >> SHIFT).astype(np.int64)]]]
    cell = (some >> SHIFT).astype(np.int64)
    where = _where(some, levels.group[cell])
    codes = tuple(resolver.measure.codes[measure] for measure in measures)
    rows = store.rows(Selection(codes, None, _span(resolver)))
    found = {}
    for stands, there in _standing(rows, taken_back, levels, resolver):
        conflicting = some[(levels.split[cell] != stands) & within(where, there)]
        if len(conflicting):
            found[list(levels.splits)[stands]] = conflicting
    return found


def _suspects(levels: Levels, resolver: Resolver, catalogue: Catalogue, store: Snapshot) -> list[int]:
    """Measures of the file that the workspace has in another split, anywhere; only they are looked at closely."""
    suspects = []
    for measure in sorted({measure for measure, _account in levels.groups}):
        code = resolver.measure.codes[measure]
        if not catalogue.measures[code].optional:
            continue
        known = {Breakdown.parse(text) for text in holdings(store, code)["breakdown"].unique().to_pylist()}
        of_store = {levels.of(measure, breakdown) for breakdown in known}
        if levels.mixed(levels.pairs | of_store).any():
            suspects.append(measure)
    return suspects


def _standing(
    rows: pa.Table, taken_back: Key, levels: Levels, resolver: Resolver
) -> Iterator[tuple[int, Key]]:
    """For each split that the workspace has: where it stands (group, place and period), as far as the file tells."""
    measure = _positions(rows["measure"], resolver.measure.codes)
    place, period = (
        _positions(rows[name], lookup.codes)
        for name, lookup in (("place", resolver.place), ("period", resolver.period))
    )
    chunk = rows["breakdown"].unify_dictionaries().combine_chunks()
    texts = chunk.dictionary.to_pylist()
    distinct, at = np.unique(measure * len(texts) + np.asarray(chunk.indices), return_inverse=True)
    cells = {(cell.measure, cell.breakdown): i for i, cell in enumerate(resolver.cells)}
    told = [(one // len(texts), Breakdown.parse(texts[one % len(texts)])) for one in distinct.tolist()]
    group, split = np.array([levels.of(*each) for each in told], dtype=np.int64).reshape(-1, 2)[at].T
    cell = np.array([cells.get(each, -1) for each in told], dtype=np.int64)[at]
    gone = (cell >= 0) & within(pack(np.maximum(cell, 0), period, place), taken_back)
    here = (place >= 0) & (period >= 0) & ~gone
    for one in np.unique(split[here]).tolist():
        of_split = here & (split == one)
        yield one, np.unique(pack(group[of_split], period[of_split], place[of_split]))


def _where(keys: Key, group: NDArray[np.int64]) -> Key:
    return (group.astype(np.uint64) << SHIFT) | (keys & WHERE)


def _span(resolver: Resolver) -> tuple[Period, Period]:
    periods = resolver.periods
    return (
        Period(min(period.start for period in periods), Length.DAY),
        Period(max(period.last for period in periods), Length.DAY),
    )


def _positions(column: pa.ChunkedArray, codes: Sequence[str]) -> NDArray[np.int64]:
    """Where the text of each row stands among ``codes``, ``(row,)``; -1 where it does not."""
    known = {code: i for i, code in enumerate(codes)}
    chunk = column.unify_dictionaries().combine_chunks()
    of_text = np.array([known.get(text, -1) for text in chunk.dictionary.to_pylist()] or [-1], dtype=np.int64)
    return np.asarray(of_text[np.asarray(chunk.indices)], dtype=np.int64)

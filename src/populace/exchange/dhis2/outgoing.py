"""Rows of the store in DHIS2's words, a column at a time: what every writer of data values begins from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Period
from populace.errors import OutputError
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.periods import LENGTHS
from populace.exchange.dhis2.values import written
from populace.i18n import format_count
from populace.i18n import gettext as _

Codes = NDArray[np.int32]
"""``(row,)``: positions in a list of texts."""

T = TypeVar("T")


class NotForDhis2(OutputError):
    """Figures that DHIS2's formats cannot hold, or that its metadata do not know."""


@dataclass(frozen=True)
class Column:
    """For each row a position in ``distinct``."""

    codes: Codes
    distinct: Sequence[str]

    def named(self, name: Callable[[str], str]) -> pa.Array:
        """What each row's is called; asked for once for each that is there."""
        names = [name(text) for text in self.distinct]
        return pa.DictionaryArray.from_arrays(self.codes, pa.array(names, pa.string()))


@dataclass(frozen=True)
class Outgoing:
    """Rows by uid of their objects, ``(row,)`` each; ``value`` are texts, empty where ``deleted``."""

    metadata: Metadata
    cells: Cells
    element: Column
    place: Column
    period: Column
    cell: Column
    attribute_cell: Column
    data_set: Column
    value: pa.Array
    deleted: NDArray[np.bool_]
    periods: Sequence[Period] = field(default=())

    def __len__(self) -> int:
        return len(self.value)

    @property
    def sets(self) -> tuple[str, ...]:
        """The data sets that there are rows of."""
        return tuple(self.data_set.distinct[i] for i in np.unique(self.data_set.codes))

    def of_set(self, data_set: str) -> NDArray[np.bool_]:
        """The rows of one data set."""
        return np.asarray(self.data_set.codes == list(self.data_set.distinct).index(data_set))


def outgoing(rows: pa.Table, metadata: Metadata) -> Outgoing:
    """``rows`` have the columns ``place, period, measure, breakdown`` (canonical texts) and ``value``.

    :raises NotForDhis2: a measure, place or cell that the metadata do not have.
    """
    cells = Cells(metadata)
    measures, places = _encoded(rows.column("measure")), _encoded(rows.column("place"))
    _refuse_strange(measures.distinct, metadata.elements.keys(), _("measures"), _("data elements"))
    _refuse_strange(places.distinct, metadata.places.keys(), _("places"), _("organisation units"))
    periods = _encoded(rows.column("period"))
    keys = _keys(rows, measures, metadata, cells, places, periods)
    numbers = rows.column("value").combine_chunks()
    deleted = np.asarray(pc.is_null(numbers, nan_is_null=True).to_numpy(zero_copy_only=False), dtype=bool)
    return Outgoing(
        metadata,
        cells,
        measures,
        places,
        periods,
        *keys,
        _written(numbers, deleted),
        deleted,
        [Period.parse(text) for text in periods.distinct],
    )


def _written(numbers: pa.Array, deleted: NDArray[np.bool_]) -> pa.Array:
    """Numbers as texts, each distinct one written once."""
    values = np.where(deleted, 0.0, np.asarray(numbers.fill_null(0.0).to_numpy(zero_copy_only=False)))
    distinct, inverse = np.unique(values, return_inverse=True)
    texts = np.array([written(float(value)) for value in distinct], dtype=object)[inverse]
    texts[deleted] = ""
    return pa.array(texts, pa.string())


def _encoded(column: pa.ChunkedArray) -> Column:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
    used, codes = np.unique(np.asarray(whole.indices), return_inverse=True)
    return Column(codes.astype(np.int32), whole.dictionary.take(pa.array(used)).to_pylist())


def _refuse_strange(texts: Iterable[str], known: Iterable[str], ours: str, theirs: str) -> None:
    strange = sorted(set(texts) - set(known))
    if strange:
        raise NotForDhis2(
            _(
                "{count} {ours} are no {theirs} of the metadata, {one} among them. Leave them out, or import metadata "
                "that has them."
            ).format(count=format_count(len(strange)), ours=ours, theirs=theirs, one=strange[0])
        )


def _keys(
    rows: pa.Table, measures: Column, metadata: Metadata, cells: Cells, places: Column, periods: Column
) -> tuple[Column, Column, Column]:
    """Cell, attribute cell and data set of each row: of the data sets that have them, one that the place fills in."""
    breakdowns = _encoded(rows.column("breakdown"))
    pair = measures.codes.astype(np.int64) * max(len(breakdowns.distinct), 1) + breakdowns.codes
    distinct, inverse = np.unique(pair, return_inverse=True)
    candidates = []
    for key in distinct.tolist():
        measure, breakdown = divmod(key, max(len(breakdowns.distinct), 1))
        candidates.append(
            _candidates(measures.distinct[measure], breakdowns.distinct[breakdown], metadata, cells)
        )
    chosen = np.zeros(len(inverse), dtype=np.int64)
    for i, several in enumerate(candidates):
        if len(several) > 1:
            here = np.flatnonzero(inverse == i)
            chosen[here] = [
                _fitting(
                    several,
                    places.distinct[places.codes[row]],
                    periods.distinct[periods.codes[row]],
                    metadata,
                )
                for row in here
            ]
    most = max((len(several) for several in candidates), default=1)
    used, position = np.unique(inverse * most + chosen, return_inverse=True)
    found = [candidates[key // most][key % most] for key in used.tolist()]
    return (
        _column([each[0] for each in found], position),
        _column([each[1] for each in found], position),
        _column([each[2] for each in found], position),
    )


def _candidates(measure: str, text: str, metadata: Metadata, cells: Cells) -> list[tuple[str, str, str]]:
    """Cell, attribute cell and data set of each data set in which the breakdown is asked for."""
    element, breakdown = metadata.elements[measure], Breakdown.parse(text)
    sets: Sequence[o.DataSet | None] = metadata.sets_of.get(measure) or (None,)
    found = []
    for data_set in sets:
        combo = metadata.combo_of(element, data_set)
        mark = metadata.attribute_combo_of(data_set) if data_set else metadata.default_combo
        cell, attribute = cells.cell(combo, breakdown), cells.cell(mark, breakdown)
        if cell and attribute and breakdown.dimensions == cells.dimensions(combo) | cells.dimensions(mark):
            found.append((cell, attribute, data_set.id if data_set else ""))
    if not found:
        raise NotForDhis2(
            _(
                "{measure} has no cell “{breakdown}” in the metadata. Leave it out, or import metadata that has it."
            ).format(measure=element.name, breakdown=text)
        )
    return found


def _fitting(several: Sequence[tuple[str, str, str]], place: str, period: str, metadata: Metadata) -> int:
    """The first data set that the place fills in for such periods, or the first."""
    length = Period.parse(period).length
    for i, (_cell, _attribute, uid) in enumerate(several):
        data_set = metadata.sets[uid]
        assigned = any(ref.id == place for ref in data_set.organisation_units)
        if assigned and LENGTHS.get(data_set.period_type) is length:
            return i
    return 0


def _column(texts: Sequence[str], position: NDArray[np.intp]) -> Column:
    distinct = list(dict.fromkeys(texts))
    places = {text: i for i, text in enumerate(distinct)}
    of = np.array([places[text] for text in texts], dtype=np.int32)
    return Column(of[position] if len(of) else np.zeros(0, dtype=np.int32), distinct)

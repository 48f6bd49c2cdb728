"""A batch: the figures that are committed together, as one table in codes.

==========  ========================  =====================================================================
column      type                      holds
==========  ========================  =====================================================================
place       dictionary<int32,string>  the code of the place that reports
period      dictionary<int32,string>  the text of the period (``2026-11``)
measure     dictionary<int32,string>  the code of the measure
breakdown   dictionary<int32,string>  the text of the cell (``age=20-24;sex=female``), empty for the whole
value       float64                   the figure; null takes back the one that stands there (a tombstone)
status      dictionary<int32,string>  ``reported``, ``estimated`` or ``projected``
==========  ========================  =====================================================================
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from populace.errors import ModelError

STATUSES = ("reported", "estimated", "projected")
"""How a figure is known; the position of each is its number on disk."""

TEXT = pa.dictionary(pa.int32(), pa.string())
KEY = ("place", "period", "measure", "breakdown")
"""The columns that together name a figure: no two rows of a batch have the same."""

SCHEMA = pa.schema(
    [*((name, TEXT) for name in KEY), ("value", pa.float64()), ("status", TEXT)],
)


def batch(
    places: Sequence[str],
    periods: Sequence[str],
    measures: Sequence[str],
    breakdowns: Sequence[str],
    values: Sequence[float | None],
    statuses: Sequence[str] | None = None,
) -> pa.Table:
    """A batch from columns, all ``(row,)``; without statuses, everything is reported.

    :raises ModelError: columns of unequal length, or anything that ``checked`` refuses.
    """
    columns = [places, periods, measures, breakdowns]
    statuses = [STATUSES[0]] * len(values) if statuses is None else statuses
    if {len(column) for column in (*columns, statuses)} != {len(values)}:
        raise ModelError("the columns of a batch have unequal lengths")
    arrays = [pa.array(column, pa.string()).dictionary_encode() for column in (*columns, statuses)]
    return checked(
        pa.table([*arrays[:4], pa.array(values, pa.float64()), arrays[4]], names=list(SCHEMA.names))
    )


def empty_batch() -> pa.Table:
    """A batch of no rows."""
    return SCHEMA.empty_table()


def checked(table: pa.Table) -> pa.Table:
    """``table`` with exactly the columns and types of a batch; strings are encoded, further columns dropped.

    :raises ModelError: a column that is not there, a null outside ``value``, a value that is no finite number, an
        unknown status.
    """
    absent = [name for name in SCHEMA.names if name not in table.column_names]
    if absent:
        raise ModelError(f"a batch needs the columns {', '.join(absent)}")
    columns = {name: _typed(table[name], SCHEMA.field(name).type) for name in SCHEMA.names}
    for name in (*KEY, "status"):
        if columns[name].null_count:
            raise ModelError(f"a batch has rows without {name}")
    if not _all_finite(columns["value"]):
        raise ModelError("a batch has a value that is no finite number")
    unknown = set(texts_used(columns["status"])) - set(STATUSES)
    if unknown:
        raise ModelError(f"a figure is {', '.join(STATUSES)}, not {', '.join(sorted(unknown))}")
    return pa.table(columns)


def texts_used(column: pa.ChunkedArray) -> list[str]:
    """The texts that rows of a dictionary column really have, in no particular order."""
    used: set[str] = set()
    for chunk in column.chunks:
        codes = np.bincount(np.asarray(chunk.indices), minlength=len(chunk.dictionary))
        used.update(text for text, rows in zip(chunk.dictionary.to_pylist(), codes, strict=True) if rows)
    return list(used)


def _typed(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if column.type == wanted:
        return column
    if pa.types.is_dictionary(wanted) and not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    return column.cast(wanted)


def _all_finite(values: pa.ChunkedArray) -> bool:
    return all(pc.all(pc.is_finite(chunk), min_count=0).as_py() for chunk in values.chunks)

"""Long rows to wide ones: the figures of one column's texts side by side."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from populace.errors import ModelError, UserError
from populace.i18n import gettext as _

KEPT = ("place", "period", "measure", "breakdown", "status")


def widen(rows: pa.Table, over: str, value: str = "value") -> pa.Table:
    """``rows`` with a column of figures for each text in ``over`` (``period``, ``measure`` or ``breakdown``).

    Rows that agree in every other column stand in one; a cell that has no figure is null. The columns come in the order
    of their texts.

    :raises ModelError: no such column.
    :raises UserError: a text that is a heading already, or one that is empty.
    """
    if over not in rows.column_names or value not in rows.column_names:
        raise ModelError(f"there are no columns {over} and {value}")
    kept = [name for name in rows.column_names if name not in (over, value)]
    heading = rows[over].combine_chunks().cast(pa.string()).dictionary_encode()
    texts = heading.dictionary.to_pylist()
    if not all(texts) or set(texts) & set(kept):
        raise UserError(
            _(
                "Figures cannot stand side by side by {column}: a text is empty, or a heading already. Write them long."
            ).format(column=over)
        )
    line, first = _lines(rows, kept)
    columns = {name: rows[name].take(pa.array(first)) for name in kept}
    order = sorted(range(len(texts)), key=lambda i: texts[i])
    codes, values = np.asarray(heading.indices), rows[value].to_numpy()
    for position in order:
        cells = np.full(len(first), np.nan)
        cells[line[codes == position]] = values[codes == position]
        columns[texts[position]] = pa.array(cells, from_pandas=True)
    return pa.table(columns)


def _lines(rows: pa.Table, kept: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """For each row the line that it stands in, and for each line its first row; lines in the order of the rows."""
    keys = np.zeros(len(rows), dtype=np.int64)
    for name in kept:
        encoded = rows[name].combine_chunks().cast(pa.string()).dictionary_encode()
        keys = keys * (len(encoded.dictionary) + 1) + np.asarray(
            encoded.indices.fill_null(len(encoded.dictionary))
        )
        keys = np.asarray(pa.array(keys).dictionary_encode().indices).astype(np.int64)
    _distinct, first, line = np.unique(keys, return_index=True, return_inverse=True)
    return line.reshape(-1), first

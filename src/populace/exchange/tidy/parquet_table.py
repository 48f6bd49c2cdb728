"""Parquet: columns of plain values, streamed; nothing that is not asked for is read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from populace.exchange.opening import LIMITS, UnreadableFile, too_much
from populace.exchange.tidy.tables import ROWS_AT_ONCE, Block, Table, words_of
from populace.i18n import gettext as _

_FAULTS = (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError)
"""What pyarrow raises on files that are broken in one way or another."""

_TEXT_LIMIT = 100 << 20
"""Bytes of the file's own description; the default of Arrow's reader."""


def open_parquet(path: Path) -> Table:
    """The table of a Parquet file; its first row is row 2, as if it had a header.

    :raises UserError: it cannot be opened, or unpacks to too much.
    """
    try:
        with pq.ParquetFile(
            path, thrift_string_size_limit=_TEXT_LIMIT, thrift_container_size_limit=1_000_000
        ) as file:
            headers = tuple(file.schema_arrow.names)
            unpacked = sum(
                file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)
            )
    except FileNotFoundError as error:
        raise UnreadableFile(_("There is no file {file}.").format(file=path.name)) from error
    except _FAULTS as error:
        raise _broken(path.name) from error
    if unpacked > LIMITS.unpacked:
        raise too_much(path.name, LIMITS.unpacked)

    def blocks(words: Sequence[int], figures: Sequence[int]) -> Iterator[Block]:
        return _blocks(path, headers, words, figures)

    return Table(path.name, headers, 1, blocks)


def _blocks(
    path: Path, headers: Sequence[str], words: Sequence[int], figures: Sequence[int]
) -> Iterator[Block]:
    names = [headers[at] for at in dict.fromkeys((*words, *figures))]
    row = 2
    try:
        with pq.ParquetFile(path, read_dictionary=[headers[at] for at in words]) as file:
            for batch in file.iter_batches(batch_size=8 * ROWS_AT_ONCE, columns=names):
                yield Block(
                    {at: words_of(batch.column(headers[at])) for at in words},
                    {at: _figures(batch.column(headers[at])) for at in figures},
                    pa.array(np.arange(row, row + len(batch), dtype=np.int64)),
                )
                row += len(batch)
    except _FAULTS as error:
        raise _broken(path.name) from error


def _figures(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _figures(column.cast(kind.value_type))
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        numbers = column.cast(pa.float64(), safe=False)
        # Tables from data frames write a missing number as "not a number".
        return pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers)
    if pa.types.is_nested(kind):
        raise pa.ArrowInvalid("not a column of plain values")
    return column.cast(pa.string())


def _broken(label: str) -> UnreadableFile:
    return UnreadableFile(
        _("{file} cannot be read as Parquet with columns of plain values. Write it again.").format(file=label)
    )

"""Files of figures: sorted Parquet, never changed once they are written."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from populace.store.files import DATA, write_durably
from populace.store.manifest import Segment

FIGURES = pa.schema(
    [
        ("measure", pa.int32()),
        ("breakdown", pa.int32()),
        ("place", pa.int32()),
        ("start", pa.int32()),
        ("length", pa.int8()),
        ("value", pa.float64()),
        ("status", pa.int8()),
        ("vintage", pa.int32()),
    ]
)
"""Columns of a file of figures: numbers of codes, the first day since 1970-01-01 and the number of the length."""

PAST = FIGURES.append(pa.field("until", pa.int32()))
"""Columns of a file of the past: figures as they were, until the vintage that replaced or deleted them."""

KEY = ("measure", "breakdown", "place", "start", "length")

SEGMENT_ROWS = 4_000_000
"""At most so many figures in a file, so that one can be written anew in memory."""

WRITERS = 2
"""Files that are written at once; each takes the memory of its figures."""

GROUP_ROWS = 131_072
"""Figures in a row group: the smallest part of a file that is read."""


def write_segments(root: Path, stem: str, rows: int, figures: Callable[[slice], pa.Table]) -> list[Segment]:
    """Write ``rows`` sorted figures, of which ``figures`` gives any slice, as files ``stem-0``, ``stem-1``, …"""
    parts = list(row_slices(rows, SEGMENT_ROWS))

    def write(number: int) -> Segment:
        return write_segment(root, f"{stem}-{number}.parquet", figures(parts[number]))

    with ThreadPoolExecutor(WRITERS) as pool:  # Arrow packs and compresses without Python's lock.
        return list(pool.map(write, range(len(parts))))


def write_segment(root: Path, name: str, figures: pa.Table) -> Segment:
    """Write sorted ``figures`` (at least one) as one file, durably."""

    def write(file: IO[bytes]) -> None:
        pq.write_table(
            figures,
            file,
            row_group_size=GROUP_ROWS,
            compression="zstd",
            compression_level=1,
            store_schema=False,
        )

    size = write_durably(root / DATA / name, write)
    bounds = [_bounds(figures[column]) for column in ("measure", "place", "start")]
    return Segment(
        name=name,
        rows=figures.num_rows,
        bytes=size,
        vintages=_bounds(figures["vintage"]),
        firsts=(bounds[0][0], bounds[1][0], bounds[2][0]),
        lasts=(bounds[0][1], bounds[1][1], bounds[2][1]),
    )


def read_segment(root: Path, name: str) -> pa.Table:
    """All the figures of a file."""
    return pq.read_table(root / DATA / name)


def row_slices(rows: int, size: int) -> Iterator[slice]:
    """``rows`` in slices of at most ``size``."""
    for start in range(0, rows, size):
        yield slice(start, min(start + size, rows))


def _bounds(column: pa.ChunkedArray) -> tuple[int, int]:
    values = [np.asarray(chunk) for chunk in column.chunks if len(chunk)]
    return int(min(chunk.min() for chunk in values)), int(max(chunk.max() for chunk in values))

"""Few files, however many commits: small ones are put together, and files with many ended figures are written anew.

What is done depends on nothing but the files that there are, and these on the commits: the same commits give the same
files. Until a commit's manifest stands, nothing of this has happened.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from populace.store.engine import Engine, Step
from populace.store.files import DATA
from populace.store.manifest import Manifest, Segment
from populace.store.segments import FIGURES, KEY, PAST, SEGMENT_ROWS, write_segment
from populace.store.views import COLUMNS, Narrowing, known

SMALL_ROWS = 2_000_000
"""A file of more figures is not put together with others any more."""

RATIO = 2
"""A file joins the later ones when it has at most so many times their figures: few files, each rewritten seldom."""

ENDED_SHARE = 0.1
"""A file is written anew when a larger share of its figures has ended: at most so much is read in vain."""

ORDER = ", ".join(KEY)


def compacted(engine: Engine, root: Path, manifest: Manifest) -> Manifest:
    """``manifest`` with fewer files, written beside the ones that it had."""
    stem = f"{manifest.vintage:010d}"
    for worn in [each for each in manifest.segments if each.closed > ENDED_SHARE * each.rows]:
        manifest = _rewritten(engine, root, manifest, (worn,), f"renewed-{stem}-{worn.name}")
    small = [each for each in manifest.segments if each.rows <= SMALL_ROWS]
    if len(tail := _tail(small)) > 1:
        manifest = _rewritten(engine, root, manifest, tail, f"merged-{stem}.parquet")
    ended = [each for each in manifest.past if each.rows <= SMALL_ROWS]
    if len(tail := _tail(ended)) > 1:
        manifest = _past_merged(engine, root, manifest, tail, f"past-merged-{stem}.parquet")
    return manifest


def _tail(small: Sequence[Segment]) -> tuple[Segment, ...]:
    """The latest of the small files that are to become one."""
    tail: list[Segment] = []
    rows = 0
    for segment in reversed(small):
        if tail and (segment.rows > RATIO * rows or rows + segment.rows > SEGMENT_ROWS):
            break
        tail.insert(0, segment)
        rows += segment.rows
    return tuple(tail)


def _rewritten(engine: Engine, root: Path, manifest: Manifest, old: Sequence[Segment], name: str) -> Manifest:
    """``old`` as one file of what is live in them, in the place of the first."""
    only = replace(manifest, segments=tuple(old))
    figures = engine.query(
        [
            *known(engine, root, only, manifest.vintage, Narrowing()),
            Step("", f"SELECT {COLUMNS} FROM known ORDER BY {ORDER}"),
        ]
    )
    return replace(
        manifest, segments=_replaced(manifest.segments, old, _written(root, name, figures, FIGURES))
    )


def _past_merged(
    engine: Engine, root: Path, manifest: Manifest, old: Sequence[Segment], name: str
) -> Manifest:
    engine.files("ended", [root / DATA / each.name for each in old], PAST)
    columns = ", ".join(PAST.names)
    figures = engine.query([Step("", f"SELECT {columns} FROM ended ORDER BY {ORDER}, vintage")])
    return replace(manifest, past=_replaced(manifest.past, old, _written(root, name, figures, PAST)))


def _written(root: Path, name: str, figures: pa.Table, schema: pa.Schema) -> tuple[Segment, ...]:
    return (write_segment(root, name, figures.cast(schema)),) if figures.num_rows else ()


def _replaced(
    segments: Sequence[Segment], old: Sequence[Segment], new: Sequence[Segment]
) -> tuple[Segment, ...]:
    first = segments.index(old[0])
    before, after = segments[:first], segments[first:]
    return (*before, *new, *(each for each in after if each not in old))

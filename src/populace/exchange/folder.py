"""A folder of plain tables to ``Tables``: the way in."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import numpy as np

from populace.exchange.findings import Findings
from populace.exchange.frame import to_frame
from populace.exchange.observations import join
from populace.exchange.reading import Reading, read_one
from populace.exchange.reference import read_reference
from populace.forecast.tables import Source, Tables
from populace.places.tree import Place, PlaceTree


def read_folder(
    folder: Path,
    *,
    places: Collection[str] | None = None,
    reference: Path | None = None,
    reference_place: str | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Tables:
    """Read every CSV, TSV and Excel table directly in ``folder``; nothing is written anywhere.

    :param places: codes that are wanted; the whole trees they stand in are kept, other places dropped early.
    :param reference: a second folder, whose figures serve where this one has none (a higher ``priority``).
    :param reference_place: the place of the reference that stands for the top of this folder's tree.
    :param progress: told what is being read and how much is done, from 0 to 1.
    :raises InputErrors: everything that is wrong in the tables, with file, row and remedy, in one pass.
    :raises UserError: there is no such folder, no table in it, or no such place.
    """
    findings = Findings()
    tell = progress or _silent
    share = 1.0 if reference is None else 0.5
    reading = read_one(
        folder,
        places=places,
        published_places=places,
        findings=findings,
        progress=lambda label, done: tell(label, done * share),
    )
    if reference is not None:
        behind = read_reference(
            reference, reading, reference_place, findings, lambda label, done: tell(label, 0.5 + done / 2)
        )
        reading = _with(reading, behind)
    tables = tables_of(reading, findings)
    tell(folder.name, 1.0)
    return tables


def _with(first: Reading, behind: Reading) -> Reading:
    shifted = replace(behind.rows, source=(behind.rows.source + len(first.sources)).astype(np.int16))
    return replace(
        first,
        tree=_named(first.tree, behind.tree),
        rows=join([first.rows, shifted]),
        sources=(*first.sources, *behind.sources),
    )


def _named(tree: PlaceTree, reference: PlaceTree) -> PlaceTree:
    """The tree, with names from the reference for places at its top that have none of their own."""
    return PlaceTree(
        tuple(
            replace(place, names=reference[place.code].names)
            if place.parent is None and place.code in reference and not _has_name(place)
            else place
            for place in tree
        )
    )


def _has_name(place: Place) -> bool:
    return any(name and name != place.code for name in place.names.values())


def tables_of(reading: Reading, findings: Findings) -> Tables:
    """What was read as ``Tables``.

    :raises InputErrors: everything that was found wrong while reading.
    """
    findings.stop_if_any()
    counts = np.bincount(reading.rows.source, minlength=len(reading.sources))
    sources = {
        source.label: Source(source.label, int(count), source.citation)
        for source, count in zip(reading.sources, counts, strict=True)
        if count
    }
    frame = to_frame(reading.rows, reading.codes, [source.label for source in reading.sources])
    return Tables(reading.tree, frame, sources, findings.notes, reading.overrides)


def _silent(_label: str, _done: float) -> None:
    """For callers that show no progress."""

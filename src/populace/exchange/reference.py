"""A second folder behind the first: its figures serve where the first has none.

A code can mean two places: region 4 of one country, country 4 of the UN. So a place of the reference folder stands
for one of the folder only if both have the same code, and are both at the top of their trees or have the same
parent. The place that the caller names as the nation lends its rates to the top of the folder's tree, never its counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from populace.catalog.measure import Kind
from populace.catalog.measures import TABLE_MEASURES
from populace.errors import UserError
from populace.exchange.findings import Findings
from populace.exchange.observations import MEASURE_CODES, Observations, join
from populace.exchange.opened import Progress
from populace.exchange.raw import Mask
from populace.exchange.reading import Reading, SourceFile, read_one
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places.tree import PlaceTree

BEHIND = 100
"""Added to the priority of reference figures: above every priority within one folder."""


def read_reference(
    folder: Path, first: Reading, national: str | None, findings: Findings, progress: Progress
) -> Reading:
    """The figures of ``folder`` for the places of ``first``, behind its own.

    ``national`` is the place of the reference that stands for the top of the folder's tree under another code.

    :raises UserError: the reference has no such place.
    """
    wanted = set(first.tree.roots) if national is None else {national}
    behind = read_one(folder, places=None, published_places=wanted, findings=findings, progress=progress)
    if national is not None and national not in behind.tree and not findings.problems:
        raise UserError(
            _("{folder} has no place {place}. Name one of its codes as the reference place.").format(
                folder=folder, place=national
            )
        )
    places = _matches(first.tree, behind.tree, national)
    if national is not None:
        findings.note(
            _("Rates of {place} from {folder} serve for {roots} where its own tables have none.").format(
                place=national, folder=folder.name, roots=join_words(list(first.tree.roots))
            )
        )
    elif not places:
        findings.note(
            _("{folder} has no place with a code of these tables and was not used.").format(
                folder=folder.name
            )
        )
    return replace(
        behind,
        rows=_behind(_relabelled(behind, first.codes, places), first.rows),
        sources=_told_apart(behind.sources, first.sources, folder.name),
    )


def _told_apart(
    sources: Sequence[SourceFile], others: Sequence[SourceFile], folder: str
) -> tuple[SourceFile, ...]:
    """``sources`` with the folder before the names that a file of the first folder has too."""
    taken = {source.label for source in others}
    return tuple(
        replace(source, label=f"{folder}/{source.label}") if source.label in taken else source
        for source in sources
    )


def _matches(tree: PlaceTree, reference: PlaceTree, national: str | None) -> dict[str, list[str]]:
    """For each place of the reference the places of the tree that it stands for."""
    matches: dict[str, list[str]] = {}
    if national is not None:
        matches[national] = list(tree.roots)
    for place in tree:
        if place.code in reference and place.code not in matches.get(national or "", ()):
            other = reference[place.code].parent
            if other == place.parent and (place.parent is not None or national is None):
                matches.setdefault(place.code, []).append(place.code)
    return matches


def _relabelled(behind: Reading, codes: Sequence[str], places: Mapping[str, Sequence[str]]) -> Observations:
    position = {code: i for i, code in enumerate(codes)}
    here = {code: i for i, code in enumerate(behind.codes)}
    parts = []
    for code, targets in places.items():
        rows = behind.rows.keep(behind.rows.place == here.get(code, -1))
        for target in targets:
            shared = rows if target == code else rows.keep(_rates(rows))
            parts.append(shared.moved_to(np.full(len(shared), position[target], dtype=np.int32)))
    return join(parts)


def _rates(rows: Observations) -> Mask:
    """Which rows are rates: a nation's rates may serve for a district, its counts never."""
    kinds = np.array([TABLE_MEASURES[code].kind is Kind.RATE for code in MEASURE_CODES])
    return np.asarray(kinds[rows.measure])


def _behind(rows: Observations, own: Observations) -> Observations:
    """``rows`` behind ``own``, without population of places whose own population is there: two counts do not mix."""
    counted = np.unique(own.place[own.of("population")])
    rows = rows.keep(~(rows.of("population") & np.isin(rows.place, counted)))
    return replace(rows, priority=(rows.priority + BEHIND).astype(np.int16))

"""One folder, read and checked: its places, its observations and its sources."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from populace.errors import UserError
from populace.exchange.checks.ages import check_ages
from populace.exchange.checks.births import check_births
from populace.exchange.checks.duplicates import refuse_duplicates
from populace.exchange.checks.emigration import check_emigration
from populace.exchange.checks.keys import Keys
from populace.exchange.checks.months import with_years_of_months
from populace.exchange.checks.totals import leave_out_totals
from populace.exchange.findings import Findings
from populace.exchange.gazetteer import Gazetteer
from populace.exchange.infer_tree import infer_tree, names_beside
from populace.exchange.layout import Layout
from populace.exchange.observations import Observations, join
from populace.exchange.observe import observe
from populace.exchange.opened import Opened, Progress, open_folder
from populace.exchange.place_table import read_places
from populace.exchange.published import read_published
from populace.exchange.ratio_table import read_ratios
from populace.exchange.raw import RawTable
from populace.forecast.tables import Override
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.places.tree import PlaceTree


@dataclass(frozen=True)
class SourceFile:
    """A table that observations came from."""

    label: str
    citation: str


@dataclass(frozen=True)
class Reading:
    """``rows.place`` are positions in ``codes``, ``rows.source`` in ``sources``."""

    tree: PlaceTree
    codes: Sequence[str]
    rows: Observations
    sources: Sequence[SourceFile]
    overrides: Mapping[str, Override]


def read_one(
    folder: Path,
    *,
    places: Collection[str] | None,
    published_places: Collection[str] | None,
    findings: Findings,
    progress: Progress,
) -> Reading:
    """Read and check one folder, as ``read_opened`` does.

    :raises UserError: a place that is wanted is not in the folder.
    """
    opened = open_folder(folder, findings, _part_of(progress, 0.0, 0.5))
    reading = read_opened(opened, places, published_places, findings, _part_of(progress, 0.5, 0.9))
    progress(folder.name, 0.9)
    return reading


def read_opened(
    opened: Opened,
    places: Collection[str] | None,
    published_places: Collection[str] | None,
    findings: Findings,
    progress: Progress,
) -> Reading:
    """Read and check tables that have been opened and recognised.

    ``places`` are wanted of one's own tables, with the trees they stand in; ``published_places`` of the UN's
    tables where there are no tables of one's own.

    :raises UserError: a place that is wanted is not in the tables.
    """
    overrides: dict[str, Override] = {}
    for table, layout in opened.ratios:
        overrides.update(read_ratios(table, layout, findings))
    sources: list[SourceFile] = []
    gazetteer, tree, own = _read_own(opened, places, sources, findings)
    wanted = published_places if tree is None else tree.roots
    published, named = read_published(opened, wanted, findings, progress)
    if tree is None:
        tree = PlaceTree(tuple(named.values()))
        gazetteer = Gazetteer(tree, wanted)
    _refuse_unknown(places, tree, findings)
    parts = _observe_all(published, sources, Gazetteer(tree, wanted), findings)
    rows = (
        join([own, *parts])
        if gazetteer.codes == [place.code for place in tree]
        else join([_in_order_of(own, gazetteer.codes, tree), *parts])
    )
    return Reading(tree, tuple(place.code for place in tree), rows, sources, overrides)


def trees_of(tree: PlaceTree, places: Collection[str]) -> frozenset[str]:
    """``places`` with the whole tree that each stands in: a part is forecast as part of its whole."""
    known = [code for code in places if code in tree]
    return frozenset(tree.depth_first({([code, *tree.ancestors(code)])[-1] for code in known}))


def _read_own(
    opened: Opened, places: Collection[str] | None, sources: list[SourceFile], findings: Findings
) -> tuple[Gazetteer, PlaceTree | None, Observations]:
    """The folder's own tables: read, checked, and their tree; no tree where it has no tables of its own."""
    tree = read_places(opened.places, findings) if opened.places else None
    wanted = trees_of(tree, places) if tree is not None and places is not None else None
    gazetteer = Gazetteer(tree, wanted)
    first = len(sources)
    names = names_beside(opened.own)
    parts = _observe_all(opened.own, sources, gazetteer, findings)
    rows = _checked(join(parts), [source.label for source in sources[first:]], findings)
    if tree is None and gazetteer.codes:
        tree, top = infer_tree(rows, gazetteer.codes, names)
        _note_tree(top, findings)
        if places is not None:
            rows = _of_lineage(rows, gazetteer.codes, tree, places)
    return gazetteer, tree, rows


def _observe_all(
    tables: list[tuple[RawTable, Layout]],
    sources: list[SourceFile],
    gazetteer: Gazetteer,
    findings: Findings,
) -> list[Observations]:
    parts = []
    while tables:
        # Each table is let go of once it is read: the cells of a folder need not be in memory together.
        table, layout = tables.pop(0)
        sources.append(SourceFile(table.label, layout.citation))
        parts.append(observe(table, layout, len(sources) - 1, gazetteer, findings))
    return parts


def _checked(rows: Observations, files: Sequence[str], findings: Findings) -> Observations:
    keys = refuse_duplicates(Keys.of(rows), files, findings)
    keys = leave_out_totals(keys, files, findings)
    check_ages(keys, files, findings)
    checked = with_years_of_months(keys.rows, files, findings)
    check_births(checked, files, findings)
    check_emigration(checked, files, findings)
    return checked


def _note_tree(top: str | None, findings: Findings) -> None:
    if top is None:
        findings.note(_("No table of places was given: every place stands at the top."))
    else:
        findings.note(
            _(
                "No table of places was given: {place} is the sum of all the others and was taken as their parent."
            ).format(place=top)
        )


def _of_lineage(
    rows: Observations, codes: Sequence[str], tree: PlaceTree, places: Collection[str]
) -> Observations:
    kept = trees_of(tree, places)
    return rows.keep(np.array([code in kept for code in codes], dtype=bool)[rows.place])


def _in_order_of(rows: Observations, codes: Sequence[str], tree: PlaceTree) -> Observations:
    """``rows`` with their places as positions in the tree instead of in ``codes``."""
    position = {place.code: i for i, place in enumerate(tree)}
    return replace(rows, place=np.array([position[code] for code in codes], dtype=np.int32)[rows.place])


def _refuse_unknown(places: Collection[str] | None, tree: PlaceTree, findings: Findings) -> None:
    unknown = sorted(code for code in places or () if code not in tree)
    # A folder with problems may lack the place because of them: they are told first.
    if unknown and not findings.problems:
        raise UserError(
            _("These places are not in the tables: {places}. Use the codes of the table of places.").format(
                places=join_words(unknown)
            )
        )


def _part_of(progress: Progress, start: float, end: float) -> Callable[[str, float], None]:
    return lambda label, done: progress(label, start + (end - start) * done)

"""Tables of the UN: read for the places that are wanted, with the names of their locations."""

from collections.abc import Collection, Sequence

from populace.exchange.findings import Findings
from populace.exchange.layout import Layout, PlaceLayout
from populace.exchange.opened import Opened, Progress
from populace.exchange.raw import RawTable
from populace.exchange.wpp.official import layout_of, places_of, read_official
from populace.i18n import gettext as _
from populace.places.tree import Place

Published = list[tuple[RawTable, Layout]]


def read_published(
    opened: Opened, wanted: Collection[str] | None, findings: Findings, progress: Progress
) -> tuple[Published, dict[str, Place]]:
    """The UN's tables of a folder with their layouts, and the places they name, each at the top."""
    tables = list(opened.published)
    named = list(opened.locations)
    for done, path in enumerate(opened.official):
        progress(path.name, done / len(opened.official))
        table = read_official(path, wanted)
        if table is None:
            findings.note(
                _("{file} was not used: its columns are not those of the UN's file.").format(file=path.name)
            )
            continue
        tables.append((table, layout_of(table)))
        places = places_of(table)
        if places is not None:
            named.append((table, places))
    return tables, _places(named, tables, wanted)


def _places(
    named: Sequence[tuple[RawTable, PlaceLayout]], tables: Published, wanted: Collection[str] | None
) -> dict[str, Place]:
    """Places by code: named ones first; where no table names them, the codes alone."""
    places: dict[str, Place] = {}
    for table, layout in named:
        column, names = table.columns[layout.code], table.columns[layout.names[0][1]]
        pairs = dict(zip(column.codes.tolist(), names.codes.tolist(), strict=True))
        for code, name in pairs.items():
            places.setdefault(column.texts[code], Place(column.texts[code], {"en": names.texts[name]}))
    if not named:
        for table, observed in tables:
            for code in table.columns[observed.place].texts:
                places.setdefault(code, Place(code, {}))
    return {code: place for code, place in places.items() if wanted is None or code in wanted}

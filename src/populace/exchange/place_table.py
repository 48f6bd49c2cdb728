"""The table of places to a tree, with every fault of it reported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from populace.exchange.findings import Findings
from populace.exchange.layout import PlaceLayout
from populace.exchange.raw import RawTable
from populace.i18n import gettext as _
from populace.places.tree import Place, PlaceTree

CHINESE_FROM, CHINESE_TO = "\u4e00", "\u9fff"


def read_places(tables: Sequence[tuple[RawTable, PlaceLayout]], findings: Findings) -> PlaceTree:
    """The tree of all tables of places; where it has faults, they are reported and every place stands at the top.

    Such a tree serves only to find what else is wrong in the same pass.
    """
    places: dict[str, Place] = {}
    rows: dict[str, tuple[str, int]] = {}
    for table, layout in tables:
        for position in range(len(table)):
            row = int(table.rows[position])
            place = _place(table, layout, position)
            if not place.code:
                findings.problem("code", table.label, row, _("The place has no code."), _("Give it one."))
            elif place.code in places:
                findings.problem(
                    "place twice",
                    table.label,
                    row,
                    _("The place {place} stands in row {row} already.").format(
                        place=place.code, row=rows[place.code][1]
                    ),
                    _("Keep one of the two, or give one another code."),
                )
            else:
                places[place.code], rows[place.code] = place, (table.label, row)
    sound = [_parent_is_known(place, places, rows, findings) for place in places.values()]
    if not all(sound) or _reports_circles(places, rows, findings):
        return PlaceTree(tuple(replace(place, parent=None) for place in places.values()))
    return PlaceTree(tuple(places.values()))


def _place(table: RawTable, layout: PlaceLayout, position: int) -> Place:
    def cell(column: int | None) -> str:
        if column is None:
            return ""
        return table.columns[column].texts[int(table.columns[column].codes[position])]

    names: dict[str, str] = {}
    for language, column in sorted(layout.names, key=lambda name: name[0] is None):
        if text := cell(column):
            names.setdefault(language or language_of(text), text)
    return Place(cell(layout.code), names, cell(layout.parent) or None, cell(layout.kind))


def language_of(name: str) -> str:
    """The language tag of a name, by its letters."""
    return "zh-hans" if any(CHINESE_FROM <= letter <= CHINESE_TO for letter in name) else "en"


def _parent_is_known(
    place: Place, places: Mapping[str, Place], rows: Mapping[str, tuple[str, int]], findings: Findings
) -> bool:
    if place.parent is None or place.parent in places:
        return True
    file, row = rows[place.code]
    findings.problem(
        "parent",
        file,
        row,
        _("The parent {parent} of {place} is not in the table of places.").format(
            parent=place.parent, place=place.code
        ),
        _("Correct it, add that place, or leave the cell empty for a place at the top."),
    )
    return False


def _reports_circles(
    places: Mapping[str, Place], rows: Mapping[str, tuple[str, int]], findings: Findings
) -> bool:
    seen: set[str] = set()
    found = False
    for code in places:
        circle = _circle(code, places)
        if circle and not seen.intersection(circle):
            found = True
            file, row = rows[code]
            findings.problem(
                "circle",
                file,
                row,
                _("These places are below themselves: {circle}.").format(circle=" → ".join((*circle, code))),
                _("Give one of them another parent, or none."),
            )
        seen.update(circle)
    return found


def _circle(code: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The way from ``code`` upwards and back to it, or nothing."""
    way = [code]
    parent = places[code].parent
    while parent is not None and parent in places and parent not in way:
        way.append(parent)
        parent = places[parent].parent
    return tuple(way) if parent == code else ()

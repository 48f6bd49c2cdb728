"""Data sets as forms: sections with tables of data elements against the cells of their combination."""

from collections.abc import Sequence
from itertools import groupby

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.forms import Form, Row, Section, Table
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.periods import LENGTHS
from populace.exchange.dhis2.report import Fault
from populace.i18n import gettext as _


def forms_of(metadata: Metadata, cells: Cells) -> tuple[dict[str, Form], list[Fault]]:
    """The data sets by uid, and those of a period type that is not known."""
    forms, faults = {}, []
    for each in metadata.data_sets:
        if each.period_type in LENGTHS:
            forms[each.id] = _form(each, metadata, cells)
        else:
            faults.append(
                Fault(
                    "dataSets",
                    each.id,
                    each.name,
                    _("there is no period type {kind} here.").format(kind=each.period_type),
                    _("Its data elements are taken in, without a form."),
                )
            )
    return forms, faults


def _form(data_set: o.DataSet, metadata: Metadata, cells: Cells) -> Form:
    """Data that are marked as a whole (by project, say) are asked for once for each mark."""
    combo = metadata.attribute_combo_of(data_set)
    marks = [cells.breakdown(uid) for uid in ordered(combo, metadata, cells)] or [WHOLE]
    parts = _parts(data_set, metadata)
    sections = tuple(
        Section(
            _label(label, mark, combo, metadata, cells),
            _tables(elements, greyed, mark, data_set, metadata, cells),
        )
        for mark in marks
        for label, elements, greyed in parts
        if elements
    )
    return Form(
        data_set.id,
        data_set.name,
        LENGTHS[data_set.period_type],
        round(data_set.timely_days),
        sections,
        places=frozenset(ref.id for ref in data_set.organisation_units),
    )


_Part = tuple[str, list[o.DataElement], frozenset[tuple[str, str]]]


def _parts(data_set: o.DataSet, metadata: Metadata) -> list[_Part]:
    """Heading, data elements and greyed cells of each section; at the end what stands in none."""
    asked = {each.data_element.id for each in data_set.data_set_elements}
    parts: list[_Part] = []
    placed: set[str] = set()
    for section in sorted(metadata.sections, key=lambda each: each.sort_order):
        if section.data_set.id != data_set.id:
            continue
        here = [ref.id for ref in section.data_elements if ref.id in asked and ref.id not in placed]
        placed.update(here)
        greyed = frozenset(
            (each.data_element.id, each.category_option_combo.id)
            for each in section.greyed_fields
            if each.category_option_combo
        )
        parts.append((section.name, [metadata.elements[uid] for uid in dict.fromkeys(here)], greyed))
    rest = [
        metadata.elements[each.data_element.id]
        for each in data_set.data_set_elements
        if each.data_element.id not in placed
    ]
    return [*parts, (data_set.name, list({each.id: each for each in rest}.values()), frozenset())]


def _tables(
    elements: Sequence[o.DataElement],
    greyed: frozenset[tuple[str, str]],
    mark: Breakdown,
    data_set: o.DataSet,
    metadata: Metadata,
    cells: Cells,
) -> tuple[Table, ...]:
    """Data elements one after another that are split alike share a table."""
    tables = []
    for combo, alike in groupby(elements, lambda each: metadata.combo_of(each, data_set)):
        columns = ordered(combo, metadata, cells)
        rows = list(alike)
        marked = Breakdown(tuple(pair for pair in mark.pairs if pair[0] not in cells.dimensions(combo)))
        tables.append(
            Table(
                tuple(Row(each.id, marked, each.form_name or each.name) for each in rows),
                tuple(cells.breakdown(uid) for uid in columns),
                frozenset(
                    (i, j)
                    for i, each in enumerate(rows)
                    for j, cell in enumerate(columns)
                    if (each.id, cell) in greyed
                ),
            )
        )
    return tuple(tables)


def ordered(combo: str, metadata: Metadata, cells: Cells) -> list[str]:
    """The cells of a combination, in the order of its categories and their options."""
    place = {
        (each.id, ref.id): i for each in metadata.categories for i, ref in enumerate(each.category_options)
    }
    return sorted(cells.of_combo.get(combo, ()), key=lambda cell: [place[pair] for pair in cells.pairs[cell]])


def _label(label: str, mark: Breakdown, combo: str, metadata: Metadata, cells: Cells) -> str:
    cell = cells.cell(combo, mark)
    return label if not mark.pairs or cell is None else f"{label} – {metadata.cells[cell].name}"

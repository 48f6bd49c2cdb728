"""Data values as JSON (``dataValueSets``): what its head says holds for every row that says nothing else."""

from collections.abc import Iterator
from itertools import product

import msgspec

from populace.exchange.dhis2.blocks import LeftOut, Row
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.vocabulary import as_text
from populace.exchange.opening_json import decode_json

Cell = str | dict[str, str] | None
"""A cell by its id, or by category and option."""


class DataValue(msgspec.Struct, rename="camel"):
    """One row. DHIS2 writes ``followup`` and reads ``followUp``; both are read here."""

    data_element: str | None = None
    period: str | int | None = None
    org_unit: str | None = None
    category_option_combo: Cell = None
    attribute_option_combo: Cell = None
    value: str | int | float | bool | None = None
    comment: str | None = None
    stored_by: str | None = None
    followup: bool | None = None
    follow_up: bool | None = None
    deleted: bool | None = None


class ScopeElement(msgspec.Struct, rename="camel"):
    """A data element, or one cell of it, that is replaced."""

    data_element: str
    category_option_combo: Cell = None
    attribute_option_combo: Cell = None


class Scope(msgspec.Struct, rename="camel"):
    """What the file replaces as a whole: every value of these elements, places and periods that it does not give."""

    org_units: list[str] = []
    periods: list[str] = []
    elements: list[ScopeElement] = []


class DataValueSet(msgspec.Struct, rename="camel"):
    """A file."""

    data_values: list[DataValue] = []
    data_set: str | None = None
    period: str | int | None = None
    org_unit: str | None = None
    attribute_option_combo: Cell = None
    deletion: Scope | None = None
    id_scheme: str | None = None
    data_element_id_scheme: str | None = None
    org_unit_id_scheme: str | None = None
    category_option_combo_id_scheme: str | None = None
    attribute_option_combo_id_scheme: str | None = None
    data_set_id_scheme: str | None = None
    category_id_scheme: str | None = None
    category_option_id_scheme: str | None = None

    @property
    def schemes(self) -> dict[str, str]:
        """The id schemes that it names, by DHIS2's names for them."""
        names = (
            "id", "data_element_id", "org_unit_id", "category_option_combo_id", "attribute_option_combo_id",
            "data_set_id", "category_id", "category_option_id",
        )  # fmt: skip
        return {_camel(f"{name}_scheme"): getattr(self, f"{name}_scheme") or "" for name in names}


def decode_values(content: bytes, label: str) -> DataValueSet:
    """The file.

    :raises UserError: it is no JSON, or not laid out as data values are.
    """
    return decode_json(content, label, DataValueSet)


def rows_of(given: DataValueSet, left_out: LeftOut) -> Iterator[Row]:
    """Its rows, with what its head says for all of them."""
    period, place, data_set = _text(given.period) or "", given.org_unit or "", given.data_set or ""
    attribute = _cell(given.attribute_option_combo)
    for each in given.data_values:
        left_out.comments += bool(each.comment)
        left_out.authors += bool(each.stored_by)
        left_out.marked += bool(each.followup or each.follow_up)
        yield Row(
            each.data_element or "",
            each.org_unit or place,
            _text(each.period) or period,
            _text(each.value),
            _cell(each.category_option_combo),
            _cell(each.attribute_option_combo) or attribute,
            data_set,
            bool(each.deleted),
        )


def replaced_rows(given: DataValueSet, metadata: Metadata) -> Iterator[Row]:
    """Rows that take back what the file replaces and does not give; of every cell where none is named."""
    scope = given.deletion
    if scope is None:
        return
    kept = {
        (row.element, row.place, row.period, row.cell, row.attribute_cell)
        for row in rows_of(given, LeftOut())
    }
    cells = Cells(metadata)
    for element, place, period in product(scope.elements, scope.org_units, scope.periods):
        for cell, attribute in _cells_of(element, metadata, cells):
            if (element.data_element, place, period, cell, attribute) not in kept:
                yield Row(
                    element.data_element,
                    place,
                    period,
                    None,
                    cell,
                    attribute,
                    given.data_set or "",
                    deleted=True,
                )


def _cells_of(element: ScopeElement, metadata: Metadata, cells: Cells) -> Iterator[tuple[str, str]]:
    known = metadata.elements.get(element.data_element)
    sets = metadata.sets_of.get(element.data_element, ())
    own = [metadata.combo_of(known, each) for each in sets] if known else []
    attributes = [metadata.attribute_combo_of(each) for each in sets]
    named, marked = _cell(element.category_option_combo), _cell(element.attribute_option_combo)
    yield from product(
        [named] if named else _all_of(own, metadata, cells),
        [marked] if marked else _all_of(attributes, metadata, cells),
    )


def _all_of(combos: list[str], metadata: Metadata, cells: Cells) -> list[str]:
    found = combos or [metadata.default_combo]
    return list(dict.fromkeys(cell for combo in found for cell in cells.of_combo.get(combo, ())))


def _text(value: str | int | float | bool | None) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None or isinstance(value, str) else repr(value)


def _cell(given: Cell) -> str:
    return as_text(given) if isinstance(given, dict) else given or ""


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)

"""Data values as JSON (``dataValueSets``): what its head says holds for every row that says nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from populace.exchange.dhis2.blocks import BLOCK, LeftOut, Row, constant, numbered
from populace.exchange.dhis2.vocabulary import ATTRIBUTE_CELL, CELL, DATA_SET, as_text
from populace.exchange.incoming import Incoming
from populace.exchange.opening import UnreadableFile
from populace.exchange.opening_json import decode_json
from populace.i18n import gettext as _

Cell = str | dict[str, str] | None
"""A cell by its id, or by category and option."""


class DataValue(msgspec.Struct, rename="camel", gc=False):
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

    data_values: list[DataValue] | msgspec.UnsetType = msgspec.UNSET
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

    :raises UserError: it is no JSON, not laid out as data values are, or has none.
    """
    given = decode_json(content, label, DataValueSet)
    if given.data_values is msgspec.UNSET and given.deletion is None:
        raise UnreadableFile(
            _("{file} has no dataValues. Export data values from DHIS2 as JSON.").format(file=label)
        )
    return given


def blocks_of(given: DataValueSet, notes: list[str]) -> Iterator[Incoming]:
    """Its rows in blocks, with what its head says for all of them."""
    values = list(given.data_values or ())
    left_out = LeftOut()
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        left_out.comments += sum(bool(each.comment) for each in block)
        left_out.authors += sum(bool(each.stored_by) for each in block)
        left_out.marked += sum(bool(each.followup or each.follow_up) for each in block)
        yield Incoming(
            measure=_texts([each.data_element for each in block], None),
            place=_texts([each.org_unit for each in block], given.org_unit),
            period=_texts([each.period for each in block], plain_text(given.period)),
            value=_strings([each.value for each in block], plain_text),
            row=numbered(start + 1, len(block)),
            categories={
                CELL: _texts([each.category_option_combo for each in block], None),
                ATTRIBUTE_CELL: _texts(
                    [each.attribute_option_combo for each in block], cell_text(given.attribute_option_combo)
                ),
                DATA_SET: constant(given.data_set or "", len(block)),
            },
            deleted=pa.array([bool(each.deleted) for each in block], pa.bool_()),
        )
    notes.extend(left_out.notes())


def rows_of(given: DataValueSet) -> Iterator[Row]:
    """The same one by one."""
    for each in given.data_values or ():
        yield Row(
            each.data_element or "",
            each.org_unit or given.org_unit or "",
            plain_text(each.period) or plain_text(given.period) or "",
            plain_text(each.value),
            cell_text(each.category_option_combo),
            cell_text(each.attribute_option_combo) or cell_text(given.attribute_option_combo),
            given.data_set or "",
            bool(each.deleted),
        )


def _texts(values: list[Any], general: str | None) -> pa.DictionaryArray:
    """A column of ids; ``general`` where a row says nothing."""
    found = _strings(values, lambda value: cell_text(value) if isinstance(value, dict) else plain_text(value))
    found = pc.if_else(pc.equal(found, ""), None, found)
    return (found.fill_null(general) if general else found).dictionary_encode()


def _strings(values: list[Any], written: Callable[[Any], str | None]) -> pa.StringArray:
    """Texts as they stand, which nearly all are; others as ``written``."""
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return pa.array([written(value) for value in values], pa.string())


def plain_text(value: str | int | float | bool | None) -> str | None:
    """A value as a text, as JSON writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None or isinstance(value, str) else repr(value)


def cell_text(given: Cell) -> str:
    """A cell as one text."""
    return as_text(given) if isinstance(given, dict) else given or ""


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)

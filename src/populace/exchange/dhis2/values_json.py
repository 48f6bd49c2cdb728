"""Data values as JSON (``dataValueSets``): what its head says holds for every row that says nothing else."""

from collections.abc import Iterator

import msgspec

from populace.exchange.dhis2.blocks import LeftOut, Row
from populace.exchange.dhis2.vocabulary import as_text
from populace.exchange.opening import UnreadableFile
from populace.exchange.opening_json import decode_json
from populace.i18n import gettext as _

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


def rows_of(given: DataValueSet, left_out: LeftOut) -> Iterator[Row]:
    """Its rows, with what its head says for all of them."""
    period, place, data_set = plain_text(given.period) or "", given.org_unit or "", given.data_set or ""
    attribute = cell_text(given.attribute_option_combo)
    for each in given.data_values or ():
        left_out.comments += bool(each.comment)
        left_out.authors += bool(each.stored_by)
        left_out.marked += bool(each.followup or each.follow_up)
        yield Row(
            each.data_element or "",
            each.org_unit or place,
            plain_text(each.period) or period,
            plain_text(each.value),
            cell_text(each.category_option_combo),
            cell_text(each.attribute_option_combo) or attribute,
            data_set,
            bool(each.deleted),
        )


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

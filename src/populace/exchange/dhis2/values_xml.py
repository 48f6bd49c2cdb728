"""Data values as XML: DHIS2's own (``dataValueSet``) and ADX (IHE QRPH, ``urn:ihe:qrph:adx:2015``), streamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from populace.exchange.dhis2.blocks import LeftOut, Row
from populace.exchange.dhis2.schemes import Kind
from populace.exchange.dhis2.vocabulary import as_text
from populace.exchange.opening import UnreadableFile, opened
from populace.exchange.opening_xml import xml_events
from populace.i18n import gettext as _

VALUE = "dataValue"
GROUP = "group"

_SCHEMES = ("idScheme", *(f"{kind.value}IdScheme" for kind in Kind))
_OF_GROUP = frozenset(("orgUnit", "period", "dataSet", "completeDate", "attributeOptionCombo", "comment"))
_OF_VALUE = frozenset(("dataElement", "value", "categoryOptionCombo", "comment"))
"""Attributes of ADX with a meaning of their own; every other names a category, and its text an option."""


@dataclass(frozen=True)
class Root:
    """The first element: its local name and its attributes."""

    name: str
    attributes: Mapping[str, str]

    @property
    def schemes(self) -> dict[str, str]:
        """The id schemes that it names."""
        return {name: self.attributes.get(name, "") for name in _SCHEMES}


def root_of(path: Path) -> Root:
    """The first element of a file.

    :raises UserError: it cannot be read, or is of neither format.
    """
    with opened(path) as stream:
        for _event, element in xml_events(stream, path.name, frozenset({VALUE})):
            root = Root(_local(element), _attributes(element))
            if root.name not in ("dataValueSet", "adx"):
                break
            return root
    raise UnreadableFile(
        _("{file}: this XML holds no data values. Its first element is dataValueSet, or adx.").format(
            file=path.name
        )
    )


def dxf_rows(path: Path, root: Root, data_set: str, left_out: LeftOut) -> Iterator[Row]:
    """The rows of a ``dataValueSet``; what its first element says holds for all that say nothing else."""
    general = {**root.attributes, "dataSet": root.attributes.get("dataSet") or data_set}
    for element in _elements(path, {VALUE}):
        each = _attributes(element)
        count_beside(each, left_out)
        yield Row(
            each.get("dataElement", ""),
            each.get("orgUnit") or general.get("orgUnit", ""),
            each.get("period") or general.get("period", ""),
            each.get("value"),
            each.get("categoryOptionCombo", ""),
            each.get("attributeOptionCombo") or general.get("attributeOptionCombo", ""),
            general["dataSet"],
            _is_true(each.get("deleted")),
        )


def adx_rows(path: Path, left_out: LeftOut) -> Iterator[Row]:
    """The rows of an ``adx`` message. An annotation takes the place of the value, as DHIS2 has it."""
    group: dict[str, str] = {}
    for element in _elements(path, {VALUE, GROUP}):
        each = _attributes(element)
        if _local(element) == GROUP:
            group = each
            left_out.comments += bool(each.get("comment"))
            continue
        count_beside(each, left_out)
        annotation = next((child.text for child in element if _local(child) == "annotation"), None)
        yield Row(
            each.get("dataElement", ""),
            group.get("orgUnit", ""),
            group.get("period", ""),
            annotation or each.get("value"),
            each.get("categoryOptionCombo") or _categories(each, _OF_VALUE),
            group.get("attributeOptionCombo") or _categories(group, _OF_GROUP),
            group.get("dataSet", ""),
            _is_true(each.get("deleted")),
        )


def count_beside(each: Mapping[str, str], left_out: LeftOut) -> None:
    """Count what stands beside a value and is not taken in."""
    left_out.comments += bool(each.get("comment"))
    left_out.authors += bool(each.get("storedBy"))
    left_out.marked += _is_true(each.get("followUp")) or _is_true(each.get("followup"))


def _elements(path: Path, names: set[str]) -> "Iterator[etree._Element]":
    """Groups when they begin, values when they are whole."""
    with opened(path) as stream:
        for event, element in xml_events(stream, path.name, frozenset({VALUE})):
            if isinstance(element.tag, str):
                name = _local(element)
                if name in names and event == ("start" if name == GROUP else "end"):
                    yield element


def _categories(attributes: Mapping[str, str], known: frozenset[str]) -> str:
    pairs = {name: text for name, text in attributes.items() if name not in known and name != "deleted"}
    return as_text(pairs) if pairs else ""


def _attributes(element: "etree._Element") -> dict[str, str]:
    """Without namespaces; an empty one says nothing."""
    return {
        str(name).rpartition("}")[2]: str(text)
        for name, text in element.attrib.items()
        if text != "" and not str(name).startswith("{http://www.w3.org/2001/XMLSchema-instance}")
    }


def _local(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _is_true(text: str | None) -> bool:
    return (text or "").lower() in ("true", "1")

"""Data values as ADX (IHE QRPH): groups by data set, place, period and attribute cell; categories as attributes.

A category whose name by the id scheme is no XML name, or means something else in ADX, cannot be an attribute; its cells
are then named by ``categoryOptionCombo``, which DHIS2 puts before categories. So are the cells of a data element that
has another combination in its data set than its own: ADX cannot say which of the two is meant.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.exchange.dhis2.called import Called
from populace.exchange.dhis2.lines import lines, xml_attribute
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.outgoing import NotForDhis2, Outgoing
from populace.exchange.dhis2.periods import adx_period
from populace.exchange.dhis2.schemes import Kind
from populace.i18n import gettext as _

NAMESPACE = "urn:ihe:qrph:adx:2015"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_TAKEN = frozenset(
    "orgUnit period dataSet completeDate attributeOptionCombo comment dataElement value categoryOptionCombo "
    "deleted".split()
)


def write_adx(out: Outgoing, called: Called, file: IO[bytes], exported: datetime | None) -> None:
    """The rows, those of a group together.

    :raises NotForDhis2: figures that are taken back, or that are of no data set: ADX has no word for either.
    """
    if out.deleted.any():
        raise NotForDhis2(_("ADX cannot say that a figure is taken back. Write JSON, CSV or XML."))
    if "" in out.sets:
        raise NotForDhis2(
            _("ADX names a data set for every figure, and some are of none. Write JSON, CSV or XML.")
        )
    moment = f" exported={xml_attribute(exported.isoformat())}" if exported else ""
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<adx xmlns="{NAMESPACE}"{moment}>\n'.encode())
    for group in _groups(out, called):
        file.write(group.encode())
    file.write(b"</adx>\n")


def _groups(out: Outgoing, called: Called) -> Iterator[str]:
    values = [line for block in lines(_pieces(out, called), len(out)) for line in block]
    heads = _attributes(out, called, Kind.ATTRIBUTE_CELL)
    places, sets = called.by(Kind.PLACE), called.by(Kind.SET)
    columns = (out.data_set, out.place, out.period, out.attribute_cell)
    order, starts = _grouped([column.codes for column in columns])
    for rows in np.split(order, starts):
        if len(rows):
            data_set, place, period, mark = (int(column.codes[rows[0]]) for column in columns)
            uid = out.data_set.distinct[data_set]
            head = _written(
                {
                    "orgUnit": places(out.place.distinct[place]),
                    "period": adx_period(out.periods[period]),
                    "dataSet": sets(uid),
                    **heads("", uid, out.attribute_cell.distinct[mark]),
                }
            )
            yield "\n".join([f"<group{head}>", *(values[row] for row in rows), "</group>\n"])


def _pieces(out: Outgoing, called: Called) -> list[str | pa.Array]:
    """Parts of each ``dataValue``; its cell is written once for each data element, data set and cell."""
    cells = _attributes(out, called, Kind.CELL)
    columns = (out.element, out.data_set, out.cell)
    key = np.ravel_multi_index(
        [column.codes for column in columns], [max(len(column.distinct), 1) for column in columns]
    )
    _used, first, position = np.unique(key, return_index=True, return_inverse=True)
    texts = [
        _written(cells(*(column.distinct[column.codes[row]] for column in columns))) for row in first.tolist()
    ]
    of_row = pa.DictionaryArray.from_arrays(position.astype(np.int32), pa.array(texts, pa.string()))
    elements = out.element.named(lambda uid: xml_attribute(called.by(Kind.ELEMENT)(uid)))
    return ["<dataValue dataElement=", elements, of_row, ' value="', out.value, '"/>']


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={xml_attribute(text)}" for name, text in attributes.items())


def _grouped(keys: Sequence[NDArray[np.int32]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """An order in which rows with equal keys follow each other, and where all but the first group begin."""
    order = np.lexsort(keys[::-1])
    changes = np.zeros(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        changes |= np.diff(key[order]) != 0
    return order, np.flatnonzero(changes) + 1


_Attributes = Callable[[str, str, str], dict[str, str]]


def _attributes(out: Outgoing, called: Called, kind: Kind) -> _Attributes:
    """The XML attributes that name a cell of a data element in a data set; each is worked out once."""
    metadata = out.metadata
    categories, options = called.by(Kind.CATEGORY), called.by(Kind.OPTION)
    cells = called.by(kind)
    known: dict[tuple[str, str, str], dict[str, str]] = {}

    def of(element: str, data_set: str, cell: str) -> dict[str, str]:
        pairs = out.cells.pairs[cell]
        if not pairs:
            return {}
        if not (element and _overridden(metadata, element, data_set)):
            try:
                named = {categories(category): options(option) for category, option in pairs}
            except NotForDhis2:
                named = {}
            if len(named) == len(pairs) and all(
                _NAME.fullmatch(name) and name not in _TAKEN for name in named
            ):
                return named
        return {kind.value: cells(cell)}

    def memo(element: str, data_set: str, cell: str) -> dict[str, str]:
        key = (element, data_set, cell)
        if key not in known:
            known[key] = of(*key)
        return known[key]

    return memo


def _overridden(metadata: Metadata, element: str, data_set: str) -> bool:
    own = metadata.elements[element]
    return metadata.combo_of(own, metadata.sets[data_set]) != metadata.combo_of(own)

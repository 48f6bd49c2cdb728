"""Rows as lines of text, a column at a time: each distinct name is escaped once, and lines are joined by Arrow."""

import re
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from populace.exchange.dhis2.called import Called, period_name
from populace.exchange.dhis2.outgoing import NotForDhis2, Outgoing
from populace.exchange.dhis2.schemes import Kind
from populace.i18n import gettext as _

BLOCK = 1 << 16
"""Lines that are made at once."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way of writing (section 2.2)."""

Escape = Callable[[str], str]


def columns_of(out: Outgoing, called: Called, escape: Escape) -> dict[str, pa.Array]:
    """Names by DHIS2's words for the columns, escaped and in quotation marks."""
    names: dict[str, tuple[pa.Array, Escape]] = {
        "dataElement": (out.element, called.by(Kind.ELEMENT)),
        "period": (out.period, period_name),
        "orgUnit": (out.place, called.by(Kind.PLACE)),
        "categoryOptionCombo": (out.cell, called.by(Kind.CELL)),
        "attributeOptionCombo": (out.attribute_cell, called.by(Kind.ATTRIBUTE_CELL)),
    }
    escaped = {
        name: column.named(lambda uid, call=call: escape(call(uid))) for name, (column, call) in names.items()
    }
    return {**escaped, "value": pc.binary_join_element_wise('"', out.value, '"', "")}


def lines(pieces: Sequence[str | pa.Array], count: int) -> Iterator[list[str]]:
    """``pieces`` joined row by row, ``BLOCK`` rows at a time; a text is the same in every row."""
    for start in range(0, count, BLOCK):
        block = [
            pa.scalar(piece) if isinstance(piece, str) else piece.slice(start, BLOCK).cast(pa.string())
            for piece in pieces
        ]
        yield pc.binary_join_element_wise(*block, "").to_pylist()


def json_text(text: str) -> str:
    """``text`` as JSON."""
    return msgspec.json.encode(text).decode()


def xml_attribute(text: str) -> str:
    """``text`` as the value of an attribute, in quotation marks.

    :raises NotForDhis2: a character that XML has no way of writing.
    """
    if _NOT_XML.search(text):
        raise NotForDhis2(
            _("“{text}” has a character that XML cannot hold. Write JSON, or uids.").format(
                text=_NOT_XML.sub("�", text)
            )
        )
    return quoteattr(text)

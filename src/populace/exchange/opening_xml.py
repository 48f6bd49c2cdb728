"""XML from outside: streamed, without document types, entities or network, and never deeper than libxml2 allows.

A document type is where every known attack by XML begins (entities that unfold to gigabytes, files and addresses that
are fetched), and no format that is read here has one. So expat looks at what stands before the first element and
refuses a ``<!DOCTYPE``; only then lxml parses, with entities, external files and huge trees switched off. libxml2
itself refuses elements deeper than 256 and texts above 10 MB (``xmlParserMaxDepth``, ``XML_MAX_TEXT_LENGTH``).
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from lxml import etree

from populace.exchange.opening import MIB, UnreadableFile, UnsafeFile
from populace.i18n import gettext as _

_CHUNK = 1 << 16
MOST_BEFORE_ROOT = MIB
"""Bytes that may stand before the first element: a declaration and comments."""


class _RootReached(Exception):
    """The first element was met, and no document type before it."""


def xml_events(
    stream: BinaryIO, label: str, records: frozenset[str]
) -> Iterator[tuple[str, "etree._Element"]]:
    """``("start", element)`` and ``("end", element)`` of every element, in order.

    Tags are as lxml writes them (``{namespace}name``). An element may be read at its start (attributes only) or, where
    its local name is in ``records``, with all that is in it at its end; after that it is let go, so that memory stays
    bounded however long the document is.

    :raises UnsafeFile: a document type.
    :raises UnreadableFile: this is no well-formed XML.
    """
    checked = refuse_document_type(stream, label)
    context = etree.iterparse(checked, events=("start", "end"), **_SAFE)
    kept = 0
    try:
        for event, element in context:
            is_record = isinstance(element.tag, str) and element.tag.rpartition("}")[2] in records
            kept += is_record and event == "start"
            yield event, element
            if event == "end":
                kept -= is_record
                if not kept:
                    _let_go(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno if isinstance(error.lineno, int) else 0
        raise not_xml(label, line) from error


def parse_xml(content: bytes, label: str) -> "etree._Element":
    """The root of a small document.

    :raises UnsafeFile: a document type.
    :raises UnreadableFile: this is no well-formed XML.
    """
    refuse_document_type(io.BytesIO(content), label)
    try:
        return etree.fromstring(content, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise not_xml(label, error.lineno or 0) from error


def refuse_document_type(stream: BinaryIO, label: str) -> BinaryIO:
    """A stream of the same bytes, once no document type was found before the first element.

    :raises UnsafeFile: a document type.
    :raises UnreadableFile: no element, or one that comes too late.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_given: _refuse(label)
    parser.StartElementHandler = _reached
    seen = bytearray()
    try:
        while len(seen) <= MOST_BEFORE_ROOT:
            chunk = stream.read(_CHUNK)
            seen += chunk
            parser.Parse(chunk, not chunk)
            if not chunk:
                break
    except _RootReached:
        return _Joined(bytes(seen), stream)  # type: ignore[return-value]
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise not_xml(label, getattr(error, "lineno", 0)) from error
    raise not_xml(label, 0)


_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class _Joined:
    """The bytes that were read to look at, then the rest; lxml asks for ``read`` alone."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes."""
        return self._head.read(size) or self._rest.read(size)


def _refuse(label: str) -> None:
    raise UnsafeFile(
        _(
            "{file} declares a document type (<!DOCTYPE …>), which can make a reader fetch or unfold anything, and "
            "was not read. Remove the declaration."
        ).format(file=label)
    )


def _reached(_name: str, _attributes: dict[str, str]) -> None:
    raise _RootReached


def not_xml(label: str, line: int) -> UnreadableFile:
    """What is said of a document that is not well formed."""
    return UnreadableFile(
        _("{file}: the XML is not well formed near line {line}. Export it again.").format(
            file=label, line=line
        )
    )


def _let_go(element: "etree._Element") -> None:
    """Empty the element, and take those before it away: lxml still needs the one it stands on."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]

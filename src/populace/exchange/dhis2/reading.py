"""Opens a file of DHIS2 data values, whatever format it is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from pathlib import Path

from populace.errors import Problem
from populace.exchange.calendars import Calendar
from populace.exchange.dhis2 import values_csv, values_json, values_xml
from populace.exchange.dhis2.blocks import HEADERS, Blocks
from populace.exchange.dhis2.limits import limits_of
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.replacement import replaced_rows
from populace.exchange.dhis2.schemes import Scheme, Schemes
from populace.exchange.dhis2.vocabulary import Dhis2Vocabulary
from populace.exchange.incoming import Reading
from populace.exchange.opening import opened, read_all
from populace.i18n import gettext as _


class Format(Enum):
    """How data values are written."""

    JSON = "json"
    CSV = "csv"
    XML = "xml"
    ADX = "adx"


@dataclass(frozen=True)
class Said:
    """What the sender says of a file beside it.

    ``schemes`` are id schemes by DHIS2's names (``idScheme``, ``orgUnitIdScheme``); ``data_set`` is called by them.
    """

    calendar: Calendar = Calendar.GREGORIAN
    schemes: Mapping[str, str] = field(default_factory=dict)
    data_set: str = ""


SAID_NOTHING = Said()


def read_values(path: Path, metadata: Metadata, said: Said = SAID_NOTHING) -> Reading:
    """The data values of a file, plain or packed, in blocks.

    :raises UserError: it cannot be read, or is in none of the formats; also while its blocks are read.
    """
    reading = _READERS[format_of(path)](path, metadata, said)
    return replace(reading, limits=limits_of(metadata))


def format_of(path: Path) -> Format:
    """The format, by the first character that stands in the file and what follows it."""
    with opened(path) as stream:
        head = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        return Format.JSON
    if head.startswith(b"<"):
        return Format.ADX if b":adx:" in head or b"<adx" in head else Format.XML
    return Format.CSV


def _json(path: Path, metadata: Metadata, said: Said) -> Reading:
    given = values_json.decode_values(read_all(path), path.name)
    schemes = Schemes.parse(given.schemes).over(Schemes.parse(said.schemes))
    if said.data_set and not given.data_set:
        given.data_set = said.data_set
    notes = _notes(said)
    words = Dhis2Vocabulary(metadata, schemes, said.calendar)
    blocks = chain(
        values_json.blocks_of(given, notes), Blocks(notes).of(replaced_rows(given, words, path.name))
    )
    return Reading(path.name, blocks, words, HEADERS, notes)


def _xml(path: Path, metadata: Metadata, said: Said) -> Reading:
    root = values_xml.root_of(path)
    is_adx = root.name == "adx"
    option = Schemes.parse(said.schemes, Scheme("code") if is_adx else None)
    file = Schemes.parse(root.schemes, option.default)
    notes = _notes(said)
    gathered = Blocks(notes)
    rows = (
        values_xml.adx_rows(path, gathered.left_out)
        if is_adx
        else values_xml.dxf_rows(path, root, said.data_set, gathered.left_out)
    )
    return Reading(
        path.name,
        gathered.of(rows),
        Dhis2Vocabulary(metadata, file.over(option), said.calendar),
        HEADERS,
        notes,
    )


def _csv(path: Path, metadata: Metadata, said: Said) -> Reading:
    schemes = Schemes.parse(said.schemes)
    layout = values_csv.layout_of(path, _category_names(metadata))
    notes, unread = _notes(said), list[Problem]()
    if layout.unknown:
        notes.append(
            _("{file}: the columns {names} have no meaning here and were passed over.").format(
                file=path.name, names=", ".join(layout.unknown)
            )
        )
    values = values_csv.CsvValues(path, layout, said.data_set, notes, unread)
    vocabulary = Dhis2Vocabulary(metadata, schemes, said.calendar)
    return Reading(path.name, values.blocks(), vocabulary, HEADERS, notes, unread)


def _category_names(metadata: Metadata) -> frozenset[str]:
    schemes = (Scheme("uid"), Scheme("code"), Scheme("name"))
    return frozenset(name for each in metadata.categories for s in schemes if (name := s.of(each)))


def _notes(said: Said) -> list[str]:
    if not said.calendar.months_shift:
        return []
    return [
        _(
            "Periods are in the {calendar} calendar. A month became the Gregorian month of the same place in the year; "
            "days were converted exactly."
        ).format(calendar=_(said.calendar.label))
    ]


_READERS = {Format.JSON: _json, Format.CSV: _csv, Format.XML: _xml, Format.ADX: _xml}

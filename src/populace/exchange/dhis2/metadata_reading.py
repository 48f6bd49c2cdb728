"""Reads DHIS2 metadata files: several together, as one export is often cut into several files."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from populace.errors import UserError
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.report import Fault, MetadataReport, left_behind
from populace.exchange.dhis2.sorts import CONTACTS, NUMERIC, OWNERS, SORTS, TAKEN, Sort
from populace.exchange.opening import read_all
from populace.exchange.opening_json import decode_json
from populace.i18n import gettext as _

_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(Metadata)}
_NOT_OBJECTS = frozenset({"system", "date", "pager"})
"""Keys beside the types: which installation wrote the file, and when."""


class NoMetadata(UserError):
    """The files hold no metadata."""


def is_metadata(content: bytes) -> bool:
    """Whether JSON looks like DHIS2's metadata: an object with a list under the name of a type of object."""
    try:
        top = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return "dataValues" not in top and any(
        bytes(raw).lstrip().startswith(b"[") for key, raw in top.items() if key in TAKEN or key in SORTS
    )


def read_metadata(paths: Sequence[Path]) -> tuple[Metadata, MetadataReport]:
    """What the files say together, and what became of each object in them.

    An object that stands in several files is taken as the last of them has it. References may still lead nowhere:
    another file may have what they name (``wholeness.whole``).

    :raises UserError: a file cannot be read, is not laid out as DHIS2 writes metadata, or none holds any.
    """
    return metadata_of([(path.name, read_all(path)) for path in paths])


def metadata_of(files: Sequence[tuple[str, bytes]]) -> tuple[Metadata, MetadataReport]:
    """The same from contents with their labels.

    :raises UserError: as ``read_metadata``.
    """
    kept: dict[str, dict[str, Any]] = {}
    left: Counter[tuple[str, Sort]] = Counter()
    notes: list[str] = []
    for label, content in files:
        for key, raw in decode_json(content, label, dict[str, msgspec.Raw]).items():
            if key in TAKEN:
                _take(kept.setdefault(key, {}), key, raw, label, notes)
                left += _people_in(key, raw, label)
            elif key not in _NOT_OBJECTS:
                left[key, SORTS.get(key, Sort.UNKNOWN)] += _length(raw)
    if not any(kept.values()):
        raise NoMetadata(
            _("{files} holds no DHIS2 metadata. Export metadata as JSON, data elements among it.").format(
                files=", ".join(label for label, _content in files)
            )
        )
    given = Metadata(**{TAKEN[key]: tuple(objects.values()) for key, objects in kept.items()})
    counted, refused = _without_what_is_not_counted(given, left)
    return counted, MetadataReport({}, left_behind(left), tuple(refused), tuple(notes))


def _take(into: dict[str, Any], key: str, raw: msgspec.Raw, label: str, notes: list[str]) -> None:
    for each in decode_json(bytes(raw), f"{label} ({key})", _FIELDS[key].type):
        uid = (
            f"{each.source.id}.{each.data_element.id}.{each.option_combo}"
            if isinstance(each, o.MinMax)
            else each.id
        )
        if uid in into and into[uid] != each:
            notes.append(
                _("{kind} {uid} stands twice with different contents; the one of {file} holds.").format(
                    kind=key, uid=uid, file=label
                )
            )
        into[uid] = each


def _length(raw: msgspec.Raw) -> int:
    """How many objects a list has; what is no list is one."""
    try:
        return len(msgspec.json.decode(raw, type=list[msgspec.Raw]))
    except msgspec.ValidationError:
        return 1


def _people_in(key: str, raw: msgspec.Raw, label: str) -> Counter[tuple[str, Sort]]:
    """How many objects name staff: whom to reach, or who may see them."""
    found: Counter[tuple[str, Sort]] = Counter()
    names = (*OWNERS, *CONTACTS[:-1]) if key == "organisationUnits" else OWNERS
    if not any(f'"{name}"'.encode() in bytes(raw) for name in names):
        return found
    for each in decode_json(bytes(raw), f"{label} ({key})", list[dict[str, msgspec.Raw]]):
        if (
            any(bytes(each[name]) not in _EMPTY for name in CONTACTS if name in each)
            and key == "organisationUnits"
        ):
            found[f"{key}.contact", Sort.STAFF] += 1
        if any(name in each for name in OWNERS):
            found[f"{key}.sharing", Sort.STAFF] += 1
    return found


_EMPTY = (b"null", b'""')


def _without_what_is_not_counted(
    metadata: Metadata, left: Counter[tuple[str, Sort]]
) -> tuple[Metadata, list[Fault]]:
    """Leave out data elements of persons' records, and those that are no numbers."""
    kept, faults = [], []
    for each in metadata.data_elements:
        if each.domain_type != "AGGREGATE":
            left["dataElements (TRACKER)", Sort.PERSONS] += 1
        elif each.value_type not in NUMERIC:
            faults.append(
                Fault(
                    "dataElements",
                    each.id,
                    each.name,
                    _("its value type {kind} is no number, and words are not kept.").format(
                        kind=each.value_type
                    ),
                )
            )
        else:
            kept.append(each)
    return msgspec.structs.replace(metadata, data_elements=tuple(kept)), faults

"""Excel workbooks are archives of XML: both are looked through before anything parses them.

Every part is unpacked once, and counted, whatever its own header says of its size. No part may declare a document
type, which the format forbids (ECMA-376, part 2, section 6.2.5) and entity bombs need.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from populace.exchange.opening import (
    IN_MEMORY,
    MIB,
    Container,
    Limits,
    UnreadableFile,
    UnsafeFile,
    container_of,
    read_faults_told,
    too_much,
)
from populace.exchange.opening_xml import refuse_document_type
from populace.i18n import gettext as _

_LOCAL_HEADER = 30
_XML = (".xml", ".rels", ".vml")
MARK = 8

MOST_CELLS = 30_000_000
"""Cells between the first and the last of a sheet: readers make room for each, 32 bytes, filled or not."""

NEAR_ROWS = 10_000
_FAR_COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,3})\d""")
_FAR_ROW = re.compile(rb"""\br\s*=\s*["'][A-Z]{0,3}(\d{5,9})["']""")
_HIDDEN = re.compile(rb"""\br\s*=\s*["'][^"'<>]{0,20}&""")
"""A reference that is written with character entities: no program writes one so."""


def check_workbook(path: Path, limits: Limits = IN_MEMORY) -> None:
    """Look through a workbook.

    :raises UnreadableFile: it is no workbook, is broken or locked.
    :raises UnsafeFile: it unpacks to too much, or declares a document type.
    """
    with read_faults_told(path.name), path.open("rb") as packed:
        if container_of(packed.read(MARK)) is not Container.ZIP:
            raise UnreadableFile(
                _("{file} is no .xlsx workbook. Save it again as .xlsx, without a password.").format(
                    file=path.name
                )
            )
        packed.seek(0)
        with zipfile.ZipFile(packed) as archive:
            _check_parts(archive, packed, path.name, limits)


def _check_parts(archive: zipfile.ZipFile, packed: BinaryIO, label: str, limits: Limits) -> None:
    parts = archive.infolist()
    size = packed.seek(0, io.SEEK_END)
    if len(parts) > limits.members or sum(part.compress_size for part in parts) > size:
        raise too_much(label, limits.unpacked)
    most = min(limits.unpacked, max(limits.grace, limits.ratio * size))
    total = 0
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile(
                _("{file} is locked, or packed in an unusual manner. Save it again as .xlsx.").format(
                    file=label
                )
            )
        total += _unpacked_size(part, packed, most - total, label)
        _check_xml(archive.read(part), part.filename, label)


def _check_xml(content: bytes, name: str, label: str) -> None:
    if not name.casefold().endswith(_XML) and content.lstrip()[:1] != b"<":
        return
    if b"\0" in content or _HIDDEN.search(content):
        raise UnreadableFile(
            _("{file} is written in an unusual manner. Save it again as .xlsx.").format(file=label)
        )
    if content:
        refuse_document_type(io.BytesIO(content), label)
    columns = {match[1] for match in _FAR_COLUMN.finditer(content)}
    rows = max((int(match[1]) for match in _FAR_ROW.finditer(content)), default=NEAR_ROWS)
    widest = max((_column_number(letters) for letters in columns), default=26)
    if rows * widest > MOST_CELLS:
        raise UnsafeFile(
            _(
                "{file}: a sheet reaches to row {row}, column {column}: far more cells than a table has. Delete the "
                "empty rows and columns after it, or split it."
            ).format(file=label, row=rows, column=widest)
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _unpacked_size(part: zipfile.ZipInfo, packed: BinaryIO, most: int, label: str) -> int:
    """How many bytes a part unpacks to, counted from its own bytes; no more than ``most`` are."""
    packed.seek(part.header_offset)
    header = packed.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        raise zipfile.BadZipFile
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed.seek(names, io.SEEK_CUR)
    if part.compress_type == zipfile.ZIP_STORED:
        if part.compress_size > most:
            raise too_much(label, most)
        return part.compress_size
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    given, left = 0, part.compress_size
    while left and not unpacker.eof:
        chunk = packed.read(min(left, MIB))
        left -= len(chunk)
        if not chunk:
            raise zipfile.BadZipFile
        while chunk and not unpacker.eof:
            given += len(unpacker.decompress(chunk, MIB))
            chunk = unpacker.unconsumed_tail
            if given > most:
                raise too_much(label, most)
    return given

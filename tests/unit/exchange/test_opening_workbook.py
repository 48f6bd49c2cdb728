"""A workbook is an archive of XML, and either may be built to harm: it is looked through before it is parsed."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from populace.errors import UserError
from populace.exchange.findings import Findings
from populace.exchange.opening import Limits, UnreadableFile, UnsafeFile
from populace.exchange.opening_workbook import check_workbook
from populace.exchange.workbook import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
SMALL = Limits(unpacked=1 << 24, ratio=20, grace=1 << 20)


@pytest.fixture
def parts() -> dict[str, bytes]:
    """The parts of a workbook in order."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (["place", "year", "births"], ["A", 2025, 3]):
        book.active.append(row)
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_one_in_order_passes(tmp_path: Path, parts: dict[str, bytes]) -> None:
    check_workbook(_pack(tmp_path / "a.xlsx", parts))


def test_entities_in_a_part_are_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    root = parts[SHEET].index(b"<worksheet")
    parts[SHEET] = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + parts[SHEET][root:]
    path = _pack(tmp_path / "a.xlsx", parts)
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        check_workbook(path)
    # The older reader of workbooks opens none of it either.
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        list(read_workbook(path, Findings()))


def test_a_part_that_unfolds_is_refused_whatever_its_header_says(
    tmp_path: Path, parts: dict[str, bytes]
) -> None:
    parts["xl/media/image1.png"] = bytes(1 << 23)
    path = _pack(tmp_path / "a.xlsx", parts)
    with pytest.raises(UnsafeFile, match="unpacks to more"):
        check_workbook(path, SMALL)
    content = path.read_bytes()
    # The sizes in the archive's own lists are made to say one byte.
    lied = content.replace((1 << 23).to_bytes(4, "little"), (1).to_bytes(4, "little"))
    assert lied != content
    path.write_bytes(lied)
    with pytest.raises(UnsafeFile, match="unpacks to more"):
        check_workbook(path, SMALL)


@pytest.mark.parametrize("cell", [b"XFD1048576", b"ZZ999999"])
def test_one_cell_far_away_is_refused_as_readers_make_room_for_all_between(
    tmp_path: Path, parts: dict[str, bytes], cell: bytes
) -> None:
    parts[SHEET] = parts[SHEET].replace(b'r="C2"', b'r="' + cell + b'"')
    with pytest.raises(UnsafeFile, match="far more cells"):
        check_workbook(_pack(tmp_path / "a.xlsx", parts))


def test_a_reference_that_is_hidden_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(b'r="C2"', b'r="&#88;FD1048576"')
    with pytest.raises(UnreadableFile):
        check_workbook(_pack(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    "content", [b"", b"place,year\n", b"PK\x03\x04" + bytes(40), b"\xd0\xcf\x11\xe0" + bytes(600)]
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError):
        check_workbook(path)

"""Files that are built to harm are refused in one line, and small faithful ones are read."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from populace.errors import UserError
from populace.exchange.opening import Limits, UnreadableFile, UnsafeFile, opened, read_all
from populace.exchange.opening_json import decode_json
from populace.exchange.opening_xml import parse_xml, xml_events

SMALL = Limits(unpacked=1 << 24, ratio=20, grace=1 << 22)

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY lol%d "%s">' % (i, b"&lol%s;" % (b"" if i == 1 else b"%d" % (i - 1)) * 10)
        for i in range(1, 10)
    )
    + b"]><lolz>&lol9;</lolz>"
)
FETCH = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def _zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_plain_gzip_and_zip_give_the_same_bytes(tmp_path: Path) -> None:
    text = b"place,period\nA,2025\n"
    plain = tmp_path / "a.csv"
    plain.write_bytes(text)
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(text))
    # A name says nothing: the bytes do.
    misnamed = _zip(tmp_path / "b.csv", **{"a.csv": text})
    assert read_all(plain) == read_all(packed) == read_all(misnamed) == text


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path, kind: str) -> None:
    zeros = bytes(1 << 25)
    path = tmp_path / f"bomb.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(zeros))
    else:
        _zip(path, a=zeros)
    with opened(path, SMALL) as stream, pytest.raises(UnsafeFile, match="unpacks to more"):
        list(iter(lambda: stream.read(1 << 12), b""))


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nested.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"a,b\n")))
    with pytest.raises(UnsafeFile, match="another archive"):
        read_all(path)
    with pytest.raises(UnsafeFile, match="another archive"):
        read_all(_zip(tmp_path / "nested.zip", a=gzip.compress(b"a,b\n")))


def test_a_name_that_climbs_out_writes_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = _zip(inside / "slip.zip", **{"../../evil.csv": b"a,b\n"})
    assert read_all(path) == b"a,b\n"
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == ["slip.zip"]


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b\x08broken", b"PK\x03\x04broken", b"BZh9broken", gzip.compress(b"a" * 1000)[:-9]],
    ids=["gzip", "zip", "bzip2", "cut"],
)
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as told:
        read_all(path)
    assert "\n" not in str(told.value)


def test_an_archive_of_two_files_is_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds 2 files"):
        read_all(_zip(tmp_path / "two.zip", a=b"1", b=b"2"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        read_all(tmp_path / "none.csv")


@pytest.mark.parametrize("content", [LAUGHS, FETCH], ids=["billion laughs", "external entity"])
def test_xml_with_a_document_type_is_refused(content: bytes) -> None:
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        parse_xml(content, "a.xml")
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        list(xml_events(io.BytesIO(content), "a.xml", frozenset()))
    padded = b"<!--" + b"x" * 100_000 + b"-->" + content.removeprefix(b'<?xml version="1.0"?>')
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        list(xml_events(io.BytesIO(padded), "a.xml", frozenset()))
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        parse_xml(content.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), "a.xml")


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"<a></b>", b"<a>&none;</a>", b"{}", b"<a>" * 300 + b"</a>" * 300]
)
def test_xml_that_is_not_well_formed_is_told(content: bytes) -> None:
    with pytest.raises(UserError):
        list(xml_events(io.BytesIO(content), "a.xml", frozenset()))
    with pytest.raises(UserError):
        parse_xml(content, "a.xml")


def test_records_are_whole_at_their_end_and_then_let_go() -> None:
    records = b"".join(b'<v n="%d"><c>text</c></v>' % n for n in range(10_000))
    content = b'<s xmlns="urn:x">' + records + b"</s>"
    seen, most = [], 0
    root = None
    for event, element in xml_events(io.BytesIO(content), "a.xml", frozenset({"v"})):
        root = element if root is None else root
        if event == "end" and element.tag == "{urn:x}v":
            seen.append((element.get("n"), element[0].text))
            most = max(most, len(root))
    assert seen == [(str(n), "text") for n in range(10_000)]
    # lxml parses a buffer ahead; beyond that nothing is kept.
    assert most < 3_000


def test_json_is_bounded_and_typed() -> None:
    assert decode_json(b'\xef\xbb\xbf{"a": 1}', "a.json", dict) == {"a": 1}
    for content in (b"[" * 100_000, b"{", b"\xff", b'"\\ud800"', b"NaN", b"", b"1" * 5000 + b"."):
        with pytest.raises(UserError):
            decode_json(content, "a.json", dict)

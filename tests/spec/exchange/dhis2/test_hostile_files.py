"""Files that are broken, or built to harm: one plain sentence, never a traceback, never a hang."""

import gzip
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.errors import UserError
from populace.exchange.dhis2.metadata_reading import metadata_of
from populace.exchange.dhis2.reading import Said
from populace.exchange.dhis2.understanding import Understood, understood
from tests.spec.exchange.dhis2.conftest import Read
from tests.spec.exchange.dhis2.offices import ASH, STOCK, office, understood_values

LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<dataValueSet><dataValue dataElement="&b;" value="1"/></dataValueSet>"""

ROW = f'{{"dataElement": "{STOCK}", "orgUnit": "{ASH}", "period": "202511", "value": "1"}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"{", "no JSON that can be read"),
        (b'{"dataValues": [' + ROW.encode(), "no JSON that can be read"),
        (b"[1, 2]", "not laid out as expected"),
        (b'{"dataValues": {}}', "not laid out as expected"),
        (b'{"dataValues": [{"dataElement": 5}]}', "not laid out as expected"),
        (b'{"dashboards": []}', "no dataValues"),
        (b'{"dataValues": []' + b', "x": ' + b"[" * 100_000, "deeper|no JSON"),
        (b'{"dataValues": [], "idScheme": "colour"}', "no id scheme"),
        (b"<html><body/></html>", "no data values"),
        (b"<dataValueSet><dataValue", "not well formed"),
        (LAUGHS.encode(), "document type"),
        (b"a,b\n1,2\n", "columns cannot be told"),
        (b"dataelement,period,orgunit,value\n\xff\xfe\xff,1,2,3\n", "UTF-8"),
        ("dataelement,period,orgunit,value\n".encode("utf-16"), "UTF-8|columns"),
        (b"\x1f\x8b\x08garbage", "cannot be read"),
        (gzip.compress(b'{"dataValues": [' + b" " * 100_000_000 + b"]}"), "unpacks to more than"),
    ],
)
def test_one_sentence_says_what_is_wrong(read: Read, content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(content)


def test_a_scope_of_more_than_anybody_replaces(read: Read) -> None:
    many = [f"ou{i:09d}" for i in range(10_000)]
    scope = {"orgUnits": many, "periods": many, "elements": [{"dataElement": STOCK}]}
    with pytest.raises(UserError, match="takes back 100,000,000 figures"):
        read({"dataValues": [], "deletion": scope})


@pytest.mark.parametrize(
    "content",
    [
        b'{"dataElements": 5}',
        b'{"dataElements": [5]}',
        b'{"dataElements": [{"name": "no id"}]}',
        b'{"organisationUnits": [{"id": 7}]}',
        b'{"dataElements"',
        b"[]",
        b"\xff\xff",
    ],
)
def test_metadata_that_are_none(content: bytes) -> None:
    with pytest.raises(UserError):
        metadata_of([("m.json", content)])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 300_000) | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from([STOCK, ASH, "202511", "default", "\x1d", "\x1eHllvX50cXC0", "\x1ex"]),
    lambda below: st.lists(below, max_size=3)
    | st.dictionaries(
        st.sampled_from(["dataElement", "orgUnit", "period", "value", "categoryOptionCombo", "attributeOptionCombo",
                         "dataSet", "deleted", "followUp", "deletion", "elements", "periods", "orgUnits", "idScheme"]),
        below, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(head=JSON, rows=st.lists(JSON, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_json_is_read_or_refused_in_words(
    head: object, rows: list[object], clinics: Understood, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    given = {**(head if isinstance(head, dict) else {}), "dataValues": rows}
    path.write_bytes(json.dumps(given).encode("utf-8", "surrogatepass"))
    _read_or_refused(path, clinics)


@given(
    content=st.binary(max_size=200),
    before=st.sampled_from([b"", b"{", b"<adx ", b"<dataValueSet>", b"dataelement,period,orgunit,value\n"]),
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(
    content: bytes, before: bytes, clinics: Understood, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bytes"
    path.write_bytes(before + content)
    _read_or_refused(path, clinics)


def _read_or_refused(path: Path, clinics: Understood) -> None:
    with suppress(UserError):  # whatever else is raised fails the test
        understood_values(path, clinics, Said())


@given(
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from(["gone", "twice", "other"])), max_size=6
    )
)
@settings(max_examples=60, deadline=None)
def test_metadata_with_holes_are_still_understood(changes: list[tuple[int, str]]) -> None:
    """Objects that are not there, or stand twice, or name others, are told; nothing else falls."""
    given = office()
    for number, change in changes:
        part = list(given)[number % len(given)]
        if not given[part]:
            continue
        at = number % len(given[part])
        if change == "gone":
            del given[part][at]
        elif change == "twice":
            given[part].append({**given[part][at], "name": "Again"})
        else:
            uid = given[part][at]["id"]
            given[part][at] = {**given[part][(at + 1) % len(given[part])], "id": uid}
    if any(given.values()):
        meant = understood(*metadata_of([("m.json", json.dumps(given).encode())]))
        assert all(str(fault) for fault in meant.report.faults)

"""Whatever stands in a file of DHIS2, its reader tells a person or reads it: no traceback, no hang, nothing left."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.exchange.dhis2.metadata_reading import metadata_of
from populace.exchange.dhis2.reading import read_values
from populace.exchange.dhis2.understanding import Understood, understood
from tests.spec.exchange.dhis2.offices import ASH, office, understand
from tests.spec.exchange.dhis2.test_values import ADX, CSV, JSON, XML
from tests.spec.exchange.fuzzing import FUZZ, anything, exhaust, only_told, spoilt

VALUES = [CSV.encode(), json.dumps(JSON).encode(), XML.encode(), ADX.encode()]
METADATA = json.dumps(office()).encode()


@cache
def _office() -> Understood:
    return understand(office())


def _read(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "values"
        path.write_bytes(content)
        with only_told():
            exhaust(read_values(path, _office().metadata))
        assert [each.name for each in Path(folder).iterdir()] == ["values"]


@pytest.mark.parametrize("seed", VALUES, ids=["csv", "json", "xml", "adx"])
@FUZZ
@given(data=st.data())
def test_data_values(seed: bytes, data: st.DataObject) -> None:
    _read(data.draw(anything([seed])))


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><dataValueSet><dataValue value="&b;"/></dataValueSet>',
        b"<adx>" + b"<group>" * 300 + b"</group>" * 300 + b"</adx>",
        b'{"dataValues": ' + b"[" * 2000 + b"]" * 2000 + b"}",
        b'{"dataValues": [' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"]}",
    ],
    ids=["entity", "deep xml", "deep json", "deep objects"],
)
def test_what_is_built_to_harm(content: bytes) -> None:
    _read(content)
    with only_told():
        understood(*metadata_of([("metadata.json", content)]))


@FUZZ
@given(anything([METADATA]))
def test_metadata(content: bytes) -> None:
    with only_told():
        understood(*metadata_of([("metadata.json", content)]))


LEAF = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        0.5,
        "",
        "x",
        ASH,
        "2025-01-01",
        "#{deVisits001}",
        "Monthly",
        [],
        {},
        [None],
        {"id": None},
    ]
)


@FUZZ
@given(st.lists(st.tuples(st.integers(0, 10**6), LEAF), max_size=5))
def test_metadata_with_other_values_where_they_stand(changes: list[tuple[int, object]]) -> None:
    """Well-formed, but each of a few values is of another kind or means something else."""
    content = office()
    for number, leaf in changes:
        places = list(_places(content))
        holder, key = places[number % len(places)]
        holder[key] = deepcopy(leaf)
    with only_told():
        understood(*metadata_of([("metadata.json", json.dumps(content).encode())]))


@FUZZ
@given(data=st.data())
def test_real_files(shared_data: Path, data: st.DataObject) -> None:
    fixtures = shared_data / "dhis2_core_fixtures"
    seeds = [path.read_bytes() for path in sorted(fixtures.glob("aggregate_dataValues*.json"))]
    _read(data.draw(spoilt(seeds)))


def _places(value: object):  # type: ignore[no-untyped-def]
    """Every place in a value where another could stand."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)

"""Whatever stands in a table, its reader tells a person or reads it: no traceback, no hang, nothing left behind."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from populace.exchange.line_lists.load import parse_line_list
from populace.exchange.line_lists.read import read_line_list
from populace.exchange.tidy.load import parse_mapping
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import open_table, read_table, reading_of
from populace.exchange.wpp.figures import read_wpp
from tests.spec.exchange.fuzzing import FUZZ, anything, exhaust, only_told, spoilt
from tests.spec.exchange.line_lists import registers
from tests.spec.exchange.tidy.reading import CATALOGUE, PLACES

HEADINGS = ["site", "month", "what", "sex", "n"]
LINES = [
    ["N1", "2025-01", "births", "F", "3"],
    ["S1", "2025-01", "births", "M", "4.5"],
    ["007", "2025-02", "deaths", "F", ""],
]
LONG = "\n".join(",".join(line) for line in [HEADINGS, *LINES]).encode()
OURS = (
    b"place,period,measure,breakdown,value,status\n"
    b'N1,2025-01,births,sex=female,3,reported\n"S1",2025,deaths,,1e3,estimated\n'
)
WIDE = b"site,2025-01,2025-02\nN1,3,\nS1,4,5\n"
CHINESE = "地区,年,月,性别,出生人数\n北区,2025,1,女,3\n".encode("gb18030")
LONG_MAPPING = parse_mapping(
    "place: site\nperiod: month\nmeasure: {column: what}\nvalue: n\n"
    "categories: {sex: {column: sex, values: {F: female, M: male}}}"
)
WIDE_MAPPING = parse_mapping("place: site\nperiod: {headings: YYYY-MM}\nmeasure: births")
MAPPINGS = (None, LONG_MAPPING, WIDE_MAPPING)


def _workbook() -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for line in (HEADINGS, *LINES):
        book.active.append(line)
    book.save(content)
    return content.getvalue()


def _parquet() -> bytes:
    content = io.BytesIO()
    columns = {name: list(cells) for name, cells in zip(HEADINGS, zip(*LINES, strict=True), strict=True)}
    pq.write_table(pa.table(columns), content, compression="none")
    return content.getvalue()


def _unpacked(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


WORKBOOK, PARQUET = _workbook(), _parquet()
PARTS = _unpacked(WORKBOOK)
ROWS = json.dumps([dict(zip(HEADINGS, line, strict=True)) for line in LINES]).encode()


def _read(name: str, content: bytes) -> None:
    """Read it by each mapping; nothing may be left beside it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        for mapping in MAPPINGS:
            with only_told():
                exhaust(read_table(path, CATALOGUE, PlaceNames(PLACES), mapping))
        assert [each.name for each in Path(folder).iterdir()] == [name]


@FUZZ
@given(anything([LONG, OURS, WIDE, CHINESE]))
def test_csv(content: bytes) -> None:
    _read("a.csv", content)


@FUZZ
@given(spoilt([gzip.compress(LONG), gzip.compress(OURS)]))
def test_gzip(content: bytes) -> None:
    _read("a.csv.gz", content)


@FUZZ
@given(anything([WORKBOOK]))
def test_a_workbook(content: bytes) -> None:
    _read("a.xlsx", content)


@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
@FUZZ
@given(spoilt([b""]) | spoilt([b"<"]) | spoilt(list(PARTS.values())))
def test_a_part_of_a_workbook(part: str, content: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, own in PARTS.items():
            archive.writestr(name, content if name == part else own)
    _read("a.xlsx", packed.getvalue())


@FUZZ
@given(anything([PARQUET]))
def test_parquet(content: bytes) -> None:
    _read("a.parquet", content)


@FUZZ
@given(anything([ROWS, b'{"observations": ' + ROWS + b"}"]))
def test_json_rows(content: bytes) -> None:
    _read("a.json", content)


@FUZZ
@given(spoilt([LONG, OURS, WIDE]))
def test_a_table_by_the_mapping_of_another(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        for mapping in (LONG_MAPPING, WIDE_MAPPING):
            with only_told():
                exhaust(reading_of(open_table(path), mapping, CATALOGUE, PlaceNames(PLACES)))


REGISTER = "\n".join(",".join(row) for row in (registers.HEADINGS, *registers.ROWS)).encode()


@FUZZ
@given(anything([REGISTER]))
def test_a_line_list(content: bytes) -> None:
    """And nothing that is told repeats a cell of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        path.write_bytes(content)
        what = parse_line_list(registers.DECLARED)
        with only_told():
            exhaust(read_line_list(path, what, CATALOGUE, PlaceNames(registers.PLACES)))
        assert [each.name for each in Path(folder).iterdir()] == ["register.csv"]


OFFICIAL = b"SortOrder,LocID,Location,Variant,Time,TFR,SRB,Births,Deaths\n1,156,China,Medium,2023,1.0,110,9000,11000\n"
PACKAGE = b"country_code,year,births,deaths,type\n156,2023,9000.5,11000.25,est\n156,2024,8800,11100,proj\n"


@pytest.mark.parametrize("name", ["WPP2024_Demographic_Indicators_Medium.csv", "wpp2024_vital_annual.csv"])
@FUZZ
@given(content=anything([OFFICIAL, PACKAGE]))
def test_files_of_the_united_nations(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with only_told():
            exhaust(read_wpp(path, CATALOGUE, ("156",)))

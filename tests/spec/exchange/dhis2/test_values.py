"""The same figures in DHIS2's four formats, and every way in which a row can be wrong."""

import gzip
import io
import zipfile

import pytest

from populace.exchange.dhis2.reading import Said
from tests.spec.exchange.dhis2.conftest import Read
from tests.spec.exchange.dhis2.offices import (
    ASH,
    BIRCH,
    BY_DONOR,
    BY_STATE,
    DEFAULT_CELL,
    DISTRICT,
    HEADS,
    NATION,
    OLD_MEN,
    OPEN_DAYS,
    STOCK,
    TRAINED,
    VISITS,
    YOUNG_WOMEN,
)  # fmt: skip

YOUNG_WOMEN_TEXT = "caAge000001=coYoung0001;caSex000001=coWomen0001"
OLD_MEN_TEXT = "caAge000001=coOld000001;caSex000001=coMen000001"

FIGURES = [
    (VISITS, ASH, "2025-11", YOUNG_WOMEN_TEXT, 12.0),
    (VISITS, ASH, "2025-11", OLD_MEN_TEXT, 3.0),
    (STOCK, ASH, "2025-11", "", 19.5),
    (OPEN_DAYS, ASH, "2025-11", "caFunder001=coDonor0001", 21.0),
]

ELEVEN = (
    "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,"
    "storedby,lastupdated,comment,followup,deleted"
)

CSV = f"""{ELEVEN}
{VISITS},202511,{ASH},{YOUNG_WOMEN},{DEFAULT_CELL},12,mary,2025-12-01,"late, again",true,
{VISITS},202511,{ASH},{OLD_MEN},{DEFAULT_CELL},3,,,,false,
{STOCK},202511,{ASH},{DEFAULT_CELL},{DEFAULT_CELL},19.5,,,,false,
{OPEN_DAYS},202511,{ASH},{DEFAULT_CELL},{BY_DONOR},21.0,,,,false,
"""

JSON = {
    "period": "202511",
    "orgUnit": ASH,
    "dataValues": [
        {"dataElement": VISITS, "categoryOptionCombo": YOUNG_WOMEN, "value": "12", "followup": True, "comment": "x"},
        {"dataElement": VISITS, "categoryOptionCombo": {"caAge000001": "coOld000001", "caSex000001": "coMen000001"},
         "value": 3},
        {"dataElement": STOCK, "value": "19.5", "storedBy": "mary"},
        {"dataElement": OPEN_DAYS, "attributeOptionCombo": {"caFunder001": "coDonor0001"}, "value": "21"},
    ],
}  # fmt: skip

XML = f"""<?xml version="1.0"?>
<dataValueSet xmlns="http://dhis2.org/schema/dxf/2.0" period="202511" orgUnit="{ASH}" completeDate="2025-12-01">
 <dataValue dataElement="{VISITS}" categoryOptionCombo="{YOUNG_WOMEN}" value="12" comment="x" followUp="true"/>
 <dataValue dataElement="{VISITS}" categoryOptionCombo="{OLD_MEN}" attributeOptionCombo="" value="3"/>
 <dataValue dataElement="{STOCK}" value="19.5" storedBy="mary"/>
 <dataValue dataElement="{OPEN_DAYS}" attributeOptionCombo="{BY_DONOR}" value="21"/>
</dataValueSet>
"""

ADX = """<adx xmlns="urn:ihe:qrph:adx:2015" exported="2025-12-01T00:00:00Z">
 <group orgUnit="ASH" period="2025-11-01/P1M" dataSet="MONTHLY" comment="x">
  <dataValue dataElement="VISITS" value="12" AGE="YOUNG" SEX="WOMEN"/>
  <dataValue dataElement="VISITS" value="3" categoryOptionCombo="OLD_MEN" SEX="WOMEN"/>
  <dataValue dataElement="STOCK" value="0"><annotation>19.5</annotation></dataValue>
 </group>
 <group orgUnit="ASH" period="2025-11-01/P1M" dataSet="FUNDED" FUNDER="DONOR">
  <dataValue dataElement="OPEN_DAYS" value="21"/>
 </group>
</adx>
"""


def zipped(content: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("values", content)
    return archive.getvalue()


@pytest.mark.parametrize("content", [CSV, JSON, XML, ADX, gzip.compress(CSV.encode()), zipped(XML)])
def test_the_same_figures_in_every_format(read: Read, content: str) -> None:
    outcome = read(content)
    assert outcome.figures == FIGURES
    assert not outcome.refused
    assert not outcome.unread


@pytest.mark.parametrize("content", [CSV, JSON, XML])
def test_what_is_left_out_is_counted(read: Read, content: str) -> None:
    notes = " ".join(read(content).notes)
    assert "1 comment was left out" in notes
    assert "1 value was marked for follow-up" in notes
    assert "Who stored a value is not kept" in notes
    assert "mary" not in notes


def csv(
    *rows: str, header: str = "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value"
) -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"deNobody001,202511,{ASH},,,1", "unknown-dataElement"),
        (f"{STOCK},202511,ouNobody001,,,1", "unknown-orgUnit"),
        (f"{STOCK},202513,{ASH},,,1", "period"),
        (f"{STOCK},202511,{ASH},,,", "missing"),
        (f"{STOCK},,{ASH},,,1", "missing"),
        (f"{VISITS},202511,{ASH},,,1", "no-cell"),
        (f"{VISITS},202511,{ASH},{BY_STATE},,1", "other-cell"),
        (f"{VISITS},202511,{ASH},ccoNobody01,,1", "unknown-categoryOptionCombo"),
        (f"{STOCK},202511,{ASH},,{BY_STATE},1", "other-attribute-cell"),
        (f"{OPEN_DAYS},202511,{ASH},,,1", "no-attribute-cell"),
        (f"{STOCK},202511,{DISTRICT},,,1", "not-assigned"),
        (f"{STOCK},2025,{ASH},,,1", "period-length"),
        (f"{HEADS},202511,{DISTRICT},,,1", "period-length"),
        (f"{STOCK},202405,{BIRCH},,,1", "closed"),
        (f"{STOCK},202507,{BIRCH},,,1", "closed"),
        (f"{OPEN_DAYS},202412,{ASH},,{BY_DONOR},1", "category-untimely"),
        (f"{OPEN_DAYS},202501,{BIRCH},,{BY_DONOR},1", "category-elsewhere"),
        (f"{VISITS},202511,{ASH},{OLD_MEN},,2.5", "value-type"),
        (f"{VISITS},202511,{ASH},{OLD_MEN},,-2", "value-type"),
        (f"{STOCK},202511,{ASH},,,many", "value-type"),
        (f"{STOCK},202511,{ASH},,,1e999", "value-type"),
        (f"{TRAINED},202511,{ASH},,,2", "value-type"),
    ],
)
def test_a_row_that_is_refused_says_why(read: Read, row: str, code: str) -> None:
    outcome = read(csv(row, f"{STOCK},202511,{ASH},,,7"))
    assert [found for _row, found in outcome.refused] == [code]
    assert outcome.refused[0][0] == 2
    assert len(outcome.figures) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", 1), ("T", 1), ("yes", 1), ("1", 1), ("false", 0), ("n", 0), ("0.0", 0)],
)
def test_truth_values_count_as_one_or_none(read: Read, text: str, value: float) -> None:
    outcome = read(csv(f"{TRAINED},202511,{ASH},,,{text}"))
    assert [each[-1] for each in outcome.figures] == [value]


def test_whole_numbers_lose_a_trailing_zero(read: Read) -> None:
    assert read(csv(f"{VISITS},202511,{ASH},{OLD_MEN},,7.0")).figures[0][-1] == 7


def test_a_place_that_closed_is_there_in_the_period_in_which_it_closes(read: Read) -> None:
    rows = [f"{STOCK},{period},{BIRCH},,,1" for period in ("202406", "202506")]
    assert not read(csv(*rows)).refused


def test_headers_are_known_by_name_in_any_order_and_case(read: Read) -> None:
    header = "Value,OrgUnit,catOptCombo,Period,DataElement,cmt,shoe size"
    outcome = read(csv(f"12,{ASH},{YOUNG_WOMEN},202511,{VISITS},,43", header=header))
    assert outcome.figures == [FIGURES[0]]
    assert "shoe size" in outcome.notes[0]


def test_unknown_columns_are_categories_where_they_are_called_so(read: Read) -> None:
    header = "dataelement,period,orgunit,value,AGE,SEX"
    said = Said(schemes={"idScheme": "code"})
    outcome = read(csv("VISITS,202511,ASH,12,YOUNG,WOMEN", "STOCK,202511,ASH,19.5,,", header=header), said)
    assert outcome.figures == [FIGURES[0], FIGURES[2]]


def test_without_known_headers_columns_count_by_position(read: Read) -> None:
    row = f"{VISITS},202511,{ASH},{YOUNG_WOMEN},{DEFAULT_CELL},12"
    assert read(csv(row, header="a,b,c,d,e,f")).figures == [FIGURES[0]]
    assert read(row + "\n").figures == [FIGURES[0]]


def test_null_says_nothing(read: Read) -> None:
    assert read(csv(f"{STOCK},202511,{ASH},null,null,19.5")).figures == [FIGURES[2]]


def test_a_line_with_too_many_cells_is_told_with_its_number(read: Read) -> None:
    outcome = read(csv(f"{STOCK},202511,{ASH},,,1", "a,b,c,d,e,f,g,h", f"{STOCK},202513,{ASH},,,1"))
    assert len(outcome.unread) == 1
    assert len(outcome.figures) == 1
    assert [code for _row, code in outcome.refused] == ["period"]


@pytest.mark.parametrize(
    ("schemes", "names"),
    [
        ({"idScheme": "CODE"}, ("VISITS", "ASH", "YOUNG_WOMEN")),
        ({"idScheme": "name"}, ("Visits", "Ash clinic", "YOUNG_WOMEN")),
        ({"idScheme": "name", "orgUnitIdScheme": "code"}, ("Visits", "ASH", "YOUNG_WOMEN")),
        ({"dataElementIdScheme": "code"}, ("VISITS", ASH, YOUNG_WOMEN)),
    ],
)
def test_things_are_called_by_code_or_name(
    read: Read, schemes: dict[str, str], names: tuple[str, str, str]
) -> None:
    element, place, cell = names
    assert read(csv(f"{element},202511,{place},{cell},,12"), Said(schemes=schemes)).figures == [FIGURES[0]]


def test_the_file_is_believed_before_the_option_and_the_specific_before_the_general(read: Read) -> None:
    content = {
        "orgUnitIdScheme": "CODE",
        "dataValues": [{"dataElement": STOCK, "orgUnit": "ASH", "period": "202511", "value": "19.5"}],
    }
    said = Said(schemes={"idScheme": "UID", "orgUnitIdScheme": "NAME"})
    assert read(content, said).figures == [FIGURES[2]]


def test_the_default_combination_goes_by_its_name_too(read: Read) -> None:
    outcome = read(csv("STOCK,202511,ASH,default,default,19.5"), Said(schemes={"idScheme": "code"}))
    assert outcome.figures == [FIGURES[2]]


def test_a_data_set_that_is_named_is_held_to(read: Read) -> None:
    row = {"dataElement": STOCK, "orgUnit": ASH, "period": "202511", "value": "19.5"}
    assert read({"dataSet": "dsMonthly01", "dataValues": [row]}).figures == [FIGURES[2]]
    assert read({"dataSet": "dsYearly001", "dataValues": [row]}).refused == [(1, "not-in-form")]
    assert read({"dataSet": "dsNobody001", "dataValues": [row]}).refused == [(1, "unknown-dataSet")]


def test_figures_are_taken_back_one_by_one(read: Read) -> None:
    row = {"dataElement": STOCK, "orgUnit": ASH, "period": "202511", "value": "19.5", "deleted": True}
    assert read({"dataValues": [row]}).figures == [(STOCK, ASH, "2025-11", "", None)]
    header = "dataelement,period,orgunit,value,deleted"
    assert read(csv(f"{STOCK},202511,{ASH},,true", header=header)).figures == [
        (STOCK, ASH, "2025-11", "", None)
    ]


def test_a_scope_is_replaced_as_a_whole(read: Read) -> None:
    outcome = read(
        {
            "deletion": {
                "orgUnits": [ASH, BIRCH],
                "periods": ["202501"],
                "elements": [{"dataElement": VISITS}, {"dataElement": STOCK}],
            },
            "dataValues": [
                {
                    "dataElement": VISITS,
                    "orgUnit": ASH,
                    "period": "202501",
                    "categoryOptionCombo": OLD_MEN,
                    "value": "4",
                },
                {"dataElement": STOCK, "orgUnit": BIRCH, "period": "202501", "value": "5"},
            ],
        }
    )
    assert not outcome.refused
    given = [each for each in outcome.figures if each[-1] is not None]
    assert given == [(VISITS, ASH, "2025-01", OLD_MEN_TEXT, 4.0), (STOCK, BIRCH, "2025-01", "", 5.0)]
    back = {each[:4] for each in outcome.figures if each[-1] is None}
    assert len(back) == 2 * 4 - 1 + 2 - 1
    assert not back & {each[:4] for each in given}


def test_the_nation_does_not_report_for_its_clinics(read: Read) -> None:
    assert read(csv(f"{STOCK},202511,{NATION},,,1")).refused == [(2, "not-assigned")]

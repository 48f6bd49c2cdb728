"""Layouts in which offices keep their figures, small enough to be read here, and what is understood of each."""

import gzip
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from populace.errors import InputErrors, UserError
from tests.spec.exchange.tidy.reading import figures, read, refusals, write

LONG = """site,month,what,sex,n
N1,2025-01,births,F,3
S1,2025-01,births,M,4
"""
LONG_MAPPING = """
place: site
period: month
measure: {column: what}
categories: {sex: {column: sex, values: {F: female, M: male}}}
value: n
"""
LONG_FIGURES = [
    ("N1", "2025-01", "births", "sex=female", 3.0),
    ("S1", "2025-01", "births", "sex=male", 4.0),
]


def test_a_long_table(tmp_path: Path) -> None:
    assert figures(read(write(tmp_path, "a.csv", LONG), LONG_MAPPING)) == LONG_FIGURES


def test_packed_and_in_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(LONG.encode()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", LONG)
    for path in (
        tmp_path / "a.csv.gz",
        tmp_path / "a.zip",
        write(tmp_path, "bom.csv", LONG, "utf-8-sig"),
        write(tmp_path, "a.tsv", LONG.replace(",", "\t")),
        write(tmp_path, "semicolon.csv", LONG.replace(",", ";")),
    ):
        assert figures(read(path, LONG_MAPPING)) == LONG_FIGURES, path


def test_chinese_headings_and_gbk_need_no_mapping(tmp_path: Path) -> None:
    text = "地区,年,月,性别,出生人数\n北区,2025,1,女,3\n北区,2025,1,男,4\n"
    reading = read(write(tmp_path, "出生.csv", text, "gb18030"))
    assert figures(reading) == [
        ("N", "2025-01", "births", "sex=female", 3.0),
        ("N", "2025-01", "births", "sex=male", 4.0),
    ]
    assert any("GB 18030" in note for note in reading.notes)


def test_wide_over_periods(tmp_path: Path) -> None:
    text = "site,2025-01,2025-02\nN1,3,\nS1,4,5\n"
    reading = read(
        write(tmp_path, "a.csv", text), "place: site\nperiod: {headings: YYYY-MM}\nmeasure: births"
    )
    assert figures(reading) == [
        ("N1", "2025-01", "births", "", 3.0),
        ("S1", "2025-01", "births", "", 4.0),
        ("S1", "2025-02", "births", "", 5.0),
    ]
    assert reading.notes == ["a.csv: 1 cell without a figure was passed over."]


def test_wide_over_measures_and_categories(tmp_path: Path) -> None:
    text = "site,year,births_f,births_m,deaths\nN1,2025,3,4,1\n"
    mapping = """
place: site
period: year
values:
  - {column: births_f, measure: births, categories: {sex: female}}
  - {column: births_m, measure: births, categories: {sex: male}}
  - {column: deaths, measure: deaths}
"""
    told = [
        ("N1", "2025", "births", "sex=female", 3.0),
        ("N1", "2025", "births", "sex=male", 4.0),
        ("N1", "2025", "deaths", "", 1.0),
    ]
    assert figures(read(write(tmp_path, "a.csv", text), mapping)) == told
    # The same headings say it by themselves.
    named = text.replace("births_f", "births_female").replace("births_m,", "births_male,")
    assert figures(read(write(tmp_path, "b.csv", named))) == told


def test_two_places_with_one_name_are_told_apart_by_the_place_above(tmp_path: Path) -> None:
    text = "district,site,year,births\nNorth,Centre,2025,3\nSouth,Centre,2025,4\n"
    mapping = "place: {columns: [district, site]}\nperiod: year\nmeasure: births\nvalue: births"
    assert [row[0] for row in figures(read(write(tmp_path, "a.csv", text), mapping))] == ["N1", "S1"]
    alone = "place: {column: site, by: name}\nperiod: year\nmeasure: births\nvalue: births"
    assert refusals(read(tmp_path / "a.csv", alone)) == {"Centre": "Several places are called so: N1, S1."}


def test_a_place_that_is_not_below_the_one_named_beside_it_is_refused(tmp_path: Path) -> None:
    text = "district,site,year,births\nNorth,007,2025,3\n"
    mapping = "place: {columns: [district, site]}\nperiod: year\nmeasure: births\nvalue: births"
    assert list(refusals(read(write(tmp_path, "a.csv", text), mapping)).values()) == [
        "There is such a place, but not below those named beside it."
    ]


def test_a_lost_leading_zero_is_not_made_up(tmp_path: Path) -> None:
    reading = read(write(tmp_path, "a.csv", LONG.replace("N1", "7")), LONG_MAPPING)
    assert refusals(reading) == {"7": "There is no such place; 007 differs in leading zeros alone."}


@pytest.mark.parametrize(
    ("written", "declared", "period"),
    [
        ("2025-03", "", "2025-03"),
        ("202503", "", "2025-03"),
        ("2025年3月", "", "2025-03"),
        ("2025Q2", "", "2025-Q2"),
        ("2025W05", "", "2025-W05"),
        ("2025-04-01/P1Y", "", "2025-04-01/P1Y"),
        ("03/02/2025", "format: DD/MM/YYYY", "2025-02-03"),
        ("03/02/2025", "format: MM/DD/YYYY", "2025-03-02"),
        ("Feb 2025", "format: MMM YYYY", "2025-02"),
        ("février 2025", "format: MMM YYYY, language: fr", "2025-02"),
        ("2025-02-14", "length: month", "2025-02"),
        ("2025-T2", "format: YYYY-Tq", "2025-Q2"),
        ("2017-01", "format: YYYY-MM, calendar: ethiopian", "2024-09"),
        ("2082-01-01", "calendar: nepali", "2025-04-14"),
        ("2568", "calendar: thai", "2025"),
    ],
)
def test_periods_as_people_write_them(tmp_path: Path, written: str, declared: str, period: str) -> None:
    text = f"site,when,births\nN1,{written},3\n"
    mapping = f"place: site\nperiod: {{column: when, {declared}}}\nmeasure: births\nvalue: births"
    assert [row[1] for row in figures(read(write(tmp_path, "a.csv", text), mapping))] == [period]


@pytest.mark.parametrize("written", ["03/02/2025", "2025-13", "2025-02-30", "25", "soon", "2025-01 2025-02"])
def test_a_period_that_can_be_read_in_two_ways_or_none_is_refused(tmp_path: Path, written: str) -> None:
    reading = read(write(tmp_path, "a.csv", LONG.replace("2025-01", written)), LONG_MAPPING)
    assert refusals(reading) == {written: "This is no period."}


@pytest.mark.parametrize(
    ("written", "declared", "value"),
    [
        ("1234.5", "", 1234.5),
        ("12e2", "", 1200.0),
        ('"1.234,5"', 'decimal: ",", thousands: "."', 1234.5),
        ('"1,234"', 'thousands: ","', 1234.0),
        ("1 234", 'thousands: " "', 1234.0),
        ("1\u202f234", 'thousands: " "', 1234.0),
        ("１２", "", 12.0),
        ("1.234", 'decimal: ",", thousands: "."', 1234.0),
    ],
)
def test_numbers_with_declared_marks(tmp_path: Path, written: str, declared: str, value: float) -> None:
    text = f"site,year,deaths\nN1,2025,{written}\n"
    mapping = f"place: site\nperiod: year\nmeasure: deaths\nvalue: deaths\nnumbers: {{{declared}}}"
    assert [row[4] for row in figures(read(write(tmp_path, "a.csv", text), mapping))] == [value]


@pytest.mark.parametrize(
    ("written", "declared", "why"),
    [
        ('"1,234"', "", "A comma in a number can mean two things."),
        ('"1,5"', "", "A comma in a number can mean two things."),
        ("-", "", "A dash can mean zero or that nothing is known."),
        ("many", "", "This is no number."),
        ("nan", "", "This is no number."),
        ("1.23", 'decimal: ",", thousands: "."', "This is no number written as declared"),
        ('"12,34"', 'thousands: ","', "This is no number written as declared"),
    ],
)
def test_a_number_that_can_mean_two_things_is_refused(
    tmp_path: Path, written: str, declared: str, why: str
) -> None:
    text = f"site,year,deaths\nN1,2025,{written}\nN1,2025,x\n"
    mapping = f"place: site\nperiod: year\nmeasure: deaths\nvalue: deaths\nnumbers: {{{declared}}}"
    assert next(iter(refusals(read(write(tmp_path, "a.csv", text), mapping)).values())).startswith(why)


def test_marks_for_missing_are_no_figures(tmp_path: Path) -> None:
    text = "site,year,deaths\nN1,2025,-\nS1,2025,NA\n007,2025,2\n"
    mapping = 'place: site\nperiod: year\nmeasure: deaths\nvalue: deaths\nmissing: ["-"]'
    assert figures(read(write(tmp_path, "a.csv", text), mapping)) == [("007", "2025", "deaths", "", 2.0)]


def test_a_total_is_not_split(tmp_path: Path) -> None:
    text = LONG.replace(",F,", ",Total,")
    assert figures(read(write(tmp_path, "a.csv", text), LONG_MAPPING))[0] == (
        "N1",
        "2025-01",
        "births",
        "",
        3.0,
    )


def test_ragged_rows_are_told_with_their_numbers(tmp_path: Path) -> None:
    text = LONG + "N1,2025-02\n\nS1,2025-02,births,F,1,2\nS1,2025-02,births,F,5\n"
    reading = read(write(tmp_path, "a.csv", text), LONG_MAPPING)
    assert len(figures(reading)) == 3
    assert [(problem.row, problem.message) for problem in reading.unread] == [
        (4, "The row has 2 cells where the header has 5."),
        (6, "The row has 6 cells where the header has 5."),
    ]


def test_rows_keep_the_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    text = "Births of 2025\n" + LONG + '"N1","2025\n-02",births,F,1\nshort\nS1,2025-02,births,F,5\n'
    rows = [
        row
        for block in read(write(tmp_path, "a.csv", text), LONG_MAPPING).blocks
        for row in block.row.to_pylist()
    ]
    assert rows == [3, 4, 5, 7]


def test_excel_with_dates_and_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Births"])
    page.append(["site", "month", "what", "sex", "n"])
    page.append(["N1", datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None), "births", "F", 3])
    page.append([None] * 5)
    page.append(["S1", "2025-01", "births", "M", 4])
    book.save(tmp_path / "a.xlsx")
    mapping = LONG_MAPPING.replace("period: month", "period: {column: month, length: month}")
    reading = read(tmp_path / "a.xlsx", mapping)
    assert figures(reading) == LONG_FIGURES
    assert [r for block in read(tmp_path / "a.xlsx", mapping).blocks for r in block.row.to_pylist()] == [3, 5]


def test_excel_with_merged_cells_or_several_tables_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["site", "month", "n"], ["N1", "2025-01", 3], ["S1", None, 4]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "merged.xlsx")
    mapping = "place: site\nperiod: month\nmeasure: births\nvalue: n"
    with pytest.raises(InputErrors) as errors:
        read(tmp_path / "merged.xlsx", mapping)
    assert "B2:B3" in str(errors.value.problems[0])
    book.active.unmerge_cells("B2:B3")
    for row in (["site", "month", "n"], ["N1", "2025-01", 3]):
        (book["Other"] if "Other" in book.sheetnames else book.create_sheet("Other")).append(row)
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(InputErrors, match="1 problem"):
        read(tmp_path / "two.xlsx", mapping)
    assert len(figures(read(tmp_path / "two.xlsx", mapping + "\nsheet: Other"))) == 1


def test_parquet_with_numbers_days_and_dictionaries(tmp_path: Path) -> None:
    table = pa.table(
        {
            "site": pa.array(["N1", "S1"]).dictionary_encode(),
            "month": pa.array(["2025-01", "2025-01"]),
            "what": ["births", "births"],
            "sex": ["F", "M"],
            "n": pa.array([3, 4], pa.int16()),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert figures(read(tmp_path / "a.parquet", LONG_MAPPING)) == LONG_FIGURES
    year = table.set_column(1, "month", pa.array([2025.0, 2025.0]))
    pq.write_table(year, tmp_path / "b.parquet")
    assert [row[1] for row in figures(read(tmp_path / "b.parquet", LONG_MAPPING))] == ["2025", "2025"]


def test_json_rows(tmp_path: Path) -> None:
    rows = [
        {"site": "N1", "month": "2025-01", "what": "births", "sex": "F", "n": 3},
        {"site": "S1", "month": "2025-01", "what": "births", "sex": "M", "n": "4"},
    ]
    assert figures(read(write(tmp_path, "a.json", json.dumps(rows)), LONG_MAPPING)) == LONG_FIGURES


def test_a_column_that_is_not_there_or_stands_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as errors:
        read(write(tmp_path, "a.csv", "site,n\nN1,3\n"), LONG_MAPPING)
    assert "month, what and sex" in str(errors.value.problems[0])
    with pytest.raises(InputErrors) as errors:
        read(write(tmp_path, "b.csv", LONG.replace("sex", "site")), LONG_MAPPING)
    assert any("Several columns have the heading: site" in str(problem) for problem in errors.value.problems)


@pytest.mark.parametrize("name", ["a.doc", "a", "a.xls", "a.exe"])
def test_other_kinds_of_files_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        read(write(tmp_path, name, "x"))


def test_headings_that_leave_something_open_are_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as errors:
        read(write(tmp_path, "a.csv", "site,colour\nN1,blue\n"))
    assert "the period, the measure and the value" in str(errors.value.problems[0])


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "json"])
def test_a_table_about_persons_is_refused_with_its_columns_named(tmp_path: Path, suffix: str) -> None:
    headings = ["site", "month", "mother's name", "电话号码", "n"]
    cells = ["N1", "2025-01", "Secret Woman", "555-0100", 1]
    path = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        path.write_text(",".join(headings) + "\n" + ",".join(map(str, cells)), encoding="utf-8")
    elif suffix == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(headings)
        book.active.append(cells)
        book.save(path)
    else:
        table = pa.table({name: [cell] for name, cell in zip(headings, cells, strict=True)})
        if suffix == "parquet":
            pq.write_table(table, path)
        else:
            path.write_text(json.dumps(table.to_pylist()), encoding="utf-8")
    with pytest.raises(InputErrors) as errors:
        read(path, LONG_MAPPING)
    told = " ".join(map(str, errors.value.problems))
    assert "mother's name" in told
    assert "电话" in told
    assert "Secret" not in told

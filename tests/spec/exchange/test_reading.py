"""Small tables in, observations out: what is understood, and how it is noted."""

import openpyxl
import pandas as pd
import pytest

from populace.exchange.folder import read_folder
from populace.forecast.tables import COLUMNS, Override, Tables


def rows(tables: Tables, *columns: str) -> list[list[object]]:
    """The observations without what is the same in all small tables."""
    return tables.observations[list(columns)].to_numpy().tolist()


def test_a_long_table_of_population(folder):
    tables = read_folder(
        folder(
            population="""
            place,date,sex,age,population
            A,2025-12-31,female,0-4,10
            A,2025-12-31,female,5+,20
            A,2025-12-31,male,0-4,11
            A,2025-12-31,male,5+,19
            """
        )
    )
    assert tuple(tables.observations.columns) == COLUMNS
    assert rows(tables, "measure", "place", "year", "date", "sex", "age", "width", "value", "status") == [
        ["population", "A", 2025, 2026.0, 0, 0, 5, 10.0, "reported"],
        ["population", "A", 2025, 2026.0, 0, 5, 0, 20.0, "reported"],
        ["population", "A", 2025, 2026.0, 1, 0, 5, 11.0, "reported"],
        ["population", "A", 2025, 2026.0, 1, 5, 0, 19.0, "reported"],
    ]
    assert tables.sources["population.csv"].rows == 4
    assert tables.notes == ("No table of places was given: every place stands at the top.",)


def test_the_same_table_with_a_column_for_each_sex_in_chinese(folder):
    tables = read_folder(
        folder(
            人口="""
            地区,日期,年龄组,女,男,合计
            东镇,2025年12月31日,0-4岁,10,11,21
            东镇,2025年12月31日,5岁及以上,20,19,39
            """
        )
    )
    assert rows(tables, "date", "sex", "age", "width", "value") == [
        [2026.0, 0, 0, 5, 10.0],
        [2026.0, 0, 5, 0, 20.0],
        [2026.0, 1, 0, 5, 11.0],
        [2026.0, 1, 5, 0, 19.0],
    ]
    assert "人口.csv: totals that stand beside their parts were left out." in tables.notes


def test_the_same_table_with_a_column_for_each_age(folder):
    tables = read_folder(folder(population="place,year,sex,0-4,5+\nA,2025,female,10,20\nA,2025,male,11,19\n"))
    assert rows(tables, "date", "sex", "age", "width", "value") == [
        [2026.0, 0, 0, 5, 10.0],
        [2026.0, 0, 5, 0, 20.0],
        [2026.0, 1, 0, 5, 11.0],
        [2026.0, 1, 5, 0, 19.0],
    ]
    assert "population.csv: population given by year is taken as at 31 December." in tables.notes


def test_several_measures_as_columns(folder):
    tables = read_folder(folder(figures="地区,年份,出生人数,总和生育率\n东镇,2024,12,1.1\n东镇,2025,9,1.0\n"))
    assert rows(tables, "measure", "year", "date", "age", "width", "value") == [
        ["births", 2024, pytest.approx(float("nan"), nan_ok=True), -1, -1, 12.0],
        ["births", 2025, pytest.approx(float("nan"), nan_ok=True), -1, -1, 9.0],
        ["total_fertility", 2024, pytest.approx(float("nan"), nan_ok=True), -1, -1, 1.1],
        ["total_fertility", 2025, pytest.approx(float("nan"), nan_ok=True), -1, -1, 1.0],
    ]


@pytest.mark.parametrize(
    ("day", "decimal"),
    [
        ("2025-12-31", 2026.0),
        ("2026-01-01", 2026.0),
        ("2020-07-01", 2020.5),
        ("2025/12/31", 2026.0),
        ("2025年末", 2026.0),
    ],
)
def test_dates(folder, day, decimal):
    tables = read_folder(folder(population=f"place,date,sex,0-4,5+\nA,{day},female,10,20\n"))
    assert set(tables.observations["date"]) == {decimal}


def test_an_empty_cell_is_a_missing_row(folder):
    tables = read_folder(folder(births="place,year,births\nA,2024,\nA,2025,7\n"))
    assert rows(tables, "year", "value") == [[2025, 7.0]]
    assert (
        "births.csv: 1 row has an empty cell of figures; it counts as missing, not as zero." in tables.notes
    )


def test_units_that_headings_state(folder):
    tables = read_folder(
        folder(
            births="地区,年份,出生人数（万人）\n东镇,2025,1.2\n",
            srb="place,year,srb\n东镇,2025,111.3\n",
            asfr="place,year,age,asfr\n东镇,2025,20-24,61\n",
        )
    )
    values = tables.observations.set_index("measure")["value"]
    assert values["births"] == pytest.approx(12_000)
    assert values["sex_ratio_at_birth"] == pytest.approx(1.113)
    assert values["fertility_rate"] == pytest.approx(0.061)
    assert "srb.csv: the sex ratio at birth was read as boys per 100 girls." in tables.notes


def test_the_tree_of_places_with_names_in_two_languages(folder):
    tables = read_folder(
        folder(
            places="""
            code,name,name_zh,parent,kind
            D,Mapleford,枫桥县,,district
            A,Ayton,,D,town
            """,
            births="place,year,births\nAyton,2025,7\n",
        )
    )
    assert tables.places.roots == ("D",)
    assert tables.places.children("D") == ("A",)
    assert tables.places["D"].names == {"en": "Mapleford", "zh-hans": "枫桥县"}
    assert tables.places["A"].kind == "town"
    assert rows(tables, "place", "value") == [["A", 7.0]]


def test_totals_from_another_table_than_their_parts_stay(folder):
    tables = read_folder(
        folder(
            births="place,year,births\nA,2025,12\n",
            births_by_age="place,year,age,births\nA,2025,15-29,7\nA,2025,30-49,4\n",
        )
    )
    assert rows(tables, "age", "value") == [[-1, 12.0], [15, 7.0], [30, 4.0]]


def test_a_tree_is_inferred_where_one_place_is_the_sum_of_the_others(folder):
    tables = read_folder(folder(births="place,year,births\nA,2025,7\nB,2025,9\nT,2025,16\n"))
    assert tables.places.roots == ("T",)
    assert tables.places.children("T") == ("A", "B")


def test_names_beside_codes_are_kept_where_there_is_no_table_of_places(folder):
    tables = read_folder(folder(births="区划代码,名称,年份,出生人数\n01,东镇,2025,7\n"))
    assert tables.places["01"].names == {"zh-hans": "东镇"}


def test_only_the_places_that_are_wanted_with_the_trees_they_stand_in(folder):
    tables = read_folder(
        folder(
            places="code,parent\nD,\nA,D\nB,D\nA1,A\nE,\n",
            births="place,year,births\nD,2025,16\nA,2025,7\nB,2025,9\nA1,2025,7\nE,2025,3\n",
        ),
        places=["A"],
    )
    assert rows(tables, "place") == [["D"], ["A"], ["B"], ["A1"]]
    assert len(tables.places) == 5


def test_planning_ratios(folder):
    tables = read_folder(
        folder(
            births="place,year,births\nA,2025,7\n",
            planning_ratios="code,value,source\nmidwives,150,county plan\n",
        )
    )
    assert tables.overrides == {"midwives": Override(150.0, "county plan")}


def test_a_workbook_with_titles_above_its_tables(tmp_path):
    book = openpyxl.Workbook()
    births, deaths = book.active, book.create_sheet("死亡人数")
    births.title = "births"
    for row in (["Births of the district"], ["place", "year", "births"], ["A", 2025, 7.0]):
        births.append(row)
    births.merge_cells("A1:C1")
    for row in (["地区", "年份", "性别", "人数"], ["A", 2025, "女", 3], ["A", 2025, "男", 4]):
        deaths.append(row)
    book.save(tmp_path / "tables.xlsx")
    tables = read_folder(tmp_path)
    assert rows(tables, "measure", "sex", "value") == [
        ["births", -1, 7.0],
        ["deaths", 0, 3.0],
        ["deaths", 1, 4.0],
    ]
    assert set(tables.sources) == {"tables.xlsx, sheet births", "tables.xlsx, sheet 死亡人数"}


def test_a_reference_folder_serves_behind_the_folder(tmp_path):
    own, behind = tmp_path / "own", tmp_path / "behind"
    own.mkdir()
    behind.mkdir()
    (own / "births.csv").write_text("place,year,births\n1,2025,7\n2,2025,9\n99,2025,16\n")
    (behind / "tfr.csv").write_text("place,year,tfr\n1,2025,4.0\n99,2025,1.3\n7,2025,5.0\n")
    (behind / "births.csv").write_text("place,year,births\n7,2025,70000\n")
    matched = read_folder(own, reference=behind).observations
    assert matched[matched["priority"] > 0][["place", "measure", "value"]].to_numpy().tolist() == [
        ["99", "total_fertility", 1.3]
    ]
    named = read_folder(own, reference=behind, reference_place="7").observations
    assert named[named["priority"] > 0][["place", "measure", "value"]].to_numpy().tolist() == [
        ["99", "total_fertility", 5.0]
    ]


def test_files_of_the_same_name_in_both_folders_stay_apart(tmp_path):
    own, behind = tmp_path / "own", tmp_path / "behind"
    for place, text in (
        (own, "place,year,tfr\nA,2025,1.2\n"),
        (behind, "place,year,tfr\nA,2024,1.3\nA,2025,1.4\n"),
    ):
        place.mkdir()
        (place / "tfr.csv").write_text(text)
    sources = read_folder(own, reference=behind).sources
    assert {label: source.rows for label, source in sources.items()} == {"tfr.csv": 1, "behind/tfr.csv": 2}


def test_reading_is_told_as_it_goes(folder):
    told: list[float] = []
    read_folder(
        folder(births="place,year,births\nA,2025,7\n"), progress=lambda _label, done: told.append(done)
    )
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_frame_does_not_depend_on_the_order_of_rows(folder):
    first = read_folder(folder(births="place,year,births\nA,2024,7\nA,2025,8\n")).observations
    second = read_folder(folder(births="place,year,births\nA,2025,8\nA,2024,7\n")).observations
    pd.testing.assert_frame_equal(first, second)

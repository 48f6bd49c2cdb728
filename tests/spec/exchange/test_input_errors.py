"""What is wrong in a folder: one clear line each, with file and row, all in one pass."""

from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest

from populace.errors import InputErrors, UserError
from populace.exchange.folder import read_folder

PLACES = """
    code,name,parent
    D,District,
    A,Ayton,D
    """


def test_a_negative_count(folder, problems):
    tables = folder(
        population="""
        place,year,sex,age,population
        A,2025,female,0-4,-7
        A,2025,female,5+,40
        """
    )
    assert problems(tables) == [("population.csv", 2, "A negative count: -7.")]


def test_a_duplicate_row(folder, problems):
    tables = folder(
        births="""
        place,year,births
        A,2024,10
        A,2025,11
        A,2024,12
        """
    )
    assert problems(tables) == [("births.csv", 4, "The same figure stands in row 2 already.")]


def test_the_same_figure_in_two_files(folder, problems):
    tables = folder(births="place,year,births\nA,2024,10\n", births_again="place,year,births\nA,2024,10\n")
    assert problems(tables) == [
        ("births_again.csv", 2, "The same figure stands in births.csv, row 2, already.")
    ]


def test_an_unknown_place(folder, problems):
    tables = folder(places=PLACES, births="place,year,births\nA,2025,10\nQ,2025,3\n")
    assert problems(tables) == [("births.csv", 3, "The place Q is not known.")]


def test_a_place_code_that_lost_its_zeros(folder, problems):
    tables = folder(places="code,name\n007,Ayton\n", births="place,year,births\n7,2025,10\n")
    assert problems(tables) == [("births.csv", 2, "The place 7 is not known; 007 is.")]


def test_ages_that_overlap(folder, problems):
    tables = folder(
        population="""
        place,year,sex,age,population
        A,2025,female,0-4,10
        A,2025,female,4-9,10
        A,2025,female,10+,10
        """
    )
    assert problems(tables) == [("population.csv", 3, "The ages 4–9 overlap the ages 0–4 of row 2.")]


def test_ages_with_a_gap(folder, problems):
    tables = folder(
        population="""
        place,year,sex,age,population
        A,2025,female,0-4,10
        A,2025,female,10+,10
        """
    )
    assert problems(tables) == [("population.csv", 3, "No ages stand between 0–4 (row 2) and 10 and over.")]


def test_births_larger_than_women_allow(folder, problems):
    tables = folder(
        population="""
        place,year,female,male,age
        A,2025,200,210,0-14
        A,2025,500,500,15-49
        A,2025,300,280,50+
        """,
        births="place,year,births\nA,2025,250\n",
    )
    assert problems(tables) == [
        ("births.csv", 2, "Births in 2025: 250, more than 500 women aged 15–49 can have.")
    ]


def test_births_larger_than_the_women_of_one_age_allow(folder, problems):
    tables = folder(
        population="""
        place,year,female,male,age
        A,2025,200,210,0-14
        A,2025,900,900,15-19
        A,2025,50,50,20-24
        A,2025,900,900,25-49
        A,2025,300,280,50+
        """,
        births="place,year,age,births\nA,2025,20-24,90\nA,2025,25-29,60\n",
    )
    assert problems(tables) == [
        ("births.csv", 2, "Births to women aged 20–24: 90, more than 50 women can have.")
    ]


def test_births_to_no_women_at_all(folder, problems):
    tables = folder(
        population="place,year,sex,0-14,15-49,50+\nA,2025,female,9,0,3\nA,2025,male,9,20,3\n",
        births="place,year,births\nA,2025,1\n",
    )
    assert problems(tables) == [
        ("births.csv", 2, "Births in 2025: 1, more than 0 women aged 15–49 can have.")
    ]


def test_births_of_years_without_a_count_are_judged_by_the_nearest_count_generously(folder, problems):
    tables = folder(
        population="place,year,sex,0-14,15-49,50+\nA,2025,female,9,100,3\nA,2025,male,9,20,3\n",
        births="place,year,births\nA,1990,120\nA,2000,1900\nB,2000,1900\n",
        places="code,name\nA,Alpha\nB,Beta\n",
    )
    assert problems(tables) == [
        ("births.csv", 3, "Births in 2000: 1,900, more than 100 women aged 15–49 can have.")
    ]


def test_a_fault_in_the_tree_does_not_hide_what_else_is_wrong(folder, problems):
    tables = folder(
        places="code,name,parent\nA,Alpha,\nB,Beta,Z\n",
        births="place,year,births\nX,2000,5\nB,2001,5\n",
    )
    assert [(file, row) for file, row, _said in problems(tables)] == [("births.csv", 2), ("places.csv", 3)]


def test_levels_that_no_population_has(folder, problems):
    tables = folder(
        life_expectancy="place,year,sex,life_expectancy\nA,2024,female,820\nA,2024,male,7.7\n",
        total_fertility="place,year,total_fertility\nA,2024,21\n",
    )
    assert problems(tables) == [
        ("life_expectancy.csv", 2, "820 is out of range for Life expectancy at birth (years)."),
        ("life_expectancy.csv", 3, "7.7 is out of range for Life expectancy at birth (years)."),
        ("total_fertility.csv", 2, "21 is out of range for Total fertility (births per woman)."),
    ]


def test_more_emigrants_than_people(folder, problems):
    tables = folder(
        population="place,year,sex,0-14,15-49,50+\nA,2025,female,9,100,3\nA,2025,male,9,20,3\n",
        net_migration="place,year,net_migration\nA,2024,-140\nA,2025,-200\n",
    )
    assert problems(tables) == [
        ("net_migration.csv", 3, "Net migration of -200: more people leave in a year than the 144 counted.")
    ]


def test_a_place_that_is_called_as_a_heading_is_no_second_header(folder):
    tables = read_folder(
        folder(
            places="code,name,parent,kind\nD,District,,district\nV,Village,D,village\n",
            births="place,year,births\nV,2024,5\n",
        )
    )
    assert tables.places["D"].names["en"] == "District"


def test_births_are_not_judged_where_the_women_are_not_known_by_age(folder):
    read_folder(
        folder(
            population="place,year,sex,0-4,5+\nA,2025,female,9,10\nA,2025,male,9,20\n",
            births="place,year,births\nA,2025,10\n",
        )
    )


def test_sexes_spelt_three_ways(folder, problems):
    tables = folder(
        deaths="""
        place,year,sex,deaths
        A,2023,F,5
        A,2024,female,5
        A,2025,女,5
        """
    )
    assert problems(tables) == [("deaths.csv", 3, "One sex (female) is spelt in 3 ways: f, female and 女.")]


def test_a_sex_that_is_not_known(folder, problems):
    tables = folder(deaths="place,year,sex,deaths\nA,2025,2,5\n")
    assert problems(tables) == [("deaths.csv", 2, "The sex 2 is not known.")]


@pytest.mark.parametrize("number", ['"1,234"', "1 234", '"１，２３４"', "12\u00a0345", "1'234", "1.234.567"])
def test_thousands_separators(folder, problems, number):
    tables = folder(births=f"place,year,births\nA,2025,{number}\n")
    shown = number.strip('"')
    assert problems(tables) == [("births.csv", 2, f"A number with thousands separators: {shown}.")]


def test_a_separator_that_splits_a_cell_in_two(folder, problems):
    tables = folder(births="place,year,births\nA,2024,90\nA,2025,1,234\n")
    assert problems(tables) == [("births.csv", 3, "The row has 4 cells where the header has 3.")]


def test_a_dash_may_mean_two_things(folder, problems):
    tables = folder(births="place,year,births\nA,2025,-\n")
    assert problems(tables) == [("births.csv", 2, "A dash (-) may mean zero or missing.")]


def test_a_word_for_a_number(folder, problems):
    tables = folder(births="place,year,births\nA,2025,many\n")
    assert problems(tables) == [("births.csv", 2, "many is not a number.")]


def test_a_byte_order_mark_is_noted(folder):
    tables = read_folder(folder(births="\ufeffplace,year,births\nA,2025,7\n"))
    assert tables.observations["value"].tolist() == [7]
    assert tables.notes[0] == "births.csv begins with a byte order mark, which was left out."


def test_a_byte_order_mark_inside_a_file(folder, problems):
    tables = folder(births="place,year,births\nA,2025,7\n\ufeffplace,year,births\nA,2026,7\n")
    assert problems(tables) == [
        ("births.csv", 3, "A byte order mark stands inside the text: two files were joined.")
    ]


def test_gbk_is_read_and_noted(folder):
    tables = read_folder(folder(出生="地区,年份,出生人数\n东镇,2025,7\n".encode("gbk")))
    assert tables.observations[["measure", "place", "value"]].to_numpy().tolist() == [["births", "东镇", 7]]
    assert "出生.csv was read as GB 18030 (GBK) text." in tables.notes


def test_bytes_in_no_known_encoding(folder, problems):
    tables = folder(births=b"place,year,births\n\xff\xff,2025,7\n")
    assert problems(tables) == [("births.csv", 2, "The text is neither UTF-8 nor GB 18030 (GBK).")]


def test_merged_excel_headers(tmp_path, problems):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "population"
    for row in (["place", "year", "age", "population", None], [None, None, None, "female", "male"],
                ["A", 2025, "0-4", 10, 11]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("D1:E1")
    book.save(tmp_path / "tables.xlsx")
    assert problems(tmp_path) == [("tables.xlsx", 1, "The cells D1:E1 are merged.")]


def test_headers_that_were_merged_before_the_file_became_csv(folder, problems):
    tables = folder(population="place,year,age,population,\n,,,female,male\nA,2025,0-4,10,11\n")
    assert problems(tables) == [("population.csv", 2, "The header goes on in a second row.")]


def test_a_column_without_a_heading(folder, problems):
    tables = folder(population="place,year,age,female,\nA,2025,0-4,10,11\n")
    assert problems(tables) == [("population.csv", 1, "Columns without a heading: E. Were headings merged?")]


def test_a_missing_column(folder, problems):
    tables = folder(population="place,year,age,population\nA,2025,0-4,10\n")
    assert problems(tables) == [("population.csv", 1, "The table lacks the columns: sex.")]


def test_an_empty_table(folder, problems):
    tables = folder(births="place,year,births\n")
    assert problems(tables) == [("births.csv", None, "The table has no rows.")]


def test_a_year_that_cannot_be(folder, problems):
    tables = folder(births="place,year,births\nA,20255,10\nA,31/12/2025,10\n")
    assert [row for _file, row, _message in problems(tables)] == [2, 3]


def test_a_total_that_is_not_the_sum_of_its_parts(folder, problems):
    tables = folder(deaths="place,year,female,male,total\nA,2025,100,120,320\n")
    assert problems(tables) == [("deaths.csv", 2, "The total 320.0 is not the sum of its parts, 220.0.")]


def test_a_circle_in_the_tree(folder, problems):
    tables = folder(places="code,name,parent\nA,Ayton,B\nB,Beeford,C\nC,Ceeton,A\n")
    assert problems(tables) == [("places.csv", 2, "These places are below themselves: A → B → C → A.")]


def test_a_parent_that_is_no_place(folder, problems):
    tables = folder(places="code,name,parent\nA,Ayton,Z\nA,Again,\n")
    assert problems(tables) == [
        ("places.csv", 2, "The parent Z of A is not in the table of places."),
        ("places.csv", 3, "The place A stands in row 2 already."),
    ]


def test_planning_ratios_have_known_codes_and_values_above_zero(folder, problems):
    tables = folder(planning_ratios="code,value,source\nmidwives,0,us\nnurses,3,us\n")
    assert problems(tables) == [
        ("planning_ratios.csv", 2, "The ratio midwives has no value above zero."),
        ("planning_ratios.csv", 3, "The planning ratio nurses is not known."),
    ]


def test_many_problems_of_a_kind_are_counted(folder, problems):
    rows = "".join(f"A,{year},-1\n" for year in range(1990, 2020))
    lines = problems(folder(births=f"place,year,births\n{rows}"))
    assert len(lines) == 11
    assert lines[-1] == ("births.csv", 12, "20 more: A negative count: -1.")


def test_everything_is_reported_in_one_pass(folder, problems):
    """Every error of the list above in one folder: each is told, in the order of files and rows."""
    book = openpyxl.Workbook()
    book.active.title = "migration"
    book.active.append(["place", "year", None])
    book.active.append(["A", 2025, 3])
    book.active.merge_cells("B1:C1")
    tables = folder(
        places=PLACES,
        births="place,year,births\nA,2024,-3\nA,2025,900\nA,2025,900\nQ,2025,3\n",
        deaths='place,year,sex,deaths\nA,2023,F,5\nA,2024,female,"1,234"\nA,2025,女,5\n',
        population="""
        place,year,sex,age,population
        A,2025,female,0-14,100
        A,2025,female,10-49,500
        A,2025,female,50+,300
        """,
        e0="place,year,life_expectancy\n\ufeffA,2025,70\n",
        tfr=b"place,year,tfr\n\xff\xff,2025,1.4\n",
    )
    book.save(tables / "migration.xlsx")
    assert [(file, row) for file, row, _message in problems(tables)] == [
        ("births.csv", 2),  # a negative count
        ("births.csv", 3),  # more births than women allow
        ("births.csv", 4),  # a duplicate row
        ("births.csv", 5),  # an unknown place
        ("deaths.csv", 3),  # thousands separators
        ("deaths.csv", 3),  # a sex in three spellings
        ("e0.csv", 2),  # a byte order mark inside
        ("migration.xlsx", 1),  # merged headers
        ("population.csv", 3),  # ages that overlap
        ("tfr.csv", 2),  # an unknown encoding
    ]


def test_a_list_of_persons_is_refused_without_repeating_it(folder):
    register = dedent("""
        姓名,身份证号,出生日期,place,year,births
        张三,110101199003071234,1990-03-07,A,2025,1
        """).lstrip()
    with pytest.raises(InputErrors) as caught:
        read_folder(folder(births=register))
    (problem,) = caught.value.problems
    assert problem.message == "Columns about persons are not read here: 姓名, 身份证 and 出生日期."
    assert "张三" not in str(problem)
    assert "1990" not in str(problem)


@pytest.mark.parametrize(
    "column", ["Full name", "ID number", "phone", "Date of birth", "address", "household_id", "住址"]
)
def test_columns_about_persons(folder, problems, column):
    tables = folder(births=f"place,year,births,{column}\nA,2025,1,secret\n")
    assert problems(tables) == [("births.csv", 1, f"Columns about persons are not read here: {column}.")]


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(UserError, match="is not a folder"):
        read_folder(tmp_path / "nowhere")


def test_a_folder_without_tables(tmp_path: Path):
    with pytest.raises(UserError, match="holds no tables"):
        read_folder(tmp_path)


def test_a_place_that_nobody_has(folder):
    with pytest.raises(UserError, match="not in the tables: Z"):
        read_folder(folder(births="place,year,births\nA,2025,7\n"), places=["Z"])

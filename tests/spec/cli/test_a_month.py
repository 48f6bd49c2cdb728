"""A month in an office: returns with faults come in, are mended and sent again, corrected, and nothing counts twice."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.spec.cli.offices import HEADINGS, PLACES, done, figures, populace, write, wrong

FAULTY = (
    "A,2026-01,births,sex=female,5",
    "A,2026-01,births,sex=male,6",
    "A,2026-01,births,,11",
    "B,2026-01,births,,7",
    "B,2026-01,births,,8",
    "C,2026-01,births,,-3",
    "Q,2026-01,births,,4",
    "S,13/2026,births,,4",
    "S,2026-01,brths,,4",
    "S,2026-02,births,,",
)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_faults_are_refused_row_by_row_and_come_in_when_they_are_mended(office: Path, folder: Path) -> None:
    write(folder, "returns.csv", *FAULTY)
    result = populace("import", "returns.csv", "--into", office)
    assert result.exit_code == 1
    assert "1 cell without a figure was passed over" in result.output
    refused = rows_of(folder / "returns.csv.refused.csv")
    assert [row["row"] for row in refused] == ["4", "5", "6", "7", "8", "9", "10"]
    assert all(row["refused_because"] and row["what_to_do"] for row in refused)
    mended = {"B": "7", "C": "3", "S": "4"}
    lines = [f"{place},2026-01,births,,{value}" for place, value in mended.items()]
    write(folder, "mended.csv", *lines)
    assert "3 accepted (3 new)" in done("import", "mended.csv", "--into", office)
    assert figures(office, "--measure", "births", "--period", "2026-01", "--level", 3) == {
        ("A", "2026-01", ""): 11,
        ("B", "2026-01", ""): 7,
        ("C", "2026-01", ""): 3,
        ("S", "2026-01", ""): 4,
    }


def test_the_file_of_refused_rows_is_mended_in_place(office: Path, folder: Path) -> None:
    write(folder, "returns.csv", "Q,2026-01,net_migration,,-12")
    populace("import", "returns.csv", "--into", office)
    refused = folder / "returns.csv.refused.csv"
    refused.write_text(refused.read_text(encoding="utf-8").replace('"Q"', '"C"'), encoding="utf-8")
    assert "1 accepted (1 new)" in done("import", refused, "--into", office)
    assert figures(office, "--measure", "net_migration", "--period", "2026-01") == {("N", "2026-01", ""): -12}


def test_all_or_nothing_a_trial_and_a_report_for_programs(office: Path, folder: Path) -> None:
    write(folder, "returns.csv", *FAULTY)
    for option, said in (("--atomic", "whole or not at all"), ("--trial", "This was a trial")):
        result = populace("import", "returns.csv", "--into", office, option)
        assert result.exit_code == 1
        assert said in result.output
        assert "No figures were reported" in done(
            "query", office, "--measure", "births", "--period", "2026-01"
        )
    told = populace("import", "returns.csv", "--into", office, "--format", "json").stdout
    counts = {(row["outcome"], row["code"]): row["rows"] for row in json.loads(told)}
    assert counts["new", ""] == 2
    assert counts["refused", "twice"] == 2
    assert counts["refused", "total"] == 1
    as_csv = populace("import", "returns.csv", "--into", office, "--format", "csv").stdout
    assert '"returns.csv","unchanged",2' in as_csv


def test_a_big_file_is_tried_first(office: Path, folder: Path) -> None:
    lines = [
        f"{place},{year}-{month:02},births,age={age},1"
        for place in "ABCS"
        for year in range(1900, 2025)
        for month in range(1, 13)
        for age in ("10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54")
    ]
    write(folder, "history.csv", *lines)
    assert "This was a trial" in done("import", "history.csv", "--into", office)
    assert "54,000 accepted (54,000 new)" in done("import", "history.csv", "--into", office, "--commit")


def test_the_same_file_again_changes_nothing_and_a_correction_keeps_what_was_known(
    office: Path, folder: Path
) -> None:
    write(folder, "returns.csv", "A,2026-01,births,,5")
    done("import", "returns.csv", "--into", office)
    assert "there is nothing new" in done("import", "returns.csv", "--into", office)
    write(folder, "returns.csv", "A,2026-01,births,,6")
    assert "1 accepted (1 changed)" in done("import", "returns.csv", "--into", office)
    asked = ("--measure", "births", "--period", "2026-01")
    assert figures(office, *asked) == {("N", "2026-01", ""): 6}
    assert figures(office, *asked, "--known-at", "2020-01-01") == {}
    assert figures(office, *asked, "--known-at", "2199-01-01") == {("N", "2026-01", ""): 6}


def test_files_may_be_named_in_any_order(folder: Path) -> None:
    write(folder, "returns.csv", "A,2026-01,births,,5")
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    assert "1 accepted (1 new)" in done("import", "returns.csv", "places.csv", "--into", "office")


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        ("births,,10", "births,sex=female,4", "The total stands in the workspace already"),
        ("births,sex=female,4", "births,,10", "stands in the workspace by sex"),
        ("births,age=20-24,4", "births,sex=female,10", "stands in the workspace by age"),
    ],
)
def test_what_stands_in_one_split_is_not_counted_again_in_another(
    office: Path, folder: Path, first: str, then: str, why: str
) -> None:
    write(folder, "first.csv", f"A,2026-01,{first}")
    write(folder, "then.csv", f"A,2026-01,{then}", f"B,2026-01,{then}", f"A,2026-02,{then}")
    done("import", "first.csv", "--into", office)
    result = populace("import", "then.csv", "--into", office)
    assert result.exit_code == 1
    (refused,) = rows_of(folder / "then.csv.refused.csv")
    assert (refused["place"], refused["period"]) == ("A", "2026-01")
    assert why in refused["refused_because"]
    again = populace("import", "then.csv", "--into", office)
    assert "2 accepted (2 unchanged)" in again.output


def test_a_total_makes_room_for_its_parts_when_it_is_taken_back(office: Path, folder: Path) -> None:
    write(folder, "total.csv", "A,2026-01,births,,10")
    done("import", "total.csv", "--into", office)
    lines = (
        "A,2026-01,births,,10,true",
        "A,2026-01,births,sex=female,4,",
        "A,2026-01,births,sex=male,5,false",
    )
    write(folder, "parts.csv", *lines, headings=f"{HEADINGS},deleted")
    assert "3 accepted (2 new, 1 taken back)" in done("import", "parts.csv", "--into", office)
    assert figures(office, "--measure", "births", "--period", "2026-01") == {("N", "2026-01", ""): 9}
    done("rebuild", office)
    assert figures(office, "--measure", "births", "--period", "2026-01") == {("N", "2026-01", ""): 9}
    write(folder, "odd.csv", "A,2026-01,births,,10,perhaps", headings=f"{HEADINGS},deleted")
    assert "1 problem" in wrong("import", "odd.csv", "--into", office)


def test_accounts_of_a_population_stand_beside_each_other_in_their_own_detail(
    office: Path, folder: Path
) -> None:
    write(
        folder,
        "population.csv",
        "A,2025,population,source=census,90",
        "A,2025,population,age=15-49;sex=female;source=register,30",
        "A,2025,population,age=15-49;sex=male;source=register,31",
    )
    assert "3 accepted (3 new)" in done("import", "population.csv", "--into", office)


def test_a_table_of_other_headings_comes_in_by_its_mapping_also_from_excel(
    office: Path, folder: Path
) -> None:
    mapping = folder / "mapping.yaml"
    mapping.write_text(
        "place: {column: town, by: name}\nperiod: {column: month, format: MM/YYYY}\n"
        "measure: births\nvalue: number\ncategories: {sex: {column: sex, values: {F: female, M: male}}}\n",
        encoding="utf-8",
    )
    rows = [("town", "month", "sex", "number"), ("Alpha", "03/2026", "F", 4), ("Omega", "03/2026", "M", 5)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "returns.xlsx")
    (folder / "returns.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    result = populace("import", "returns.xlsx", "--into", office, "--mapping", mapping)
    assert "1 accepted (1 new)" in result.output
    assert rows_of(folder / "returns.xlsx.refused.csv")[0]["town"] == "Omega"
    assert (
        "1 accepted (1 unchanged)"
        in populace("import", "returns.csv", "--into", office, "--mapping", mapping).output
    )
    mended = folder / "returns.csv.refused.csv"
    mended.write_text(mended.read_text(encoding="utf-8").replace("Omega", "Beta"), encoding="utf-8")
    assert "1 accepted (1 new)" in done("import", mended, "--into", office, "--mapping", mapping)


def test_a_register_is_counted_and_nothing_of_it_is_kept(office: Path, folder: Path) -> None:
    register = folder / "register.csv"
    register.write_text(
        "town,born on,sex,full name,phone\nA,2026-01-03,F,Xenia Quill,5550001\nA,2026-01-04,M,Yolanda Quill,5550002\n",
        encoding="utf-8",
    )
    assert "Columns about persons" in populace("import", register, "--into", office).output
    declared = folder / "register.yaml"
    declared.write_text(
        "counts: births\nplace: town\ndate: born on\n"
        "categories: {sex: {column: sex, values: {F: female, M: male}}}\n",
        encoding="utf-8",
    )
    done("import", register, "--into", office, "--line-list", declared)
    assert figures(office, "--measure", "births", "--period", "2026-01") == {("N", "2026-01", ""): 2}
    kept = b"".join(path.read_bytes() for path in office.rglob("*") if path.is_file())
    assert b"Quill" not in kept
    assert b"555000" not in kept

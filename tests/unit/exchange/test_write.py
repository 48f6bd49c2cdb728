import hashlib
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from populace.errors import OutputError
from populace.exchange.write import Sheet, sheet_name, write_csv, write_parquet, write_workbook

FRAME = pd.DataFrame(
    {
        "place": ["东镇", "=1+1", "http://example.org"],
        "year": [2025, 2026, 2027],
        "births": [1234, 5, 6],
        "rate": [0.1, np.nan, 2.5],
    }
)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_csv_is_plain_and_never_a_formula(tmp_path):
    path = tmp_path / "births.csv"
    write_csv(FRAME, path)
    assert path.read_bytes().decode() == (
        "place,year,births,rate\n东镇,2025,1234,0.1\n'=1+1,2026,5,\nhttp://example.org,2027,6,2.5\n"
    )


def test_parquet_carries_its_purpose_and_nothing_of_the_machine(tmp_path):
    path = tmp_path / "births.parquet"
    write_parquet(FRAME, path, {"purpose": "planning", "made_with": "populace"})
    assert pq.read_metadata(path).metadata == {b"purpose": b"planning", b"made_with": b"populace"}
    pd.testing.assert_frame_equal(pq.read_table(path).to_pandas(), FRAME, check_dtype=False)


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(tmp_path):
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("births: by place", FRAME, "Births", ("Planning only.",), {"rate": "share"})])
    page = openpyxl.load_workbook(path)["births  by place"]
    lines = list(page.iter_rows(values_only=True))
    assert lines[0][0] == "Births"
    assert lines[1][0] == "Planning only."
    assert lines[3] == ("place", "year", "births", "rate")
    assert lines[5] == ("=1+1", 2026, 5, None)
    assert page["A6"].data_type == "s"
    assert page["A7"].hyperlink is None
    assert page["D5"].number_format == "0.0%"
    assert page["C5"].number_format == "#,##0"
    assert page.freeze_panes == "A5"


def test_the_same_frames_give_the_same_bytes(tmp_path):
    digests = set()
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_csv(FRAME, folder / "a.csv")
        write_parquet(FRAME, folder / "a.parquet", {"b": "2", "a": "1"} if number else {"a": "1", "b": "2"})
        write_workbook(folder / "a.xlsx", [Sheet("one", FRAME), Sheet("two", FRAME, "Two")])
        digests.add(tuple(digest(folder / name) for name in ("a.csv", "a.parquet", "a.xlsx")))
    assert len(digests) == 1


def test_sheet_names_are_what_excel_takes():
    assert sheet_name("a/b*c", ()) == "a b c"
    assert sheet_name("x" * 40, ()) == "x" * 31
    assert sheet_name("X" * 31, ("x" * 31,)) == "X" * 29 + " 2"


@pytest.mark.parametrize(
    "write",
    [write_csv, lambda f, p: write_parquet(f, p, {}), lambda f, p: write_workbook(p, [Sheet("a", f)])],
)
def test_a_place_that_cannot_be_written_to_is_said(tmp_path, write):
    with pytest.raises(OutputError, match="cannot be written"):
        write(FRAME, tmp_path / "nowhere" / "a.out")

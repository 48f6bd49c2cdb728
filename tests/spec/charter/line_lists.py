"""Registers as offices keep them, one row a person. The people are invented."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

COUNTS = {
    "places.csv": "code,name,parent\nD1,Example district,\n",
    "population.csv": "place,year,sex,age,population\n"
    + "".join(
        f"D1,2024,{sex},{age},{1000 - 9 * age}\n" for sex in ("female", "male") for age in range(0, 100, 5)
    ),
    "births.csv": "place,year,births\n"
    + "".join(f"D1,{year},{150 + year % 5}\n" for year in range(2005, 2025)),
    "life_expectancy.csv": "place,year,sex,life_expectancy\nD1,2024,female,79.5\nD1,2024,male,74.5\n",
}
"""Tables of counts that are in order; what is refused beside them is refused for itself."""

Writer = Callable[[Path, list[list[str]]], None]


def _csv(encoding: str) -> Writer:
    def write(path: Path, rows: list[list[str]]) -> None:
        path.write_text("".join(",".join(row) + "\n" for row in rows), encoding=encoding)

    return write


def _excel(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)


@dataclass(frozen=True)
class LineList:
    """A file with one row a person: the columns that identify, the others, and what stands in the rows.

    ``told`` are the words by which the columns have to be named. Of a Chinese heading the identifying word is enough:
    only words known beforehand may be repeated, because the first row of a list without headings is a person. So may
    ``name`` be left out, which is a place's as often.
    """

    file: str
    write: Writer
    identifying: tuple[str, ...]
    other: tuple[str, ...]
    told: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    headed: bool = True

    def put_in(self, folder: Path) -> None:
        """Write the file into ``folder``."""
        header = [[*self.identifying, *self.other]] if self.headed else []
        self.write(folder / self.file, [*header, *(list(row) for row in self.rows)])

    @property
    def secrets(self) -> set[str]:
        """What must not be found anywhere afterwards: the values under the identifying columns."""
        return {value for row in self.rows for value in row[: len(self.identifying)]}


LINE_LISTS = (
    LineList(
        "births.csv",
        _csv("utf-8"),
        ("name", "id_number", "phone", "date_of_birth"),
        ("place", "year"),
        ("id_number", "phone", "date_of_birth"),
        (
            ("Maribel Quistgaard", "QX-7719-0042", "0700900461", "1997-03-14", "D1", "2024"),
            ("Odalys Fenwrick", "QX-7719-0043", "0700900462", "1999-11-02", "D1", "2024"),
        ),
    ),
    LineList(
        "出生登记.csv",
        _csv("gb18030"),
        ("姓名", "身份证号", "电话", "出生日期"),
        ("地区", "年份"),
        ("姓名", "身份证", "电话", "出生日期"),
        (
            ("欧阳雪岚", "990101199703140042", "19900000461", "1997年3月14日", "D1", "2024"),
            ("司徒梦溪", "990101199911020043", "19900000462", "1999年11月2日", "D1", "2024"),
        ),
    ),
    LineList(
        "births.xlsx",
        _excel,
        ("母亲姓名", "身份证号码", "联系电话", "家庭住址"),
        ("place", "year", "births"),
        ("姓名", "身份证", "电话", "住址"),
        (("欧阳雪岚", "990101199703140042", "19900000461", "青石巷七十七号", "D1", "2024", "1"),),
    ),
    LineList(
        "extra.csv",
        _csv("utf-8-sig"),
        ("Mother's name", "Date of birth", "Address"),
        ("place", "year", "births"),
        ("Mother's name", "Date of birth", "Address"),
        (("Maribel Quistgaard", "14/03/1997", "77 Bluestone Passage", "D1", "2024", "1"),),
    ),
)

WITHOUT_HEADINGS = LineList(
    "birth_register.csv",
    _csv("utf-8"),
    ("name", "id_number", "phone", "date_of_birth"),
    ("place", "year"),
    (),
    (
        ("欧阳雪岚", "990101199703140042", "19900000461", "1997年3月14日", "D1", "2024"),
        ("Odalys Fenwrick", "QX-7719-0043", "0700900462", "1999-11-02", "D1", "2024"),
    ),
    headed=False,
)
"""Its first row is a person, not a heading: there is no column to name, and nothing in it may be repeated."""

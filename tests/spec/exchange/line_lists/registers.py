"""A register of births as a hospital keeps it, and what is declared of it. The people are invented."""

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from populace.catalog.shipped import SHIPPED
from populace.exchange.incoming import Reading
from populace.exchange.line_lists.load import parse_line_list
from populace.exchange.line_lists.read import read_line_list
from populace.exchange.tidy.place_names import PlaceNames
from populace.places.tree import Place, PlaceTree

PLACES = PlaceTree(
    (Place("D", {"en": "District"}), Place("A", {"en": "Ash"}, "D"), Place("B", {"en": "Birch"}, "D"))
)

HEADINGS = (
    "register no",
    "full name",
    "phone",
    "home address",
    "date of birth",
    "born on",
    "town",
    "sex",
    "outcome",
)

ROWS = (
    (
        "R-90001",
        "Maribel Quistgaard",
        "0700900461",
        "7 Quarry Row",
        "1997-03-14",
        "2025-01-03",
        "Ash",
        "F",
        "live",
    ),
    (
        "R-90002",
        "Odalys Fenwrick",
        "0700900462",
        "9 Quarry Row",
        "1999-11-02",
        "2025-01-30",
        "Ash",
        "M",
        "live",
    ),
    (
        "R-90003",
        "Zuleika Thornby",
        "0700900463",
        "1 Mill Wynd",
        "2005-02-01",
        "2025-01-31",
        "Ash",
        "F",
        "live",
    ),
    (
        "R-90004",
        "Perpetua Oxenham",
        "0700900464",
        "2 Mill Wynd",
        "2005-02-01",
        "2025-02-01",
        "Birch",
        "F",
        "live",
    ),
    (
        "R-90005",
        "Ottoline Scrace",
        "0700900465",
        "3 Mill Wynd",
        "1990-06-30",
        "2025-02-09",
        "Birch",
        "F",
        "still",
    ),
)

SECRETS = {cell for row in ROWS for cell in row[:5]}
"""What must not be found anywhere afterwards."""

DECLARED = """
counts: births
place: town
date: born on
by: month
categories:
  sex: {column: sex, values: {F: female, M: male}}
ages: {column: date of birth, from: day_of_birth, groups: [15-19, 20-24, 25-29, 30-49]}
filters:
  - {column: outcome, is: [live]}
"""

COUNTS = {
    ("A", "2025-01", "age=15-19;sex=female"): 1,
    ("A", "2025-01", "age=25-29;sex=male"): 1,
    ("A", "2025-01", "age=25-29;sex=female"): 1,
    ("B", "2025-02", "age=20-24;sex=female"): 1,
}


@dataclass(frozen=True)
class Kind:
    """A format in which the register comes."""

    suffix: str

    def write(
        self, folder: Path, rows: tuple[tuple[str, ...], ...] = ROWS, headings: tuple[str, ...] = HEADINGS
    ) -> Path:
        path = folder / f"register.{self.suffix}"
        if self.suffix == "xlsx":
            book = openpyxl.Workbook()
            for row in (headings, *rows):
                book.active.append(row)
            book.save(path)
        elif self.suffix == "parquet":
            columns = list(zip(*rows, strict=True))
            pq.write_table(pa.table(dict(zip(headings, map(list, columns), strict=True))), path)
        else:
            path.write_text("".join(",".join(row) + "\n" for row in (headings, *rows)), encoding="utf-8")
        return path


KINDS = (Kind("csv"), Kind("xlsx"), Kind("parquet"))


def read(path: Path, declared: str = DECLARED) -> Reading:
    """The counts of a register."""
    return read_line_list(path, parse_line_list(declared), SHIPPED, PlaceNames(PLACES))


def counts(reading: Reading) -> dict[tuple[str, str, str], float]:
    """Counts by place, period and breakdown."""
    return {
        (place, period, breakdown): value
        for block in reading.blocks
        for place, period, breakdown, value in zip(
            block.place.to_pylist(),
            block.period.to_pylist(),
            block.categories["breakdown"].to_pylist(),
            block.value.to_pylist(),
            strict=True,
        )
    }

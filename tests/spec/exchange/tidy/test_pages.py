"""What the guides on tables and registers show is what the software does."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from populace.exchange.line_lists.load import KEYS as LINE_LIST_KEYS
from populace.exchange.line_lists.load import parse_line_list
from populace.exchange.line_lists.read import read_line_list
from populace.exchange.tidy.load import KEYS, load_mapping
from populace.exchange.tidy.place_names import PlaceNames
from tests.docs.pages import DOCS, blocks
from tests.spec.exchange.line_lists.registers import PLACES as TOWNS
from tests.spec.exchange.tidy.reading import CATALOGUE, figures, read, write

TABLES, REGISTERS = DOCS / "how-to" / "import-tables.md", DOCS / "how-to" / "count-a-register.md"

FIGURES = [
    [
        ("N1", "2025-03", "births", "sex=female", 12.0),
        ("S1", "2025-03", "births", "sex=male", 9.0),
        ("007", "2025-03", "deaths", "sex=female", 1204.0),
    ],
    [
        ("N1", "2025-01", "births", "sex=female", 3.0),
        ("N1", "2025-01", "births", "sex=male", 4.0),
        ("N1", "2025-01", "distributed", "", 75.0),
        ("N1", "2025-01", "stock_received", "", 100.0),
        ("S1", "2025-01", "births", "sex=female", 5.0),
        ("S1", "2025-01", "births", "sex=male", 6.0),
        ("S1", "2025-01", "distributed", "", 12.0),
    ],
    [
        ("N1", "2025-01", "births", "", 3.0),
        ("N1", "2025-02", "births", "", 4.0),
        ("S1", "2025-01", "births", "", 5.0),
        ("S1", "2025-03", "births", "", 6.0),
    ],
]


@pytest.mark.parametrize("number", range(len(FIGURES)))
def test_the_tables_of_the_guide_are_read_by_its_mappings(tmp_path: Path, number: int) -> None:
    table, mapping = blocks(TABLES, "text")[number], blocks(TABLES, "yaml")[number]
    assert Counter(figures(read(write(tmp_path, "returns.csv", table), mapping))) == Counter(FIGURES[number])


def test_the_code_of_the_guide_saves_a_mapping() -> None:
    names: dict[str, Any] = {}
    for code in blocks(TABLES, "python"):
        exec(code, names)
    saved = load_mapping(names["folder"] / "returns.yaml")
    assert saved == names["mapping"]
    assert [value.categories["sex"] for value in saved.values] == ["female", "male"]


def test_the_register_of_the_guide_is_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "register.csv", blocks(REGISTERS, "text")[0])
    what = parse_line_list(blocks(REGISTERS, "yaml")[0])
    counts = [
        (place, value)
        for block in read_line_list(path, what, CATALOGUE, PlaceNames(TOWNS)).blocks
        for place, value in zip(block.place.to_pylist(), block.value.to_pylist(), strict=True)
    ]
    assert counts == [("A", 1.0), ("A", 1.0)]


@pytest.mark.parametrize(("page", "keys"), [(TABLES, KEYS), (REGISTERS, LINE_LIST_KEYS)])
def test_every_key_is_explained(page: Path, keys: tuple[str, ...]) -> None:
    text = page.read_text(encoding="utf-8")
    assert [key for key in keys if f"`{key}`" not in text] == []

"""What is written comes in again exactly as it was, in every format and layout; and no spreadsheet runs it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import RESERVED, Dimension
from populace.catalog.measure import Kind, Measure
from populace.errors import OutputError, UserError
from populace.exchange.tidy.mapping import PeriodColumns, PlaceColumns, TableMapping, Words
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import read_table
from populace.exchange.tidy.tables import bare, kept_from_running
from populace.exchange.tidy.widen import widen
from populace.exchange.tidy.write import write_csv, write_json, write_parquet, write_workbook
from populace.places.tree import Place, PlaceTree
from populace.store.batch import STATUSES
from tests.spec.exchange.fuzzing import EXAMPLES
from tests.spec.exchange.tidy.reading import figures

FEW = settings(max_examples=EXAMPLES, deadline=None)

WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "parquet": write_parquet,
    "json": write_json,
}

# A byte order mark within a text is taken for the seam of two files, and told.
TEXT = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"],
        exclude_characters="\ufeff",
    ),
    min_size=1,
    max_size=8,
)
CODE = st.builds(
    lambda sign, text: sign + text, st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''", '"', "0"]), TEXT
)
CATEGORY = CODE.filter(lambda text: not RESERVED & set(text))
PERIOD = st.sampled_from(["2025", "2025-03", "2025-Q1", "2025-W05", "2025-04-01/P1Y", "2025-01-31"])
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
ROW = st.tuples(CODE, PERIOD, CATEGORY, NUMBER, st.sampled_from(STATUSES))
ROWS = st.lists(ROW, min_size=1, max_size=12, unique_by=lambda row: row[:3])


def _table(rows: list[tuple[str, str, str, float, str]]) -> pa.Table:
    places, periods, categories, values, statuses = zip(*rows, strict=True)
    return pa.table(
        {
            "place": pa.array(places).dictionary_encode(),
            "period": pa.array(periods).dictionary_encode(),
            "measure": pa.array(["m"] * len(rows)).dictionary_encode(),
            "breakdown": pa.array([f"d={category}" for category in categories]).dictionary_encode(),
            "value": pa.array(values, pa.float64()),
            "status": pa.array(statuses).dictionary_encode(),
        }
    )


def _known(rows: list[tuple[str, str, str, float, str]]) -> tuple[Catalogue, PlaceNames]:
    catalogue = Catalogue(
        measures={"m": Measure("m", "m", Kind.FLOW, "m", optional=frozenset({"d"}))},
        dimensions={"d": Dimension("d", "d", open=True)},
    )
    return catalogue, PlaceNames(
        PlaceTree(tuple(Place(code, {}) for code in dict.fromkeys(row[0] for row in rows)))
    )


@pytest.mark.parametrize("suffix", WRITERS)
@FEW
@given(rows=ROWS)
@example(rows=[("=1+1", "2025", "@x", 0.1 + 0.2, "reported"), ("'=1+1", "2025", "-y", -0.0, "estimated")])
@example(
    rows=[
        ("001", "2025", "1e5", 5e-324, "projected"),
        ("1e5", "2025-03", "true", 1.7976931348623157e308, "reported"),
    ]
)
def test_long_rows_come_back_exactly(suffix: str, rows: list[tuple[str, str, str, float, str]]) -> None:
    catalogue, places = _known(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{suffix}"
        WRITERS[suffix](_table(rows), path)
        back = figures(read_table(path, catalogue, places))
        statuses = [
            text for block in read_table(path, catalogue, places).blocks for text in block.status.to_pylist()
        ]
        assert [path.name] == [each.name for each in Path(folder).iterdir()]
    expected = [
        (place, period, "m", f"d={category}", value) for place, period, category, value, _status in rows
    ]
    assert list(map(repr, back)) == list(map(repr, expected))
    assert statuses == [row[4] for row in rows]


@pytest.mark.parametrize("suffix", WRITERS)
@FEW
@given(rows=ROWS)
def test_rows_that_are_wide_over_periods_come_back_exactly(
    suffix: str, rows: list[tuple[str, str, str, float, str]]
) -> None:
    catalogue, places = _known(rows)
    mapping = TableMapping(
        PlaceColumns(("place",)),
        PeriodColumns(headings=True),
        Words("measure"),
        (),
        {"d": Words("breakdown")},
    )
    wide = widen(_table(rows).drop_columns(["status"]), "period")
    category_only = wide.set_column(
        wide.column_names.index("breakdown"),
        "breakdown",
        pa.array([text.removeprefix("d=") for text in wide["breakdown"].to_pylist()]),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{suffix}"
        WRITERS[suffix](category_only, path)
        back = figures(read_table(path, catalogue, places, mapping))
    expected = [
        (place, period, "m", f"d={category}", value) for place, period, category, value, _status in rows
    ]
    assert sorted(map(repr, back)) == sorted(map(repr, expected))


@given(TEXT | CODE)
def test_the_apostrophe_before_what_would_run_is_taken_away_again(text: str) -> None:
    kept = kept_from_running(text)
    assert bare(kept) == text
    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_nothing_in_a_workbook_or_a_csv_file_is_run(tmp_path: Path) -> None:
    rows = _table([("=HYPERLINK(1)", "2025", "@x", 1.0, "reported")])
    write_workbook(rows, tmp_path / "a.xlsx")
    cells = [cell for line in openpyxl.load_workbook(tmp_path / "a.xlsx").active for cell in line]
    assert all(cell.data_type in "sn" for cell in cells)
    write_csv(rows, tmp_path / "a.csv")
    assert "'=HYPERLINK(1)" in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_a_heading_cannot_be_made_of_nothing_or_of_another_heading() -> None:
    rows = _table([("A", "2025", "x", 1.0, "reported")])
    for text in ("", "place"):
        column = pa.array([text])
        with pytest.raises(UserError, match="side by side"):
            widen(rows.set_column(2, "measure", column), "measure")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    rows = _table([("A", "2025", "x", 1.0, "reported")])
    for suffix, write in WRITERS.items():
        with pytest.raises(OutputError):
            write(rows, tmp_path / "none" / f"a.{suffix}")


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("over", ["period", "measure", "breakdown"])
def test_a_wide_export_needs_no_mapping(tmp_path: Path, suffix: str, over: str) -> None:
    rows = _table([("A", "2025-01", "x", 1.5, "reported"), ("B", "2025-02", "y", 2.0, "estimated")])
    catalogue, places = _known([("A", "", "", 0.0, ""), ("B", "", "", 0.0, "")])
    path = tmp_path / f"a.{suffix}"
    WRITERS[suffix](widen(rows, over), path)
    reading = read_table(path, catalogue, places)
    assert sorted(figures(reading)) == [("A", "2025-01", "m", "d=x", 1.5), ("B", "2025-02", "m", "d=y", 2.0)]
    statuses = [
        text for block in read_table(path, catalogue, places).blocks for text in block.status.to_pylist()
    ]
    assert sorted(statuses) == ["estimated", "reported"]
    assert not [note for note in reading.notes if "not used" in note]

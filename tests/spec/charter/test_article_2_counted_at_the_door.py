"""Article 2: a file that lists persons is refused with its columns named, and nothing of its rows is left anywhere."""

from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.spec.charter.identifiers import points_at_a_person
from tests.spec.charter.line_lists import COUNTS, LINE_LISTS, WITHOUT_HEADINGS, LineList
from tests.spec.charter.watched import Watched, run_watched


@pytest.fixture(scope="module", params=LINE_LISTS, ids=lambda line_list: line_list.file)
def line_list(request: pytest.FixtureRequest) -> LineList:
    """A line list that has come among the counts, perhaps in the place of a table of the same name."""
    found: LineList = request.param
    return found


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory, line_list: LineList) -> Watched:
    """The run that meets it."""
    tables, world = _tables_and_world(tmp_path_factory.mktemp("refused"))
    line_list.put_in(tables)
    done = run_watched(world, "report", str(tables), "--out", str(world / "out"))
    assert done.exit_code == 2, done.said
    return done


def _tables_and_world(folder: Path) -> tuple[Path, Path]:
    """A folder of counts, in order, and beside it the world of a run: its home, its temporary folder, its work."""
    tables, world = folder / "tables", folder / "world"
    tables.mkdir()
    world.mkdir()
    for name, text in COUNTS.items():
        (tables / name).write_text(text, encoding="utf-8")
    return tables, world


def test_a_line_list_is_refused_with_its_columns_named(refused: Watched, line_list: LineList) -> None:
    words = _words(refused.said)
    assert _words(line_list.file) in words
    for column in line_list.told:
        assert _words(column) in words


def test_nothing_of_a_line_list_is_written(refused: Watched, line_list: LineList) -> None:
    assert refused.opened_for_writing == ()
    assert not (refused.world / "out").exists()
    assert [path for path in refused.world.rglob("*") if path.is_file()] == []


def test_no_value_of_a_line_list_is_told(refused: Watched, line_list: LineList) -> None:
    words = _words(refused.said)
    assert [value for value in line_list.secrets if _words(value) in words or refused.leaves(value)] == []


def test_a_list_without_headings_is_left_alone(tmp_path: Path) -> None:
    """It cannot be told from any other table that is not understood: it is not used, and nothing of it is repeated."""
    tables, world = _tables_and_world(tmp_path)
    WITHOUT_HEADINGS.put_in(tables)
    done = run_watched(world, "report", str(tables), "--out", str(world / "out"), "--trajectories", "50")
    assert WITHOUT_HEADINGS.file in done.said or done.leaves(WITHOUT_HEADINGS.file)
    told = [
        value
        for value in WITHOUT_HEADINGS.secrets
        if _words(value) in _words(done.said) or done.leaves(value)
    ]
    assert told == []


def test_counts_are_taken_and_what_is_written_names_no_person(tmp_path: Path) -> None:
    """The same folder without the line list is read, so that the refusals above are of the line list alone."""
    tables, world = _tables_and_world(tmp_path)
    out = world / "out"
    done = run_watched(world, "report", str(tables), "--out", str(out), "--trajectories", "50")
    assert done.exit_code == 0, done.said
    assert any(str(world) in path for path in done.opened_for_writing), (
        "the watch sees no writing, so it proves nothing"
    )
    assert done.leaves("Example district"), "the search finds no text, so it proves nothing"
    written = list(_columns(out))
    assert written
    assert [f"{path.name}: {column}" for path, column in written if points_at_a_person(column)] == []


def _words(text: str) -> str:
    """Text as a person reads it, however the terminal broke its lines."""
    return "".join(text.split()).casefold()


def _columns(folder: Path) -> Iterable[tuple[Path, str]]:
    """Every column of every table under ``folder``."""
    for path in folder.rglob("*.parquet"):
        yield from ((path, name) for name in pq.read_schema(path).names)
    for path in folder.rglob("*.csv"):
        yield from ((path, name) for name in path.read_text(encoding="utf-8-sig").splitlines()[0].split(","))
    for path in folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            for row in sheet.iter_rows(values_only=True):
                yield from ((path, cell) for cell in row if isinstance(cell, str) and len(cell) < 40)

"""Article 2: a file that lists persons is refused with its columns named, and nothing of its rows is left anywhere."""

from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.spec.charter.identifiers import points_at_a_person
from tests.spec.charter.line_lists import COUNTS, LINE_LISTS, LineList
from tests.spec.charter.watched import Watched, run_watched


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder that is the whole world of a run: its home, its temporary folder, and where it works."""
    folder = tmp_path / "world"
    folder.mkdir()
    return folder


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A folder of counts, in order, outside the world."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in COUNTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=LINE_LISTS, ids=lambda line_list: line_list.file)
def line_list(request: pytest.FixtureRequest, counts: Path) -> LineList:
    """A line list that has come among the counts, in the place of a table of the same name."""
    found: LineList = request.param
    found.put_in(counts)
    return found


@pytest.fixture
def refused(world: Path, counts: Path, line_list: LineList) -> Watched:
    """The run that meets it."""
    done = run_watched(world, "report", str(counts), "--out", str(world / "out"))
    assert done.exit_code == 2, done.said
    return done


def test_a_line_list_is_refused_with_its_columns_named(refused: Watched, line_list: LineList) -> None:
    words = _words(refused.said)
    assert _words(line_list.file) in words
    for column in line_list.identifying:
        assert _words(column) in words


def test_nothing_of_a_line_list_is_written(refused: Watched, line_list: LineList) -> None:
    assert refused.opened_for_writing == ()
    assert not (refused.world / "out").exists()
    assert [path for path in refused.world.rglob("*") if path.is_file()] == []


def test_no_value_of_a_line_list_is_told(refused: Watched, line_list: LineList) -> None:
    words = _words(refused.said)
    assert [value for value in line_list.secrets if _words(value) in words or refused.leaves(value)] == []


def test_counts_are_taken_and_what_is_written_names_no_person(world: Path, counts: Path) -> None:
    """The same folder without the line list is read, so that the refusals above are of the line list alone."""
    out = world / "out"
    done = run_watched(world, "report", str(counts), "--out", str(out), "--trajectories", "50")
    assert done.exit_code == 0, done.said
    assert any(str(out) in path for path in done.opened_for_writing), (
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

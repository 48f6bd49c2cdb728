"""Whatever stands in the tables of a folder, or comes to a workspace: only what is told, and nothing half done."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from populace.exchange.folder import read_folder
from populace.exchange.imports.run import Wish, import_figures
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import read_table
from populace.places.history import PlaceHistory
from populace.store.workspace import Provenance, Workspace
from tests.spec.charter.line_lists import COUNTS
from tests.spec.exchange.fuzzing import FUZZ, anything, only_told, spoilt
from tests.spec.exchange.test_fuzz_tables import OURS, WORKBOOK
from tests.spec.exchange.tidy.reading import PLACES

NAMES = sorted(COUNTS)
FROM = Provenance(datetime(2026, 11, 25, tzinfo=UTC), "the office", "a file")


@pytest.mark.parametrize("name", NAMES)
@FUZZ
@given(content=anything([text.encode() for text in COUNTS.values()]))
def test_a_folder_with_a_spoilt_table(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for each in NAMES:
            (Path(folder) / each).write_bytes(content if each == name else COUNTS[each].encode())
        with only_told():
            read_folder(Path(folder))
        assert sorted(each.name for each in Path(folder).iterdir()) == NAMES


@FUZZ
@given(content=anything([WORKBOOK]))
def test_a_folder_with_a_spoilt_workbook(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for each in NAMES:
            (Path(folder) / each).write_text(COUNTS[each], encoding="utf-8")
        (Path(folder) / "more.xlsx").write_bytes(content)
        with only_told():
            read_folder(Path(folder))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace.create(tmp_path_factory.mktemp("fuzz") / "office")
    made.take_places(PlaceHistory.of_tree(PLACES), FROM)
    return made


@FUZZ
@given(content=spoilt([OURS]))
def test_a_spoilt_file_is_taken_in_by_whole_rows_or_not_at_all(workspace: Workspace, content: bytes) -> None:
    names = PlaceNames.of_history(workspace.places, date(2026, 11, 25))
    before, vintage, report = _files(workspace), workspace.store.vintage, None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        with only_told():
            report = import_figures(
                workspace, lambda: read_table(path, workspace.catalogue, names), Wish(FROM, commit=True)
            )
    if report is None or report.deposit is None:
        assert _files(workspace) == before
        assert workspace.store.vintage == vintage
    else:
        assert workspace.store.vintage == vintage + 1
        assert report.rows == report.accepted + report.refused


def _files(workspace: Workspace) -> set[str]:
    return {str(path.relative_to(workspace.root)) for path in workspace.root.rglob("*") if path.is_file()}

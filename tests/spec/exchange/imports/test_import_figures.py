"""A file into a workspace: what is good is taken in, what is not is told row by row, and nothing is lost or doubled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import csv

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.measure import Kind, Measure
from populace.catalog.subjects import Subject
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.run import Wish, import_figures
from populace.exchange.incoming import Incoming, Reading
from populace.places.events import Opened
from populace.places.history import PlaceHistory
from populace.store.deposits import Content
from populace.store.workspace import Provenance, Workspace
from tests.unit.exchange.imports.words import Row, reading

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OPENED = datetime(2020, 1, 1, tzinfo=UTC).date()

Import = Callable[..., ImportReport]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Ash and Birch, open since 2020, which count births, in all or by sex."""
    made = Workspace.create(tmp_path / "office")
    made.take_places(PlaceHistory((Opened(OPENED, "ash"), Opened(OPENED, "birch"))), _from("places"))
    counted = [
        Measure("births", "Births", Kind.FLOW, "births", optional=frozenset({"sex"}), subject=Subject.BIRTHS),
        Measure("tally", "Tally", Kind.FLOW, "things", required=frozenset({"sex"})),
    ]
    made.take_definitions(Catalogue(measures=by_code(counted)), _from("definitions"))
    return Workspace.open(tmp_path / "office")


@pytest.fixture
def take(workspace: Workspace, tmp_path: Path) -> Import:
    """Take rows in."""

    def taken(*rows: Row, at: int = 0, **wishes: bool) -> ImportReport:
        wish = Wish(_from("file.csv", at), refused_file=tmp_path / "refused.csv", **wishes)  # type: ignore[arg-type]
        return import_figures(workspace, lambda: reading(rows), wish)

    return taken


def _from(source: str, hours: int = 0) -> Provenance:
    return Provenance(NOON + timedelta(hours=hours), "the office", source)


def figures(workspace: Workspace) -> dict[tuple[str, str, str, str], float]:
    """Every figure that stands."""
    with workspace.store.snapshot() as snapshot:
        rows = snapshot.rows().to_pylist()
    return {(row["place"], row["period"], row["measure"], row["breakdown"]): row["value"] for row in rows}


def test_good_rows_come_in_and_bad_ones_are_told(take: Import, workspace: Workspace, tmp_path: Path) -> None:
    report = take(
        ("Ash", "2026-10", "Births", "F", "3"),
        ("Oak", "2026-10", "Births", "F", "3"),
        ("Ash", "2026-10", "Births", "M", "three"),
        ("Ash", "2019-10", "Births", "M", "1"),
    )
    assert (report.rows, report.new, report.refused) == (4, 1, 3)
    assert figures(workspace) == {("ash", "2026-10", "births", "sex=female"): 3.0}
    told = csv.read_csv(tmp_path / "refused.csv").to_pylist()
    assert [(row["row"], row["Village"], row["Number"], row["refused_because"]) for row in told] == [
        (3, "Oak", "3", "“Oak” is no place here."),
        (4, "Ash", "three", "“three” is no count."),
        (5, "Ash", "1", "The place was not open yet in this period."),
    ]
    assert all(row["what_to_do"] for row in told)


def test_a_row_with_two_faults_is_told_both(take: Import, tmp_path: Path) -> None:
    report = take(("Oak", "last month", "Births", "F", "3"))
    assert report.refused == 1
    assert report.by_code == {"place": 1, "period": 1}
    (row,) = csv.read_csv(tmp_path / "refused.csv").to_pylist()
    assert row["refused_because"] == "“Oak” is no place here. “last month” is no period."


def test_the_same_file_again_changes_nothing(take: Import, workspace: Workspace) -> None:
    rows: tuple[Row, ...] = (("Ash", "2026-10", "Births", "F", "3"), ("Birch", "2026-10", "Births", "M", "0"))
    assert take(*rows).deposit is not None
    deposits, before = len(workspace.deposits), figures(workspace)
    again = take(*rows, at=1)
    assert (again.unchanged, again.new, again.changed, again.deposit) == (2, 0, 0, None)
    assert len(workspace.deposits) == deposits
    assert figures(workspace) == before


def test_a_correction_is_a_new_deposit_and_the_old_figure_still_answers(
    take: Import, workspace: Workspace
) -> None:
    take(("Ash", "2026-10", "Births", "F", "3"))
    report = take(("Ash", "2026-10", "Births", "F", "4"), ("Birch", "2026-10", "Births", "F", "1"), at=2)
    assert (report.changed, report.new) == (1, 1)
    with workspace.store.snapshot(at=NOON + timedelta(hours=1)) as then:
        assert then.rows()["value"].to_pylist() == [3.0]


def test_a_figure_given_twice_is_refused_wherever_it_stands(take: Import, workspace: Workspace) -> None:
    report = take(
        ("Ash", "2026-10", "Births", "F", "3"),
        ("Birch", "2026-10", "Births", "F", "1"),
        ("Ash", "2026-10", "Births", "F", "4"),
    )
    assert (report.new, report.refused) == (1, 2)
    assert report.by_code == {"twice": 2}
    assert figures(workspace) == {("birch", "2026-10", "births", "sex=female"): 1.0}


def test_a_total_beside_its_parts_is_not_counted_twice(take: Import, workspace: Workspace) -> None:
    report = take(
        ("Ash", "2026-10", "Births", "F", "3"),
        ("Ash", "2026-10", "Births", "M", "4"),
        ("Ash", "2026-10", "Births", None, "7"),
    )
    assert (report.new, report.by_code) == (2, {"total": 1})
    assert sum(figures(workspace).values()) == 7.0


def test_all_or_nothing(take: Import, workspace: Workspace) -> None:
    report = take(("Ash", "2026-10", "Births", "F", "3"), ("Oak", "2026-10", "Births", "F", "3"), atomic=True)
    assert (report.deposit, report.new, report.refused) == (None, 1, 1)
    assert figures(workspace) == {}
    assert take(("Ash", "2026-10", "Births", "F", "3"), atomic=True).deposit is not None


def test_a_trial_says_what_would_happen_and_writes_nothing(take: Import, workspace: Workspace) -> None:
    take(("Ash", "2026-10", "Births", "F", "3"))
    deposits = len(workspace.deposits)
    report = take(
        ("Ash", "2026-10", "Births", "F", "4"), ("Ash", "2026-10", "Births", "M", "4"), at=1, commit=False
    )
    assert (report.changed, report.new, report.trial, report.deposit) == (1, 1, True, None)
    assert len(workspace.deposits) == deposits
    assert list(figures(workspace).values()) == [3.0]


def test_a_figure_is_taken_back(workspace: Workspace, take: Import) -> None:
    take(("Ash", "2026-10", "Births", "F", "3"))
    with_deletion = reading([("Ash", "2026-10", "Births", "F", None)])
    blocks = [
        Incoming(b.measure, b.place, b.period, b.value, b.row, b.categories, pa.array([True]))
        for b in with_deletion.blocks
    ]
    given = Reading("file.csv", iter(blocks), with_deletion.vocabulary)
    report = import_figures(workspace, lambda: given, Wish(_from("file.csv", 1)))
    assert report.deleted == 1
    assert figures(workspace) == {}


def test_a_store_that_was_lost_comes_back_from_the_deposits(take: Import, workspace: Workspace) -> None:
    take(("Ash", "2026-10", "Births", "F", "3"))
    take(("Ash", "2026-10", "Births", "F", "4"), at=1)
    before = _bytes_of(workspace.root / "store")
    workspace.rebuild()
    assert _bytes_of(workspace.root / "store") == before


def test_a_deposit_that_was_not_committed_is_committed_when_the_workspace_is_opened(
    take: Import, workspace: Workspace, tmp_path: Path
) -> None:
    """As when a process is stopped between the two."""
    take(("Ash", "2026-10", "Births", "F", "3"))
    (tmp_path / "older").mkdir()
    kept = {path: path.read_bytes() for path in (workspace.root / "store").rglob("*") if path.is_file()}
    take(("Birch", "2026-10", "Births", "F", "9"), at=1)
    for path in (workspace.root / "store").rglob("*"):
        if path.is_file():
            path.unlink()
    for path, content in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert len(figures(workspace)) == 1
    assert len(figures(Workspace.open(workspace.root))) == 2


def test_who_when_and_from_where_is_kept(take: Import, workspace: Workspace) -> None:
    take(("Ash", "2026-10", "Births", "F", "3"))
    (deposit,) = workspace.deposits.of(Content.FIGURES)
    assert (deposit.by, deposit.source, deposit.at) == ("the office", "file.csv", NOON)


def test_nothing_is_left_of_an_import_that_fails_midway(workspace: Workspace) -> None:
    def broken() -> Reading:
        good = reading([("Ash", "2026-10", "Births", "F", "3")])

        def blocks():  # type: ignore[no-untyped-def]
            yield from good.blocks
            raise OSError("the disk went away")

        return Reading("file.csv", blocks(), good.vocabulary)

    before = sorted(path.name for path in (workspace.root / "deposits").iterdir())
    with pytest.raises(OSError, match="the disk went away"):
        import_figures(workspace, broken, Wish(_from("file.csv")))
    assert sorted(path.name for path in (workspace.root / "deposits").iterdir()) == before
    assert figures(workspace) == {}


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }

"""DHIS2's demonstration data, all of it: taken in, summed, written out and taken in again.

The sums are held against pandas, which knows nothing of the store.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from populace.catalog.periods import Length, Period
from populace.cli.export import COLUMNS, in_order
from populace.exchange.dhis2.reading import Format, read_values
from populace.exchange.dhis2.write_values import Wanted, write_values
from populace.exchange.imports.definitions import metadata_in, take_metadata
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.run import Wish, import_figures
from populace.store.selection import RollUp, Scope
from populace.store.workspace import Provenance, Workspace

NOW = datetime(2026, 1, 5, tzinfo=UTC)
VALUES = 188_701


@pytest.fixture(scope="module")
def data(shared_data: Path) -> Path:
    """The folder of the demonstration data."""
    return shared_data / "dhis2_sierra_leone"


@pytest.fixture(scope="module")
def workspace(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Its metadata and values, taken in."""
    made = _with_metadata(data, tmp_path_factory.mktemp("sierra") / "office")
    report = _take(made, data / "dataValues.csv.gz")
    assert (report.rows, report.new, report.refused) == (VALUES, VALUES, 0), report.lines()
    return made


def _with_metadata(data: Path, folder: Path) -> Workspace:
    made = Workspace.create(folder)
    of = Provenance(NOW, "test", "metadata")
    report = take_metadata(made, [data / "metadata_aggregate_only.json"], of, commit=True)
    assert report.places is not None
    assert report.places.new == 1332
    return made


def _take(workspace: Workspace, *files: Path) -> ImportReport:
    metadata = metadata_in(workspace)
    assert metadata is not None
    reports = [
        import_figures(
            workspace,
            lambda file=file: read_values(file, metadata),  # type: ignore[misc]
            Wish(Provenance(NOW, "test", file.name), commit=True),
        )
        for file in files
    ]
    return ImportReport(
        "all", *(sum(getattr(each, part) for each in reports) for part in ("rows", "new", "changed", "unchanged")),
        refused=sum(each.refused for each in reports),
    )  # fmt: skip


def _figures(workspace: Workspace) -> pd.DataFrame:
    with workspace.store.snapshot() as snapshot:
        return in_order(snapshot.rows().select(COLUMNS)).to_pandas().astype(dict.fromkeys(COLUMNS[:4], str))


def test_the_json_says_the_same_as_the_csv(workspace: Workspace, data: Path) -> None:
    report = _take(workspace, data / "dataValues.json.gz")
    assert (report.rows, report.unchanged) == (VALUES, VALUES)


@pytest.mark.parametrize("form", list(Format))
def test_what_is_written_out_comes_in_again_equal(
    workspace: Workspace, data: Path, tmp_path: Path, form: Format
) -> None:
    metadata = metadata_in(workspace)
    assert metadata is not None
    with workspace.store.snapshot() as snapshot:
        rows = in_order(snapshot.rows().select(COLUMNS))
    written = write_values(rows, metadata, tmp_path / f"values.{form.value}", Wanted(form, exported=NOW))
    again = _with_metadata(data, tmp_path / "office")
    report = _take(again, *written)
    assert (report.rows, report.new, report.refused) == (VALUES, VALUES, 0)
    pd.testing.assert_frame_equal(_figures(again), _figures(workspace))


def test_totals_by_district_and_month_equal_a_straight_sum(workspace: Workspace, data: Path) -> None:
    metadata = json.loads((data / "metadata_aggregate_only.json").read_text(encoding="utf-8"))
    district = {unit["id"]: (unit["path"].split("/") + [""] * 3)[2] for unit in metadata["organisationUnits"]}
    values = pd.read_csv(data / "dataValues.csv.gz", dtype={"period": str})
    values["place"] = values["orgunit"].map(district)
    values["period"] = values["period"].str[:4] + "-" + values["period"].str[4:]
    straight = values[values["place"] != ""].groupby(["dataelement", "place", "period"])["value"].sum()

    districts = tuple(sorted({code for code in district.values() if code}))
    year = (Period.parse("2025-01"), Period.parse("2025-12"))
    scope = Scope(districts, Length.MONTH, *year, workspace.places, date(2026, 1, 1))
    measures = tuple(workspace.catalogue.measures[each["id"]].code for each in metadata["dataElements"])
    with workspace.store.snapshot() as snapshot:
        ours = snapshot.roll_up(RollUp(measures, scope), workspace.catalogue).to_pandas()
    rolled = ours.astype({"measure": str, "place": str, "period": str}).set_index(
        ["measure", "place", "period"]
    )
    assert len(rolled) == len(straight) > 5000
    pd.testing.assert_series_equal(
        rolled["value"].sort_index(), straight.sort_index().astype(float), check_names=False
    )


def test_an_indicator_of_theirs_equals_its_expression_by_hand(workspace: Workspace, data: Path) -> None:
    """BCG stock: four data elements, two added and two taken away, where any was reported."""
    values = pd.read_csv(data / "dataValues.csv.gz", dtype={"period": str})
    signs = {"t99PL3gUxIl": 1, "axVhq1itoQD": 1, "p1MDHOT6ENy": -1, "cZnQDuF3IDz": -1}
    some = values[values["dataelement"].isin(signs)]
    by_hand = (some["value"] * some["dataelement"].map(signs)).groupby(some["period"]).sum()

    scope = Scope(
        ("ImspTQPwCqd",),
        Length.MONTH,
        Period.parse("2025-01"),
        Period.parse("2025-12"),
        workspace.places,
        None,
    )
    node = workspace.catalogue.indicators["OEWO2PpiUKx"].numerator
    with workspace.store.snapshot() as snapshot:
        ours = snapshot.figures({"stock": node}, scope, workspace.catalogue)
    months = {
        row["period"].replace("-", ""): row["stock"] for row in ours.to_pylist() if row["stock"] is not None
    }
    assert months == pytest.approx(by_hand.to_dict())


def test_a_rebuild_gives_the_same_bytes(workspace: Workspace) -> None:
    def content() -> dict[str, bytes]:
        files = (
            path for path in (workspace.root / "store").rglob("*") if path.is_file() and path.name != "lock"
        )
        return {str(path.relative_to(workspace.root)): path.read_bytes() for path in files}

    before = content()
    workspace.rebuild()
    assert content() == before

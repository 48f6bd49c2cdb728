"""DHIS2's demo of Sierra Leone and its own test fixtures: everything that is good is taken in, in every format."""

import csv
import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.metadata_reading import metadata_of
from populace.exchange.dhis2.reading import Format, Said, read_values
from populace.exchange.dhis2.understanding import import_metadata
from populace.exchange.dhis2.wholeness import whole
from populace.exchange.dhis2.write_values import Wanted, write_values
from populace.exchange.imports.definitions import metadata_in, take_metadata
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.run import Wish, import_figures
from populace.store.workspace import Provenance, Workspace

VALUES = 188_701
FROM = Provenance(datetime(2026, 1, 2, tzinfo=UTC), "clerk", "dhis2")
COLUMNS = ["place", "period", "measure", "breakdown"]


@pytest.fixture(scope="module")
def sierra_leone(shared_data: Path) -> Path:
    return shared_data / "dhis2_sierra_leone"


@pytest.fixture(scope="module")
def fixtures(shared_data: Path) -> Path:
    return shared_data / "dhis2_core_fixtures"


def office(folder: Path, *metadata: Path) -> Workspace:
    Workspace.create(folder)
    workspace = Workspace.open(folder)
    take_metadata(workspace, metadata, FROM, commit=True)
    return workspace


def take(workspace: Workspace, path: Path, said: Said | None = None) -> ImportReport:
    metadata = metadata_in(workspace)
    assert metadata is not None
    return import_figures(
        workspace, lambda: read_values(path, metadata, said or Said()), Wish(FROM, commit=True)
    )


def sorted_rows(table: pa.Table) -> pa.Table:
    plain = pa.table(
        {name: table.column(name).cast(pa.string()) for name in COLUMNS} | {"value": table.column("value")}
    )
    return plain.sort_by([(name, "ascending") for name in COLUMNS])


@pytest.fixture(scope="module")
def taken(sierra_leone: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, ImportReport]:
    workspace = office(
        tmp_path_factory.mktemp("office") / "ws", sierra_leone / "metadata_aggregate_only.json"
    )
    return workspace, take(workspace, sierra_leone / "dataValues.csv.gz")


@pytest.fixture(scope="module")
def rows(taken: tuple[Workspace, ImportReport]) -> pa.Table:
    with taken[0].store.snapshot() as snapshot:
        return sorted_rows(snapshot.rows())


def test_every_value_is_accepted(taken: tuple[Workspace, ImportReport], rows: pa.Table) -> None:
    report = taken[1]
    assert (report.rows, report.new, report.refused) == (VALUES, VALUES, 0)
    assert len(rows) == VALUES


def test_the_json_file_says_the_same(sierra_leone: Path, taken: tuple[Workspace, ImportReport]) -> None:
    report = take(taken[0], sierra_leone / "dataValues.json.gz")
    assert (report.rows, report.unchanged, report.refused) == (VALUES, VALUES, 0)


def test_sums_by_month_are_those_of_the_file(sierra_leone: Path, rows: pa.Table) -> None:
    """By a straight sum with nothing of ours."""
    expected: Counter[tuple[str, str]] = Counter()
    with gzip.open(sierra_leone / "dataValues.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            month = f"{row['period'][:4]}-{row['period'][4:]}"
            expected[row["dataelement"], month] += round(10 * float(row["value"]))
    found: Counter[tuple[str, str]] = Counter()
    for measure, period, value in zip(
        *(rows.column(name).to_pylist() for name in ("measure", "period", "value")), strict=True
    ):
        found[measure, period] += round(10 * value)
    assert found == expected


@pytest.mark.parametrize(
    ("written", "scheme"),
    [
        (Format.JSON, "uid"),
        (Format.CSV, "uid"),
        (Format.CSV, "name"),
        (Format.XML, "uid"),
        (Format.ADX, "code"),
    ],
)
def test_exported_and_imported_again_it_is_equal(
    taken: tuple[Workspace, ImportReport], rows: pa.Table, tmp_path: Path, written: Format, scheme: str
) -> None:
    """The last digit of each value, and every row of it: nothing is new, changed or refused."""
    metadata = metadata_in(taken[0])
    assert metadata is not None
    schemes = {"idScheme": scheme}
    paths = write_values(rows, metadata, tmp_path / f"out.{written.value}.gz", Wanted(written, schemes))
    reports = [take(taken[0], path, Said(schemes=schemes)) for path in paths]
    assert sum(report.rows for report in reports) == VALUES
    assert sum(report.unchanged for report in reports) == VALUES
    assert len(paths) == (2 if written is Format.CSV else 1)


def test_metadata_keep_through_json(sierra_leone: Path) -> None:
    given, _report = metadata_of([("m", (sierra_leone / "metadata_aggregate_only.json").read_bytes())])
    assert Metadata.from_json(given.to_json()) == given
    assert metadata_of([("again", given.to_json())])[0] == given
    assert whole(given)[1] == ()


def test_what_is_made_of_the_metadata(sierra_leone: Path) -> None:
    meant = import_metadata([sierra_leone / "metadata_aggregate_only.json"])
    catalogue = meant.catalogue
    assert (len(meant.history), len(catalogue.measures), len(catalogue.forms), len(catalogue.indicators)) == (
        1332,
        43,
        2,
        3,
    )
    assert {len(form.places) for form in catalogue.forms.values()} == {1161, 1169}
    assert not meant.report.faults
    left = {each.kind: each.count for each in meant.report.left_out}
    assert left["visualizations"] == 23


def test_fixtures_in_two_files_that_need_each_other(fixtures: Path, tmp_path: Path) -> None:
    workspace = office(
        tmp_path / "ws", fixtures / "setup_metadata.json", fixtures / "aggregate_metadata.json"
    )
    bulk = take(workspace, fixtures / "aggregate_dataValues_bulk.json")
    single = take(workspace, fixtures / "aggregate_dataValues_single_dataset.json")
    assert (bulk.rows, bulk.new, bulk.refused) == (231, 231, 0)
    assert (single.rows, single.new, single.refused) == (2, 2, 0)


def test_a_file_that_comes_later_mends_what_led_nowhere(fixtures: Path, tmp_path: Path) -> None:
    workspace = office(tmp_path / "ws", fixtures / "aggregate_metadata.json")
    alone = take(workspace, fixtures / "aggregate_dataValues_bulk.json")
    assert alone.refused == 231
    take_metadata(workspace, [fixtures / "setup_metadata.json"], FROM, commit=True)
    assert take(workspace, fixtures / "aggregate_dataValues_bulk.json").new == 231


def test_the_fixtures_broken_rule_is_told_and_nothing_else_is_lost(fixtures: Path) -> None:
    meant = import_metadata([fixtures / "setup_metadata.json", fixtures / "aggregate_metadata.json"])
    given = json.loads((fixtures / "aggregate_metadata.json").read_text())
    assert len(meant.catalogue.indicators) == len(given["indicators"]) == 19
    assert len(meant.catalogue.rules) == len(given["validationRules"]) - 1
    assert [(each.kind, each.uid) for each in meant.report.faults] == [("validationRules", "Kejj3gJ2GD0")]
    refused = {each.kind for each in meant.report.refused}
    assert "dataElements (TRACKER)" in refused
    assert "dataElements.sharing" in refused

"""What is written comes in again and changes nothing, in every format; what an office declares keeps to the charter."""

import json
from pathlib import Path

import pytest

from tests.spec.cli.offices import done, figures, populace, write
from tests.spec.exchange.dhis2.offices import ASH, element, refs
from tests.spec.exchange.dhis2.offices import office as dhis2_office
from tests.spec.exchange.dhis2.test_values import CSV, JSON

LEGENDS = {
    "id": "lsBirths001",
    "name": "Births a month",
    "legends": [{"id": "leLow000001", "name": "low", "startValue": 0, "endValue": 10, "color": "#ff0000"}],
}


@pytest.fixture
def district(folder: Path) -> Path:
    """A workspace made of DHIS2's metadata and values; its births have colours."""
    metadata = dhis2_office()
    births = element(
        "deBirths001", "BIRTHS", "Live births", legendSets=refs("lsBirths001"), valueType="NUMBER"
    )
    metadata["dataElements"].append(births)
    metadata["legendSets"] = [LEGENDS]
    (folder / "metadata.json").write_text(json.dumps(metadata))
    (folder / "values.csv").write_text(CSV)
    said = done("import", "values.csv", "metadata.json", "--into", "district")
    assert "E1" in said
    assert "“Live births” (deBirths001)" in said
    assert "4 accepted (4 new)" in said
    return folder / "district"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("csv", "out.csv"),
        ("xlsx", "out.xlsx"),
        ("parquet", "out.parquet"),
        ("json", "out.json"),
        ("dhis2-json", "out.json"),
        ("dhis2-csv", "out.csv"),
        ("dhis2-xml", "out.xml"),
        ("adx", "out.xml"),
    ],
)
def test_figures_come_in_again_unchanged(district: Path, folder: Path, form: str, name: str) -> None:
    done("export", district, "--format", form, "--out", f"written-{name}")
    for path in folder.glob("written-*"):
        assert "Nothing was written: there is nothing new." in done("import", path, "--into", district)


def test_values_named_by_codes(district: Path, folder: Path) -> None:
    headings = "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value"
    write(folder, "codes.csv", "VISITS,202512,ASH,YOUNG_WOMEN,,5", "VISITS,202512,OAK,,,5", headings=headings)
    result = populace("import", "codes.csv", "--into", district, "--id-scheme", "code")
    assert result.exit_code == 1
    assert "1 accepted (1 new)" in result.output
    assert "OAK" in (folder / "codes.csv.refused.csv").read_text()
    (folder / "again.json").write_text(json.dumps(JSON))
    assert "4 accepted (4 unchanged)" in done("import", "again.json", "--into", district)


def test_metadata_make_the_same_office_elsewhere(district: Path, folder: Path) -> None:
    done("export", district, "--format", "dhis2-metadata", "--out", "first.json")
    assert "nothing is new" in done("import", "first.json", "--into", district)
    done("import", "first.json", "values.csv", "--into", "other")
    done("export", "other", "--format", "dhis2-metadata", "--out", "second.json")
    assert (folder / "first.json").read_bytes() == (folder / "second.json").read_bytes()
    asked = ("--measure", "deStock0001", "--period", "2025-11", "--places", ASH)
    assert figures(district, *asked) == figures(folder / "other", *asked) == {(ASH, "2025-11", ""): 19.5}


def test_definitions_come_in_again_unchanged(district: Path) -> None:
    done("export", district, "--format", "catalogue", "--out", "all.yaml")
    before = len(list((district / "deposits").iterdir()))
    assert "nothing is new" in done("import", "all.yaml", "--into", district)
    assert len(list((district / "deposits").iterdir())) == before


def test_a_target_on_births_is_refused_and_one_on_a_service_is_not(folder: Path) -> None:
    def construct(on: str) -> str:
        return f"constructs:\n  aim:\n    label: Aim\n    scoring: target\n    on: {on}\n    value: 95\n"

    (folder / "births.yaml").write_text(construct("births"))
    (folder / "service.yaml").write_text(construct("MH04"))
    for command in (("charter", "check", "births.yaml"), ("import", "births.yaml", "--into", "office")):
        result = populace(*command)
        assert result.exit_code == 3
        assert "E1 constructs › aim: It puts a target on “Live births" in result.output
    assert "Nothing that the charter excludes" in done("charter", "check", "service.yaml")
    assert "1 construct; 1 is new or changed" in done("import", "service.yaml", "--into", "office")
    assert "Nothing that the charter excludes" in done("charter", "check", "office")

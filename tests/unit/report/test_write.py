"""The folder of a report: everything in it, the same bytes each time, and nothing half-written."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest

from populace.errors import OutputError
from populace.forecast.results import Forecast
from populace.i18n import use_language
from populace.places.tree import Place, PlaceTree
from populace.report.write import ReportFiles, write_report
from tests.unit.report.builders import district, tables


@pytest.fixture(scope="module")
def forecast() -> Forecast:
    return district(towns=2, villages=2, scale=40.0)


@pytest.fixture(scope="module")
def written(forecast: Forecast, tmp_path_factory: pytest.TempPathFactory) -> ReportFiles:
    return write_report(forecast, tables(forecast), tmp_path_factory.mktemp("report") / "out")


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_place_and_chart_has_its_files(written: ReportFiles, forecast: Forecast) -> None:
    names = {path.name for path in written.charts}
    assert {f"{code}-births.svg" for code in forecast.places} <= names
    assert {
        "D-causes.svg",
        "D-women.svg",
        "D-needs.svg",
        "D-population.svg",
        "D-places.svg",
        "D-drivers.svg",
    } <= names
    assert {name.replace(".svg", ".png") for name in names if name.endswith(".svg")} <= names


def test_the_same_inputs_give_the_same_bytes(
    written: ReportFiles, forecast: Forecast, tmp_path: Path
) -> None:
    again = write_report(forecast, tables(forecast), tmp_path / "again")
    assert digests(written.page.parent) == digests(again.page.parent)


def test_a_report_replaces_the_one_before_and_leaves_other_files_alone(
    forecast: Forecast, tmp_path: Path
) -> None:
    (tmp_path / "minutes.txt").write_text("keep")
    write_report(forecast, tables(forecast), tmp_path)
    (tmp_path / "charts" / "old.svg").write_text("of a place that is gone")
    write_report(forecast, tables(forecast), tmp_path)
    assert not (tmp_path / "charts" / "old.svg").exists()
    assert (tmp_path / "minutes.txt").read_text() == "keep"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "charts", "data", "minutes.txt", "report.html", "report.xlsx",
    ]  # fmt: skip


def test_a_folder_with_data_of_somebody_elses_is_not_written_over(forecast: Forecast, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "raw.csv").write_text("mine")
    with pytest.raises(OutputError, match="not of a report"):
        write_report(forecast, tables(forecast), tmp_path)
    assert (tmp_path / "data" / "raw.csv").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_file_in_the_place_of_the_folder_is_refused(forecast: Forecast, tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        write_report(forecast, tables(forecast), taken)


def test_page_asks_nothing_of_the_network(written: ReportFiles) -> None:
    html = written.page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert not re.search(r'(?:src|xlink:href)="', html)
    assert not re.search(r"@import|url\(", html)


def test_charts_are_well_formed_and_named(written: ReportFiles) -> None:
    for path in written.charts:
        if path.suffix == ".svg":
            root = ET.fromstring(path.read_text(encoding="utf-8"))
            assert root.findtext("{http://www.w3.org/2000/svg}title")
            assert root.findtext("{http://www.w3.org/2000/svg}desc")


def test_names_on_the_page_are_unique(written: ReportFiles) -> None:
    names = re.findall(r'\bid="([^"]+)"', written.page.read_text(encoding="utf-8"))
    assert len(names) == len(set(names))


def test_links_inside_the_page_lead_somewhere(written: ReportFiles) -> None:
    html = written.page.read_text(encoding="utf-8")
    names = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= names


def test_tables_are_the_same_in_both_formats(written: ReportFiles) -> None:
    births = pd.read_parquet(written.page.parent / "data" / "births.parquet")
    assert len(births) > 0
    assert births.astype({"place": str}).equals(
        pd.read_csv(written.page.parent / "data" / "births.csv").astype({"place": str, "births": float})
    )


def test_projected_tables_carry_their_purpose(written: ReportFiles) -> None:
    for path in written.data:
        if path.suffix == ".parquet" and "ahead" in path.name:
            assert (pd.read_parquet(path)["purpose"] == "planning").all()


def test_population_is_by_five_year_groups_only(written: ReportFiles) -> None:
    population = pd.read_parquet(written.page.parent / "data" / "population.parquet")
    assert (population["age_from"] % 5 == 0).all()
    widths = population["age_to"] - population["age_from"] + 1
    assert set(widths[population["age_to"] >= 0]) == {5}


def test_workbook_holds_the_figures_of_the_tables(written: ReportFiles) -> None:
    book = openpyxl.load_workbook(written.workbook, read_only=True)
    assert book.sheetnames[0] == "Summary"
    cells = {value for row in book["Births ahead"].iter_rows(values_only=True) for value in row}
    ahead = pd.read_parquet(written.page.parent / "data" / "births_ahead.parquet")
    written_as = {round(value, 9) for value in cells if isinstance(value, int | float)}
    assert {round(float(value), 9) for value in ahead["median"]} <= written_as
    assert len(book.sheetnames) == 12


def test_names_of_places_cannot_become_markup(tmp_path: Path) -> None:
    plain = district(towns=1, villages=1)
    named = [replace(place, names={"en": f"<b>{place.code}</b> & Sons"}) for place in plain.tree]
    odd = replace(plain, tree=PlaceTree(tuple(named)))
    files = write_report(odd, tables(odd), tmp_path / "out")
    html = files.page.read_text(encoding="utf-8")
    assert "<b>D</b>" not in html
    assert "&lt;b&gt;D&lt;/b&gt; &amp; Sons" in html


def test_codes_become_safe_and_different_file_names(tmp_path: Path) -> None:
    plain = district(towns=1, villages=2)
    codes = {"T1V1": "a/b", "T1V2": "a.b"}
    tree = PlaceTree(tuple(Place(codes.get(p.code, p.code), p.names, p.parent, p.kind) for p in plain.tree))
    places = {
        codes.get(code, code): replace(p, code=codes.get(code, code)) for code, p in plain.places.items()
    }
    odd = replace(plain, tree=tree, places=places)
    files = write_report(odd, tables(odd), tmp_path / "out")
    names = {path.name for path in files.charts}
    assert {"a-b-births.svg", "a-b-2-births.svg"} <= names


def test_progress_only_rises_and_ends_at_one(forecast: Forecast, tmp_path: Path) -> None:
    told: list[float] = []
    write_report(
        forecast, tables(forecast), tmp_path / "out", progress=lambda _doing, done: told.append(done)
    )
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_page_names_its_language(forecast: Forecast, tmp_path: Path, written: ReportFiles) -> None:
    assert '<html lang="en">' in written.page.read_text(encoding="utf-8")
    with use_language("zh-hans"):
        files = write_report(forecast, tables(forecast), tmp_path / "out")
    html = files.page.read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in html
    assert "柳溪区" in html


def test_several_top_places_have_an_answer_and_a_chapter_each(tmp_path: Path) -> None:
    whole = district(towns=2, villages=1, scale=2.5e7, rises=False)
    two = replace(
        whole, top=("T1", "T2"), places={code: p for code, p in whole.places.items() if code != "D"}
    )
    html = write_report(two, tables(two), tmp_path / "out").page.read_text(encoding="utf-8")
    assert html.count('<section class="chapter"') == 2
    assert re.findall(r'<strong><a href="#(place-T\d)">', html) == ["place-T1", "place-T2"]

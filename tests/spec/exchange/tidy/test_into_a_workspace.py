"""Tables into a workspace by the core of imports: a real one, wide; refused rows that are mended and sent again."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.measure import Kind, Measure
from populace.errors import InputErrors
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.run import Wish, import_figures
from populace.exchange.line_lists.load import parse_line_list
from populace.exchange.line_lists.read import read_line_list
from populace.exchange.tidy.load import parse_mapping
from populace.exchange.tidy.mapping import TableMapping
from populace.exchange.tidy.place_columns import places_in_columns
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import open_table, read_table
from populace.exchange.tidy.write import write_csv
from populace.places.history import PlaceHistory
from populace.places.tree import PlaceTree
from populace.store.workspace import Provenance, Workspace
from tests.spec.exchange.line_lists import registers
from tests.spec.exchange.tidy.reading import PLACES, write

FROM = Provenance(datetime(2026, 11, 25, tzinfo=UTC), "the office", "a file")
DAY = date(2026, 11, 25)

STOCKS = {"stock_initial": Kind.STOCK, "stock_end": Kind.STOCK, "average_monthly_consumption": Kind.RATE}
FLOWS = ("stock_received", "stock_distributed", "stock_adjustment", "stock_stockout_days", "stock_ordered")
LOGISTICS_MAPPING = """
place: {columns: [region, district, site_code]}
period: {year: year, month: month}
categories:
  product: {column: product_code}
values:
""" + "".join(f"  - {{column: {code}, measure: {code}}}\n" for code in (*STOCKS, *FLOWS))


def _logistics(products: Path) -> Catalogue:
    """The eight measures of the file by its products, which stand in a table beside it."""
    with products.open(encoding="utf-8-sig") as file:
        known = {row["product_code"]: row["product_name"] for row in csv.DictReader(file)}
    measures = (
        Measure(code, code, kind, "units", optional=frozenset({"product"}))
        for code, kind in {**STOCKS, **dict.fromkeys(FLOWS, Kind.FLOW)}.items()
    )
    product = Dimension("product", "Product", tuple(Category(code, name) for code, name in known.items()))
    return Catalogue(measures=by_code(measures), dimensions={"product": product})


def _workspace(folder: Path, places: PlaceTree, catalogue: Catalogue | None = None) -> Workspace:
    made = Workspace.create(folder / "office")
    made.take_places(PlaceHistory.of_tree(places), FROM)
    if catalogue is not None:
        made.take_definitions(catalogue, FROM)
    return Workspace.open(folder / "office")


def _take(
    workspace: Workspace, path: Path, mapping: TableMapping | None, refused: Path | None = None
) -> ImportReport:
    names = PlaceNames.of_history(workspace.places, DAY)
    return import_figures(
        workspace,
        lambda: read_table(path, workspace.catalogue, names, mapping),
        Wish(FROM, commit=True, refused_file=refused),
    )


def test_the_logistics_file_comes_in_whole(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "civ_contraceptive_logistics" / "contraceptive_logistics_data.csv"
    places = places_in_columns(
        open_table(path), ("region", "district", "site_code"), ("region", "district", "site"), ("site_code",)
    )
    kinds = [place.kind for place in places]
    assert [kinds.count(kind) for kind in ("region", "district", "site")] == [20, 81, 156]
    workspace = _workspace(tmp_path, places, _logistics(path.with_name("product.csv")))
    report = _take(workspace, path, parse_mapping(LOGISTICS_MAPPING))
    assert (report.rows, report.refused, report.new) == (38_842 * 8 - 770, 0, 38_842 * 8 - 770)
    with workspace.store.snapshot() as snapshot:
        rows = snapshot.rows().to_pylist()
    with path.open(encoding="utf-8") as file:
        received = sum(float(row["stock_received"]) for row in csv.DictReader(file) if row["stock_received"])
    assert sum(row["value"] for row in rows if row["measure"] == "stock_received") == received
    # What goes out comes in again and changes nothing.
    with workspace.store.snapshot() as snapshot:
        write_csv(
            snapshot.rows().select(["place", "period", "measure", "breakdown", "value", "status"]),
            tmp_path / "out.csv",
        )
    again = _take(workspace, tmp_path / "out.csv", None)
    assert (again.refused, again.unchanged) == (0, report.rows)


def test_two_sites_with_one_name_stay_two(tmp_path: Path) -> None:
    text = "region,district,site,year,births\nR,North,Centre,2025,3\nR,South,Centre,2025,4\n"
    path = write(tmp_path, "a.csv", text)
    places = places_in_columns(open_table(path), ("region", "district", "site"))
    assert [place.code for place in places] == [
        "R",
        "R / North",
        "R / North / Centre",
        "R / South",
        "R / South / Centre",
    ]
    mapping = parse_mapping(
        "place: {columns: [region, district, site]}\nperiod: year\nmeasure: births\nvalue: births"
    )
    report = _take(_workspace(tmp_path, places), path, mapping)
    assert (report.new, report.refused) == (2, 0)


def test_a_code_below_two_places_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "district,site\nNorth,007\nSouth,007\n")
    with pytest.raises(InputErrors) as errors:
        places_in_columns(open_table(path), ("district", "site"), codes=("site",))
    assert "007 stands below two places" in str(errors.value.problems[0])


@pytest.mark.parametrize("wide", [False, True])
def test_refused_rows_are_mended_and_sent_again(tmp_path: Path, wide: bool) -> None:
    """Of the same mapping, whether the file was long or wide, with words, parts of periods and places above."""
    if wide:
        text = "district,site,year,month,f,m\nNorth,Centre,2025,1,3,4\nSouth,Harbour,2025,1,x,6\n"
        mapping = parse_mapping(
            "place: {columns: [district, site]}\nperiod: {year: year, month: month}\nvalues:\n"
            "  - {column: f, measure: births, categories: {sex: female}}\n"
            "  - {column: m, measure: births, categories: {sex: male}}"
        )
    else:
        text = "where,when,sex,n\nN1,03/2025,F,3\n007,03/2025,F,x\n"
        mapping = parse_mapping(
            "place: where\nperiod: {column: when, format: MM/YYYY}\nmeasure: births\nvalue: n\n"
            "categories: {sex: {column: sex, values: {F: female}}}"
        )
    workspace, refused = _workspace(tmp_path, PLACES), tmp_path / "refused.csv"
    first = _take(workspace, write(tmp_path, "a.csv", text), mapping, refused)
    assert (first.new, first.refused) == (3 if wide else 1, 1)
    told = refused.read_text(encoding="utf-8")
    assert "This is no number." in told
    mended = write(tmp_path, "mended.csv", told.replace('"x"', '"5"'))
    second = _take(workspace, mended, mapping, tmp_path / "refused again.csv")
    assert (second.new, second.refused) == (1, 0)
    with workspace.store.snapshot() as snapshot:
        found = {(row["place"], row["breakdown"]): row["value"] for row in snapshot.rows().to_pylist()}
    assert found["007", "sex=female"] == 5.0


def test_a_register_becomes_figures_and_nothing_of_it_is_in_the_workspace(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path, registers.PLACES)
    path = registers.KINDS[0].write(tmp_path)
    names = PlaceNames.of_history(workspace.places, DAY)
    what = parse_line_list(registers.DECLARED)
    report = import_figures(
        workspace,
        lambda: read_line_list(path, what, workspace.catalogue, names),
        Wish(FROM, commit=True, refused_file=tmp_path / "office" / "refused.csv"),
    )
    assert (report.new, report.refused) == (4, 0)
    files = [each for each in workspace.root.rglob("*") if each.is_file()]
    assert len(files) > 3
    for secret in registers.SECRETS:
        assert not [each for each in files if secret.encode() in each.read_bytes()]

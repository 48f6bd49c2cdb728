"""The returns of contraceptive stocks of Côte d'Ivoire, 2016 to 2019: what is wrong in them was counted by others."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from populace.catalog.periods import Period, periods_between
from populace.catalog.shipped import SHIPPED
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.quality import stock
from populace.quality.evidence import Evidence
from populace.quality.examine import examine
from populace.quality.panel import Panel
from populace.quality.reporting.standing import Standing, standing
from populace.quality.stock_find import find_stock_faults
from populace.store.batch import batch
from populace.store.store import Store

COLUMNS = {
    "stock_opening": "stock_initial",
    "stock_received": "stock_received",
    "distributed": "stock_distributed",
    "stock_adjusted": "stock_adjustment",
    "stock_closing": "stock_end",
    "stock_out_days": "stock_stockout_days",
}
PERIODS = tuple(periods_between(Period.parse("2016-01"), Period.parse("2019-09")))


@pytest.fixture(scope="module")
def table(shared_data: Path) -> pd.DataFrame:
    return pd.read_csv(shared_data / "civ_contraceptive_logistics" / "contraceptive_logistics_data.csv")


@pytest.fixture(scope="module")
def returns(table: pd.DataFrame) -> Panel:
    """Every stock record as a panel: a cell for each measure and product."""
    places, place = np.unique(table["site_code"], return_inverse=True)
    products, product = np.unique(table["product_code"], return_inverse=True)
    time = (table["year"] - 2016) * 12 + table["month"] - 1
    shelf = np.unique(product * len(places) + place)
    values, cells = [], []
    for measure, column in COLUMNS.items():
        matrix = np.full((len(shelf), len(PERIODS)), np.nan)
        matrix[np.searchsorted(shelf, product * len(places) + place), time] = table[column]
        values.append(matrix)
        cells += [(measure, f"product={code}") for code in products]
    cell = np.concatenate([shelf // len(places) + i * len(products) for i in range(len(COLUMNS))])
    return Panel(
        PERIODS[0].length, PERIODS, tuple(cells), tuple(places), cell,
        np.tile(shelf % len(places), len(COLUMNS)), np.concatenate(values),
    )  # fmt: skip


def test_every_record_is_there(returns: Panel) -> None:
    closing = [i for i, (measure, _text) in enumerate(returns.cells) if measure == "stock_closing"]
    assert int(np.isfinite(returns.values[np.isin(returns.cell, closing)]).sum()) == 38_842
    assert len(returns.places) == 156


def test_the_defects_are_found_exactly(returns: Panel) -> None:
    found = {each.check: each for each in find_stock_faults(Evidence(returns, SHIPPED))}
    assert (found["stock_balance"].tested, len(found["stock_balance"].found)) == (38_842, 0)
    assert (found["stock_carry_over"].tested, len(found["stock_carry_over"].found)) == (37_074, 142)
    assert len(found["negative_stock"].found) == 0
    beyond = found["stock_out_days"].found
    assert sorted(beyond.value)[-1] == 300
    assert int((beyond.value > 31).sum()) == 2


def test_the_same_through_the_store(table: pd.DataFrame, tmp_path: Path) -> None:
    """Committed, read back and examined: the flags are those defects, each with the district that it matters for."""
    long = table.melt(["year", "month", "site_code", "product_code"], list(COLUMNS.values()))
    code = {column: measure for measure, column in COLUMNS.items()}
    rows = batch(
        long["site_code"].tolist(),
        (long["year"].astype(str) + "-" + long["month"].astype(str).str.zfill(2)).tolist(),
        long["variable"].map(code).tolist(),
        ("product=" + long["product_code"]).tolist(),
        long["value"].astype(float).tolist(),
    )
    sites = table.drop_duplicates("site_code")
    districts = [Place(name, {}, "CI", "district") for name in sorted(set(sites["district"]))]
    tree = [Place("CI", {}), *districts]
    tree += [
        Place(site, {}, above, "site")
        for site, above in zip(sites["site_code"], sites["district"], strict=True)
    ]
    store = Store.create(tmp_path / "store")
    store.commit(rows, at=datetime(2020, 1, 1, tzinfo=UTC), source="civ")
    with store.snapshot() as snapshot:
        examination = examine(snapshot, SHIPPED, PlaceHistory.of_tree(PlaceTree(tuple(tree))))
    did = {each.check: (each.tested, each.flagged) for each in examination.summaries}
    assert did["stock_balance"] == (38_842, 0)
    assert did["stock_carry_over"] == (37_074, 142)
    flags = [flag for flag in examination.flags if flag.check == "stock_carry_over"]
    assert len(flags) == 142
    assert {flag.above for flag in flags} <= set(table["district"])


def test_days_without_stock(returns: Panel) -> None:
    days = [i for i, (measure, _text) in enumerate(returns.cells) if measure == "stock_out_days"]
    values = returns.values[np.isin(returns.cell, days)]
    assert int((values > 0).sum()) == 295
    assert int((values > 31).sum()) == 2


def test_months_of_sites_that_are_missing(returns: Panel) -> None:
    came = np.zeros((len(returns.places), len(PERIODS)), bool)
    np.logical_or.at(came, returns.place, returns.there)
    states = standing(came, np.ones_like(came), 6)
    assert round(100 * (1 - came.mean())) == 13
    lacking = int((states != Standing.RECEIVED).sum())
    assert lacking == 156 * 45 - 6117
    inactive = int((states == Standing.INACTIVE).sum())
    assert inactive + int((states == Standing.MISSING).sum()) == lacking
    assert 0 < inactive < lacking


def test_the_same_by_a_frame(table: pd.DataFrame) -> None:
    """The carry-overs once more, as a spreadsheet would count them."""
    rows = table.assign(time=table["year"] * 12 + table["month"]).sort_values(
        ["site_code", "product_code", "time"]
    )
    before = rows.groupby(["site_code", "product_code"])[["stock_end", "time"]].shift()
    follows = rows["time"] - before["time"] == 1
    breaks = stock.differs(rows["stock_initial"].to_numpy(float), before["stock_end"].to_numpy(float))
    assert int(follows.sum()) == 37_074
    assert int((follows & breaks).sum()) == 142

"""Figures of the places above as quality sums them, against the store's own roll-up, through moves and closures."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.parser import parse
from populace.catalog.measure import Kind, Measure
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.quality.lengthen import lengthened
from populace.quality.panel import panels
from populace.quality.tower import tower
from populace.store.batch import batch
from populace.store.selection import Scope
from populace.store.store import Store

CATALOGUE = Catalogue(measures={"births": Measure("births", "Live births", Kind.FLOW, "births")})


@pytest.mark.parametrize("seed", range(4))
def test_sums_along_the_tree_are_those_of_the_store(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    districts = [Place(f"D{i}", {}, "N") for i in range(3)]
    villages = [Place(f"V{i}", {}, f"D{i % 3}") for i in range(9)]
    tree = PlaceTree((Place("N", {}), *districts, *villages))
    history = PlaceHistory.of_tree(tree).moved("V0", date(2025, 4, 1), "D1").closed("V8", date(2025, 6, 1))
    months = [Period.parse("2025-01").moved(i) for i in range(8)]
    rows = [
        (place, month.text, "births", "", float(rng.integers(0, 50)))
        for place in [f"V{i}" for i in range(9)]
        for month in months
        if rng.random() < 0.8
    ]
    store = Store.create(tmp_path / "store")
    columns = [list(column) for column in zip(*rows, strict=True)]
    store.commit(batch(*columns), at=datetime(2025, 10, 1, tzinfo=UTC), source="test")
    with store.snapshot() as snapshot:
        panel = panels(snapshot.rows())[Length.MONTH]
        for length, ours in (
            (Length.MONTH, panel),
            (Length.QUARTER, lengthened(panel, Length.QUARTER, CATALOGUE)),
        ):
            up = tower(ours, history).panel
            scope = Scope(("N", "D0", "D1", "D2"), length, up.periods[0], up.periods[-1], history)
            answer = snapshot.figures({"births": parse("#{births}")}, scope, CATALOGUE).to_pylist()
            for line in answer:
                series = up.find(np.array([0]), np.array([up.place_index[line["place"]]]))[0]
                time = [period.text for period in up.periods].index(line["period"])
                value = up.values[series, time] if length is Length.MONTH else None
                if length is Length.MONTH:
                    assert value == pytest.approx(
                        np.nan if line["births"] is None else line["births"], nan_ok=True
                    )
                elif line["place"] == "N":
                    assert up.values[series, time] == pytest.approx(line["births"])

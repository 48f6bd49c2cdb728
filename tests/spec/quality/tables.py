"""Small tables of figures: a row a place, a column a month, written as a demographer would on paper."""

from collections.abc import Mapping, Sequence

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.catalog.measure import Kind, Measure, OverTime
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.places.tree import Place, PlaceTree
from populace.quality.checks import Limits
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.panel import Panel, panel_of
from populace.quality.tower import tower

TREE = PlaceTree(
    (
        Place("SL", {"en": "Sierra Leone"}, None, "nation"),
        Place("BO", {"en": "Bo"}, "SL", "district"),
        Place("KO", {"en": "Kono"}, "SL", "district"),
        *(Place(f"B{i}", {"en": f"Bo clinic {i}"}, "BO", "clinic") for i in range(1, 6)),
        *(Place(f"K{i}", {"en": f"Kono clinic {i}"}, "KO", "clinic") for i in range(1, 6)),
    )
)
"""A nation of two districts with five clinics each."""

HISTORY = PlaceHistory.of_tree(TREE)

CATALOGUE = Catalogue(
    measures={
        "doses": Measure("doses", "Doses given", Kind.FLOW, "doses"),
        "births": Measure("births", "Live births", Kind.FLOW, "births"),
        "deaths": Measure("deaths", "Deaths", Kind.FLOW, "deaths"),
        "opening": Measure("opening", "Opening stock", Kind.STOCK, "units", over_time=OverTime.FIRST),
        "closing": Measure("closing", "Closing stock", Kind.STOCK, "units"),
        "users": Measure("users", "Users", Kind.STOCK, "users"),
    }
)


def figures(text: str) -> list[float]:
    """``40 41 - 39``: a dash is missing."""
    return [float("nan") if each == "-" else float(each) for each in text.split()]


def months(count: int, first: str = "2025-01") -> tuple[Period, ...]:
    """``count`` months from ``first``."""
    start = Period.parse(first)
    return tuple(start.moved(i) for i in range(count))


def panel(rows: Mapping[str, str], *, first: str = "2025-01", length: Length = Length.MONTH) -> Panel:
    """Figures by place, or by ``place measure`` or ``place measure breakdown``; the measure is ``doses`` by default."""
    values = [figures(text) for text in rows.values()]
    start = Period(Period.parse(first).start, length)
    periods = tuple(start.moved(i) for i in range(len(values[0])))
    series = []
    for name in rows:
        place, measure, breakdown = (*name.split(), "", "")[:3]
        series.append((place, measure or "doses", breakdown))
    return panel_of(periods, series, np.array(values))


def evidence(rows: Mapping[str, str], *, first: str = "2025-01", limits: Limits | None = None) -> Evidence:
    """The figures with the tree above them."""
    made = panel(rows, first=first)
    return Evidence(made, CATALOGUE, tower(made, HISTORY), limits or Limits())


def found(flags: Sequence[Flag]) -> list[tuple[str, str, str]]:
    """Check, place and period of each flag."""
    return [(flag.check, flag.place, flag.period) for flag in flags]

"""A small district whose figures stand in a test as they would stand on paper."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Period
from populace.catalog.shipped import SHIPPED
from populace.indicators.accounts import PopulationChoice
from populace.indicators.compute import compute
from populace.indicators.table import IndicatorTable
from populace.places.history import PlaceHistory
from populace.store.batch import batch
from populace.store.selection import Scope
from populace.store.store import Store

DISTRICT = (
    PlaceHistory()
    .opened("district", kind="district")
    .opened("east", parent="district", kind="town")
    .opened("west", parent="district", kind="town")
)

Figures = Iterable[tuple[str, str, str, float | None]]
"""Place, period, ``measure`` or ``measure.dimension=category;…``, number (None takes it back)."""


def commit(store: Store, figures: Figures, day: date = date(2026, 1, 5)) -> None:
    rows = []
    for place, period, what, number in figures:
        measure, _dot, cell = what.partition(".")
        rows.append((place, period, measure, cell, number))
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    store.commit(batch(*zip(*rows, strict=True)), at=at, source="a test")


def told(path: Path, figures: Figures, day: date = date(2026, 1, 5)) -> Store:
    store = Store.create(path / "store")
    commit(store, figures, day)
    return store


def asked(
    store: Store,
    codes: str,
    period: str = "2025",
    *,
    last: str = "",
    places: Sequence[str] = ("district",),
    history: PlaceHistory = DISTRICT,
    boundaries: date | None = None,
    catalogue: Catalogue = SHIPPED,
    by: Sequence[str] = (),
    population: PopulationChoice | None = None,
    country: str | None = None,
    vintage: int | None = None,
) -> IndicatorTable:
    first = Period.parse(period)
    scope = Scope(
        tuple(places), first.length, first, Period.parse(last) if last else first, history, boundaries
    )
    with store.snapshot(vintage) as snapshot:
        return compute(
            snapshot, catalogue, codes.split(), scope, by=by, population=population, country=country
        )


def rows(table: IndicatorTable, *codes: str) -> list[dict[str, Any]]:
    """The rows, of ``codes`` only where some are named."""
    return [each for each in table.to_table().to_pylist() if not codes or each["indicator"] in codes]


def row(store: Store, code: str, period: str = "2025", **more: Any) -> dict[str, Any]:
    """The one row of ``code``."""
    (found,) = rows(asked(store, code, period, **more), code)
    return found


def value(store: Store, code: str, period: str = "2025", **more: Any) -> float | None:
    found: float | None = row(store, code, period, **more)["value"]
    return found

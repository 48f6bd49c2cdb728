"""Stock records that cannot be: one pass over all shelves of a panel."""

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.quality import stock
from populace.quality.evidence import Evidence
from populace.quality.found import Finding, Found, found_where
from populace.quality.panel import Panel
from populace.quality.stock import STOCK_MEASURES, StockMeasures

Times = Bool[np.ndarray, " time"]


def find_stock_faults(evidence: Evidence, measures: StockMeasures = STOCK_MEASURES) -> list[Finding]:
    """Balances and carry-overs that break, days beyond the period's, stocks below zero; empty without stock
    measures."""
    panel = evidence.panel
    if not any(measure in (measures.closing, measures.opening) for measure, _text in panel.cells):
        return []
    return [
        _balances(panel, measures, evidence.window),
        _carry_overs(panel, measures, evidence.window),
        _days(panel, measures, evidence.window),
        _negatives(panel, measures, evidence.window),
    ]


def _balances(panel: Panel, measures: StockMeasures, window: Times) -> Finding:
    closing = _series_of(panel, measures.closing)
    opening, received, distributed, adjusted = (
        _beside(panel, closing, code)
        for code in (measures.opening, measures.received, measures.distributed, measures.adjusted)
    )
    value = panel.values[closing]
    expected = stock.balance(opening, received, distributed, adjusted)
    found = _renumbered(found_where(stock.differs(value, expected) & window, value, expected), closing)
    return Finding("stock_balance", found, int((np.isfinite(value) & np.isfinite(expected) & window).sum()))


def _carry_overs(panel: Panel, measures: StockMeasures, window: Times) -> Finding:
    opening = _series_of(panel, measures.opening)
    value = panel.values[opening]
    expected = stock.carried_over(_beside(panel, opening, measures.closing))
    expected[:, ~_follows(panel)] = np.nan
    found = _renumbered(found_where(stock.differs(value, expected) & window, value, expected), opening)
    return Finding(
        "stock_carry_over", found, int((np.isfinite(value) & np.isfinite(expected) & window).sum())
    )


def _days(panel: Panel, measures: StockMeasures, window: Times) -> Finding:
    series = _series_of(panel, measures.days_out)
    value = panel.values[series]
    days = np.array([period.days for period in panel.periods], np.int64)
    flagged = stock.too_many_days(value, days) & window
    most = np.broadcast_to(days.astype(float), value.shape)
    nothing = np.full(value.shape, np.nan)
    found = _renumbered(found_where(flagged, value, nothing, low=np.zeros(value.shape), high=most), series)
    return Finding("stock_out_days", found, int((np.isfinite(value) & window).sum()))


def _negatives(panel: Panel, measures: StockMeasures, window: Times) -> Finding:
    series = np.sort(
        np.concatenate([_series_of(panel, code) for code in (measures.opening, measures.closing)])
    )
    value = panel.values[series]
    found = _renumbered(
        found_where(
            stock.negative(value) & window, value, np.full(value.shape, np.nan), low=np.zeros(value.shape)
        ),
        series,
    )
    return Finding("negative_stock", found, int((np.isfinite(value) & window).sum()))


def _series_of(panel: Panel, measure: str) -> Int[np.ndarray, " n"]:
    cells = [i for i, (code, _text) in enumerate(panel.cells) if code == measure]
    return np.flatnonzero(np.isin(panel.cell, cells))


def _beside(panel: Panel, series: Int[np.ndarray, " n"], measure: str) -> Float[np.ndarray, "n time"]:
    """The figures of ``measure`` in the same cell of the same place as each of ``series``; NaN where there are
    none."""
    twin = np.array([panel.cell_index.get((measure, text), -1) for _code, text in panel.cells], np.int64)
    at = panel.find(twin[panel.cell[series]], panel.place[series])
    return np.where((at >= 0)[:, np.newaxis], panel.values[at], np.nan)


def _follows(panel: Panel) -> np.ndarray:
    """Which periods follow directly on the one before them in the panel."""
    return np.array(
        [False]
        + [
            one.next_start == other.start
            for one, other in zip(panel.periods[:-1], panel.periods[1:], strict=True)
        ],
        bool,
    )


def _renumbered(found: Found, series: Int[np.ndarray, " n"]) -> Found:
    """With the series of the panel instead of positions among ``series``."""
    return Found(
        series[found.series],
        found.time,
        found.value,
        found.expected,
        found.low,
        found.high,
        found.score,
        found.chance,
    )

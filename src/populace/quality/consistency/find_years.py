"""Years that differ from those before them otherwise than the place above does."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.quality.consistency.over_time import before, change_against, overdispersion, trend, year_means
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.panel import Panel, lying_in
from populace.quality.tower import Tower, tower


@dataclass(frozen=True)
class YearFlags:
    """Flags, and how many years of how many series could be compared."""

    flags: tuple[Flag, ...]
    compared: int


def find_changed_years(evidence: Evidence, history: PlaceHistory) -> YearFlags:
    """Flows whose year changed by more than the limit against that of the place above, and by more than chance does.

    Every place is compared, those above with what lies below them. Only places that have both the year and one of
    those before it count, on both sides of each ratio.
    """
    panel = evidence.panel
    grid = evidence.grid
    if len(grid.years) < 2:
        return YearFlags((), 0)
    means = year_means(panel.values, grid, evidence.limits.of("year_on_year", "present"))
    past, line = before(means), trend(means)
    both = np.isfinite(means) & np.isfinite(past) & evidence.flow[:, np.newaxis]
    a_year = np.bincount(grid.year).max()
    axis = tuple(Period(date(year, 1, 1), Length.YEAR) for year in grid.years)
    now, then, foretold = (
        tower(
            replace(panel, length=Length.YEAR, periods=axis, values=np.where(both, each * a_year, np.nan)),
            history,
        )
        for each in (means, past, line)
    )
    spread = _by_cell(panel, overdispersion(panel.values, grid, panel.cell))
    return _flags(evidence, now, then, foretold, spread)


def _by_cell(panel: Panel, of_series: Float[np.ndarray, " series"]) -> Float[np.ndarray, " cell"]:
    """What all series of a cell share."""
    found = np.ones(len(panel.cells))
    found[panel.cell] = of_series
    return found


@dataclass(frozen=True)
class _Changes:
    """Of each place's year: by what share it changed against the others below the place above, and against all."""

    against_others: Float[np.ndarray, "series year"]
    against_all: Float[np.ndarray, "series year"]
    expected: Float[np.ndarray, "series year"]
    score: Float[np.ndarray, "series year"]


def _changes(
    now: Tower, then: Tower, above: Int[np.ndarray, "series year"], spread: Float[np.ndarray, " series"]
) -> _Changes:
    """Changes; the score is the difference in standard deviations of counts that scatter ``spread`` times as much
    as chance alone makes them. All four counts do: the year, those before it, and both of the others."""
    value, past = now.panel.values, then.panel.values
    of_now, of_then = (_of_above(each.panel, above) for each in (now, then))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, of_all = value / past, of_now / of_then
        others = (of_now - value) / (of_then - past)
        others = np.where((of_then > past) & (of_now > value), others, np.nan)
        expected = past * np.where(np.isfinite(others), others, 1.0)
        parts = 1 / np.maximum(past, 1.0)
        for count in (of_now - value, of_then - past):
            parts = parts + np.where(np.isfinite(others), 1 / np.maximum(count, 1.0), 0.0)
        room = np.sqrt(spread[:, np.newaxis] * np.maximum(expected, 1.0) * (1 + expected * parts))
        score = (value - expected) / room
    return _Changes(change_against(ratio, others), change_against(ratio, of_all), expected, score)


def _flags(
    evidence: Evidence, now: Tower, then: Tower, foretold: Tower, of_cell: Float[np.ndarray, " cell"]
) -> YearFlags:
    panel = now.panel
    above = now.parent[panel.place]
    spread = of_cell[panel.cell]
    changes = _changes(now, then, above, spread)
    found = _beyond(evidence, changes) & _beyond(evidence, _changes(now, foretold, above, spread))
    flags = []
    window = lying_in(panel.periods, evidence.asked)
    for series, year in zip(*np.nonzero(found & window), strict=True):
        measure, breakdown = panel.cells[panel.cell[series]]
        effect = float(changes.expected[series, year] - panel.values[series, year])
        top = int(above[series, year])
        root = int(now.root[panel.place[series], year])
        flags.append(
            Flag(
                "year_on_year",
                panel.places[panel.place[series]],
                panel.periods[year].text,
                measure,
                breakdown,
                value=float(panel.values[series, year]),
                expected=float(changes.expected[series, year]),
                score=float(changes.score[series, year]),
                effect=effect,
                effect_share=_share(effect, panel, int(panel.cell[series]), top, year),
                nation_share=_share(effect, panel, int(panel.cell[series]), root if top >= 0 else -1, year),
                above=panel.places[top] if top >= 0 else "",
            )
        )
    return YearFlags(tuple(flags), int((np.isfinite(changes.against_others) & window).sum()))


def _beyond(evidence: Evidence, changes: _Changes) -> Bool[np.ndarray, "series year"]:
    """Changed against the others and against all, by more than chance does.

    Against the others alone, a small neighbourhood would show the change of one place in all of them.
    """
    change, score = (evidence.limits.of("year_on_year", each) for each in ("change", "score"))
    with np.errstate(invalid="ignore"):
        found: Bool[np.ndarray, "series year"] = (
            (np.abs(changes.against_others) > change)
            & (np.abs(changes.against_all) > change)
            & (np.abs(changes.score) > score)
        )
    return found


def _share(effect: float, panel: Panel, cell: int, place: int, year: int) -> float:
    """``effect`` as a share of the figure of ``place``; NaN where there is none."""
    at = panel.find(np.array([cell]), np.array([place]))[0]
    whole = float(panel.values[at, year]) if at >= 0 else float("nan")
    return effect / abs(whole) if whole else float("nan")


def _of_above(panel: Panel, above: np.ndarray) -> Float[np.ndarray, "series year"]:
    """The figure of the place above each, NaN where there is none."""
    out = np.full(above.shape, np.nan)
    for time in range(above.shape[1]):
        at = panel.find(panel.cell, above[:, time])
        out[:, time] = np.where(at >= 0, panel.values[at, time], np.nan)
    return out

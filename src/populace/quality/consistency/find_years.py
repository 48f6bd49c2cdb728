"""Years that differ from those before them otherwise than the place above does."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from jaxtyping import Bool, Float

from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.quality.consistency.over_time import before, change_against, year_means
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.panel import Panel
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
    past = before(means)
    both = np.isfinite(means) & np.isfinite(past) & evidence.flow[:, np.newaxis]
    a_year = np.bincount(grid.year).max()
    axis = tuple(Period(date(year, 1, 1), Length.YEAR) for year in grid.years)
    now, then = (
        tower(
            replace(panel, length=Length.YEAR, periods=axis, values=np.where(both, each * a_year, np.nan)),
            history,
        )
        for each in (means, past)
    )
    return _flags(evidence, now, then)


def _flags(evidence: Evidence, now: Tower, then: Tower) -> YearFlags:
    value, past = now.panel.values, then.panel.values
    above = now.parent[now.panel.place]
    of_above = tuple(_of_above(each.panel, above) for each in (now, then))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = value / past
        others = (of_above[0] - value) / (of_above[1] - past)
        others = np.where((of_above[1] - past > 0) & (of_above[0] - value > 0), others, np.nan)
    change = change_against(ratio, others)
    expected = past * np.where(np.isfinite(others), others, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (value - expected) / np.sqrt(
            np.maximum(expected, 1.0) * (1 + expected / np.maximum(past, 1.0))
        )
    flagged = _beyond(evidence, change, score)
    series, time = np.nonzero(flagged)
    panel = now.panel
    flags = []
    for s, t in zip(series.tolist(), time.tolist(), strict=True):
        top = above[s, t] < 0
        effect = float(expected[s, t] - value[s, t])
        root = panel.find(panel.cell[[s]], now.root[panel.place[[s]], t])[0]
        flags.append(
            Flag(
                "year_on_year",
                panel.places[panel.place[s]],
                panel.periods[t].text,
                measure=panel.cells[panel.cell[s]][0],
                breakdown=panel.cells[panel.cell[s]][1],
                value=float(value[s, t]),
                expected=float(expected[s, t]),
                score=float(score[s, t]),
                effect=effect,
                effect_share=float("nan") if top else _ratio(effect, float(of_above[0][s, t])),
                nation_share=float("nan") if top else _ratio(effect, float(value[root, t])),
                above="" if top else panel.places[above[s, t]],
            )
        )
    return YearFlags(tuple(flags), int(np.isfinite(change).sum()))


def _beyond(
    evidence: Evidence, change: Float[np.ndarray, "series year"], score: Float[np.ndarray, "series year"]
) -> Bool[np.ndarray, "series year"]:
    limits = evidence.limits
    with np.errstate(invalid="ignore"):
        found: Bool[np.ndarray, "series year"] = (np.abs(change) > limits.of("year_on_year", "change")) & (
            np.abs(score) > limits.of("year_on_year", "score")
        )
    return found


def _of_above(panel: Panel, above: np.ndarray) -> Float[np.ndarray, "series year"]:
    """The figure of the place above each, NaN where there is none."""
    out = np.full(above.shape, np.nan)
    for time in range(above.shape[1]):
        at = panel.find(panel.cell, above[:, time])
        out[:, time] = np.where(at >= 0, panel.values[at, time], np.nan)
    return out


def _ratio(effect: float, whole: float) -> float:
    return effect / abs(whole) if whole else float("nan")

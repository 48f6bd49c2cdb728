"""How much the figure of the place above would change if a value were the expected one.

Of a measure that sums over places the figure above changes by ``expected - value``; of one that is averaged by that
over the number of places that reported. Of a measure that says nothing of a place above, or its least or greatest,
no effect is given. Shares are of the figure above as it stands, which holds the value in question.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.measure import OverPlaces
from populace.quality.evidence import Evidence
from populace.quality.found import Found
from populace.quality.panel import Panel
from populace.quality.tower import Tower, summed


@dataclass(frozen=True)
class Effects:
    """Each ``(n,)``: ``above`` is a position in the tower's places, −1 for none."""

    above: Int[np.ndarray, " n"]
    effect: Float[np.ndarray, " n"]
    share: Float[np.ndarray, " n"]
    nation_share: Float[np.ndarray, " n"]


def effects(evidence: Evidence, found: Found) -> Effects:
    """``Effects`` of what was ``found``; in units alone where there is no tower."""
    panel, up = evidence.panel, evidence.tower
    change = found.expected - found.value
    rule = _over_places(evidence)[panel.cell[found.series]]
    nothing = np.full(len(found), np.nan)
    if up is None:
        effect = np.where(rule == _SUM, change, np.nan)
        return Effects(np.full(len(found), -1), effect, nothing, nothing)
    codes = np.array([up.panel.place_index[code] for code in panel.places], np.int64)
    place, cell = codes[panel.place[found.series]], panel.cell[found.series]
    above, root = up.above(place, found.time), up.root[place, found.time]
    reporting = _reporting(evidence, up) if (rule == _AVERAGE).any() else None
    figures = []
    for target in (above, root):
        total = _at(up.panel, cell, target, found.time)
        if reporting is not None:
            many = _at(reporting, cell, target, found.time)
            total = np.where(rule == _AVERAGE, total / many, total)
            figures.append((np.where(rule == _AVERAGE, change / many, change), total))
        else:
            figures.append((change, total))
    (effect, total), (at_root, of_root) = figures
    adds = (rule == _SUM) | (rule == _AVERAGE)
    return Effects(
        above,
        np.where(adds & (above >= 0), effect, np.where(adds, at_root, np.nan)),
        np.where(adds & (above >= 0), _share(effect, total), np.nan),
        np.where(adds & (root != place), _share(at_root, of_root), np.nan),
    )


_SUM, _AVERAGE, _NEITHER = range(3)


def _over_places(evidence: Evidence) -> Int[np.ndarray, " cell"]:
    kinds = {OverPlaces.SUM: _SUM, OverPlaces.AVERAGE: _AVERAGE}
    known = evidence.catalogue.measures
    return np.array(
        [
            kinds.get(known[measure].over_places or OverPlaces.NONE, _NEITHER) if measure in known else _SUM
            for measure, _breakdown in evidence.panel.cells
        ],
        np.int64,
    )


def _reporting(evidence: Evidence, up: Tower) -> Panel:
    """How many places reported each cell at or below each place."""
    ones = replace(evidence.panel, values=np.where(evidence.panel.there, 1.0, np.nan))
    return summed(ones, up.panel.places, up.parent)


def _at(
    panel: Panel, cell: Int[np.ndarray, " n"], place: Int[np.ndarray, " n"], time: Int[np.ndarray, " n"]
) -> Float[np.ndarray, " n"]:
    series = panel.find(cell, place)
    return np.where(series >= 0, panel.values[series, time], np.nan)


def _share(effect: Float[np.ndarray, " n"], total: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = effect / np.abs(total)
    return np.where(np.isfinite(share), share, np.nan)

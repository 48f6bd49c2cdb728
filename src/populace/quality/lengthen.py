"""Series of longer periods, made of shorter ones by the rule of each measure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.measure import OverTime
from populace.catalog.periods import Length, periods_between
from populace.quality.panel import Panel


def lengthened(panel: Panel, length: Length, catalogue: Catalogue) -> Panel:
    """``panel`` by periods of ``length``, of what there is in each; measures without a rule over time are left out.

    Days, weeks and fortnights, of which no whole number makes a longer period, give an empty panel.
    """
    whole = [each.within(length) for each in panel.periods] if panel.length.months else []
    axis = tuple(dict.fromkeys(whole))
    group = np.array([axis.index(each) for each in whole], np.int64)
    rules = _rules(panel, catalogue)
    known = np.flatnonzero(rules != _NONE) if axis else np.zeros(0, np.int64)
    out = np.full((len(known), len(axis)), np.nan)
    of_row = rules[known]
    for number, rule in enumerate(_ORDER):
        rows = np.flatnonzero(of_row == number)
        if len(rows):
            out[rows] = _over(panel.values[known[rows]], group, len(axis), rule)
    kept = replace(panel, cell=panel.cell[known], place=panel.place[known], values=panel.values[known])
    return replace(kept, length=length, periods=axis, values=out)


def panel_for(length: Length, by_length: Mapping[Length, Panel], catalogue: Catalogue) -> Panel | None:
    """All figures by periods of ``length``: as they were given, and where they were not, made of shorter ones."""
    parts = [by_length[length]] if length in by_length else []
    parts += [
        lengthened(panel, length, catalogue)
        for each, panel in by_length.items()
        if each.months and length.months and each.months < length.months and not length.months % each.months
    ]
    parts = [part for part in parts if part.periods]
    return _stacked(length, parts) if parts else None


def _stacked(length: Length, parts: list[Panel]) -> Panel:
    """One panel of several; where two have a figure, the first one's stands."""
    if len(parts) == 1:
        return parts[0]
    starts = {period for part in parts for period in part.periods}
    whole = tuple(periods_between(min(starts), max(starts)))
    axis = whole if starts <= set(whole) else tuple(sorted(starts))
    cells = tuple(dict.fromkeys(cell for part in parts for cell in part.cells))
    places = tuple(dict.fromkeys(code for part in parts for code in part.places))
    keys = [_keys(part, cells, places) for part in parts]
    all_keys = np.unique(np.concatenate(keys))
    out = np.full((len(all_keys), len(axis)), np.nan)
    position = {period: i for i, period in enumerate(axis)}
    for part, key in zip(reversed(parts), reversed(keys), strict=True):
        times = np.array([position[each] for each in part.periods], np.int64)
        at = np.ix_(np.searchsorted(all_keys, key), times)
        out[at] = np.where(np.isfinite(part.values), part.values, out[at])
    return Panel(length, axis, cells, places, all_keys // len(places), all_keys % len(places), out)


def _keys(
    part: Panel, cells: tuple[tuple[str, str], ...], places: tuple[str, ...]
) -> Int[np.ndarray, " series"]:
    cell_at, place_at = ({each: i for i, each in enumerate(names)} for names in (cells, places))
    cell = np.array([cell_at[each] for each in part.cells], np.int64)[part.cell]
    place = np.array([place_at[each] for each in part.places], np.int64)[part.place]
    found: Int[np.ndarray, " series"] = cell * len(places) + place
    return found


_ORDER = (
    OverTime.SUM,
    OverTime.LAST,
    OverTime.AVERAGE,
    OverTime.FIRST,
    OverTime.LEAST,
    OverTime.GREATEST,
    OverTime.NONE,
)
_NONE = _ORDER.index(OverTime.NONE)


def _rules(panel: Panel, catalogue: Catalogue) -> Int[np.ndarray, " series"]:
    """The number of each series' rule over time; a measure that the catalogue does not know has none."""
    known = catalogue.measures
    rules = [
        _ORDER.index(OverTime(known[measure].over_time)) if measure in known else _NONE
        for measure, _breakdown in panel.cells
    ]
    found: Int[np.ndarray, " series"] = np.array(rules, np.int64)[panel.cell]
    return found


def _over(
    values: Float[np.ndarray, "row time"], group: Int[np.ndarray, " time"], groups: int, rule: OverTime
) -> Float[np.ndarray, "row group"]:
    out = np.full((len(values), groups), np.nan)
    for each in range(groups):
        out[:, each] = _ONE[rule](values[:, group == each])
    return out


def _sum(part: Float[np.ndarray, "row time"]) -> Float[np.ndarray, " row"]:
    there = np.isfinite(part)
    return np.where(there.any(axis=1), np.where(there, part, 0.0).sum(axis=1), np.nan)


def _average(part: Float[np.ndarray, "row time"]) -> Float[np.ndarray, " row"]:
    found: Float[np.ndarray, " row"] = _sum(part) / np.maximum(np.isfinite(part).sum(axis=1), 1)
    return found


def _first(part: Float[np.ndarray, "row time"]) -> Float[np.ndarray, " row"]:
    at = np.isfinite(part).argmax(axis=1)
    first: Float[np.ndarray, " row"] = part[np.arange(len(part)), at]
    return first


_ONE: dict[OverTime, Callable[[Float[np.ndarray, "row time"]], Float[np.ndarray, " row"]]] = {
    OverTime.SUM: _sum,
    OverTime.AVERAGE: _average,
    OverTime.FIRST: _first,
    OverTime.LAST: lambda part: _first(part[:, ::-1]),
    OverTime.LEAST: lambda part: np.fmin.reduce(part, axis=1),
    OverTime.GREATEST: lambda part: np.fmax.reduce(part, axis=1),
}

"""The store in plain Python: what it has to answer, without a thought for speed.

``History`` keeps every version of every figure. ``roll_up`` follows the rules as they are written in
``docs/methods/store.md``, one figure after another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from populace.catalog.breakdowns import Breakdown
from populace.catalog.measure import Measure, OverPlaces, OverTime
from populace.catalog.periods import Period
from populace.places.crosswalk import crosswalk
from populace.places.history import PlaceHistory

EPOCH = date(1970, 1, 1)
Key = tuple[str, str, str, str]
"""Place, period, measure, breakdown."""


def day(of: date) -> int:
    return (of - EPOCH).days


@dataclass
class History:
    """Every version of every figure: ``versions[key]`` are (vintage, value or None, status)."""

    versions: dict[Key, list[tuple[int, float | None, str]]] = field(default_factory=dict)
    vintage: int = 0

    def commit(self, rows: Mapping[Key, tuple[float | None, str]]) -> tuple[int, int, int, int]:
        """New, changed, unchanged and deleted."""
        counts = [0, 0, 0, 0]
        written = {}
        for key, (value, status) in rows.items():
            old = self.now(key)
            if value is None:
                counts[2 if old is None else 3] += 1
                if old is not None:
                    written[key] = (None, status)
            elif old == (value, status):
                counts[2] += 1
            else:
                counts[0 if old is None else 1] += 1
                written[key] = (value, status)
        if written:
            self.vintage += 1
            for key, (value, status) in written.items():
                self.versions.setdefault(key, []).append((self.vintage, value, status))
        return tuple(counts)

    def now(self, key: Key, vintage: int | None = None) -> tuple[float, str] | None:
        found = [each for each in self.versions.get(key, []) if vintage is None or each[0] <= vintage]
        return None if not found or found[-1][1] is None else found[-1][1:]

    def rows(self, vintage: int | None = None) -> dict[Key, tuple[float, str]]:
        """Every figure known at ``vintage``."""
        return {key: found for key in self.versions if (found := self.now(key, vintage)) is not None}


def covering(history: PlaceHistory, targets: Sequence[str], boundaries: date | None, place: str, on: int):
    """(position of the target, share) of a figure of ``place`` on a day."""
    cover = history.coverage(targets, boundaries)
    for row in range(len(cover)):
        if history.codes[cover.source[row]] == place and cover.first[row] <= on <= cover.last[row]:
            yield int(cover.target[row]), float(cover.share[row])


def heirs_of(history: PlaceHistory, place: str, on: int, period: Period) -> list[tuple[str, float]]:
    """Who holds at the end of ``period`` what ``place`` held on a day in it."""
    source = history.timelines.position.get(place)
    gave = any(
        portion.source == place and period.start < event.day <= period.last
        for event in history.redrawn_borders
        for portion in event.portions
    )
    if not gave:
        return [(place, 1.0)]
    pieces = crosswalk(history.timelines, history.redrawn_borders, day(period.last))
    return [
        (history.codes[pieces.place[row]], float(pieces.share[row]))
        for row in range(len(pieces.source))
        if pieces.source[row] == source and pieces.first[row] <= on <= pieces.last[row]
    ] or [(place, 1.0)]


def without_overlaps(figures: Mapping[Period, float]) -> dict[Period, float]:
    """Without periods that have a day in common with a longer one, or with an equal one that began earlier."""

    def gives_way(one: Period, other: Period) -> bool:
        return (
            one != other
            and one.start <= other.last
            and other.start <= one.last
            and (one.days, -day(one.start), _rank(one)) < (other.days, -day(other.start), _rank(other))
        )

    return {
        period: value
        for period, value in figures.items()
        if not any(gives_way(period, other) for other in figures)
    }


def _rank(period: Period) -> int:
    return list(type(period.length)).index(period.length)


OVER_TIME = {
    OverTime.SUM: lambda by_day: sum(by_day.values()),
    OverTime.LAST: lambda by_day: by_day[max(by_day)],
    OverTime.FIRST: lambda by_day: by_day[min(by_day)],
    OverTime.AVERAGE: lambda by_day: fmean(by_day.values()),
    OverTime.LEAST: lambda by_day: min(by_day.values()),
    OverTime.GREATEST: lambda by_day: max(by_day.values()),
    OverTime.NONE: lambda by_day: by_day[max(by_day)],
}


def roll_up(
    rows: Mapping[Key, tuple[float, str]],
    measure: Measure,
    cells: Iterable[Breakdown],
    targets: Sequence[str],
    period: Period,
    history: PlaceHistory,
    boundaries: date | None,
) -> dict[str, float]:
    """The figure of ``measure`` in ``cells`` for each of ``targets`` that has one."""
    texts = {each.text for each in cells}
    reported: dict[str, dict[Period, float]] = defaultdict(dict)
    for (place, text, code, breakdown), (value, _status) in rows.items():
        stored = Period.parse(text)
        inside = period.start <= stored.start and stored.last <= period.last
        exactly = stored.start == period.start and stored.last == period.last
        if code != measure.code or breakdown not in texts or not inside:
            continue
        if measure.over_time is OverTime.NONE and not exactly:
            continue
        reported[place][stored] = reported[place].get(stored, 0.0) + value
    return over_places(by_holder(reported, measure, period, history), measure, targets, history, boundaries)


def by_holder(
    reported: Mapping[str, Mapping[Period, float]],
    measure: Measure,
    period: Period,
    history: PlaceHistory,
) -> dict[str, dict[int, float]]:
    """By place and last day: what each place reported, stocks in the hands of who holds them at the end."""
    inherits = measure.over_places is OverPlaces.SUM and measure.over_time not in (
        OverTime.SUM,
        OverTime.NONE,
    )
    held: dict[str, dict[int, float]] = defaultdict(dict)
    for place, figures in reported.items():
        for stored, value in without_overlaps(figures).items():
            on = day(stored.last)
            heirs = heirs_of(history, place, on, period) if inherits else [(place, 1.0)]
            for heir, share in heirs:
                held[heir][on] = held[heir].get(on, 0.0) + value * share
    return held


def over_places(
    held: Mapping[str, Mapping[int, float]],
    measure: Measure,
    targets: Sequence[str],
    history: PlaceHistory,
    boundaries: date | None,
) -> dict[str, float]:
    """Each place's figure over time, counted in the targets by the day of its last figure (flows: each on its day)."""
    counted: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place, by_day in held.items():
        additive = measure.over_time is OverTime.SUM and measure.over_places is OverPlaces.SUM
        parts = by_day if additive else {max(by_day): OVER_TIME[measure.over_time](by_day)}
        for on, value in parts.items():
            for target, share in covering(history, targets, boundaries, place, on):
                if measure.over_places is OverPlaces.NONE and targets[target] != place:
                    continue
                counted[targets[target]].append((value, share))
    return {target: _over_places(measure, parts) for target, parts in counted.items()}


def _over_places(measure: Measure, parts: Sequence[tuple[float, float]]) -> float:
    match measure.over_places:
        case OverPlaces.SUM:
            return sum(value * share for value, share in parts)
        case OverPlaces.AVERAGE:
            return sum(value * share for value, share in parts) / sum(share for _, share in parts)
        case OverPlaces.LEAST:
            return min(value for value, _ in parts)
        case _:
            return max(value for value, _ in parts)

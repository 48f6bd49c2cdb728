"""Figures as they were committed, with what is known of where each came from."""

import pyarrow as pa

from populace.catalog.periods import Period
from populace.store.batch import STATUSES
from populace.store.cells import cells_within
from populace.store.engine import Step, numbers
from populace.store.manifest import Manifest
from populace.store.names import Names, day_number
from populace.store.selection import Selection
from populace.store.tables import moments_of, period_texts_of, texts
from populace.store.views import Narrowing, View


def selected(view: View, selection: Selection) -> pa.Table:
    """The figures of ``selection``, in no particular order.

    Columns ``place``, ``period``, ``measure``, ``breakdown``, ``value``, ``status`` as in a batch, and ``vintage``,
    ``source`` and ``at`` of the commit that brought each.
    """
    found = view.engine.query(
        [
            *view.known(_narrowing(view.names, selection)),
            Step("", f"SELECT * FROM known WHERE {_condition(view.names, selection)}"),
        ]
    )
    return _in_codes(found, view.names, view.manifest)


def _narrowing(names: Names, selection: Selection) -> Narrowing:
    measures = places = None
    if selection.measures is not None:
        measures = _known_numbers(names.measure_number, selection.measures)
    if selection.places is not None:
        found = _known_numbers(names.place_number, selection.places)
        places = (min(found, default=0), max(found, default=-1))
    starts = None if selection.periods is None else _days(selection.periods)
    return Narrowing(measures, starts, places)


def _condition(names: Names, selection: Selection) -> str:
    parts = ["TRUE"]
    if selection.places is not None:
        parts.append(f"place IN ({numbers(_known_numbers(names.place_number, selection.places))})")
    if selection.periods is not None:
        parts.append(f"({_lying_in(names, selection.periods)})")
    if selection.breakdown is not None:
        inside = cells_within(names.breakdowns, selection.breakdown).inside
        parts.append(f"breakdown IN ({numbers(inside)})")
    return " AND ".join(parts)


def _lying_in(names: Names, periods: tuple[Period, Period]) -> str:
    """Periods that lie wholly within: by the length of each, from which first days on and up to which."""
    first, last = _days(periods)
    by_length: dict[int, list[int]] = {}
    for (start, length), end in zip(names.periods, names.lasts.tolist(), strict=True):
        if first <= start and end <= last:
            by_length.setdefault(length, []).append(start)
    return (
        " OR ".join(
            f"(length = {length} AND start IN ({numbers(starts)}))"
            for length, starts in sorted(by_length.items())
        )
        or "FALSE"
    )


def _days(periods: tuple[Period, Period]) -> tuple[int, int]:
    return day_number(periods[0].start), day_number(periods[1].last)


def _known_numbers(by_code: object, codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted(by_code[code] for code in set(codes) if code in by_code))  # type: ignore[index,operator]


def _in_codes(found: pa.Table, names: Names, manifest: Manifest) -> pa.Table:
    vintages = found["vintage"].to_numpy()
    sources = [""] * (manifest.vintage + 1)
    for commit in manifest.commits:
        sources[commit.vintage] = commit.source
    return pa.table(
        {
            "place": texts(found["place"].to_numpy(), names.places),
            "period": period_texts_of(names, found["start"].to_numpy(), found["length"].to_numpy()),
            "measure": texts(found["measure"].to_numpy(), names.measures),
            "breakdown": texts(found["breakdown"].to_numpy(), names.breakdowns),
            "value": found["value"],
            "status": texts(found["status"].to_numpy(), STATUSES),
            "vintage": found["vintage"],
            "source": texts(vintages, sources),
            "at": moments_of(manifest, vintages),
        }
    )

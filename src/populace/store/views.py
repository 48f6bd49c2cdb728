"""The figures that were known at a vintage, as steps of a query.

What is live stands in the files of figures, less what was replaced or taken back since they were written. What was
known before is that, without what came later, and with what has ended since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from populace.store.engine import Engine, Step, numbers
from populace.store.files import DATA
from populace.store.manifest import Manifest, Segment
from populace.store.names import Names
from populace.store.segments import FIGURES, KEY, PAST

COLUMNS = ", ".join(FIGURES.names)


@dataclass(frozen=True)
class Narrowing:
    """Bounds by which files and parts of files are passed over: measures by number, first days; None is all."""

    measures: tuple[int, ...] | None = None
    starts: tuple[int, int] | None = None
    places: tuple[int, int] | None = None

    def may_be_in(self, segment: Segment) -> bool:
        """Whether a file can have figures within."""
        (measure, place, start), (last_measure, last_place, last_start) = segment.firsts, segment.lasts
        return (
            (self.measures is None or any(measure <= each <= last_measure for each in self.measures))
            and (self.places is None or (place <= self.places[1] and self.places[0] <= last_place))
            and (self.starts is None or (start <= self.starts[1] and self.starts[0] <= last_start))
        )

    def condition(self, files: Sequence[Segment]) -> str:
        """The same for a row of ``files``; bounds within which they all lie need no test."""
        parts = []
        if self.measures is not None:
            parts.append(f"measure IN ({numbers(self.measures)})")
        for column, position, bounds in (("place", 1, self.places), ("start", 2, self.starts)):
            if bounds is None:
                continue
            first = min((each.firsts[position] for each in files), default=0)
            last = max((each.lasts[position] for each in files), default=0)
            if first < bounds[0] or bounds[1] < last:
                parts.append(f"{column} BETWEEN {bounds[0]} AND {bounds[1]}")
        return " AND ".join(parts) or "TRUE"


def known(
    engine: Engine, root: Path, manifest: Manifest, vintage: int, narrowing: Narrowing
) -> tuple[Step, ...]:
    """Steps whose last, ``known``, has the figures known at ``vintage``; tables are registered with ``engine``."""
    segments = [
        each for each in manifest.segments if each.vintages[0] <= vintage and narrowing.may_be_in(each)
    ]
    past = [each for each in manifest.past if narrowing.may_be_in(each)]
    closed = any(each.closed for each in segments)
    earlier = vintage < manifest.vintage
    engine.files("segments", _paths(root, segments), FIGURES)
    if closed or earlier:
        engine.files("past", _paths(root, past), PAST)
    steps = [Step("held", f"SELECT {COLUMNS} FROM segments WHERE {narrowing.condition(segments)}")]
    if closed:
        steps.append(Step("ended", f"SELECT * FROM past WHERE {narrowing.condition(past)}"))
    steps.append(_live(closed))
    steps.append(
        _at(vintage, narrowing.condition(past)) if earlier else Step("known", f"SELECT {COLUMNS} FROM live")
    )
    return tuple(steps)


def _live(closed: bool) -> Step:
    if not closed:
        return Step("live", f"SELECT {COLUMNS} FROM held")
    same = " AND ".join(f"e.{column} = h.{column}" for column in (*KEY, "vintage"))
    return Step(
        "live", f"SELECT {COLUMNS} FROM held AS h WHERE NOT EXISTS (SELECT 1 FROM ended AS e WHERE {same})"
    )


def _at(vintage: int, condition: str) -> Step:
    return Step(
        "known",
        f"SELECT {COLUMNS} FROM live WHERE vintage <= {vintage} UNION ALL "
        f"SELECT {COLUMNS} FROM past WHERE vintage <= {vintage} AND until > {vintage} AND {condition}",
    )


def _paths(root: Path, segments: Sequence[Segment]) -> list[Path]:
    return [root / DATA / segment.name for segment in segments]


@dataclass(frozen=True)
class View:
    """The figures known at ``vintage``, and an engine to ask about them."""

    root: Path
    manifest: Manifest
    vintage: int
    names: Names
    engine: Engine

    def known(self, narrowing: Narrowing) -> tuple[Step, ...]:
        """Steps whose last, ``known``, has the figures of this vintage in numbers."""
        return known(self.engine, self.root, self.manifest, self.vintage, narrowing)

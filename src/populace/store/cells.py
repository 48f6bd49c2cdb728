"""Which cells a question is about: those that have every category it names, an age range taking all ages in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from populace.catalog.breakdowns import Breakdown
from populace.catalog.dimensions import AGE
from populace.store.ages import age_bounds


@dataclass(frozen=True)
class CellsWithin:
    """Numbers of the breakdowns that lie within a question, and of those of which only a part of the ages does."""

    inside: tuple[int, ...]
    straddling: tuple[int, ...]


@lru_cache(maxsize=1_000)
def cells_within(breakdowns: tuple[str, ...], only: Breakdown) -> CellsWithin:
    """Those of ``breakdowns`` (texts, by number) that ``only`` names."""
    wanted = only.category(AGE)
    bounds = None if wanted is None else age_bounds(wanted)
    exactly = only if bounds is None else only.without(AGE)
    inside: list[int] = []
    straddling: list[int] = []
    for number, text in enumerate(breakdowns):
        cell = parsed(text)
        if not set(exactly.pairs) <= set(cell.pairs):
            continue
        if bounds is None:
            inside.append(number)
            continue
        ages = age_bounds(cell.category(AGE) or "")
        if ages is None or ages[1] < bounds[0] or bounds[1] < ages[0]:
            continue
        (inside if bounds[0] <= ages[0] and ages[1] <= bounds[1] else straddling).append(number)
    return CellsWithin(tuple(inside), tuple(straddling))


@lru_cache(maxsize=100_000)
def parsed(text: str) -> Breakdown:
    """The breakdown that a text of the store writes."""
    return Breakdown.parse(text)


def projected(breakdowns: Sequence[str], numbers: Sequence[int], by: Sequence[str]) -> dict[str, list[int]]:
    """``numbers`` of breakdowns grouped by their categories in the dimensions ``by`` alone, as text."""
    groups: dict[str, list[int]] = {}
    for number in numbers:
        kept = tuple(pair for pair in parsed(breakdowns[number]).pairs if pair[0] in by)
        groups.setdefault(Breakdown(kept).text, []).append(number)
    return groups

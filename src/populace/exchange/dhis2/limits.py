"""Category options that are for some organisation units, or some time, only."""

from collections.abc import Iterable
from datetime import date

from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.incoming import Limit


def limits_of(metadata: Metadata) -> dict[tuple[str, str], Limit]:
    """The limits by category and option. Units below those that an option names may use it too."""
    below = _below(metadata)
    options = {each.id: each for each in metadata.category_options}
    found = {}
    for category in metadata.categories:
        for ref in category.category_options:
            limit = _limit(options[ref.id], below)
            if limit != Limit():
                found[category.id, ref.id] = limit
    return found


def _limit(option: o.CategoryOption, below: dict[str, list[str]]) -> Limit:
    units = [ref.id for ref in option.organisation_units]
    return Limit(_day(option.start_date), _day(option.end_date), _with_below(units, below) if units else None)


def _below(metadata: Metadata) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for unit in metadata.organisation_units:
        if unit.parent is not None:
            children.setdefault(unit.parent.id, []).append(unit.id)
    return children


def _with_below(units: Iterable[str], below: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(below.get(unit, ()))
    return frozenset(found)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None

"""Everything that may be counted and asked, together: a catalogue is whole, or it does not exist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from populace.catalog.constructs import Construct
from populace.catalog.dimensions import Dimension
from populace.catalog.forms import Form
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.catalog.rules import Rule


@dataclass(frozen=True)
class Catalogue:
    """Definitions by code. ``constants`` are numbers by code; ``groups`` are codes of places by the group's code."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    constructs: Mapping[str, Construct] = field(default_factory=dict)
    constants: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in fields(self):
            object.__setattr__(self, part.name, MappingProxyType(dict(getattr(self, part.name))))

    def with_(self, other: "Catalogue") -> "Catalogue":
        """Both together; where a code stands in both, the definition of ``other`` holds."""
        return Catalogue(
            **{p.name: {**getattr(self, p.name), **getattr(other, p.name)} for p in fields(self)}
        )


def by_code(definitions: Iterable[Any]) -> dict[str, Any]:
    """Definitions by their code.

    :raises ValueError: a code twice.
    """
    found: dict[str, Any] = {}
    for each in definitions:
        if each.code in found:
            raise ValueError(f"the code {each.code} is declared twice")
        found[each.code] = each
    return found

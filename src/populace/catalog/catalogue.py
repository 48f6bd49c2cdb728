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
from populace.i18n import gettext, language


@dataclass(frozen=True)
class Catalogue:
    """Definitions by code.

    ``constants`` are numbers by code; ``groups`` are codes of places by the group's code. ``translations`` are what
    the labels of the user's own definitions read in other languages: by language, then by the label as it is declared.
    Labels that come with the software are in its own message catalogues.
    """

    measures: Mapping[str, Measure] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    constructs: Mapping[str, Construct] = field(default_factory=dict)
    constants: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in fields(self):
            object.__setattr__(self, part.name, MappingProxyType(dict(getattr(self, part.name))))

    def with_(self, other: "Catalogue") -> "Catalogue":
        """Both together; where a code stands in both, the definition of ``other`` holds."""
        merged = {p.name: {**getattr(self, p.name), **getattr(other, p.name)} for p in fields(self)}
        merged["translations"] = {
            tag: {**self.translations.get(tag, {}), **other.translations.get(tag, {})}
            for tag in merged["translations"]
        }
        return Catalogue(**merged)

    def text(self, label: str) -> str:
        """``label`` in the language in use, from the catalogue's own translations or from the software's."""
        return self.translations.get(language(), {}).get(label) or gettext(label)


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

"""The tree of places: pure values, no database.

A place has a stable code, names in the languages it is known by, and a parent. The tree is valid from birth:
codes are unique, every parent is known, and nobody is their own ancestor.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from populace.errors import ModelError


@dataclass(frozen=True)
class Place:
    """A node of the tree: a nation, district, town, village."""

    code: str
    names: Mapping[str, str]
    parent: str | None = None
    kind: str = ""

    def name(self, language: str) -> str:
        """The name in ``language``, or in any language it has, or the code."""
        return self.names.get(language) or next(iter(self.names.values()), "") or self.code


@dataclass(frozen=True)
class PlaceTree:
    """Places with their parents; ``places`` keeps the order in which they were given.

    :raises ModelError: a code twice, a parent that is not a place, or a circle.
    """

    places: tuple[Place, ...]
    _by_code: dict[str, Place] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {place.code: place for place in self.places}
        if len(by_code) != len(self.places):
            raise ModelError("a place code stands twice in the tree")
        for place in self.places:
            if place.parent is not None and place.parent not in by_code:
                raise ModelError(f"place {place.code}: its parent {place.parent} is not in the tree")
        object.__setattr__(self, "_by_code", by_code)
        for place in self.places:
            _refuse_circle(place, by_code)

    def __getitem__(self, code: str) -> Place:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def _children(self) -> dict[str | None, tuple[str, ...]]:
        children: dict[str | None, list[str]] = {}
        for place in self.places:
            children.setdefault(place.parent, []).append(place.code)
        return {parent: tuple(codes) for parent, codes in children.items()}

    @property
    def roots(self) -> tuple[str, ...]:
        """Codes of the places that have no parent."""
        return self._children.get(None, ())

    def children(self, code: str) -> tuple[str, ...]:
        """Codes of the places directly below ``code``."""
        return self._children.get(code, ())

    def depth_first(self, start: Iterable[str] | None = None) -> Iterator[str]:
        """Codes from ``start`` (the roots) downwards, each place before the places below it."""
        for code in self.roots if start is None else start:
            yield code
            yield from self.depth_first(self.children(code))

    def leaves(self, code: str) -> tuple[str, ...]:
        """Codes of the places at or below ``code`` that have nothing below them."""
        return tuple(below for below in self.depth_first((code,)) if not self.children(below))

    def ancestors(self, code: str) -> Iterator[str]:
        """Codes from the parent of ``code`` up to the root."""
        parent = self[code].parent
        while parent is not None:
            yield parent
            parent = self[parent].parent


def _refuse_circle(place: Place, by_code: Mapping[str, Place]) -> None:
    seen = {place.code}
    parent = place.parent
    while parent is not None:
        if parent in seen:
            raise ModelError(f"place {place.code} is below itself")
        seen.add(parent)
        parent = by_code[parent].parent

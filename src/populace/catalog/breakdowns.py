"""One cell's categories: ``age=20-24;sex=female``; the empty breakdown is the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from populace.catalog.dimensions import refuse_reserved
from populace.errors import ModelError


@dataclass(frozen=True, order=True)
class Breakdown:
    """The categories of one cell, in the order of their dimensions' codes.

    :raises ModelError: a dimension twice, or a code that is none.
    """

    pairs: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        pairs = tuple(sorted(self.pairs))
        if len({dimension for dimension, _ in pairs}) != len(pairs):
            raise ModelError(f"a dimension stands twice in {pairs}")
        for pair in pairs:
            for code in pair:
                refuse_reserved(code)
        object.__setattr__(self, "pairs", pairs)

    @classmethod
    def of(cls, categories: Mapping[str, str] | Iterable[tuple[str, str]]) -> "Breakdown":
        """From categories by dimension."""
        return cls(tuple(dict(categories).items()))

    @classmethod
    def parse(cls, text: str) -> "Breakdown":
        """From ``dimension=category;dimension=category``; an empty text is the whole.

        :raises ModelError: a part that is no pair.
        """
        pairs = []
        for part in filter(None, text.split(";")):
            dimension, equals, category = part.partition("=")
            if not equals:
                raise ModelError(f"{part!r} in breakdown {text!r} is not DIMENSION=CATEGORY")
            pairs.append((dimension.strip(), category.strip()))
        return cls(tuple(pairs))

    @property
    def text(self) -> str:
        """The one way to write it, in which it is stored."""
        return ";".join(f"{dimension}={category}" for dimension, category in self.pairs)

    @property
    def dimensions(self) -> frozenset[str]:
        """The codes of its dimensions."""
        return frozenset(dimension for dimension, _ in self.pairs)

    def category(self, dimension: str) -> str | None:
        """Its category in ``dimension``, or ``None`` where it is not split by it."""
        return dict(self.pairs).get(dimension)

    def without(self, *dimensions: str) -> "Breakdown":
        """The cell summed over ``dimensions``."""
        return Breakdown(tuple(pair for pair in self.pairs if pair[0] not in dimensions))


WHOLE = Breakdown()
"""Not broken down."""

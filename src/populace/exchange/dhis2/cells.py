"""The cells of DHIS2 (category option combinations) as breakdowns, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.exchange.dhis2.metadata import Metadata

Pairs = tuple[tuple[str, str], ...]
"""``(category, option)`` by uid."""


@dataclass(frozen=True)
class Cells:
    """What each cell is made of; the default cell is the whole."""

    metadata: Metadata
    pairs: Mapping[str, Pairs] = field(init=False, repr=False, compare=False)
    by_pairs: Mapping[tuple[str, frozenset[tuple[str, str]]], str] = field(
        init=False, repr=False, compare=False
    )
    of_combo: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        metadata, default = self.metadata, self.metadata.default_combo
        options = {each.id: [ref.id for ref in each.category_options] for each in metadata.categories}
        pairs: dict[str, Pairs] = {}
        of_combo: dict[str, list[str]] = {}
        for cell in metadata.category_option_combos:
            combo = cell.category_combo.id
            of_combo.setdefault(combo, []).append(cell.id)
            theirs = [] if combo == default else [ref.id for ref in metadata.combos[combo].categories]
            pairs[cell.id] = _assigned(theirs, [ref.id for ref in cell.category_options], options)
        by_pairs = {
            (metadata.cells[cell].category_combo.id, frozenset(its)): cell for cell, its in pairs.items()
        }
        object.__setattr__(self, "pairs", pairs)
        object.__setattr__(self, "by_pairs", by_pairs)
        object.__setattr__(self, "of_combo", {combo: tuple(cells) for combo, cells in of_combo.items()})

    def dimensions(self, combo: str) -> frozenset[str]:
        """The categories of a combination; none for the default one."""
        if combo == self.metadata.default_combo:
            return frozenset()
        return frozenset(ref.id for ref in self.metadata.combos[combo].categories)

    def breakdown(self, cell: str, attribute_cell: str | None = None) -> Breakdown:
        """The breakdown of a cell and of an attribute cell together."""
        pairs = dict(self.pairs[cell])
        if attribute_cell is not None:
            pairs |= dict(self.pairs[attribute_cell])
        return Breakdown.of(pairs) if pairs else WHOLE

    def cell(self, combo: str, breakdown: Breakdown) -> str | None:
        """The cell of ``combo`` that has the categories which ``breakdown`` gives for it."""
        dimensions = self.dimensions(combo)
        return self.by_pairs.get(
            (combo, frozenset(pair for pair in breakdown.pairs if pair[0] in dimensions))
        )


def _assigned(categories: list[str], options: list[str], of: Mapping[str, list[str]]) -> Pairs:
    """Each option to its category: by membership, in the one way in which each category gets one."""
    if not categories:
        return ()
    first, *rest = categories
    for i, option in enumerate(options):
        if option in of[first]:
            remaining = options[:i] + options[i + 1 :]
            others = _assigned(rest, remaining, of)
            if len(others) == len(rest):
                return ((first, option), *others)
    return ()

"""DHIS2's items in expressions (``#{element.cell.attribute}``) as figures of our measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.items import ANY, Dhis2Item
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Figure, Node
from populace.exchange.dhis2.cells import Cells, Pairs
from populace.exchange.dhis2.metadata import Metadata
from populace.i18n import gettext as _


@dataclass(frozen=True)
class MetadataBinder:
    """Turns items into nodes, by the metadata that came with the expression."""

    metadata: Metadata
    cells: Cells

    def __call__(self, item: Dhis2Item) -> Node:
        """The figure of a data element, or of some of its cells, or the sum of those of a group.

        :raises LookupError: a uid that the metadata does not have.
        :raises ExpressionError: cells that the data element does not have.
        """
        cells = self._cells(item)
        return total([Figure(element, only) for element in self._elements(item) for only in cells(element)])

    def _elements(self, item: Dhis2Item) -> list[str]:
        if not item.group:
            return [self.metadata.elements[item.element].id]
        groups = {each.id: each for each in self.metadata.data_element_groups}
        members = [ref.id for ref in groups[item.element].data_elements]
        if not members:
            raise LookupError(item.element)
        return members

    def _cells(self, item: Dhis2Item) -> "_CellsOf":
        if item.options_are == "co":
            return _CellsOf(self, self._with_options(item.options), (), item.attribute)
        if item.options_are:
            raise ExpressionError(
                _("Groups of category options are not read."), _("Name the category options: co:UID&UID.")
            )
        return _CellsOf(self, [()], item.options, item.attribute)

    def _with_options(self, uids: Sequence[str]) -> list[Pairs]:
        """Options of one category are alternatives; those of several narrow one another."""
        of_category: dict[str, list[str]] = {}
        for uid in uids:
            category = next(
                (c.id for c in self.metadata.categories if uid in {ref.id for ref in c.category_options}),
                None,
            )
            if category is None:
                raise LookupError(uid)
            of_category.setdefault(category, []).append(uid)
        return [tuple(zip(of_category, chosen, strict=True)) for chosen in product(*of_category.values())]


@dataclass(frozen=True)
class _CellsOf:
    """The breakdowns that an item asks for, of one data element: by options, or by the uid of a cell."""

    binder: MetadataBinder
    options: Sequence[Pairs]
    cells: Sequence[str]
    attribute: str

    def __call__(self, element: str) -> list[Breakdown]:
        metadata, cells = self.binder.metadata, self.binder.cells
        own, sets = metadata.elements[element], metadata.sets_of.get(element, ())
        combos = {metadata.combo_of(own), *(metadata.combo_of(own, each) for each in sets)}
        attributes = {metadata.attribute_combo_of(each) for each in sets} or {metadata.default_combo}
        split = frozenset[str]().union(*(cells.dimensions(combo) for combo in combos))
        pairs = [dict(each) for each in self.options]
        if any(not each.keys() <= split for each in pairs):
            raise _not_split(own.name)
        for uid, of in [*((uid, combos) for uid in self.cells), (self.attribute, attributes)]:
            if uid in ("", ANY):
                continue
            if metadata.cells[uid].category_combo.id not in of:
                raise _not_split(own.name)
            pairs = [{**each, **dict(cells.pairs[uid])} for each in pairs]
        return [Breakdown.of(each) for each in pairs]


def _not_split(name: str) -> ExpressionError:
    return ExpressionError(
        _("{element} is not split by the combination that is asked for.").format(element=name),
        _("Ask for a combination of its own."),
    )


def total(nodes: Sequence[Node]) -> Node:
    """The sum of all, as a balanced tree."""
    if len(nodes) == 1:
        return nodes[0]
    half = len(nodes) // 2
    return Binary("+", total(nodes[:half]), total(nodes[half:]))

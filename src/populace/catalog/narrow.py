"""One definition for each category of a dimension: a stock-out by method, a stock balance by method, a method mix."""

from collections.abc import Container, Iterable
from dataclasses import replace

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure, Node, Number, YearToDate
from populace.catalog.expressions.walk import fold, with_parts
from populace.catalog.indicators import Indicator, Revision
from populace.catalog.rules import Rule


def narrowed(node: Node, dimension: str, category: str, measures: Container[str]) -> Node:
    """``node`` with every figure of ``measures`` taken in ``category`` only.

    A figure of another category of ``dimension`` has nothing in ``category``: it is 0 there, not missing.
    """

    def put(each: Node, below: list[Node]) -> Node:
        figure = each.of if isinstance(each, YearToDate) else each
        if not isinstance(figure, Figure) or figure.measure not in measures:
            return with_parts(each, below) if below else each
        if figure.only.category(dimension) not in (None, category):
            return Number(0.0)
        pairs = dict((*figure.only.pairs, (dimension, category)))
        inside = replace(figure, only=Breakdown.of(pairs))
        return YearToDate(inside) if isinstance(each, YearToDate) else inside

    return fold(node, put)


def indicator_by_category(
    indicator: Indicator, dimension: str, catalogue: Catalogue, categories: Iterable[str] | None = None
) -> dict[str, Indicator]:
    """``indicator`` for each of ``categories`` (all that ``dimension`` lists) by category.

    Both sides are narrowed, but of an indicator whose ``mix`` is ``dimension`` the numerator only.
    """
    measures = split_by(dimension, catalogue)
    return {
        category: _one(indicator, dimension, category, measures)
        for category in _categories(dimension, catalogue, categories)
    }


def rule_by_category(
    rule: Rule, dimension: str, catalogue: Catalogue, categories: Iterable[str] | None = None
) -> dict[str, Rule]:
    """``rule`` for each of ``categories`` (all that ``dimension`` lists) by category."""
    measures = split_by(dimension, catalogue)
    return {
        category: replace(
            rule,
            left=replace(rule.left, expression=narrowed(rule.left.expression, dimension, category, measures)),
            right=replace(
                rule.right, expression=narrowed(rule.right.expression, dimension, category, measures)
            ),
            by="",
        )
        for category in _categories(dimension, catalogue, categories)
    }


def split_by(dimension: str, catalogue: Catalogue) -> frozenset[str]:
    """The codes of the measures that may be split by ``dimension``."""
    return frozenset(code for code, each in catalogue.measures.items() if dimension in each.dimensions)


def _one(indicator: Indicator, dimension: str, category: str, measures: Container[str]) -> Indicator:
    def below(node: Node | None) -> Node | None:
        if node is None or indicator.mix == dimension:
            return node
        return narrowed(node, dimension, category, measures)

    return replace(
        indicator,
        numerator=narrowed(indicator.numerator, dimension, category, measures),
        denominator=below(indicator.denominator),
        revisions=tuple(
            Revision(
                each.in_force,
                narrowed(each.numerator, dimension, category, measures),
                below(each.denominator),
            )
            for each in indicator.revisions
        ),
        mix="" if indicator.mix == dimension else indicator.mix,
    )


def _categories(dimension: str, catalogue: Catalogue, wanted: Iterable[str] | None) -> Iterable[str]:
    return catalogue.dimensions[dimension].by_code if wanted is None else wanted

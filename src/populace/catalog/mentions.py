"""Whether what an expression or a cell names is in the catalogue."""

import re
from collections.abc import Iterator

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE
from populace.catalog.expressions.nodes import (
    Constant,
    Figure,
    GroupCount,
    IndicatorValue,
    Node,
    Reporting,
    Shifted,
    YearToDate,
)
from populace.catalog.expressions.walk import leaves
from populace.catalog.faults import Wrong
from populace.i18n import gettext as _

AGES = re.compile(r"\d+(-\d+|\+)?")
"""How ages are written: ``0``, ``1-4``, ``85+``."""


def items(node: Node) -> Iterator[Node]:
    """What an expression asks for, taken out of what moves it in time."""
    return (each.of if isinstance(each, Shifted | YearToDate) else each for each in leaves(node))


def of_expression(node: Node, catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything that ``node`` names and ``catalogue`` has not."""
    for item in items(node):
        match item:
            case Figure():
                yield from of_figure(item.measure, item.only, catalogue)
            case IndicatorValue() if item.code not in catalogue.indicators:
                yield unknown_indicator(item.code)
            case Reporting() if item.form not in catalogue.forms:
                yield Wrong(_("There is no form {code}.").format(code=item.form), _declare(), item.form)
            case Constant() if item.code not in catalogue.constants:
                yield Wrong(
                    _("There is no constant {code}.").format(code=item.code),
                    _("Declare it among the constants, or write the number."),
                    item.code,
                )
            case GroupCount() if item.group not in catalogue.groups:
                yield Wrong(
                    _("There is no group of places {code}.").format(code=item.group),
                    _("Declare it among the groups."),
                    item.group,
                )


def of_figure(measure: str, breakdown: Breakdown, catalogue: Catalogue) -> Iterator[Wrong]:
    """What is wrong with a figure of ``measure`` in the categories of ``breakdown``."""
    known = catalogue.measures.get(measure)
    if known is None:
        yield Wrong(_("There is no measure {code}.").format(code=measure), _declare(), measure)
        return
    for dimension, category in breakdown.pairs:
        if dimension not in catalogue.dimensions:
            yield unknown_dimension(dimension)
        elif dimension not in known.dimensions:
            yield Wrong(
                _("{measure} is not split by {dimension}.").format(measure=measure, dimension=dimension),
                _("Add {dimension} to the measure's optional dimensions, or leave it out.").format(
                    dimension=dimension
                ),
            )
        elif not _is_category(dimension, category, catalogue):
            yield Wrong(
                _("{dimension} has no category {category}.").format(dimension=dimension, category=category),
                _("Use one of its categories; ages are written 0, 1-4 or 85+."),
            )


def of_splitting(dimension: str, nodes: tuple[Node, ...], catalogue: Catalogue) -> Iterator[Wrong]:
    """What is wrong with taking ``nodes`` by category of ``dimension``; an empty one asks for nothing."""
    if not dimension:
        return
    if dimension not in catalogue.dimensions:
        yield unknown_dimension(dimension)
        return
    figures = (item for node in nodes for item in items(node) if isinstance(item, Figure))
    measures = (catalogue.measures.get(each.measure) for each in figures)
    if not any(each is not None and dimension in each.dimensions for each in measures):
        yield Wrong(
            _("Nothing in it is split by {dimension}.").format(dimension=dimension),
            _("Leave {dimension} out, or use a measure that is split by it.").format(dimension=dimension),
        )


def _is_category(dimension: str, category: str, catalogue: Catalogue) -> bool:
    if dimension == AGE and not catalogue.dimensions[dimension].categories:
        return AGES.fullmatch(category) is not None
    return category in catalogue.dimensions[dimension]


def unknown_dimension(code: str) -> Wrong:
    """A dimension that is not there."""
    return Wrong(_("There is no dimension {code}.").format(code=code), _declare(), code)


def unknown_indicator(code: str) -> Wrong:
    """An indicator that is not there."""
    return Wrong(_("There is no indicator {code}.").format(code=code), _declare(), code)


def _declare() -> str:
    return _("Declare it, or use the code of one that is declared.")

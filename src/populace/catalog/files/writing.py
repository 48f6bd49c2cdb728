"""From definitions to the fields of a file: the way back of ``reading``. Labels are written as they are declared."""

from collections.abc import Callable
from typing import Any

from populace.catalog.constructs import Construct
from populace.catalog.dimensions import Dimension
from populace.catalog.expressions.nodes import Node
from populace.catalog.expressions.text import text_of
from populace.catalog.files import documents as written
from populace.catalog.forms import Form, Row, Table
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.catalog.rules import Rule, Side


def dimension(given: Dimension) -> written.DimensionDocument:
    """A dimension."""
    return written.DimensionDocument(
        label=given.label,
        categories={each.code: each.label for each in given.categories},
        role=given.role,
        open=given.open,
    )


def measure(given: Measure) -> written.MeasureDocument:
    """A measure, with its ways of rolling up written out."""
    return written.MeasureDocument(
        label=given.label,
        kind=given.kind,
        unit=given.unit,
        names=given.names,
        required=tuple(sorted(given.required)),
        optional=tuple(sorted(given.optional)),
        subject=given.subject,
        over_time=given.over_time,
        over_places=given.over_places,
        sensitive=given.sensitive,
        whole=given.whole,
    )


def form(given: Form) -> written.FormDocument:
    """A form."""
    return written.FormDocument(
        label=given.label,
        period=given.length,
        due_days=given.due_days,
        sections=tuple(
            written.SectionDocument(label=each.label, tables=tuple(map(_table, each.tables)))
            for each in given.sections
        ),
        kinds=tuple(sorted(given.kinds)),
        places=tuple(sorted(given.places)),
    )


def _table(given: Table) -> written.TableDocument:
    return written.TableDocument(
        rows=tuple(map(_row, given.rows)),
        columns=tuple(each.text for each in given.columns),
        greyed=tuple(sorted(given.greyed)),
    )


def _row(given: Row) -> written.RowDocument | str:
    if given == Row(given.measure):
        return given.measure
    return written.RowDocument(measure=given.measure, within=given.within.text, label=given.label)


def indicator(given: Indicator) -> written.IndicatorDocument:
    """An indicator."""
    return written.IndicatorDocument(
        label=given.label,
        numerator=text_of(given.numerator),
        denominator=_optional(given.denominator),
        factor=given.factor,
        unit=given.unit,
        annualised=given.annualised,
        pooled_years=given.pooled_years,
        missing=given.missing,
        subject=given.subject,
        direction=given.direction,
        companions=given.companions,
        decimals=given.decimals,
        note=given.note,
        source=given.source,
        in_force=given.in_force,
        numerator_label=given.numerator_label,
        denominator_label=given.denominator_label,
        mix=given.mix,
        revisions=tuple(
            written.RevisionDocument(
                in_force=each.in_force.isoformat(),
                numerator=text_of(each.numerator),
                denominator=_optional(each.denominator),
            )
            for each in given.revisions
        ),
    )


def _optional(node: Node | None) -> str:
    return "" if node is None else text_of(node)


def rule(given: Rule) -> written.RuleDocument:
    """A rule."""
    return written.RuleDocument(
        label=given.label,
        left=_side(given.left),
        operator=given.operator,
        right=_side(given.right),
        period=given.length,
        tolerance=given.tolerance,
        importance=given.importance,
        instruction=given.instruction,
        source=given.source,
        by=given.by,
    )


def _side(given: Side) -> written.SideDocument:
    return written.SideDocument(
        expression=text_of(given.expression), label=given.label, missing=given.missing
    )


def construct(given: Construct) -> written.ConstructDocument:
    """A scored construct."""
    return written.ConstructDocument(
        label=given.label,
        scoring=given.scoring,
        on=given.on,
        level=given.level,
        value=given.value,
        consequences=given.consequences,
        conditions=given.conditions,
        source=given.source,
    )


WRITERS: dict[str, Callable[[Any], Any]] = {
    "dimensions": dimension,
    "measures": measure,
    "forms": form,
    "indicators": indicator,
    "rules": rule,
    "constructs": construct,
    "constants": float,
    "groups": sorted,
}
"""What writes the definitions of each section, in the order of a file."""

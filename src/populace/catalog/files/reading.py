"""From the fields of a file to definitions. Each takes the code, the document and ``say``, which gives a label."""

from collections.abc import Callable
from datetime import date
from typing import Any

from populace.catalog.breakdowns import Breakdown
from populace.catalog.constructs import Construct
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.expressions.nodes import Node
from populace.catalog.expressions.parser import parse
from populace.catalog.files import documents as written
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.indicators import Indicator, Revision
from populace.catalog.measure import Measure
from populace.catalog.rules import Rule, Side

Say = Callable[[written.Words], str]


def dimension(code: str, given: written.DimensionDocument, say: Say) -> Dimension:
    """A dimension with its categories in the order of the file."""
    categories = tuple(Category(each, say(label)) for each, label in given.categories.items())
    return Dimension(code, say(given.label), categories, given.role, given.open)


def measure(code: str, given: written.MeasureDocument, say: Say) -> Measure:
    """A measure."""
    return Measure(
        code,
        say(given.label),
        given.kind,
        say(given.unit),
        given.names,
        frozenset(given.required),
        frozenset(given.optional),
        given.subject,
        given.over_time,
        given.over_places,
        given.sensitive,
        given.whole,
    )


def form(code: str, given: written.FormDocument, say: Say) -> Form:
    """A form."""
    sections = tuple(Section(say(s.label), tuple(_table(t, say) for t in s.tables)) for s in given.sections)
    return Form(
        code,
        say(given.label),
        given.period,
        given.due_days,
        sections,
        frozenset(given.kinds),
        frozenset(given.places),
    )


def _table(given: written.TableDocument, say: Say) -> Table:
    return Table(
        tuple(_row(row, say) for row in given.rows),
        tuple(Breakdown.parse(each) for each in given.columns),
        frozenset(given.greyed),
    )


def _row(given: written.RowDocument | str, say: Say) -> Row:
    if isinstance(given, str):
        return Row(given)
    return Row(given.measure, Breakdown.parse(given.within), say(given.label))


def indicator(code: str, given: written.IndicatorDocument, say: Say) -> Indicator:
    """An indicator, with its expressions parsed."""
    return Indicator(
        code,
        say(given.label),
        parse(given.numerator),
        _optional(given.denominator),
        given.factor,
        say(given.unit),
        given.annualised,
        given.pooled_years,
        given.missing,
        given.subject,
        given.direction,
        given.companions,
        given.decimals,
        say(given.note),
        say(given.source),
        str(given.in_force),
        say(given.numerator_label),
        say(given.denominator_label),
        given.mix,
        tuple(
            Revision(date.fromisoformat(each.in_force), parse(each.numerator), _optional(each.denominator))
            for each in given.revisions
        ),
    )


def _optional(expression: str) -> Node | None:
    return parse(expression) if expression.strip() else None


def rule(code: str, given: written.RuleDocument, say: Say) -> Rule:
    """A rule, with its expressions parsed."""
    return Rule(
        code,
        say(given.label),
        _side(given.left, say),
        given.operator,
        _side(given.right, say),
        given.period,
        given.tolerance,
        given.importance,
        say(given.instruction),
        say(given.source),
        given.by,
    )


def _side(given: written.SideDocument, say: Say) -> Side:
    return Side(parse(given.expression), say(given.label), given.missing)


def construct(code: str, given: written.ConstructDocument, say: Say) -> Construct:
    """A scored construct, as it is: judging it is the lint's."""
    return Construct(
        code,
        say(given.label),
        given.scoring,
        given.on,
        given.level,
        given.value,
        given.consequences,
        given.conditions,
        say(given.source),
    )


def constant(_code: str, given: float, _say: Say) -> float:
    """A number."""
    return float(given)


def group(_code: str, given: tuple[str, ...], _say: Say) -> frozenset[str]:
    """Codes of places."""
    return frozenset(given)


SECTIONS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "dimensions": (written.DimensionDocument, dimension),
    "measures": (written.MeasureDocument, measure),
    "forms": (written.FormDocument, form),
    "indicators": (written.IndicatorDocument, indicator),
    "rules": (written.RuleDocument, rule),
    "constructs": (written.ConstructDocument, construct),
    "constants": (float, constant),
    "groups": (tuple[str, ...], group),
}
"""What a file may hold, besides ``translations``: the type of each definition as written, and what makes it of that."""

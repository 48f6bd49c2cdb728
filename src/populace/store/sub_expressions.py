"""``subExpression(x)``: x where figures are reported, place by place and period by period, and then their sum."""

from collections.abc import Mapping, Sequence

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Call, Constant, Days, Figure, Leaf, Node
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.walk import fold, leaves, with_parts
from populace.i18n import gettext as _
from populace.store.calendar import Windows
from populace.store.errors import UnanswerableQuestion
from populace.store.expression_sql import compile_sql
from populace.store.items import Item, item
from populace.store.plans import planned
from populace.store.roll_up import Column, answered
from populace.store.roll_up_sql import ADDITIVE, before_roll_up
from populace.store.selection import Scope
from populace.store.views import View

NAME = "subExpression"


def set_apart(expressions: Mapping[str, Node]) -> tuple[dict[str, Node], dict[Constant, Node]]:
    """``expressions`` with a placeholder for each outermost sub-expression, and what the placeholders stand for."""
    apart: dict[Constant, Node] = {}

    def put(each: Node, below: list[Node]) -> Node:
        if isinstance(each, Call) and each.name == NAME:
            placeholder = Constant(f"{NAME} {len(apart)}")
            apart[placeholder] = each.arguments[0]
            return placeholder
        return with_parts(each, below) if below else each

    whole = {name: fold(node, put, whole=_is_one) for name, node in expressions.items()}
    return whole, apart


def rolled_up_sub_expression(
    view: View, node: Node, scope: Scope, windows: Windows, catalogue: Catalogue
) -> tuple[Column, ...]:
    """``node`` for each place and period in which any of its figures is reported, summed over both.

    :raises UnanswerableQuestion: an item in it that belongs to no place that reports, or no figure in it at all.
    """
    figures = [each for each in leaves(node) if isinstance(each, Figure)]
    _refuse_others(node, figures)
    by_figure = {each: item(view.names, catalogue, each.measure, each.only) for each in figures}
    present = {each: made for each, made in by_figure.items() if made is not None}
    items: Sequence[Item] = list(present.values())
    plan = planned(view, items, scope, windows, rules=(ADDITIVE,)) if items else None
    if plan is None:
        return ()
    columns: dict[Leaf, str] = {each: f"f{at}" for at, each in enumerate(present)}

    def column(leaf: Leaf) -> str:
        if isinstance(leaf, Constant):
            return repr(float(catalogue.constants[leaf.code]))
        if isinstance(leaf, Days):
            return "(last - start + 1)"
        return columns.get(leaf, "CAST(NULL AS DOUBLE)")

    value = compile_sql(node, column, before_roll_up=True)
    return answered(view, items, plan, before_roll_up(plan.shape, len(items), value))[:1]


def _is_one(node: Node) -> bool:
    return isinstance(node, Call) and node.name == NAME


def _refuse_others(node: Node, figures: Sequence[Figure]) -> None:
    others = [each for each in leaves(node) if not isinstance(each, Figure | Constant | Days)]
    if others or not figures or any(each.offset for each in figures):
        raise UnanswerableQuestion(
            _(
                "{expression} runs where figures are reported: it takes figures of the same period, constants and "
                "[days]. Take the rest out of it."
            ).format(expression=f"{NAME}({text_of(node)})")
        )

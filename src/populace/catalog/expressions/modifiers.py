"""What may follow an item or parentheses after a dot, and changes which figures are meant."""

import re

from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import LEAVES, Constant, Figure, GroupCount, Node, PlaceIs, YearToDate
from populace.catalog.expressions.walk import fold, leaves, shifted, with_parts
from populace.i18n import N_
from populace.i18n import gettext as _

FARTHEST = 10_000
"""Periods by which a figure may be moved: 27 years of days."""

REFUSED_MODIFIERS = {
    "aggregationType": (
        N_(
            "how a measure rolls up belongs to the measure, and one that sums here and averages there is two."
        ),
        N_("Declare a measure that rolls up in that way."),
    ),
    "minDate": (
        N_("what an expression says does not depend on when it is asked."),
        N_("Give the indicator a date from which it is in force."),
    ),
    "maxDate": (
        N_("what an expression says does not depend on when it is asked."),
        N_("Declare the indicator that follows with a date from which it is in force."),
    ),
}
"""Modifiers of DHIS2 that are not taken, with the reason and what to do instead."""


def modified(node: Node, name: str, inside: str) -> Node:
    """``node.name(inside)``: the same expression of other figures.

    :raises ExpressionError: a modifier that is not taken, without its place in the expression.
    """
    if name == "periodOffset":
        return shifted(node, _periods(inside))
    if name == "yearToDate" and not inside:
        return _to_date(node)
    if name in REFUSED_MODIFIERS:
        reason, remedy = REFUSED_MODIFIERS[name]
        raise ExpressionError(
            _("{name} is not taken: {reason}").format(name=f".{name}(…)", reason=_(reason)), _(remedy)
        )
    raise ExpressionError(
        _("“{name}” can follow no item.").format(name=f".{name}({inside})"),
        _("Write .periodOffset(n) or .yearToDate()."),
    )


def _periods(inside: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", inside) or abs(int(inside)) > FARTHEST:
        raise ExpressionError(
            _("“{text}” is no number of periods.").format(text=inside),
            _("Write a whole number, such as .periodOffset(-1) for the period before."),
        )
    return int(inside)


def _to_date(node: Node) -> Node:
    if not all(isinstance(each, Figure | Constant | GroupCount | PlaceIs) for each in leaves(node)):
        raise ExpressionError(
            _("Only figures add up through the year."), _("Write .yearToDate() after each figure.")
        )

    def put(each: Node, below: list[Node]) -> Node:
        if isinstance(each, LEAVES):
            return YearToDate(each) if isinstance(each, Figure) else each
        return with_parts(each, below)

    return fold(node, put)

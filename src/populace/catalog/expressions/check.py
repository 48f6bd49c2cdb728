"""Whether a tree that no parser made is one that a parser could have made."""

from populace.catalog.expressions.functions import FUNCTIONS, Kind
from populace.catalog.expressions.kinds import (
    OPERATORS,
    SIGNS,
    TALLEST,
    Misfit,
    count_fits,
    kind_of,
    over_samples,
)
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Call, Node, Unary
from populace.catalog.expressions.walk import fold, height
from populace.i18n import gettext as _


def check(node: Node, tallest: int = TALLEST) -> Kind:
    """The kind of the whole expression, in which at most ``tallest`` nodes stand one above another.

    :raises ExpressionError: an unknown function or operator, a part of the wrong kind, a tree that is too tall.
    """
    if height(node) > tallest:
        raise ExpressionError(
            _("The expression stands too deep within itself."), _("Split it into several indicators.")
        )
    return fold(node, _checked)[0]


def _checked(node: Node, below: list[tuple[Kind, bool]]) -> tuple[Kind, bool]:
    """The kind of ``node``, and whether it asks for samples."""
    sampled = any(each for _kind, each in below)
    if not _known(node, len(below)) or (over_samples(node) and sampled):
        raise _unfit(node)
    kind = kind_of(node, [kind for kind, _sampled in below])
    if isinstance(kind, Misfit):
        raise _unfit(node)
    return kind, sampled or over_samples(node)


def _known(node: Node, count: int) -> bool:
    if isinstance(node, Call):
        return node.name in FUNCTIONS and count_fits(FUNCTIONS[node.name], count)
    if isinstance(node, Binary):
        return node.operator in OPERATORS
    return not isinstance(node, Unary) or node.operator in SIGNS


def _unfit(node: Node) -> ExpressionError:
    name = node.name if isinstance(node, Call) else getattr(node, "operator", "")
    return ExpressionError(
        _("The parts of “{name}” do not fit together.").format(name=name),
        _("Write the expression as text and read it again: the mistake is then shown in its place."),
    )

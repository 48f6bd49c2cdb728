"""E5: a validation rule that is a threshold. Rules find mistakes in returns; births within a number are no mistake.

A rule may say that a part is no more than its whole. It may not hold births, or choices, against a number, against a
multiple of something, against their own past in one direction, or against what was planned or projected.
"""

from collections.abc import Iterator

from populace.catalog.charter.disguises import is_constant
from populace.catalog.charter.euphemisms import is_in_plan
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.strictness import LABELS
from populace.catalog.charter.structure import Counted
from populace.catalog.charter.subjects_of import Subjects
from populace.catalog.dimensions import Role
from populace.catalog.expressions.nodes import Binary, Figure, Node, Number
from populace.catalog.expressions.walk import parts
from populace.catalog.rules import Operator, Rule
from populace.catalog.subjects import Bearing, Subject
from populace.i18n import gettext as _

PAIRS = (Operator.COMPULSORY_PAIR, Operator.EXCLUSIVE_PAIR)
ONE_WAY = (Operator.GREATER, Operator.GREATER_OR_EQUAL, Operator.LESS, Operator.LESS_OR_EQUAL)


def of_rule(rule: Rule, subjects: Subjects) -> Iterator[Finding]:
    """Why ``rule`` is a threshold, if it is."""
    if rule.operator in PAIRS:
        return
    for side, other in (
        (rule.left.expression, rule.right.expression),
        (rule.right.expression, rule.left.expression),
    ):
        subject = subjects.of_expression(side)
        if is_constant(side, subjects) or subject.bearing is Bearing.SERVICE:
            continue
        sentence = _why(rule, side, other, subjects)
        if sentence:
            yield Finding(
                "E5",
                "rules",
                rule.code,
                sentence.format(subject=_(LABELS[subject])),
                _("Hold a figure against its own parts or against another count of the same thing."),
            )
            return


def _why(rule: Rule, side: Node, other: Node, subjects: Subjects) -> str:
    if is_constant(other, subjects):
        if _is_bound_of_a_share(side, other, subjects) or other == Number(0.0):
            return ""
        return _("It holds {subject} against a number: that is a threshold.")
    if rule.operator not in ONE_WAY:
        return ""
    ours, theirs = subjects.shape(side).over, subjects.shape(other).over
    if subjects.of_expression(side) is Subject.UNKNOWN:
        return ""
    if _is_scaled(side, subjects) or _is_scaled(other, subjects):
        return _("It holds {subject} against a multiple of another figure: that is a threshold.")
    if _offsets(ours) != _offsets(theirs) and _measures(ours) & _measures(theirs):
        return _("It wants {subject} to go one way from what they were before: that is a target.")
    if _is_planned(theirs, subjects) and not _is_planned(ours, subjects):
        return _("It holds {subject} against what was planned or projected: that is a target.")
    return ""


def _is_bound_of_a_share(side: Node, other: Node, subjects: Subjects) -> bool:
    """A share of something counted is at most 1."""
    return other == Number(1.0) and bool(subjects.shape(side).under)


def _is_scaled(node: Node, subjects: Subjects) -> bool:
    """Whether something in it is multiplied with, or divided by, a number other than 1."""
    ahead = [node]
    while ahead:
        each = ahead.pop()
        if isinstance(each, Binary) and each.operator in ("*", "/"):
            sides = [part for part in (each.left, each.right) if is_constant(part, subjects)]
            if any(part != Number(1.0) for part in sides):
                return True
        ahead.extend(parts(each))
    return False


def _measures(leaves: frozenset[Counted]) -> set[str]:
    return {leaf.measure for leaf in leaves if isinstance(leaf, Figure)}


def _offsets(leaves: frozenset[Counted]) -> set[int]:
    return {leaf.offset for leaf in leaves if isinstance(leaf, Figure)}


def _is_planned(leaves: frozenset[Counted], subjects: Subjects) -> bool:
    """Whether it counts births that somebody expects or allows: accounts of the year, not what was counted in it."""
    for code in _measures(leaves):
        measure = subjects.catalogue.measures.get(code)
        if measure is None:
            continue
        names = (measure.code, measure.label, *measure.names)
        dimensions = [subjects.catalogue.dimensions.get(each) for each in measure.dimensions]
        accounts = any(each is not None and each.role is Role.ACCOUNTS for each in dimensions)
        if any(is_in_plan(name) for name in names) or (accounts and measure.subject is Subject.BIRTHS):
            return True
    return False

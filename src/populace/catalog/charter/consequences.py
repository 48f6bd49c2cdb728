"""E2: nothing follows from a figure for anybody's pay, office or fine. E3: nothing anybody is entitled to hangs on what
they chose."""

import re
from collections.abc import Iterator

from populace.catalog.charter.euphemisms import is_in_plan, mentioned, plain
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.strictness import LABELS, strictest
from populace.catalog.charter.subjects_of import Subjects
from populace.catalog.constructs import Construct
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.parser import parse
from populace.catalog.subjects import Bearing, Subject
from populace.errors import UserError
from populace.i18n import gettext as _
from populace.i18n import join_words


def of_consequences(construct: Construct) -> Iterator[Finding]:
    """Any consequence at all: help needs none, and a kind word for a penalty is quickly found."""
    if construct.consequences:
        yield Finding(
            "E2",
            "constructs",
            construct.code,
            _("It ties consequences to {on}: {consequences}.").format(
                on=construct.on, consequences=join_words(construct.consequences)
            ),
            _("Take them off. Help for a place is planned from all its figures, not triggered by one."),
        )


def of_conditions(construct: Construct, subjects: Subjects) -> Iterator[Finding]:
    """A condition on what people chose, or one of which it cannot be seen what it depends on."""
    for condition in construct.conditions:
        subject = _depends_on(condition, subjects)
        if subject.bearing is not Bearing.SERVICE:
            yield Finding(
                "E3",
                "constructs",
                construct.code,
                _("It depends on {subject}: {condition}.").format(
                    subject=_(LABELS[subject]), condition=condition
                ),
                _("Take the condition off, or write it as an expression of figures about services."),
            )


def _depends_on(condition: str, subjects: Subjects) -> Subject:
    """The strictest of what the condition counts and of what its words say."""
    if is_in_plan(condition):
        return Subject.BIRTHS
    words = set(re.findall(r"[\w.]+", condition)) | set(re.findall(r"[a-z]+", plain(condition)))
    catalogue = subjects.catalogue
    named = [
        subjects.of(word) for word in words if word in catalogue.indicators or word in catalogue.measures
    ]
    spoken = mentioned(condition)
    methods = {Subject.METHOD_USE} if words & {"method", "methods", "device", "iud", "implant"} else set()
    try:
        counted = [subjects.of_expression(parse(condition))]
    except (ExpressionError, UserError):
        counted = []
    return strictest([*counted, *named, *spoken, *methods])

"""W1 and W2: use of contraception shown alone, and use that leans on one method.

Both are warnings about services: whether users were told, could choose, and can have a device removed.
"""

from collections.abc import Iterator, Mapping

from populace.catalog.charter.euphemisms import mentioned
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.strictness import LABELS, strictest
from populace.catalog.charter.subjects_of import Subjects
from populace.catalog.indicators import Indicator
from populace.catalog.subjects import Subject
from populace.i18n import format_share, join_words
from populace.i18n import gettext as _

COMPANIONS = (
    frozenset({Subject.INFORMATION}),
    frozenset({Subject.READINESS, Subject.OFFER}),
    frozenset({Subject.REMOVAL}),
)
"""Information given, choice of methods, removal access: one indicator of each stands beside prevalence and mix."""

ONE_METHOD = 0.60
"""Share of use from one method above which choice is reviewed: the charter's. Sullivan, Bertrand, Rice & Shelton 2006,
"Skewed contraceptive method mix", *Journal of Biosocial Science*, speak of skew from 50 %."""

USE = frozenset({Subject.PREVALENCE, Subject.METHOD_USE})


def of_indicator(indicator: Indicator, subjects: Subjects) -> Iterator[Finding]:
    """W1: prevalence or method mix without its companions."""
    shown = USE & (subjects.all_counted(indicator) | {indicator.subject})
    if subjects.counted(indicator) is Subject.UNKNOWN:
        shown |= mentioned(indicator.label) & USE
    if not shown:
        return
    beside = {subjects.of(code) for code in indicator.companions}
    missing = [min(each, key=lambda one: one.value) for each in COMPANIONS if not each & beside]
    if missing:
        yield Finding(
            "W1",
            "indicators",
            indicator.code,
            _("It shows {subject} without {companions}.").format(
                subject=_(LABELS[strictest(shown)]),
                companions=join_words([_(LABELS[each]) for each in missing]),
            ),
            _("Name indicators of them as its companions."),
        )


def method_mix(users: Mapping[str, float], definition: str = "") -> tuple[Finding, ...]:
    """W2: one method has more than ``ONE_METHOD`` of all use. ``users`` are users by method; ``definition`` whose.

    What follows is a review of what users can choose from, never a shift of users to another method.
    """
    total = sum(users.values())
    if total <= 0:
        return ()
    method = max(users, key=lambda each: users[each])
    share = users[method] / total
    if share <= ONE_METHOD:
        return ()
    return (
        Finding(
            "W2",
            "indicators",
            definition,
            _("{share} of use is from one method, {method}.").format(
                share=format_share(share), method=method
            ),
            _(
                "Review what users can choose from: stock of other methods, information, removal. "
                "Nobody is to be moved to another method."
            ),
        ),
    )

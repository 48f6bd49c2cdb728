"""What offices owe: answers to residents, and returns that are complete and in time."""

from collections.abc import Iterable

from populace.catalog.expressions.nodes import Node, Rate
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.programme.forms import FORMS
from populace.catalog.programme.sources import DATA_QUALITY, IN_FORCE, PROGRAMME
from populace.catalog.subjects import Subject
from populace.i18n import N_


def completeness(forms: Iterable[str]) -> Indicator:
    """DQ01 of ``forms`` together: returns received over returns expected."""
    return Indicator(
        "DQ01",
        N_("Reporting completeness"),
        _all(forms, Rate.ACTUAL_REPORTS),
        _all(forms, Rate.EXPECTED_REPORTS),
        100,
        "%",
        subject=Subject.REPORTING,
        direction="up",
        source=DATA_QUALITY,
        in_force=IN_FORCE[DATA_QUALITY],
        numerator_label=N_("returns received"),
        denominator_label=N_("returns expected"),
    )


def timeliness(forms: Iterable[str]) -> Indicator:
    """DQ02 of ``forms`` together: returns received by the deadline over returns expected."""
    return Indicator(
        "DQ02",
        N_("Reporting timeliness"),
        _all(forms, Rate.ACTUAL_REPORTS_ON_TIME),
        _all(forms, Rate.EXPECTED_REPORTS),
        100,
        "%",
        subject=Subject.REPORTING,
        direction="up",
        source=DATA_QUALITY,
        in_force=IN_FORCE[DATA_QUALITY],
        numerator_label=N_("returns received by the deadline"),
        denominator_label=N_("returns expected"),
    )


def _all(forms: Iterable[str], rate: Rate) -> Node:
    return parse(" + ".join(f"R{{{form}.{rate.value}}}" for form in forms))


REPORTING = (
    Indicator(
        "GR01",
        N_("Feedback answered within 30 days"),
        parse("#{feedback_answered}"),
        parse("#{feedback_received}"),
        100,
        "%",
        subject=Subject.ANSWERS,
        direction="up",
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("messages answered within 30 days"),
        denominator_label=N_("messages received"),
    ),
    completeness(FORMS),
    timeliness(FORMS),
)

"""The year: births expected are among pregnancies expected, answers among messages."""

from populace.catalog.periods import Length
from populace.catalog.programme.dimensions import SOURCE
from populace.catalog.programme.rules.sides import part_of
from populace.catalog.programme.sources import WHO_RULES
from populace.catalog.rules import Importance
from populace.i18n import N_

POPULATION = (
    part_of(
        "expected_births_among_pregnancies",
        N_("Live births expected are no more than pregnancies expected"),
        ("#{expected_births}", N_("live births expected")),
        ("#{expected_pregnancies}", N_("pregnancies expected")),
        by=SOURCE,
        length=Length.YEAR,
        source=WHO_RULES,
    ),
    part_of(
        "answered_among_received",
        N_("Messages answered are among those received"),
        ("#{feedback_answered}", N_("messages answered within 30 days")),
        ("#{feedback_received}", N_("messages received")),
        length=Length.YEAR,
        importance=Importance.HIGH,
    ),
)

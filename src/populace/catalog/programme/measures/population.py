"""Counts of the year that others are divided by: from a census, a register, a survey, a projection, or elsewhere.

Several accounts of one year stand beside each other under ``source`` and are never added up.
"""

from dataclasses import replace

from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measure import Kind, Measure
from populace.catalog.measures import MEASURES
from populace.catalog.programme.dimensions import BOUND, SOURCE
from populace.catalog.subjects import Subject
from populace.i18n import N_

POPULATION = (
    replace(MEASURES["population"], required=frozenset(), optional=frozenset({SEX, AGE, SOURCE, BOUND})),
    Measure(
        "expected_births",
        N_("Live births expected in the year"),
        Kind.FLOW,
        N_("births"),
        ("expected_births", "expected live births", "预计活产数", "预计出生数"),
        optional=frozenset({SOURCE, BOUND}),
        subject=Subject.BIRTHS,
    ),
    Measure(
        "expected_pregnancies",
        N_("Pregnancies expected in the year"),
        Kind.FLOW,
        N_("pregnancies"),
        ("expected_pregnancies", "expected pregnant women", "预计妊娠数", "预计孕妇数"),
        optional=frozenset({SOURCE, BOUND}),
        subject=Subject.BIRTHS,
    ),
    Measure(
        "expected_deliveries",
        N_("Deliveries expected in the year"),
        Kind.FLOW,
        N_("deliveries"),
        ("expected_deliveries", "expected deliveries", "预计分娩数"),
        optional=frozenset({SOURCE, BOUND}),
        subject=Subject.BIRTHS,
    ),
    Measure(
        "expected_infants",
        N_("Infants expected in the year who live through their first 28 days"),
        Kind.FLOW,
        N_("infants"),
        ("expected_infants", "surviving infants", "预计婴儿数", "预计存活婴儿数"),
        optional=frozenset({SOURCE, BOUND}),
        subject=Subject.BIRTHS,
    ),
)
"""``population`` is the demographic measure; outside a folder of tables it need not be split, and names its source."""

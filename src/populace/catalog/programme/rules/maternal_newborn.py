"""Maternal and newborn care: later contacts are part of earlier ones, sections of deliveries, deliveries of births."""

from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.programme.rules.sides import TIMING, part_of
from populace.catalog.programme.sources import PROGRAMME, WHO_RULES
from populace.catalog.rules import Importance, Operator, Rule, Side
from populace.i18n import N_

MATERNAL_NEWBORN = (
    part_of(
        "antenatal_4_among_1",
        N_("Women with at least 4 contacts are among those with at least 1"),
        ("#{antenatal_4}", N_("women with at least 4 antenatal contacts")),
        ("#{antenatal_1}", N_("women with at least 1 antenatal contact")),
        tolerance=TIMING,
        source=WHO_RULES,
    ),
    part_of(
        "antenatal_8_among_4",
        N_("Women with at least 8 contacts are among those with at least 4"),
        ("#{antenatal_8}", N_("women with at least 8 antenatal contacts")),
        ("#{antenatal_4}", N_("women with at least 4 antenatal contacts")),
        tolerance=TIMING,
        source=WHO_RULES,
    ),
    part_of(
        "caesareans_among_deliveries",
        N_("Caesarean sections are among the deliveries"),
        ("#{caesareans}", N_("caesarean sections")),
        ("#{facility_deliveries}", N_("deliveries in a health facility")),
        importance=Importance.HIGH,
        source=WHO_RULES,
    ),
    part_of(
        "deliveries_have_births",
        N_("Deliveries are no more than the births they gave"),
        ("#{facility_deliveries}", N_("deliveries in a health facility")),
        ("#{facility_live_births} + #{stillbirths}", N_("live births and stillbirths in the facility")),
        importance=Importance.HIGH,
        source=WHO_RULES,
    ),
    Rule(
        "deliveries_and_live_births",
        N_("Deliveries and live births are reported together"),
        Side(parse("#{facility_deliveries}"), N_("deliveries in a health facility"), Missing.SKIP_IF_ALL),
        Operator.COMPULSORY_PAIR,
        Side(parse("#{facility_live_births}"), N_("live births in a health facility"), Missing.SKIP_IF_ALL),
        instruction=N_("Write 0 where there were none."),
        source=PROGRAMME,
    ),
    part_of(
        "attended_among_facility_births",
        N_("Attended live births of a facility are among its live births"),
        ("#{births_attended}", N_("live births attended by skilled health personnel")),
        ("#{facility_live_births}", N_("live births in a health facility")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
    part_of(
        "mothers_checked_among_deliveries",
        N_("Mothers checked within 48 hours are among the deliveries"),
        ("#{postnatal_mothers}", N_("mothers checked within 48 hours")),
        ("#{facility_deliveries}", N_("deliveries in a health facility")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
    part_of(
        "newborns_checked_among_births",
        N_("Newborns checked within 48 hours are among the live births"),
        ("#{postnatal_newborns}", N_("newborns checked within 48 hours")),
        ("#{facility_live_births}", N_("live births in a health facility")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
    part_of(
        "facility_births_among_births",
        N_("Live births in facilities are among all live births"),
        ("#{facility_live_births}", N_("live births in a health facility")),
        ("#{births}", N_("live births")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
)

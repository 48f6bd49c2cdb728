"""Deaths around birth. No target stands on them: a target on deaths is reached by hiding them."""

from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.programme.indicators.care import LIVE_BIRTHS
from populace.catalog.programme.sources import FACILITY_DATA, IN_FORCE, SDG_3_1_1, SDG_3_2_2
from populace.catalog.subjects import Subject
from populace.i18n import N_

ALL_BIRTHS = parse("#{births} + #{stillbirths}")

OUTCOMES = (
    Indicator(
        "MH08",
        N_("Stillbirth rate"),
        parse("#{stillbirths}"),
        ALL_BIRTHS,
        1000,
        N_("per 1,000 births"),
        missing=Missing.SKIP_IF_ANY,
        subject=Subject.DEATHS,
        source=FACILITY_DATA,
        in_force=IN_FORCE[FACILITY_DATA],
        numerator_label=N_("stillbirths from 28 weeks"),
        denominator_label=N_("live births and stillbirths"),
    ),
    Indicator(
        "MH09",
        N_("Neonatal mortality"),
        parse("#{neonatal_deaths}"),
        LIVE_BIRTHS,
        1000,
        N_("per 1,000 live births"),
        subject=Subject.DEATHS,
        source=SDG_3_2_2,
        in_force=IN_FORCE[SDG_3_2_2],
        numerator_label=N_("deaths before 28 days of life"),
        denominator_label=N_("live births"),
    ),
    Indicator(
        "MH10",
        N_("Maternal mortality ratio"),
        parse("#{maternal_deaths}"),
        LIVE_BIRTHS,
        100_000,
        N_("per 100,000 live births"),
        pooled_years=3,
        subject=Subject.DEATHS,
        note=N_("Pooled over 3 years; a small place needs 5."),
        source=SDG_3_1_1,
        in_force=IN_FORCE[SDG_3_1_1],
        numerator_label=N_("maternal deaths"),
        denominator_label=N_("live births"),
    ),
)

"""Screening. The offer is a duty of services; acceptance is a person's choice and has no direction."""

from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.programme.indicators.care import LIVE_BIRTHS
from populace.catalog.programme.indicators.outcomes import ALL_BIRTHS
from populace.catalog.programme.sources import IN_FORCE, PROGRAMME
from populace.catalog.subjects import Subject
from populace.i18n import N_

SCREENING = (
    Indicator(
        "BD01M",
        N_("Newborn screening: metabolic disorders"),
        parse("#{screened_metabolic}"),
        LIVE_BIRTHS,
        100,
        "%",
        subject=Subject.COVERAGE,
        direction="up",
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("newborns screened for metabolic disorders"),
        denominator_label=N_("live births"),
    ),
    Indicator(
        "BD01H",
        N_("Newborn screening: hearing"),
        parse("#{screened_hearing}"),
        LIVE_BIRTHS,
        100,
        "%",
        subject=Subject.COVERAGE,
        direction="up",
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("newborns whose hearing was screened"),
        denominator_label=N_("live births"),
    ),
    Indicator(
        "BD02O",
        N_("Prenatal screening offered"),
        parse("#{prenatal_offered}"),
        parse("#{prenatal_pregnancies}"),
        100,
        "%",
        subject=Subject.OFFER,
        direction="up",
        note=N_(
            "The offer stands apart from what was accepted: a coverage target on acceptance is coercive."
        ),
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("pregnancies for which screening was offered"),
        denominator_label=N_("pregnancies seen in the weeks for screening"),
    ),
    Indicator(
        "BD02A",
        N_("Prenatal screening accepted"),
        parse("#{prenatal_accepted}"),
        parse("#{prenatal_offered}"),
        100,
        "%",
        subject=Subject.ACCEPTANCE,
        companions=("BD02O",),
        note=N_("Observed to plan laboratories. It has no better and no worse."),
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("pregnancies screened with consent"),
        denominator_label=N_("pregnancies for which screening was offered"),
    ),
    Indicator(
        "BD04",
        N_("Birth-defect prevalence"),
        parse("#{birth_defects}"),
        ALL_BIRTHS,
        10_000,
        N_("per 10,000 births"),
        missing=Missing.SKIP_IF_ANY,
        subject=Subject.CASES,
        note=N_(
            "Which births: live births and stillbirths from 28 weeks, with defects found up to 7 days after birth. "
            "Pregnancies that ended before 28 weeks are in neither side."
        ),
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("births with a birth defect, from 28 weeks to 7 days after birth"),
        denominator_label=N_("live births and stillbirths from 28 weeks"),
    ),
)

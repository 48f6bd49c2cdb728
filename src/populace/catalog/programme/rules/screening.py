"""Screening: accepted is part of offered, offered of seen, screened of born."""

from populace.catalog.programme.rules.sides import TIMING, part_of
from populace.catalog.rules import Importance
from populace.i18n import N_

SCREENING = (
    part_of(
        "metabolic_among_births",
        N_("Newborns screened for metabolic disorders are among the live births"),
        ("#{screened_metabolic}", N_("newborns screened for metabolic disorders")),
        ("#{facility_live_births}", N_("live births in a health facility")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
    part_of(
        "hearing_among_births",
        N_("Newborns whose hearing was screened are among the live births"),
        ("#{screened_hearing}", N_("newborns whose hearing was screened")),
        ("#{facility_live_births}", N_("live births in a health facility")),
        tolerance=TIMING,
        importance=Importance.LOW,
    ),
    part_of(
        "offered_among_pregnancies",
        N_("Pregnancies offered screening are among those seen in its weeks"),
        ("#{prenatal_offered}", N_("pregnancies for which screening was offered")),
        ("#{prenatal_pregnancies}", N_("pregnancies seen in the weeks for screening")),
    ),
    part_of(
        "accepted_among_offered",
        N_("Pregnancies screened with consent are among those offered it"),
        ("#{prenatal_accepted}", N_("pregnancies screened with consent")),
        ("#{prenatal_offered}", N_("pregnancies for which screening was offered")),
        importance=Importance.HIGH,
    ),
    part_of(
        "defects_among_live_births",
        N_("Live births with a defect are among the live births"),
        ("#{birth_defects.outcome=live}", N_("live births with a birth defect")),
        ("#{facility_live_births}", N_("live births in a health facility")),
    ),
    part_of(
        "defects_among_stillbirths",
        N_("Stillbirths with a defect are among the stillbirths"),
        ("#{birth_defects.outcome=still}", N_("stillbirths with a birth defect")),
        ("#{stillbirths}", N_("stillbirths from 28 weeks")),
    ),
)

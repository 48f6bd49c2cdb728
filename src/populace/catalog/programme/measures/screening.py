"""Screening: what was offered stands apart from what was accepted, because only the offer is a duty."""

from populace.catalog.measure import Kind, Measure
from populace.catalog.programme.dimensions import OUTCOME
from populace.catalog.subjects import Subject
from populace.i18n import N_

SCREENING = (
    Measure(
        "screened_metabolic",
        N_("Newborns screened for metabolic disorders"),
        Kind.FLOW,
        N_("newborns"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "screened_hearing",
        N_("Newborns whose hearing was screened"),
        Kind.FLOW,
        N_("newborns"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "prenatal_pregnancies",
        N_("Pregnancies seen in the weeks for prenatal screening"),
        Kind.FLOW,
        N_("pregnancies"),
        subject=Subject.OFFER,
        whole=True,
    ),
    Measure(
        "prenatal_offered",
        N_("Pregnancies for which prenatal screening was offered"),
        Kind.FLOW,
        N_("pregnancies"),
        subject=Subject.OFFER,
        whole=True,
    ),
    Measure(
        "prenatal_accepted",
        N_("Pregnancies screened with consent"),
        Kind.FLOW,
        N_("pregnancies"),
        subject=Subject.ACCEPTANCE,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "birth_defects",
        N_("Births with a birth defect, found from 28 weeks to 7 days after birth"),
        Kind.FLOW,
        N_("births"),
        optional=frozenset({OUTCOME}),
        subject=Subject.CASES,
        sensitive=True,
        whole=True,
    ),
)

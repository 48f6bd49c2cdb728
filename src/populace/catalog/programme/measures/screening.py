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
        (
            "screened_metabolic",
            "metabolic screening",
            "heel-prick screening",
            "新生儿遗传代谢病筛查数",
            "新生儿疾病筛查数",
        ),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "screened_hearing",
        N_("Newborns whose hearing was screened"),
        Kind.FLOW,
        N_("newborns"),
        ("screened_hearing", "hearing screening", "新生儿听力筛查数", "听力筛查数"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "prenatal_pregnancies",
        N_("Pregnancies seen in the weeks for prenatal screening"),
        Kind.FLOW,
        N_("pregnancies"),
        ("prenatal_pregnancies", "pregnancies seen for screening", "产前筛查孕周就诊数"),
        subject=Subject.OFFER,
        whole=True,
    ),
    Measure(
        "prenatal_offered",
        N_("Pregnancies for which prenatal screening was offered"),
        Kind.FLOW,
        N_("pregnancies"),
        ("prenatal_offered", "prenatal screening offered", "产前筛查提供数", "产前筛查告知数"),
        subject=Subject.OFFER,
        whole=True,
    ),
    Measure(
        "prenatal_accepted",
        N_("Pregnancies screened with consent"),
        Kind.FLOW,
        N_("pregnancies"),
        (
            "prenatal_accepted",
            "prenatal screening done",
            "prenatal screening accepted",
            "产前筛查数",
            "产前筛查人数",
        ),
        subject=Subject.ACCEPTANCE,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "birth_defects",
        N_("Births with a birth defect, found from 28 weeks to 7 days after birth"),
        Kind.FLOW,
        N_("births"),
        ("birth_defects", "congenital anomalies", "births with a defect", "出生缺陷数", "出生缺陷例数"),
        optional=frozenset({OUTCOME}),
        subject=Subject.CASES,
        sensitive=True,
        whole=True,
    ),
)

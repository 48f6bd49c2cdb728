"""Which of several subjects says what may be judged: the strictest."""

from collections.abc import Iterable

from populace.catalog.subjects import Bearing, Subject
from populace.i18n import N_

_ORDER = (Bearing.NEVER, Bearing.NATION, Bearing.SERVICE)

LABELS = {
    Subject.UNKNOWN: N_("something of which nothing is known"),
    Subject.POPULATION: N_("population"),
    Subject.BIRTHS: N_("births"),
    Subject.FERTILITY: N_("fertility"),
    Subject.PARITY: N_("numbers of children"),
    Subject.BIRTH_INTERVAL: N_("birth intervals"),
    Subject.SEX_RATIO: N_("the sex ratio"),
    Subject.ABORTION: N_("abortions"),
    Subject.ACCEPTORS: N_("acceptors or new users"),
    Subject.METHOD_USE: N_("use of a single method"),
    Subject.COUPLE_YEARS: N_("couple-years of protection"),
    Subject.STERILISATION: N_("sterilisations"),
    Subject.PREVALENCE: N_("use of contraception"),
    Subject.DEMAND: N_("demand for contraception"),
    Subject.ACCEPTANCE: N_("what people accepted or refused"),
    Subject.DEATHS: N_("deaths"),
    Subject.CASES: N_("cases"),
    Subject.INTERVENTION: N_("a procedure that needs consent"),
    Subject.MIGRATION: N_("migration"),
    Subject.COVERAGE: N_("coverage of care"),
    Subject.OFFER: N_("what was offered"),
    Subject.READINESS: N_("readiness of services"),
    Subject.STOCK: N_("stock"),
    Subject.INFORMATION: N_("information given"),
    Subject.REMOVAL: N_("removal on request"),
    Subject.SATISFACTION: N_("satisfaction"),
    Subject.ANSWERS: N_("answers"),
    Subject.REPORTING: N_("reporting"),
    Subject.SPENDING: N_("spending"),
}
"""What each subject is called in a sentence."""


def strictest(subjects: Iterable[Subject]) -> Subject:
    """The one that allows least; a known one before the unknown, so that it can be named. Of none, the unknown."""
    found = sorted(
        set(subjects),
        key=lambda each: (_ORDER.index(each.bearing), each is Subject.UNKNOWN, list(Subject).index(each)),
    )
    return found[0] if found else Subject.UNKNOWN


def is_laxer(one: Subject, other: Subject) -> bool:
    """Whether ``one`` allows more than ``other``."""
    return _ORDER.index(one.bearing) > _ORDER.index(other.bearing)

"""What a count is about, as far as article 4 of the charter needs to know it.

A subject belongs to a measure, never to a name: an indicator is about whatever its numerator counts. A subject says
whether a target, threshold, weight, colour or rank may stand on it at all, so that an unknown one carries none.
"""

from enum import Enum


class Bearing(Enum):
    """Whether a construct may carry a target (article 4 of the charter)."""

    NEVER = "never"
    """People's own choices, and outcomes that are reached by leaning on people or by hiding cases."""
    NATION = "nation"
    """Allowed for the whole nation only, never for a place below it."""
    SERVICE = "service"
    """What a service owes people: a target is welcome."""


class Subject(Enum):
    """What is counted; the value of each is its code."""

    UNKNOWN = "unknown"
    POPULATION = "population"
    BIRTHS = "births"
    FERTILITY = "fertility"
    PARITY = "parity"
    BIRTH_INTERVAL = "birth_interval"
    SEX_RATIO = "sex_ratio"
    ABORTION = "abortion"
    ACCEPTORS = "acceptors"
    METHOD_USE = "method_use"
    COUPLE_YEARS = "couple_years"
    STERILISATION = "sterilisation"
    PREVALENCE = "prevalence"
    DEMAND = "demand"
    ACCEPTANCE = "acceptance"
    DEATHS = "deaths"
    CASES = "cases"
    INTERVENTION = "intervention"
    """A procedure that needs consent and a medical reason, such as a caesarean section."""
    MIGRATION = "migration"
    COVERAGE = "coverage"
    OFFER = "offer"
    READINESS = "readiness"
    STOCK = "stock"
    INFORMATION = "information"
    REMOVAL = "removal"
    SATISFACTION = "satisfaction"
    ANSWERS = "answers"
    REPORTING = "reporting"
    SPENDING = "spending"

    @property
    def bearing(self) -> Bearing:
        """Whether a target may stand on it; on an unknown subject it may not."""
        return _BEARINGS.get(self, Bearing.NEVER)


_BEARINGS = {
    **dict.fromkeys((Subject.PREVALENCE, Subject.DEMAND), Bearing.NATION),
    **dict.fromkeys(
        (
            Subject.COVERAGE,
            Subject.OFFER,
            Subject.READINESS,
            Subject.STOCK,
            Subject.INFORMATION,
            Subject.REMOVAL,
            Subject.SATISFACTION,
            Subject.ANSWERS,
            Subject.REPORTING,
            Subject.SPENDING,
        ),
        Bearing.SERVICE,
    ),
}

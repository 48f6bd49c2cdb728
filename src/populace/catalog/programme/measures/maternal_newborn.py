"""Maternal and newborn care. Contacts are counted as *at least so many*: each woman once at each threshold that she
reaches, so that the eighth is part of the fourth and the fourth of the first."""

from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measure import Kind, Measure
from populace.catalog.subjects import Subject
from populace.i18n import N_

_BY_AGE = frozenset({AGE})

_CARE = (
    Measure(
        "antenatal_1",
        N_("Women with at least 1 antenatal contact"),
        Kind.FLOW,
        N_("women"),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "antenatal_4",
        N_("Women with at least 4 antenatal contacts"),
        Kind.FLOW,
        N_("women"),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "antenatal_8",
        N_("Women with at least 8 antenatal contacts"),
        Kind.FLOW,
        N_("women"),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "births_attended",
        N_("Live births attended by skilled health personnel"),
        Kind.FLOW,
        N_("births"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "facility_deliveries",
        N_("Deliveries in a health facility"),
        Kind.FLOW,
        N_("deliveries"),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "facility_live_births",
        N_("Live births in a health facility"),
        Kind.FLOW,
        N_("births"),
        optional=frozenset({SEX}),
        subject=Subject.BIRTHS,
        whole=True,
    ),
    Measure(
        "caesareans",
        N_("Caesarean sections"),
        Kind.FLOW,
        N_("deliveries"),
        optional=_BY_AGE,
        subject=Subject.INTERVENTION,
        whole=True,
    ),
    Measure(
        "postnatal_mothers",
        N_("Mothers checked within 48 hours of the birth"),
        Kind.FLOW,
        N_("women"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "postnatal_newborns",
        N_("Newborns checked within 48 hours of the birth"),
        Kind.FLOW,
        N_("newborns"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
)

_DEATHS = (
    Measure(
        "stillbirths",
        N_("Stillbirths from 28 weeks"),
        Kind.FLOW,
        N_("stillbirths"),
        subject=Subject.DEATHS,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "neonatal_deaths",
        N_("Deaths before 28 days of life"),
        Kind.FLOW,
        N_("deaths"),
        optional=frozenset({SEX}),
        subject=Subject.DEATHS,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "maternal_deaths",
        N_("Maternal deaths"),
        Kind.FLOW,
        N_("deaths"),
        optional=_BY_AGE,
        subject=Subject.DEATHS,
        sensitive=True,
        whole=True,
    ),
)

MATERNAL_NEWBORN = (*_CARE, *_DEATHS)

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
        (
            "antenatal_1",
            "anc1",
            "anc 1st visit",
            "anc 1",
            "antenatal 1st visit",
            "产前检查1次及以上人数",
            "产检1次",
        ),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "antenatal_4",
        N_("Women with at least 4 antenatal contacts"),
        Kind.FLOW,
        N_("women"),
        (
            "antenatal_4",
            "anc4",
            "anc 4th visit",
            "anc 4",
            "antenatal 4th visit",
            "产前检查4次及以上人数",
            "产检4次",
        ),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "antenatal_8",
        N_("Women with at least 8 antenatal contacts"),
        Kind.FLOW,
        N_("women"),
        (
            "antenatal_8",
            "anc8",
            "anc 8th visit",
            "anc 8",
            "antenatal 8th visit",
            "产前检查8次及以上人数",
            "产检8次",
        ),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "births_attended",
        N_("Live births attended by skilled health personnel"),
        Kind.FLOW,
        N_("births"),
        (
            "births_attended",
            "skilled attendance",
            "births attended by skilled personnel",
            "熟练接生活产数",
            "新法接生活产数",
        ),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "facility_deliveries",
        N_("Deliveries in a health facility"),
        Kind.FLOW,
        N_("deliveries"),
        (
            "facility_deliveries",
            "deliveries in facility",
            "deliveries in health facilities",
            "住院分娩数",
            "住院分娩产妇数",
            "机构分娩数",
        ),
        optional=_BY_AGE,
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "facility_live_births",
        N_("Live births in a health facility"),
        Kind.FLOW,
        N_("births"),
        ("facility_live_births", "live births in facility", "住院分娩活产数", "机构活产数"),
        optional=frozenset({SEX}),
        subject=Subject.BIRTHS,
        whole=True,
    ),
    Measure(
        "caesareans",
        N_("Caesarean sections"),
        Kind.FLOW,
        N_("deliveries"),
        ("caesareans", "caesarean sections", "c-sections", "cesarean sections", "剖宫产数", "剖宫产例数"),
        optional=_BY_AGE,
        subject=Subject.INTERVENTION,
        whole=True,
    ),
    Measure(
        "postnatal_mothers",
        N_("Mothers checked within 48 hours of the birth"),
        Kind.FLOW,
        N_("women"),
        ("postnatal_mothers", "mothers checked within 48 hours", "pnc mothers", "产后48小时产妇访视数"),
        subject=Subject.COVERAGE,
        whole=True,
    ),
    Measure(
        "postnatal_newborns",
        N_("Newborns checked within 48 hours of the birth"),
        Kind.FLOW,
        N_("newborns"),
        (
            "postnatal_newborns",
            "newborns checked within 48 hours",
            "newborn postnatal checks",
            "新生儿产后访视数",
        ),
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
        ("stillbirths", "still births", "late fetal deaths", "死产数", "死胎死产数"),
        subject=Subject.DEATHS,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "neonatal_deaths",
        N_("Deaths before 28 days of life"),
        Kind.FLOW,
        N_("deaths"),
        ("neonatal_deaths", "newborn deaths", "deaths under 28 days", "新生儿死亡数", "新生儿死亡人数"),
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
        ("maternal_deaths", "maternal mortality count", "孕产妇死亡数", "孕产妇死亡人数"),
        optional=_BY_AGE,
        subject=Subject.DEATHS,
        sensitive=True,
        whole=True,
    ),
)

MATERNAL_NEWBORN = (*_CARE, *_DEATHS)

"""Maternal and newborn care of the month, by facility."""

from populace.catalog.dimensions import AGE
from populace.catalog.forms import Form, Section, Table
from populace.catalog.periods import Length
from populace.catalog.programme.ages import CARE
from populace.catalog.programme.forms.layout import FACILITIES, FEMALE_MALE, columns, counts, lines
from populace.i18n import N_

_AGES = columns(AGE, CARE)

MATERNAL_NEWBORN = Form(
    "maternal_newborn",
    N_("Maternal and newborn care"),
    Length.MONTH,
    10,
    (
        Section(
            N_("Antenatal contacts, by age of woman"),
            (Table(lines("antenatal_1", "antenatal_4", "antenatal_8"), _AGES),),
        ),
        Section(
            N_("Deliveries and births"),
            (
                Table(lines("facility_deliveries", "caesareans"), _AGES),
                Table(lines("facility_live_births"), FEMALE_MALE),
                counts("births_attended", "stillbirths"),
            ),
        ),
        Section(
            N_("Checks within 48 hours of the birth"),
            (counts("postnatal_mothers", "postnatal_newborns"),),
        ),
        Section(
            N_("Deaths"),
            (Table(lines("neonatal_deaths"), FEMALE_MALE), Table(lines("maternal_deaths"), _AGES)),
        ),
    ),
    kinds=FACILITIES,
)
"""Ages 10–14, 15–19 and 20 and over, the minimum of the WHO's aggregate package for routine data."""

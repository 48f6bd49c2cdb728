"""Newborn and prenatal screening of the month, by facility."""

from populace.catalog.forms import Form, Section, Table
from populace.catalog.periods import Length
from populace.catalog.programme.dimensions import OUTCOME
from populace.catalog.programme.forms.layout import FACILITIES, columns, counts, lines
from populace.i18n import N_

SCREENING = Form(
    "screening",
    N_("Newborn and prenatal screening"),
    Length.MONTH,
    10,
    (
        Section(N_("Newborn screening"), (counts("screened_metabolic", "screened_hearing"),)),
        Section(
            N_("Prenatal screening: offered, and accepted with consent"),
            (counts("prenatal_pregnancies", "prenatal_offered", "prenatal_accepted"),),
        ),
        Section(
            N_("Birth defects, by outcome of the birth"),
            (Table(lines("birth_defects"), columns(OUTCOME, ("live", "still"))),),
        ),
    ),
    kinds=FACILITIES,
)
"""What was accepted is asked for to plan the laboratory. No duty lies on it."""

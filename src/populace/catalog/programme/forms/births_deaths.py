"""Births and deaths of the month, by town."""

from populace.catalog.forms import Form, Section, Table
from populace.catalog.periods import Length
from populace.catalog.programme.ages import FIVE_YEARS, MOTHERS
from populace.catalog.programme.forms.layout import FEMALE_MALE, TOWNS, by_age, counts
from populace.i18n import N_

BIRTHS_DEATHS = Form(
    "births_deaths",
    N_("Births and deaths by town"),
    Length.MONTH,
    10,
    (
        Section(
            N_("Live births, by age of mother and sex of child"),
            (Table(by_age("births", MOTHERS), FEMALE_MALE), counts("births_written_total")),
        ),
        Section(
            N_("Deaths, by age and sex"),
            (Table(by_age("deaths", FIVE_YEARS), FEMALE_MALE), counts("deaths_written_total")),
        ),
    ),
    kinds=TOWNS,
)
"""Due on the 10th of the month that follows. The totals are asked for as the town wrote them, to check the tables."""

"""The year's population by sex and age, and what a town expects of the year."""

from populace.catalog.breakdowns import Breakdown
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.periods import Length
from populace.catalog.programme.ages import FIVE_YEARS
from populace.catalog.programme.dimensions import SOURCE
from populace.catalog.programme.forms.layout import FEMALE_MALE, TOWNS, by_age, counts
from populace.i18n import N_

_REGISTER = Breakdown(((SOURCE, "register"),))

POPULATION = Form(
    "population_of_the_year",
    N_("Population of the year"),
    Length.YEAR,
    31,
    (
        Section(
            N_("Residents on 31 December by age and sex, from the population register"),
            (Table(by_age("population", FIVE_YEARS, _REGISTER), FEMALE_MALE),),
        ),
        Section(
            N_("Expected in the year, for planning"),
            (Table((Row("expected_births", _REGISTER), Row("expected_pregnancies", _REGISTER))),),
        ),
        Section(
            N_("Services of the year"),
            (counts("feedback_received", "feedback_answered", "spending"),),
        ),
    ),
    kinds=TOWNS,
)
"""Due on 31 January. A census, a survey or a projection of the same year is another source beside it."""

"""What a place fills in: one file a form."""

from populace.catalog.catalogue import by_code
from populace.catalog.forms import Form
from populace.catalog.programme.forms.births_deaths import BIRTHS_DEATHS
from populace.catalog.programme.forms.family_planning import FAMILY_PLANNING
from populace.catalog.programme.forms.maternal_newborn import MATERNAL_NEWBORN
from populace.catalog.programme.forms.population import POPULATION
from populace.catalog.programme.forms.screening import SCREENING

FORMS: dict[str, Form] = by_code((BIRTHS_DEATHS, FAMILY_PLANNING, MATERNAL_NEWBORN, SCREENING, POPULATION))
"""Every form by its code."""

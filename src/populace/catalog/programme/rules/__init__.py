"""What must hold within a return or between returns of one place: one file a form."""

from populace.catalog.catalogue import by_code
from populace.catalog.programme.rules.births_deaths import BIRTHS_DEATHS
from populace.catalog.programme.rules.family_planning import FAMILY_PLANNING
from populace.catalog.programme.rules.maternal_newborn import MATERNAL_NEWBORN
from populace.catalog.programme.rules.population import POPULATION
from populace.catalog.programme.rules.screening import SCREENING
from populace.catalog.programme.rules.supplies import SUPPLIES
from populace.catalog.rules import Rule

RULES: dict[str, Rule] = by_code(
    (*BIRTHS_DEATHS, *FAMILY_PLANNING, *SUPPLIES, *MATERNAL_NEWBORN, *SCREENING, *POPULATION)
)
"""Every rule by its code."""

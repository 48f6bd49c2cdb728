"""What the programme counts, one file a subject."""

from populace.catalog.catalogue import by_code
from populace.catalog.measure import Measure
from populace.catalog.programme.measures.births_deaths import BIRTHS_DEATHS
from populace.catalog.programme.measures.family_planning import FAMILY_PLANNING
from populace.catalog.programme.measures.maternal_newborn import MATERNAL_NEWBORN
from populace.catalog.programme.measures.population import POPULATION
from populace.catalog.programme.measures.screening import SCREENING
from populace.catalog.programme.measures.services import SERVICES
from populace.catalog.programme.measures.supplies import SUPPLIES

PROGRAMME_MEASURES: dict[str, Measure] = by_code(
    (
        *BIRTHS_DEATHS,
        *FAMILY_PLANNING,
        *SUPPLIES,
        *MATERNAL_NEWBORN,
        *SCREENING,
        *POPULATION,
        *SERVICES,
    )
)
"""Every measure of the programme by its code."""

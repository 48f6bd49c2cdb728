"""The catalogue that comes with the software."""

from populace.catalog.catalogue import Catalogue
from populace.catalog.measures import MEASURES
from populace.catalog.programme.constructs import CONSTRUCTS
from populace.catalog.programme.dimensions import DIMENSIONS
from populace.catalog.programme.forms import FORMS
from populace.catalog.programme.indicators import INDICATORS
from populace.catalog.programme.measures import PROGRAMME_MEASURES
from populace.catalog.programme.rules import RULES

SHIPPED = Catalogue(
    measures={**MEASURES, **PROGRAMME_MEASURES},
    dimensions=DIMENSIONS,
    forms=FORMS,
    indicators=INDICATORS,
    rules=RULES,
    constructs=CONSTRUCTS,
)
"""Everything that may be counted and asked without declaring anything."""

"""The catalogue that comes with the software."""

from populace.catalog.catalogue import Catalogue
from populace.catalog.measures import MEASURES
from populace.catalog.programme.constructs import CONSTRUCTS
from populace.catalog.programme.dimensions import DIMENSIONS
from populace.catalog.programme.forms import FORMS
from populace.catalog.programme.measures import PROGRAMME_MEASURES

SHIPPED = Catalogue(
    measures={**MEASURES, **PROGRAMME_MEASURES},
    dimensions=DIMENSIONS,
    forms=FORMS,
    constructs=CONSTRUCTS,
)
"""Everything that may be counted and asked without declaring anything."""

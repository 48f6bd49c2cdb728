"""The catalogue that comes with the software."""

from populace.catalog.catalogue import Catalogue
from populace.catalog.measures import MEASURES
from populace.catalog.programme.dimensions import DIMENSIONS
from populace.catalog.programme.measures import PROGRAMME_MEASURES

SHIPPED = Catalogue(
    measures={**MEASURES, **PROGRAMME_MEASURES},
    dimensions=DIMENSIONS,
)
"""Everything that may be counted and asked without declaring anything."""

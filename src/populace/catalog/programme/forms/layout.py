"""Tables of forms, put together from age groups, sexes and methods; and who fills them in.

A label of a row is left empty where the names of its measure and categories say enough.
"""

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.dimensions import AGE, SEX
from populace.catalog.forms import Row, Table

TOWNS = frozenset({"town", "township", "urban town"})
FACILITIES = frozenset({"clinic", "health centre", "hospital"})
"""Kinds of places, as a table of places writes them."""

FEMALE_MALE = (Breakdown(((SEX, "female"),)), Breakdown(((SEX, "male"),)))


def lines(*measures: str) -> tuple[Row, ...]:
    """A line for each measure."""
    return tuple(Row(measure) for measure in measures)


def counts(*measures: str) -> Table:
    """A line for each measure, not broken down."""
    return Table(lines(*measures))


def by_age(measure: str, ages: tuple[str, ...], within: Breakdown = WHOLE) -> tuple[Row, ...]:
    """A line for each age group of ``measure``, each in the categories of ``within``."""
    return tuple(Row(measure, Breakdown((*within.pairs, (AGE, age)))) for age in ages)


def columns(dimension: str, categories: tuple[str, ...]) -> tuple[Breakdown, ...]:
    """A column for each category of ``dimension``."""
    return tuple(Breakdown(((dimension, each),)) for each in categories)

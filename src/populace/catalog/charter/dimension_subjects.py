"""What splitting by a dimension makes of a subject: users by method are use of a single method."""

from collections.abc import Iterable

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.euphemisms import is_of_methods, mentioned
from populace.catalog.charter.strictness import strictest
from populace.catalog.subjects import Subject

OF_PEOPLE = frozenset(
    {
        Subject.PREVALENCE,
        Subject.DEMAND,
        Subject.ACCEPTORS,
        Subject.COVERAGE,
        Subject.POPULATION,
        Subject.COUPLE_YEARS,
        Subject.METHOD_USE,
        Subject.UNKNOWN,
    }
)
"""Counts of people or of what they use: by method, they count who uses which. Stock by method stays stock."""


def narrowed(subject: Subject, cells: Iterable[tuple[str, str]], catalogue: Catalogue) -> Subject:
    """The subject of a count of ``subject`` in the (dimension, category) of ``cells``; an empty category is any."""
    return strictest(subjects_in(subject, cells, catalogue))


def subjects_in(
    subject: Subject, cells: Iterable[tuple[str, str]], catalogue: Catalogue
) -> frozenset[Subject]:
    """``subject`` and all that it becomes by ``cells``."""
    found = {subject}
    for dimension, category in cells:
        found |= subjects_of_dimension(dimension, catalogue) & _LIVES
        if subject in OF_PEOPLE and splits_by_method(dimension, catalogue):
            sterilisation = Subject.STERILISATION in mentioned(_label(dimension, category, catalogue))
            found.add(Subject.STERILISATION if sterilisation else Subject.METHOD_USE)
    return frozenset(found)


_LIVES = {Subject.PARITY, Subject.BIRTH_INTERVAL}


def splits_by_method(dimension: str, catalogue: Catalogue) -> bool:
    """Whether the categories of ``dimension`` are contraceptive methods."""
    known = catalogue.dimensions.get(dimension)
    if known is None:
        return is_of_methods(dimension, "", ())
    names = [f"{each.code} {each.label}" for each in known.categories]
    return is_of_methods(known.code, known.label, names)


def subjects_of_dimension(dimension: str, catalogue: Catalogue) -> frozenset[Subject]:
    """What the names of a dimension and of its categories say."""
    known = catalogue.dimensions.get(dimension)
    names = [dimension]
    if known is not None:
        names += [known.label, *(name for each in known.categories for name in (each.code, each.label))]
    return frozenset().union(*(mentioned(name) for name in names))


def _label(dimension: str, category: str, catalogue: Catalogue) -> str:
    known = catalogue.dimensions.get(dimension)
    named = known.by_code.get(category) if known is not None else None
    return f"{category} {named.label}" if named is not None else category

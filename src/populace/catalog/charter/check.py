"""The lint of a whole catalogue: when definitions are loaded, on everything imported, and by ``charter check``."""

from collections.abc import Iterator
from dataclasses import replace

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter import (
    companions,
    consequences,
    disguises,
    floors,
    persons,
    rule_disguises,
    targets,
)
from populace.catalog.charter.findings import CharterError, Finding
from populace.catalog.charter.subjects_of import Subjects

NOTHING = Catalogue()


def check(catalogue: Catalogue, within: Catalogue = NOTHING) -> tuple[Finding, ...]:
    """Everything that the charter excludes (E) or warns of (W) in ``catalogue``, section by section.

    ``within`` are definitions that it refers to and that are not looked at again.
    """
    whole = within.with_(catalogue)
    subjects = Subjects(whole)
    found = (
        *_of_measures(catalogue, subjects),
        *(each for one in catalogue.dimensions.values() for each in persons.of_dimension(one, whole)),
        *(each for one in catalogue.forms.values() for each in persons.of_form(one)),
        *(each for one in catalogue.forms.values() for each in floors.of_form(one, whole)),
        *_of_indicators(catalogue, subjects),
        *(each for one in catalogue.rules.values() for each in rule_disguises.of_rule(one, subjects)),
        *_of_constructs(catalogue, subjects),
        *persons.of_others(catalogue),
    )
    return tuple(dict.fromkeys(found))


def refuse(catalogue: Catalogue, within: Catalogue = NOTHING) -> tuple[Finding, ...]:
    """Refuse a catalogue with anything that the charter excludes; give the warnings of one without.

    :raises CharterError: all that it excludes, in one pass.
    """
    found = check(catalogue, within)
    excluded = [each for each in found if each.refuses]
    if excluded:
        raise CharterError(excluded)
    return found


def without_refused(
    catalogue: Catalogue, within: Catalogue = NOTHING
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """``catalogue`` without what the charter excludes, and everything found.

    Judgements go, observations stay: an indicator "acceptors – implant (%)" comes in, the colours on it do not. Only a
    definition that is itself excluded (a rule that is a threshold, a measure that names persons) goes as a whole, and
    with it what stood on it.

    :raises CharterError: something excluded that cannot be taken out.
    """
    found: dict[Finding, None] = {}
    while True:
        new = check(catalogue, within)
        found.update(dict.fromkeys(new))
        excluded = {(each.section, each.definition) for each in new if each.refuses}
        if not excluded:
            return catalogue, tuple(found)
        fit = _without(catalogue, excluded)
        if fit == catalogue:
            raise CharterError(each for each in new if each.refuses)
        catalogue = fit


def _without(catalogue: Catalogue, excluded: set[tuple[str, str]]) -> Catalogue:
    sections = {section for section, _code in excluded}
    return replace(
        catalogue,
        **{
            section: {
                code: given
                for code, given in getattr(catalogue, section).items()
                if not {(section, code), (section, getattr(given, "code", code))} & excluded
            }
            for section in sections
        },
    )


def _of_measures(catalogue: Catalogue, subjects: Subjects) -> Iterator[Finding]:
    for measure in catalogue.measures.values():
        yield from persons.of_measure(measure, subjects.catalogue)
        yield from disguises.of_measure(measure, subjects)
        yield from floors.of_measure(measure, subjects.catalogue)


def _of_indicators(catalogue: Catalogue, subjects: Subjects) -> Iterator[Finding]:
    for indicator in catalogue.indicators.values():
        yield from persons.of_indicator(indicator, subjects.catalogue)
        yield from targets.of_direction(indicator, subjects)
        yield from targets.of_fewer_removals(indicator, subjects)
        yield from disguises.of_indicator(indicator, subjects)
        yield from companions.of_indicator(indicator, subjects)


def _of_constructs(catalogue: Catalogue, subjects: Subjects) -> Iterator[Finding]:
    for construct in catalogue.constructs.values():
        yield from targets.of_construct(construct, subjects)
        yield from consequences.of_consequences(construct)
        yield from consequences.of_conditions(construct, subjects)

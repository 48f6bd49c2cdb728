"""E5: the same structures under another name.

A rule with a number on one side is a threshold; so is a comparison within an indicator. Choices and services added up
with weights are a score of choices. A measure that calls itself a service, and counts or is named for something else,
is that something else.
"""

from collections.abc import Iterable, Iterator

from populace.catalog.charter.dimension_subjects import splits_by_method, subjects_of_dimension
from populace.catalog.charter.euphemisms import said
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.persons import in_all_languages
from populace.catalog.charter.strictness import LABELS, is_laxer, strictest
from populace.catalog.charter.structure import COMPARISONS
from populace.catalog.charter.subjects_of import Subjects, definitions
from populace.catalog.expressions.nodes import Binary, Call, IndicatorValue, Node, Number, Unary
from populace.catalog.expressions.walk import parts
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Bearing, Subject
from populace.i18n import gettext as _

_CHOICES = frozenset(
    {
        Subject.PARITY,
        Subject.BIRTH_INTERVAL,
        Subject.ABORTION,
        Subject.ACCEPTORS,
        Subject.STERILISATION,
        Subject.METHOD_USE,
    }
)
"""What no name of a count for the whole nation (prevalence, demand) may say."""


def of_measure(measure: Measure, subjects: Subjects) -> Iterator[Finding]:
    """A measure declared as a service whose names or dimensions say something else."""
    if measure.subject.bearing is Bearing.NEVER:
        return
    labels = in_all_languages(measure.label, subjects.catalogue)
    named = _named(measure.subject, (measure.code, *labels, *measure.names))
    known = SHIPPED.measures.get(measure.code)
    if known is not None and is_laxer(measure.subject, known.subject):
        named = known.subject
    if named is not None:
        yield _misdeclared("measures", measure.code, measure.subject, named)
    for dimension in sorted(measure.dimensions):
        split = subjects_of_dimension(dimension, subjects.catalogue) & {
            Subject.PARITY,
            Subject.BIRTH_INTERVAL,
        }
        if measure.subject is Subject.COVERAGE and splits_by_method(dimension, subjects.catalogue):
            split |= {Subject.METHOD_USE}
        if split:
            yield Finding(
                "E5",
                "measures",
                measure.code,
                _("It is declared as {declared}, and split by {dimension} it counts {subject}.").format(
                    declared=_(LABELS[measure.subject]),
                    dimension=dimension,
                    subject=_(LABELS[strictest(split)]),
                ),
                _("Declare what it counts, or leave {dimension} out.").format(dimension=dimension),
            )


def of_indicator(indicator: Indicator, subjects: Subjects) -> Iterator[Finding]:
    """An indicator that calls itself something milder than what it counts, or hides a threshold or a score."""
    subject, counted = subjects.of_indicator(indicator), subjects.counted(indicator)
    service = indicator.subject.bearing is Bearing.SERVICE
    if service and is_laxer(indicator.subject, counted) and counted is not Subject.UNKNOWN:
        yield _misdeclared("indicators", indicator.code, indicator.subject, counted)
    if subject.bearing is not Bearing.NEVER:
        labels = in_all_languages(indicator.label, subjects.catalogue)
        named = _named(subject, (indicator.code, *labels))
        if named is not None:
            yield _misdeclared("indicators", indicator.code, subject, named)
    for node in (each for pair in definitions(indicator) for each in pair if each is not None):
        yield from _thresholds(indicator, node, subjects)
        yield from _scores(indicator, node, subjects)


def _named(declared: Subject, names: Iterable[str]) -> Subject | None:
    """The stricter subject that ``names`` say, if they do."""
    found = frozenset().union(*(said(name) for name in names))
    if declared.bearing is Bearing.NATION:
        found &= _CHOICES
    stricter = {each for each in found if is_laxer(declared, each)}
    return strictest(stricter) if stricter else None


def _misdeclared(section: str, code: str, declared: Subject, found: Subject) -> Finding:
    return Finding(
        "E5",
        section,
        code,
        _("It is declared as {declared}, and is about {subject}.").format(
            declared=_(LABELS[declared]), subject=_(LABELS[found])
        ),
        _("Declare what it is about: it stays as an observation."),
    )


def _thresholds(indicator: Indicator, node: Node, subjects: Subjects) -> Iterator[Finding]:
    for each in _below(node):
        if isinstance(each, Binary) and each.operator in COMPARISONS:
            sides = [each.left, each.right]
        elif isinstance(each, Call) and each.name in ("least", "greatest"):
            sides = list(each.arguments)
        else:
            continue
        if not any(is_constant(side, subjects) and side != Number(0.0) for side in sides):
            continue
        judged = strictest(subjects.of_expression(side) for side in sides if not is_constant(side, subjects))
        if judged.bearing is not Bearing.SERVICE and judged is not Subject.UNKNOWN:
            yield Finding(
                "E5",
                "indicators",
                indicator.code,
                _("It compares {subject} with a number: that is a threshold.").format(
                    subject=_(LABELS[judged])
                ),
                _("Show the figure as it is."),
            )


def _scores(indicator: Indicator, node: Node, subjects: Subjects) -> Iterator[Finding]:
    for total in _sums(node):
        terms = [term for term in total if not is_constant(term, subjects)]
        if len(terms) < 2:
            continue
        of_terms = [subjects.of_expression(term) for term in terms]
        services = any(subject.bearing is Bearing.SERVICE for subject in of_terms)
        choices = {
            subject
            for subject in of_terms
            if subject.bearing is not Bearing.SERVICE and subject is not Subject.UNKNOWN
        }
        weighted = any(_is_weighted(term, subjects) for term in terms)
        ratios = sum(_is_ratio(term, subjects) for term in terms)
        if choices and ((services and (weighted or ratios)) or (weighted and ratios >= 2)):
            yield Finding(
                "E5",
                "indicators",
                indicator.code,
                _("It adds {subject} up with other figures to a score: that is a weight.").format(
                    subject=_(LABELS[strictest(choices)])
                ),
                _("Show each figure for itself."),
            )


def is_constant(node: Node, subjects: Subjects) -> bool:
    """Whether nothing is counted in ``node``: a number, a constant of the catalogue, a number of days."""
    return not subjects.shape(node).all


def _below(node: Node) -> Iterator[Node]:
    ahead = [node]
    while ahead:
        each = ahead.pop()
        yield each
        ahead.extend(parts(each))


def _sums(node: Node) -> Iterator[list[Node]]:
    """The terms of each sum in ``node``, of sums within a sum together."""
    tops = [node]
    while tops:
        terms: list[Node] = []
        ahead = [tops.pop()]
        while ahead:
            each = ahead.pop()
            if isinstance(each, Binary) and each.operator in ("+", "-"):
                ahead += [each.left, each.right]
            else:
                terms.append(each)
        yield terms
        tops += [part for term in terms for part in parts(term)]


def _is_weighted(term: Node, subjects: Subjects) -> bool:
    """Whether one of the factors of ``term`` is a number."""
    factors = [term]
    while factors:
        each = factors.pop()
        if isinstance(each, Binary) and each.operator in ("*", "/"):
            factors += [each.left, each.right]
        elif isinstance(each, Unary):
            factors.append(each.of)
        elif is_constant(each, subjects):
            return True
    return False


def _is_ratio(term: Node, subjects: Subjects) -> bool:
    return any(
        isinstance(each, IndicatorValue)
        or (isinstance(each, Binary) and each.operator == "/" and not is_constant(each.right, subjects))
        for each in _below(term)
    )

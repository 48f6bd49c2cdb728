"""Whether a catalogue holds together: every measure, category, form and indicator that a definition names is there.

All that is wrong is told in one pass, each fault with the definition that it stands in.
"""

from collections import Counter
from collections.abc import Iterator

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import IndicatorValue, Node
from populace.catalog.faults import Fault, Wrong
from populace.catalog.forms import Form
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.catalog.mentions import (
    items,
    of_expression,
    of_figure,
    of_splitting,
    unknown_dimension,
    unknown_indicator,
)
from populace.i18n import gettext as _
from populace.i18n import join_words


def faults(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Everything wrong in ``catalogue``, section by section; nothing where it holds together."""
    found = (
        *(each for code, given in catalogue.measures.items() for each in _of_measure(code, given, catalogue)),
        *(each for code, given in catalogue.forms.items() for each in _of_form(code, given, catalogue)),
        *(each for code in catalogue.indicators for each in _of_indicator(code, catalogue)),
        *(each for code in catalogue.rules for each in _of_rule(code, catalogue)),
        *(each for code in catalogue.constructs for each in _of_construct(code, catalogue)),
    )
    return tuple(dict.fromkeys(found))


def _of_measure(code: str, given: Measure, catalogue: Catalogue) -> Iterator[Fault]:
    for dimension in sorted(given.dimensions - set(catalogue.dimensions)):
        yield unknown_dimension(dimension).within("measures", code)


def _of_form(code: str, form: Form, catalogue: Catalogue) -> Iterator[Fault]:
    for wrong in (*_cells(form, catalogue), *_levels(form), *_doubles(form)):
        yield wrong.within("forms", code)


def _cells(form: Form, catalogue: Catalogue) -> Iterator[Wrong]:
    for measure, breakdown in form.cells:
        yield from of_figure(measure, breakdown, catalogue)
        known = catalogue.measures.get(measure)
        missing = known.required - breakdown.dimensions if known else frozenset()
        if missing:
            yield Wrong(
                _("{measure} has to be given by {dimensions}.").format(
                    measure=measure, dimensions=join_words(sorted(missing))
                ),
                _("Add rows or columns for them."),
            )


def _levels(form: Form) -> Iterator[Wrong]:
    """A measure has its figures at one level of detail, else a total would be added to its parts."""
    levels: dict[str, frozenset[str]] = {}
    for measure, breakdown in form.cells:
        if levels.setdefault(measure, breakdown.dimensions) != breakdown.dimensions:
            yield Wrong(
                _("{measure} is asked for at two levels of detail.").format(measure=measure),
                _("Ask for it by the same dimensions everywhere; make a written total a measure of its own."),
            )


def _doubles(form: Form) -> Iterator[Wrong]:
    for (measure, breakdown), count in Counter(form.cells).items():
        if count > 1:
            cell = " ".join(filter(None, (measure, breakdown.text)))
            yield Wrong(
                _("The cell {cell} is asked for {count} times.").format(cell=cell, count=count),
                _("Ask for it once, or grey the others."),
            )


def _of_indicator(code: str, catalogue: Catalogue) -> Iterator[Fault]:
    given = catalogue.indicators[code]
    for field, node in _sides(given):
        for wrong in of_expression(node, catalogue):
            yield wrong.within("indicators", code, field)
    for other in given.companions:
        if other not in catalogue.indicators:
            yield unknown_indicator(other).within("indicators", code, "companions")
    for wrong in of_splitting(given.mix, (given.numerator,), catalogue):
        yield wrong.within("indicators", code, "mix")
    if code in _reached(code, catalogue):
        yield Wrong(
            _("It is computed from itself."),
            _("Take N{…} out of one of the expressions on the way round."),
        ).within("indicators", code)


def _sides(given: Indicator) -> Iterator[tuple[str, Node]]:
    """Every expression of an indicator, with the field that it stands in."""
    yield "numerator", given.numerator
    if given.denominator is not None:
        yield "denominator", given.denominator
    for each in given.revisions:
        yield from (("revisions", side) for side in (each.numerator, each.denominator) if side is not None)


def _reached(code: str, catalogue: Catalogue) -> set[str]:
    """Codes of the indicators that ``code`` is computed from, however far away."""
    found: set[str] = set()
    ahead = [code]
    while ahead:
        given = catalogue.indicators.get(ahead.pop())
        asked = (item for _field, node in _sides(given) for item in items(node)) if given else ()
        below = {item.code for item in asked if isinstance(item, IndicatorValue)}
        ahead.extend(below - found)
        found |= below
    return found


def _of_rule(code: str, catalogue: Catalogue) -> Iterator[Fault]:
    given = catalogue.rules[code]
    for field, side in (("left", given.left), ("right", given.right)):
        for wrong in of_expression(side.expression, catalogue):
            yield wrong.within("rules", code, field)
    for wrong in of_splitting(given.by, (given.left.expression, given.right.expression), catalogue):
        yield wrong.within("rules", code, "by")


def _of_construct(code: str, catalogue: Catalogue) -> Iterator[Fault]:
    on = catalogue.constructs[code].on
    if on not in catalogue.indicators and on not in catalogue.measures:
        yield Wrong(
            _("There is no indicator or measure {code}.").format(code=on),
            _("Use the code of one that is declared."),
            on,
        ).within("constructs", code, "on")

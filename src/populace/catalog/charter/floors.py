"""E4: cells finer than the floor of a sensitive subject.

In a town of 10,000 residents live about 2,000 women aged 15–49. An event that happens to 15 of 1,000 women a year
happens there 30 times a year: 7 or 8 times a quarter, of which six age groups share out one each. A month of a village
has none or one, and everybody knows who. So the rarer and the more private the event, the longer the period,
the fewer the dimensions and the larger the place. The numbers are this arithmetic, not an authority's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.dimension_subjects import subjects_in
from populace.catalog.charter.euphemisms import mentioned, plain
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.strictness import LABELS, strictest
from populace.catalog.forms import Form
from populace.catalog.measure import Measure
from populace.catalog.periods import Length
from populace.catalog.subjects import Subject
from populace.i18n import N_
from populace.i18n import gettext as _


@dataclass(frozen=True)
class Floor:
    """The finest cells: periods of at least ``length``, by at most ``dimensions``, and never by ``villages``."""

    length: Length
    dimensions: int
    villages: bool
    reason: str


FLOORS: dict[Subject, Floor] = {
    Subject.ABORTION: Floor(
        Length.QUARTER,
        1,
        False,
        N_("in a town of 10,000 a quarter has fewer than ten, and two dimensions ones"),
    ),
    Subject.STERILISATION: Floor(
        Length.MONTH, 1, False, N_("a town of 10,000 has a few in a year, and two dimensions make them ones")
    ),
    Subject.ACCEPTANCE: Floor(
        Length.MONTH, 1, False, N_("who refused is known to everybody where one woman did")
    ),
}
"""By subject. Other sensitive measures have the one below."""

SENSITIVE = Floor(
    Length.MONTH,
    2,
    False,
    N_("a month of a village, or a week of a town, has none or one, and it is known who"),
)
"""Of every measure that is declared sensitive."""

_VILLAGES = re.compile(
    r"\b(villages?|hamlets?|households?|streets?|neighbou?rhoods?|blocks?|hameaux?|menages?|quartiers?)\b|村|小组|居委会|社区|家庭|楼"
)
_LENGTHS = tuple(Length)


def of_form(form: Form, catalogue: Catalogue) -> Iterator[Finding]:
    """What the form asks for more finely than its floor, once a measure."""
    village = any(_VILLAGES.search(plain(kind)) for kind in form.kinds)
    told: set[str] = set()
    for code, breakdown in form.cells:
        measure = catalogue.measures.get(code)
        if measure is None or code in told:
            continue
        inside = subjects_in(_subject(measure), breakdown.pairs, catalogue)
        subject = strictest(inside & set(FLOORS) or inside)
        floor = floor_of(measure, subject)
        if floor is None:
            continue
        why = _finer(floor, form.length, len(breakdown.dimensions), village)
        if why:
            told.add(code)
            yield _finding("forms", form.code, code, subject, why, floor)


def of_measure(measure: Measure, catalogue: Catalogue) -> Iterator[Finding]:
    """A measure that has to be given more finely than its floor."""
    subject = _subject(measure)
    floor = floor_of(measure, subject)
    if floor is not None and len(measure.required) > floor.dimensions:
        why = _finer(floor, floor.length, len(measure.required), village=False)
        yield _finding("measures", measure.code, measure.code, subject, why, floor)


def floor_of(measure: Measure, subject: Subject) -> Floor | None:
    """The floor of a measure that counts ``subject``; ``None`` where any cell may be asked for."""
    return FLOORS.get(subject, SENSITIVE if measure.sensitive else None)


def _subject(measure: Measure) -> Subject:
    """What it declares; of an unknown one, what its names say."""
    if measure.subject is not Subject.UNKNOWN:
        return measure.subject
    named = mentioned(measure.label) | mentioned(measure.code)
    return strictest(named & set(FLOORS)) if named & set(FLOORS) else Subject.UNKNOWN


def _finer(floor: Floor, length: Length, dimensions: int, village: bool) -> str:
    if _LENGTHS.index(length) < _LENGTHS.index(floor.length):
        return _("by periods shorter than {length}").format(length=floor.length.value)
    if dimensions > floor.dimensions:
        return _("by more than {count} dimensions at once").format(count=floor.dimensions)
    return _("by village") if village and not floor.villages else ""


def _finding(
    section: str, definition: str, measure: str, subject: Subject, why: str, floor: Floor
) -> Finding:
    return Finding(
        "E4",
        section,
        definition,
        _("It asks for {measure} ({subject}) {finer}, below the floor: {reason}.").format(
            measure=measure, subject=_(LABELS[subject]), finer=why, reason=_(floor.reason)
        ),
        _("Ask for it less finely."),
    )

"""E1: no target, threshold, weight, colour or rank on people's choices, nor on births or deaths.

A target belongs on what a service owes. Contraceptive prevalence and demand may carry one for the whole nation only.
Nobody is ranked. Care is judged as a share of those who needed it: the bare number of women who gave birth in a
facility is a number of births.
"""

from collections.abc import Iterator

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.findings import Finding
from populace.catalog.charter.strictness import LABELS
from populace.catalog.charter.subjects_of import Subjects, definitions
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.indicators import Indicator
from populace.catalog.subjects import Bearing, Subject
from populace.i18n import N_
from populace.i18n import gettext as _

NATION = "nation"

SCORINGS = {
    Scoring.TARGET: N_("a target"),
    Scoring.THRESHOLD: N_("a threshold"),
    Scoring.WEIGHT: N_("a weight"),
    Scoring.COLOUR: N_("a colour"),
    Scoring.RANK: N_("a rank"),
}
"""What each is called in a sentence."""


def of_construct(construct: Construct, subjects: Subjects) -> Iterator[Finding]:
    """Why ``construct`` may not stand where it does."""
    subject = subjects.of(construct.on)
    if construct.scoring is Scoring.RANK:
        yield _finding(
            construct,
            subjects,
            _("It ranks places by {on}: there are no league tables."),
            _("Show each place beside its own past and the range of its peers."),
        )
    elif subject is Subject.UNKNOWN:
        yield _finding(
            construct,
            subjects,
            _("It puts {scoring} on {on}, of which it is not known what it counts."),
            _(
                "Declare the subject of the measures that it counts, if it is a service; else keep it without one."
            ),
        )
    elif subject.bearing is Bearing.NEVER:
        yield _finding(
            construct,
            subjects,
            _("It puts {scoring} on {on}, which counts {subject}."),
            _("Keep {on} as an observation; put a target on what the service owes instead."),
            subject,
        )
    elif subject.bearing is Bearing.NATION and construct.level != NATION:
        yield _finding(
            construct,
            subjects,
            _("It puts {scoring} on {on}, which counts {subject}, below the nation."),
            _("Keep it for the nation as a whole (level nation), or take it off."),
            subject,
        )
    elif subject is Subject.COVERAGE and not _is_share(construct.on, subjects):
        yield _finding(
            construct,
            subjects,
            _(
                "It puts {scoring} on {on}, a bare number: so many people would have to be found, or turned away."
            ),
            _("Put it on the share of those who needed the care."),
        )


def of_direction(indicator: Indicator, subjects: Subjects) -> Iterator[Finding]:
    """A better and a worse where there is none: a target that is left without its number."""
    subject = subjects.of_indicator(indicator)
    if indicator.direction and subject.bearing is Bearing.NEVER and subject is not Subject.UNKNOWN:
        yield Finding(
            "E1",
            "indicators",
            indicator.code,
            _("It says that {direction} is better, and counts {subject}.").format(
                direction=indicator.direction, subject=_(LABELS[subject])
            ),
            _("Leave its direction empty."),
        )


def of_fewer_removals(indicator: Indicator, subjects: Subjects) -> Iterator[Finding]:
    """Fewer removals as the better: whoever wants a device out would be talked out of it."""
    if indicator.direction == "down" and subjects.rises_with(indicator, Subject.REMOVAL):
        yield Finding(
            "E1",
            "indicators",
            indicator.code,
            _("It says that fewer removals are better: users would be kept from what they ask for."),
            _("Show the share of those who asked whose device was removed, upwards."),
        )


def _is_share(code: str, subjects: Subjects) -> bool:
    """Whether something is divided by what somebody counted."""
    indicator = subjects.catalogue.indicators.get(code)
    if indicator is None:
        return False
    shapes = [
        subjects.shape(over) if under is None else subjects.shape(over).divided_by(subjects.shape(under))
        for over, under in definitions(indicator)
    ]
    return all(each.under for each in shapes)


def _finding(
    construct: Construct, subjects: Subjects, sentence: str, remedy: str, subject: Subject = Subject.UNKNOWN
) -> Finding:
    words = {
        "scoring": _(SCORINGS[construct.scoring]),
        "on": _named(construct.on, subjects.catalogue),
        "subject": _(LABELS[subject]),
    }
    return Finding(
        "E1", "constructs", construct.code, sentence.format(**words), remedy.format(on=construct.on)
    )


def _named(code: str, catalogue: Catalogue) -> str:
    """The code, with the label where there is one: the codes of DHIS2 say nothing to a reader."""
    known = catalogue.indicators.get(code) or catalogue.measures.get(code)
    label = catalogue.text(known.label) if known is not None else ""
    return f"“{label}” ({code})" if label and label != code else code

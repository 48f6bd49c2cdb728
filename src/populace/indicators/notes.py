"""What is said beside a value: that it stands on something assumed, short or odd."""

from enum import IntFlag

import numpy as np
import pyarrow as pa
from jaxtyping import Int

from populace.i18n import N_, join_sentences
from populace.i18n import gettext as _
from populace.store.tables import texts


class Note(IntFlag):
    """Codes of notes, which may stand together; a table writes their names."""

    NONE = 0
    ABOVE_WHOLE = 1
    NO_DENOMINATOR = 2
    ZERO_DENOMINATOR = 4
    SHORT_POOL = 8
    HELD = 16
    UNCERTAIN_DENOMINATOR = 32
    DIVIDED = 64
    ALONE = 128
    LACKING = 256


_TEXTS = {
    Note.ABOVE_WHOLE: N_("More is counted than there is to count in: look at both sides before use."),
    Note.NO_DENOMINATOR: N_("There is no figure to divide by, so there is no value."),
    Note.ZERO_DENOMINATOR: N_("There was nothing to divide by, so there is no value."),
    Note.SHORT_POOL: N_("Some of the years that should be pooled have no figures."),
    Note.HELD: N_("The population is that of the nearest date for which there is one, up to a year away."),
    Note.UNCERTAIN_DENOMINATOR: N_("The interval holds the uncertainty of the projected denominator too."),
    Note.DIVIDED: N_(
        "The definition changed within the period: each month is computed by the one in force, or the last one where "
        "the period has no months."
    ),
    Note.LACKING: N_(
        "Some of the places below have no population figure within a year, and are left out of it."
    ),
    Note.ALONE: N_("What it is to be shown with is missing here: information given, choice, removal."),
}

SMALL = ("", "few_events", "few_in_denominator", "few_births")
"""Reasons to read a value with care, by number; the first is none."""

_SMALL_TEXTS = {
    "few_events": N_("Fewer than 20 events: chance alone moves this by a quarter or more from year to year."),
    "few_in_denominator": N_(
        "Fewer than 30 in the denominator: a single case moves this by 3 points or more."
    ),
    "few_births": N_("Fewer than 1,000 births: chance alone moves this ratio further than places differ."),
}


def sentences(notes: str, small: str = "") -> str:
    """What the codes of a row say, in the language in use."""
    said = [_(_TEXTS[Note[code.upper()]]) for code in notes.split()]
    if small:
        said.insert(0, _(_SMALL_TEXTS[small]))
    return join_sentences(said)


def written(flags: Int[np.ndarray, "..."]) -> pa.DictionaryArray:
    """Flags as their codes in lower case, ``above_whole held``; each combination once."""
    distinct, position = np.unique(flags.ravel(), return_inverse=True)
    words = [
        " ".join(each.name.lower() for each in Note if each.name and each & int(value)) for value in distinct
    ]
    return texts(position, words)

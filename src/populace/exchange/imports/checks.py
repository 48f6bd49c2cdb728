"""Checks on keys that are understood: may this place give this measure for this period, and was it there then?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.exchange.imports.reasons import Reasons
from populace.exchange.imports.resolve import Resolved, Resolver
from populace.i18n import gettext as _
from populace.places.history import PlaceHistory

FOREVER = date.max.toordinal() + 1

Why = NDArray[np.int32]
"""``(row,)``: the number of a reason, 0 where there is none."""


@dataclass(frozen=True)
class Keys:
    """What the checks need to know; built once a file."""

    catalogue: Catalogue
    history: PlaceHistory
    resolver: Resolver
    reasons: Reasons

    @property
    def assigning(self) -> list[Form]:
        """The forms that list the places that fill them in; others bind nobody."""
        return [form for form in self.catalogue.forms.values() if form.places]


def check_keys(rows: Resolved, keys: Keys) -> list[Why]:
    """The reasons of each check, ``(row,)`` each, for rows whose parts are all understood; 0 elsewhere."""
    understood = (rows.place >= 0) & (rows.period >= 0) & (rows.measure >= 0)
    return [_closed(rows, keys, understood), *_unassigned(rows, keys, understood)]


def _closed(rows: Resolved, keys: Keys, understood: NDArray[np.bool_]) -> Why:
    """The place was open on some day of the period."""
    periods = keys.resolver.periods
    first = np.array([period.start.toordinal() for period in periods] or [0])
    last = np.array([period.last.toordinal() for period in periods] or [0])
    lives = [keys.history.lives(code) for code in keys.resolver.place.codes]
    opened = np.array([life[0][0].toordinal() for life in lives] or [0])
    closed = np.array([life[-1][1].toordinal() if life[-1][1] else FOREVER for life in lives] or [0])
    place, period = np.maximum(rows.place, 0), np.maximum(rows.period, 0)
    early = understood & (last[period] < opened[place])
    late = understood & (first[period] >= closed[place])
    why = np.zeros(len(rows), dtype=np.int32)
    if early.any():
        why[early] = keys.reasons.number(
            "closed",
            _("The place was not open yet in this period."),
            _("Check the period, or the opening date."),
        )
    if late.any():
        why[late] = keys.reasons.number(
            "closed",
            _("The place was closed before this period."),
            _("Check the period, or the closing date."),
        )
    return why


def _unassigned(rows: Resolved, keys: Keys, understood: NDArray[np.bool_]) -> list[Why]:
    """A measure of forms that list their places comes from one of those places, for a period as long as the form's."""
    forms = keys.assigning
    place_is_listed = np.zeros(len(rows), dtype=bool)
    length_fits = np.zeros(len(rows), dtype=bool)
    bound = np.zeros(len(rows), dtype=bool)
    codes = keys.resolver
    for form in forms:
        asked = set(form.measures)
        of_form = understood & _marks(codes.measure.codes, asked)[np.maximum(rows.measure, 0)]
        if not of_form.any():
            continue
        listed = _marks(codes.place.codes, form.places)[np.maximum(rows.place, 0)]
        long = np.array([period.length is form.length for period in codes.periods] or [False])
        fits = long[np.maximum(rows.period, 0)]
        bound |= of_form
        place_is_listed |= of_form & listed
        length_fits |= of_form & fits
    not_listed = bound & ~place_is_listed
    wrong_length = bound & ~length_fits
    why_place, why_length = (np.zeros(len(rows), dtype=np.int32) for _each in range(2))
    if not_listed.any():
        why_place[not_listed] = keys.reasons.number(
            "not-assigned",
            _("The place does not fill in a form with this measure."),
            _("Add the place to the form, or check the place."),
        )
    if wrong_length.any():
        why_length[wrong_length] = keys.reasons.number(
            "period-length",
            _("The period is not as long as the form's."),
            _("Give the figures for the periods of the form."),
        )
    return [why_place, why_length]


def _marks(codes: list[str], wanted: frozenset[str] | set[str]) -> NDArray[np.bool_]:
    return np.array([code in wanted for code in codes] or [False])

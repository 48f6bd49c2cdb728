"""Checks on keys that are understood: may this place give this measure for this period, and was it there then?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.exchange.calendars import length_as_sent
from populace.exchange.imports.reasons import Reasons
from populace.exchange.imports.resolve import Resolved, Resolver
from populace.exchange.incoming import Limit
from populace.i18n import gettext as _
from populace.places.history import PlaceHistory

FOREVER = date.max.toordinal() + 1

Why = NDArray[np.int32]
"""``(row,)``: the number of a reason, 0 where there is none."""


@dataclass
class Keys:
    """What the checks need to know, learnt with the places and periods of a file as they come up."""

    catalogue: Catalogue
    history: PlaceHistory
    resolver: Resolver
    reasons: Reasons
    limits: Mapping[tuple[str, str], Limit] = field(default_factory=dict)
    _opened: list[int] = field(default_factory=list)
    _closed: list[int] = field(default_factory=list)

    @cached_property
    def assigning(self) -> list[Form]:
        """The forms that list the places that fill them in; others bind nobody."""
        return [form for form in self.catalogue.forms.values() if form.places]

    def lives(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The day on which each place of the resolver opened first, and that on which it was there no longer."""
        for code in self.resolver.place.codes[len(self._opened) :]:
            lives = self.history.lives(code)
            end = lives[-1][1]
            self._opened.append(lives[0][0].toordinal())
            self._closed.append(FOREVER if end is None else end.toordinal())
        return np.array(self._opened, dtype=np.int64), np.array(self._closed, dtype=np.int64)


def check_keys(rows: Resolved, keys: Keys) -> list[Why]:
    """The reasons of each check, ``(row,)`` each, for rows whose parts are all understood; 0 elsewhere."""
    understood = (rows.place >= 0) & (rows.period >= 0) & (rows.measure >= 0)
    return [_not_there(rows, keys, understood), *_unassigned(rows, keys, understood)]


def _not_there(rows: Resolved, keys: Keys, understood: NDArray[np.bool_]) -> Why:
    """The place was open on some day of the period."""
    why = np.zeros(len(rows), dtype=np.int32)
    periods = keys.resolver.periods
    opened, closed = keys.lives()
    if not len(opened) or not periods:
        return why
    first = np.array([period.start.toordinal() for period in periods])
    last = np.array([period.last.toordinal() for period in periods])
    if opened.max() <= last.min() and closed.min() > first.max():
        return why  # every place was there in every period, as is usual
    place, period = np.maximum(rows.place, 0), np.maximum(rows.period, 0)
    early = understood & (last[period] < opened[place])
    late = understood & (first[period] >= closed[place])
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
        long = np.array([length_as_sent(period) is form.length for period in codes.periods] or [False])
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

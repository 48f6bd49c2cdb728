"""Categories that may be used in some places or for some time only."""

import numpy as np
from numpy.typing import NDArray

from populace.exchange.imports.checks import Keys, Why
from populace.exchange.imports.resolve import Resolved
from populace.exchange.incoming import Limit
from populace.i18n import gettext as _


def check_limits(rows: Resolved, keys: Keys) -> list[Why]:
    """The reasons of rows in a category that the place may not use, or not for the period, ``(row,)`` each."""
    elsewhere, untimely = (np.zeros(len(rows), dtype=np.int32) for _each in range(2))
    limits = keys.limits
    if not limits:
        return []
    understood = (rows.place >= 0) & (rows.period >= 0) & (rows.cell >= 0)
    cells = [cell.breakdown.pairs for cell in keys.resolver.cells]
    for pair in {pair for pairs in cells for pair in pairs if pair in limits}:
        has = np.array([pair in pairs for pairs in cells])
        here = understood & has[np.maximum(rows.cell, 0)]
        if here.any():
            elsewhere[here & ~_places(limits[pair], keys)[np.maximum(rows.place, 0)]] = keys.reasons.number(
                "category-elsewhere",
                _("The category is not used in this place."),
                _("Check the category, or let the place use it."),
            )
            untimely[here & ~_periods(limits[pair], keys)[np.maximum(rows.period, 0)]] = keys.reasons.number(
                "category-untimely",
                _("The category was not in use in this period."),
                _("Check the category, or the dates from and to which it is used."),
            )
    return [elsewhere, untimely]


def _places(limit: Limit, keys: Keys) -> NDArray[np.bool_]:
    """Which places of the resolver may use it."""
    places = limit.places
    return np.array([places is None or code in places for code in keys.resolver.place.codes])


def _periods(limit: Limit, keys: Keys) -> NDArray[np.bool_]:
    """Which periods of the resolver have a day on which it may be used."""
    return np.array(
        [
            (limit.first is None or period.last >= limit.first)
            and (limit.last is None or period.start <= limit.last)
            for period in keys.resolver.periods
        ]
    )

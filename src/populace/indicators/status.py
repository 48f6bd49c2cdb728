"""Whether a figure was reported or estimated: a part of a divided place is an estimate, however exact it looks."""

import numpy as np
from jaxtyping import Bool

from populace.indicators.interpolate import EPOCH
from populace.store.names import Names
from populace.store.selection import Scope

STATUS = ("reported", "estimated")


def estimated(names: Names, scope: Scope) -> Bool[np.ndarray, "place period"]:
    """Where a share of a divided place counts, by the boundaries of the scope, within the period.

    Only places that ever had figures matter. As reported at the time nothing is divided.
    """
    found = np.zeros((len(scope.places), len(scope.periods)), bool)
    if scope.boundaries is None:
        return found
    cover = scope.history.coverage(scope.places, scope.boundaries)
    known = np.array([code in names.place_number for code in scope.history.codes], bool)
    rows = np.flatnonzero((cover.share != 1.0) & known[cover.source])
    if not len(rows):
        return found
    first = np.array([(each.start - EPOCH).days for each in scope.periods])
    last = np.array([(each.last - EPOCH).days for each in scope.periods])
    inside = (cover.first[rows, None] <= last) & (cover.last[rows, None] >= first)
    row, period = np.nonzero(inside)
    found[cover.target[rows[row]], period] = True
    return found

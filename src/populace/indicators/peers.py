"""A place beside its own past and the range of its peers: never a list of places, and no ranks (charter, article 6)."""

import numpy as np
import pyarrow as pa

from populace.i18n import gettext as _
from populace.indicators.errors import IndicatorError
from populace.indicators.table import IndicatorTable
from populace.places.tree import PlaceTree

FEWEST = 4
"""Peers with a value below which no range is told: the quartiles of fewer would show single places."""

QUARTILES = (0.25, 0.5, 0.75)


def peers(table: IndicatorTable, place: str) -> pa.Table:
    """Every value of ``place`` in ``table``, with the quartiles of the values of its peers.

    Peers are the other places of its kind below the same parent that are in the table; where those are fewer than
    ``FEWEST``, all others of its kind. Columns ``indicator``, ``breakdown``, ``period``, ``value``, ``low``, ``high``,
    ``small``, ``lower_quartile``, ``median``, ``upper_quartile`` (null where fewer than ``FEWEST`` have a value) and
    ``peers``: how many have. The rows of earlier periods are its own past.

    :raises IndicatorError: a place that is not in the table.
    """
    scope = table.scope
    if place not in scope.places:
        raise IndicatorError(
            _("{place} is not among the places that were computed. Ask for it too.").format(place=place)
        )
    tree = scope.history.on(scope.boundaries or scope.last.last)
    at, others = scope.places.index(place), _peers(tree, place, scope.places)
    cube = (-1, len(scope.places), len(scope.periods))
    value = table.table["value"].to_numpy(zero_copy_only=False).reshape(cube)
    theirs = value[:, others]
    known = np.isfinite(theirs).sum(axis=1)
    enough = known >= FEWEST
    quartiles = np.full((len(QUARTILES), *enough.shape), np.nan)
    if enough.any():
        columns = np.moveaxis(theirs, 1, 0)[:, enough]
        quartiles[:, enough] = np.nanquantile(columns, QUARTILES, axis=0)
    own = table.table.take(np.arange(table.table.num_rows).reshape(cube)[:, at].ravel())
    columns_ = {
        name: own[name] for name in ("indicator", "breakdown", "period", "value", "low", "high", "small")
    }
    names = ("lower_quartile", "median", "upper_quartile")
    for name, each in zip(names, quartiles, strict=True):
        columns_[name] = pa.array(each.ravel(), from_pandas=True)
    return pa.table({**columns_, "peers": known.ravel()})


def _peers(tree: PlaceTree, place: str, asked: tuple[str, ...]) -> list[int]:
    if place not in tree:
        return []
    here = tree[place]
    alike = [
        at for at, code in enumerate(asked) if code != place and code in tree and tree[code].kind == here.kind
    ]
    beside = [at for at in alike if tree[asked[at]].parent == here.parent]
    return beside if len(beside) >= FEWEST else alike

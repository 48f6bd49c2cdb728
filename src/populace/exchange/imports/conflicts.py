"""Figures that are sound by themselves and cannot stand together, which is known only at the end of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.exchange.imports.levels import Levels, Split, standing_otherwise, uneven
from populace.exchange.imports.reasons import Reason, Reasons
from populace.exchange.imports.resolve import Resolver
from populace.exchange.imports.twice import Key, in_order, repeated, within
from populace.i18n import N_, join_words
from populace.i18n import gettext as _
from populace.store.store import Store

TWICE = Reason("twice", N_("The same figure stands more than once."), N_("Keep the one that is right."))
TOTAL = Reason(
    "total",
    N_("A total stands beside its own parts, and would be counted twice."),
    N_("Leave the total out: it is the sum of the parts."),
)
SPLITS = Reason(
    "splits",
    N_("The same stands here in two different splits, and would be counted twice."),
    N_("Give it in one of them, or by all their dimensions together."),
)


@dataclass(frozen=True)
class Conflict:
    """Rows with any of ``keys``, which are sorted, cannot be taken for ``reason``."""

    reason: Reason
    keys: Key

    def numbers(self, fine: NDArray[np.bool_], key: Key, reasons: Reasons) -> NDArray[np.int32]:
        """The number of the reason for rows that are otherwise ``fine`` and have it, ``(row,)``, else 0."""
        rows = fine & within(key, self.keys)
        reason = self.reason
        number = reasons.number(reason.code, _(reason.message), _(reason.remedy)) if rows.any() else 0
        return rows * np.int32(number)


def find_conflicts(
    keys: Sequence[Key], taken_back: Sequence[Key], resolver: Resolver, catalogue: Catalogue, store: Store
) -> tuple[Conflict, ...]:
    """What of the accepted ``keys`` of a whole file (one array a block) cannot stand together, or beside the store's.

    ``taken_back`` are those of figures that the file takes back: nothing stands beside them.
    """
    every, gone = in_order(keys), in_order(taken_back)
    levels = Levels(resolver.cells, catalogue)
    stay = every[~within(every, gone)] if len(gone) else every
    totals, splits = uneven(stay, levels)
    found = [Conflict(TWICE, repeated(every)), Conflict(TOTAL, totals), Conflict(SPLITS, splits)]
    if store.vintage and any(catalogue.measures[code].optional for code in resolver.measure.codes):
        with store.snapshot() as snapshot:
            otherwise = standing_otherwise(stay, gone, levels, resolver, catalogue, snapshot)
        found += [Conflict(_standing(split), there) for split, there in otherwise.items()]
    return tuple(each for each in found if len(each.keys))


def _standing(split: Split) -> Reason:
    """Why a figure cannot be taken beside what the workspace has split by ``split``."""
    if not split:
        return Reason(
            "standing",
            _("The total stands in the workspace already, and its parts would be counted beside it."),
            _("Leave the parts out, or take the total back first: its row with “true” in a column deleted."),
        )
    dimensions = join_words(sorted(split))
    return Reason(
        "standing",
        _("The same stands in the workspace by {dimensions}, and would be counted twice.").format(
            dimensions=dimensions
        ),
        _(
            "Give it by {dimensions}, or take those figures back first: their rows with “true” in a column deleted."
        ).format(dimensions=dimensions),
    )

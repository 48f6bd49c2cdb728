"""The same figure twice."""

from collections.abc import Sequence

import numpy as np

from populace.exchange.checks.keys import Keys
from populace.exchange.findings import Findings
from populace.exchange.observations import Observations
from populace.i18n import gettext as _


def refuse_duplicates(keys: Keys, files: Sequence[str], findings: Findings) -> Keys:
    """The first row of each figure; every later one is reported with the row it repeats."""
    rows = keys.rows
    same = np.flatnonzero(keys.sorted[1:] == keys.sorted[:-1]) + 1
    if not len(same):
        return keys
    first = keys.order[np.searchsorted(keys.sorted, keys.sorted[same])]
    again = keys.order[same]
    for source in np.unique(rows.source[again]):
        here = np.flatnonzero(rows.source[again] == source)
        here = here[np.argsort(rows.row[again[here]], kind="stable")]
        findings.rows(
            "duplicate",
            files[source],
            rows.row[again[here]],
            lambda i, at=here: _message(rows, int(first[at[i]]), int(again[at[i]]), files),  # type: ignore[misc]
            _("Keep one of the two."),
        )
    kept = np.ones(len(rows), dtype=bool)
    kept[again] = False
    return keys.keep(kept)


def _message(rows: Observations, first: int, again: int, files: Sequence[str]) -> str:
    if rows.source[first] == rows.source[again]:
        return _("The same figure stands in row {row} already.").format(row=rows.row[first])
    return _("The same figure stands in {file}, row {row}, already.").format(
        file=files[rows.source[first]], row=rows.row[first]
    )

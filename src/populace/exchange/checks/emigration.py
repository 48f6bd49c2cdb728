"""More emigrants than a place ever had people."""

from collections.abc import Sequence

import numpy as np

from populace.exchange.findings import Findings
from populace.exchange.observations import Observations
from populace.forecast.marks import ALL_AGES
from populace.i18n import format_count
from populace.i18n import gettext as _


def check_emigration(rows: Observations, files: Sequence[str], findings: Findings) -> None:
    """Report net emigration in a year that is larger than any population counted in the place."""
    people = np.flatnonzero(rows.of("population") & (rows.age != ALL_AGES))
    places = int(rows.place.max(initial=0)) + 1
    dates, at = np.unique(rows.date[people], return_inverse=True)
    totals = np.zeros((places, max(len(dates), 1)))
    np.add.at(totals, (rows.place[people], at), rows.value[people])
    largest = totals.max(axis=1)[rows.place]
    wrong = np.flatnonzero(rows.of("net_migration") & (largest > 0) & (-rows.value > largest * rows.years))
    for row in wrong:
        findings.problem(
            "emigration",
            files[rows.source[row]],
            int(rows.row[row]),
            _("Net migration of {value}: more people leave in a year than the {people} counted.").format(
                value=format_count(rows.value[row]), people=format_count(largest[row])
            ),
            _("Correct the migration or the population of this place."),
        )

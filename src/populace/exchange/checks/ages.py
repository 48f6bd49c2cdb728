"""Ages that overlap, and ages that leave a gap."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from populace.exchange.checks.keys import Keys, age_ends
from populace.exchange.findings import Findings
from populace.exchange.observations import MEASURE_CODES, Observations
from populace.exchange.raw import Mask
from populace.forecast.marks import ALL_AGES, OPEN
from populace.i18n import gettext as _

WITHOUT_GAPS = ("population", "births", "deaths", "mortality_rate", "fertility_rate", "fertility_share")
"""Measures of which every age between the first and the last is needed: a missing row is not a zero."""

FROM_BIRTH = ("population", "deaths", "mortality_rate")
"""Measures whose ages begin at 0."""


def check_ages(keys: Keys, files: Sequence[str], findings: Findings) -> None:
    """Report every group that begins before the one below it ends, or after."""
    # Rows whose age, sex or number of cells was not understood would show as gaps a second time.
    whole = np.array([not findings.has(file, "age", "sex", "ragged") for file in files], dtype=bool)
    rows = keys.rows
    aged = (rows.age != ALL_AGES) & (whole[rows.source] if len(files) else True)
    before, after = keys.order[:-1], keys.order[1:]
    together = (keys.sorted_group[1:] == keys.sorted_group[:-1]) & aged[before] & aged[after]
    ends = age_ends(rows)
    overlap = np.flatnonzero(together & (rows.age[after] < ends[before]))
    _report(rows, before[overlap], after[overlap], files, findings, overlapping=True)
    gapless = np.isin(rows.measure, [MEASURE_CODES.index(code) for code in WITHOUT_GAPS])
    gap = np.flatnonzero(together & (rows.age[after] > ends[before]) & gapless[after])
    _report(rows, before[gap], after[gap], files, findings, overlapping=False)
    _check_starts(keys, aged, files, findings)


def _report(
    rows: Observations,
    before: NDArray[np.intp],
    after: NDArray[np.intp],
    files: Sequence[str],
    findings: Findings,
    *,
    overlapping: bool,
) -> None:
    for source in np.unique(rows.source[after]):
        here = np.flatnonzero(rows.source[after] == source)
        here = here[np.argsort(rows.row[after[here]], kind="stable")]
        if overlapping:
            kind, remedy = "overlap", _("Give each age once: single years or groups, not both.")
        else:
            kind, remedy = "gap", _("Add the ages between; write 0 where there were none.")

        def message(i: int, at: NDArray[np.intp] = here) -> str:
            low, high = before[at[i]], after[at[i]]
            text = (
                _("The ages {age} overlap the ages {other} of row {row}.")
                if overlapping
                else _("No ages stand between {other} (row {row}) and {age}.")
            )
            return text.format(
                age=age_text(rows, int(high)), other=age_text(rows, int(low)), row=rows.row[low]
            )

        findings.rows(kind, files[source], rows.row[after[here]], message, remedy)


def _check_starts(keys: Keys, aged: Mask, files: Sequence[str], findings: Findings) -> None:
    rows, group = keys.rows, keys.sorted_group
    first = keys.order[np.flatnonzero(np.r_[True, group[1:] != group[:-1]])] if len(rows) else keys.order
    needed = np.isin(rows.measure[first], [MEASURE_CODES.index(code) for code in FROM_BIRTH])
    late = first[needed & aged[first] & (rows.age[first] > 0)]
    late = late[np.lexsort((rows.row[late], rows.source[late]))]
    for source in np.unique(rows.source[late]):
        here = late[rows.source[late] == source]
        findings.rows(
            "start",
            files[source],
            rows.row[here],
            lambda i, at=here: _("The ages begin at {age}, not at 0.").format(age=rows.age[at[i]]),  # type: ignore[misc]
            _("Add the younger ages."),
        )


def age_text(rows: Observations, position: int) -> str:
    """The age group of a row as people write it."""
    age, width = int(rows.age[position]), int(rows.width[position])
    if width == OPEN:
        return _("{age} and over").format(age=age)
    return str(age) if width == 1 else _("{first}–{last}").format(first=age, last=age + width - 1)

"""Totals that stand beside their parts in one table: checked against them, then left out.

A total from another table than its parts stays: births by age of mother are often counted for fewer women than births
in all, and whoever forecasts takes the total for the level and the parts for the pattern.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from populace.catalog.measure import Kind
from populace.catalog.measures import TABLE_MEASURES
from populace.demography.sex import FEMALE, MALE
from populace.exchange.checks.keys import Keys
from populace.exchange.findings import Findings
from populace.exchange.observations import MEASURE_CODES, Observations
from populace.exchange.raw import Mask
from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.i18n import format_number
from populace.i18n import gettext as _

ROUNDING_SHARE, ROUNDING_COUNT = 0.001, 1.5
"""A total may differ from the sum of its parts by this share or by this count: parts are rounded one by one."""


SOURCE_BITS = 12


def leave_out_totals(keys: Keys, files: Sequence[str], findings: Findings) -> Keys:
    """The rows without totals over sexes or ages whose parts are there; a total that is not their sum is reported."""
    for of_parts in (_sum_of_sexes, _sum_of_ages):
        total, parts = of_parts(keys)
        if len(total):
            _report(keys.rows, total, parts, files, findings)
            kept = np.ones(len(keys.rows), dtype=bool)
            kept[total] = False
            keys = keys.keep(kept)
    return keys


def _sum_of_sexes(keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    rows = keys.rows
    both = np.flatnonzero(rows.sex == BOTH_SEXES)
    female, male = (keys.find(keys.with_sex(sex)[both]) for sex in (FEMALE, MALE))
    whole = (female >= 0) & (male >= 0)
    whole &= (rows.source[female] == rows.source[both]) & (rows.source[male] == rows.source[both])
    return both[whole], rows.value[female[whole]] + rows.value[male[whole]]


def _sum_of_ages(keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    rows = keys.rows
    group = keys.group << SOURCE_BITS | rows.source
    totals = np.flatnonzero(rows.age == ALL_AGES)
    beside = np.flatnonzero((rows.age != ALL_AGES) & np.isin(group, group[totals]))
    known, position = np.unique(group[beside], return_inverse=True)
    totals = totals[np.isin(group[totals], known)]
    sums = np.bincount(position, rows.value[beside], minlength=len(known)).astype(float)
    return totals, sums[np.searchsorted(known, group[totals])]


def _report(
    rows: Observations,
    total: NDArray[np.intp],
    parts: NDArray[np.float64],
    files: Sequence[str],
    findings: Findings,
) -> None:
    counted = _counted(rows, total)
    value = rows.value[total]
    wrong = counted & (np.abs(value - parts) > np.maximum(ROUNDING_COUNT, ROUNDING_SHARE * np.abs(value)))
    for source in np.unique(rows.source[total]):
        here = np.flatnonzero(wrong & (rows.source[total] == source))
        here = here[np.argsort(rows.row[total[here]], kind="stable")]
        findings.rows(
            "total",
            files[source],
            rows.row[total[here]],
            lambda i, at=here: _("The total {total} is not the sum of its parts, {sum}.").format(  # type: ignore[misc]
                total=format_number(value[at[i]]), sum=format_number(parts[at[i]])
            ),
            _("Correct one of them, or leave the total out."),
        )
        findings.note(
            _("{file}: totals that stand beside their parts were left out.").format(file=files[source])
        )


def _counted(rows: Observations, positions: NDArray[np.intp]) -> Mask:
    kinds = np.array([TABLE_MEASURES[code].kind is not Kind.RATE for code in MEASURE_CODES])
    return np.asarray(kinds[rows.measure[positions]])

"""Births by month in a report: only those that tell no small count, alone or beside other figures.

A month's births stand beside the year's, so a single small month could be worked out from the others: of a year with a
count above zero and under the base in any month no month is used. Where the months of a place above are given too,
what is missing below could be worked out as the rest: then the smallest of the other parts are left out as well, until
at least two are missing and no month of their sum is small.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from jaxtyping import Bool, Float

from populace.catalog.measures import BIRTHS_BY_MONTH
from populace.places.tree import PlaceTree
from populace.protect.small_counts import protect

Years = dict[str, Float[np.ndarray, " month"]]
"""Births by month in one year, by place."""


def without_small_months(frame: pd.DataFrame, tree: PlaceTree) -> pd.DataFrame:
    """``frame`` without the rows of births by month that may not be shown.

    :raises ProtectionError: a count is missing or negative.
    """
    monthly = (frame["measure"] == BIRTHS_BY_MONTH).to_numpy()
    if not monthly.any():
        return frame
    rows = frame[monthly]
    protect(rows["value"].to_numpy(float))
    hidden: set[tuple[str, int]] = set()
    for year, of_year in rows.groupby("year"):
        months = {str(code): part for code, part in of_year.groupby(of_year["place"].astype(str))}
        small = {code for code, part in months.items() if _is_small(part["value"].to_numpy(float))}
        sums = {code: _by_month(part) for code, part in months.items()}
        hidden |= {(code, int(str(year))) for code in _hidden(sums, small, tree)}
    keys = zip(rows["place"].astype(str), rows["year"].astype(int), strict=True)
    kept = np.ones(len(frame), dtype=bool)
    kept[monthly] = _shown(keys, hidden)
    return frame[kept]


def _hidden(sums: Years, small: set[str], tree: PlaceTree) -> set[str]:
    """The places whose months of one year are left out, those above first."""
    hidden: set[str] = set()
    for code in tree.depth_first():
        if code in sums and (code in small or code in hidden):
            hidden |= {code, *(below for below in tree.depth_first([code]) if below in sums)}
        elif code in sums:
            parts = _parts(code, sums, tree)
            hidden |= _left_out(parts, {part for part in parts if part in small}, sums)
    return hidden


def _left_out(parts: list[str], missing: set[str], sums: Years) -> set[str]:
    others = sorted((part for part in parts if part not in missing), key=lambda part: sums[part].sum())
    while (
        missing
        and others
        and (len(missing) < 2 or _is_small(np.sum([sums[part] for part in missing], axis=0)))
    ):
        missing = {*missing, others.pop(0)}
    return missing


def _parts(code: str, sums: Years, tree: PlaceTree) -> list[str]:
    """The nearest places below that have months."""
    found: list[str] = []
    for child in tree.children(code):
        found += [child] if child in sums else _parts(child, sums, tree)
    return found


def _by_month(rows: pd.DataFrame) -> Float[np.ndarray, " month"]:
    month = np.round(12 * (rows["date"].to_numpy(float) - rows["year"].to_numpy(float))).astype(int)
    return np.bincount(month, rows["value"].to_numpy(float), minlength=12).astype(float)


def _is_small(counts: Float[np.ndarray, " cell"]) -> bool:
    return bool((protect(counts) != counts).any())


def _shown(keys: Iterable[tuple[str, int]], hidden: set[tuple[str, int]]) -> Bool[np.ndarray, " row"]:
    return np.array([(str(place), int(year)) not in hidden for place, year in keys], dtype=bool)

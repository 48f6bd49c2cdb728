"""Births by month in a report: only those that tell no small count, alone or beside other figures.

A month's births stand beside the year's, so a single small month could be worked out from the others: of a year with a
count above zero and under the base in any month no month is used. Where the months of a place above are given too,
they could give away a part that is missing: then no place below it has months in that year.
"""

import numpy as np
import pandas as pd
from jaxtyping import Bool

from populace.catalog.measures import BIRTHS_BY_MONTH
from populace.places.tree import PlaceTree
from populace.protect.small_counts import protect


def without_small_months(frame: pd.DataFrame, tree: PlaceTree) -> pd.DataFrame:
    """``frame`` without the rows of births by month that may not be shown.

    :raises ProtectionError: a count is missing or negative.
    """
    monthly = (frame["measure"] == BIRTHS_BY_MONTH).to_numpy()
    if not monthly.any():
        return frame
    rows = frame[monthly]
    counts = rows["value"].to_numpy(float)
    small = pd.Series(protect(counts) != counts, index=rows.index)
    hidden = small.groupby([rows["place"].astype(str), rows["year"]]).any()
    kept = np.ones(len(frame), dtype=bool)
    kept[monthly] = _shown(rows, _with_parts(hidden, tree))
    return frame[kept]


def _with_parts(hidden: "pd.Series[bool]", tree: PlaceTree) -> set[tuple[str, int]]:
    """The years of places that are hidden: with small months, or below a place whose parts are not all shown."""
    found = {(str(place), int(year)) for (place, year), is_hidden in hidden.items() if is_hidden}
    years_of: dict[str, set[int]] = {}
    for place, year in hidden.index:
        years_of.setdefault(str(place), set()).add(int(year))
    for place, years in years_of.items():
        below = [code for code in tree.depth_first([place]) if code != place and code in years_of]
        for year in years:
            if (place, year) not in found and any((code, year) in found for code in below):
                found |= {(code, year) for code in below}
    return found


def _shown(rows: pd.DataFrame, hidden: set[tuple[str, int]]) -> Bool[np.ndarray, " row"]:
    keys = zip(rows["place"].astype(str), rows["year"].astype(int), strict=True)
    return np.array([key not in hidden for key in keys], dtype=bool)

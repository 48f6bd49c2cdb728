"""The tables that a report may be made from: small counts protected before anything is computed.

Base cells are the births of a year in a place, and its persons by sex and five-year age group at a date; births by
month are left out wherever one of them is small. Everything
in a report (past figures, projections, needs, causes, accuracy, notes) is computed from these tables, so no figure
tells more than a protected cell: not by differences between places, and not by following a cohort through the years.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
from jaxtyping import Float, Int

from populace.forecast.marks import ALL_AGES, BOTH_SEXES, OPEN
from populace.forecast.tables import Tables
from populace.protect.small_counts import protect, protect_parts
from populace.report.ages import GROUP
from populace.report.protected_months import without_small_months


def protected(tables: Tables) -> Tables:
    """``tables`` with the births and the population of every place protected.

    :raises ProtectionError: a count is missing or negative: then nothing may be published.
    """
    frame = without_small_months(tables.observations, tables.places)
    values = frame["value"].to_numpy(dtype=float, copy=True)
    people = _rows(frame, "population")
    values[people] = _people(frame.iloc[people])
    births = _rows(frame, "births")
    values[births] = _births(frame.iloc[births])
    return replace(tables, observations=frame.assign(value=values), protected=True)


def _rows(frame: pd.DataFrame, measure: str) -> Int[np.ndarray, " row"]:
    return np.flatnonzero((frame["measure"] == measure).to_numpy())


def _people(rows: pd.DataFrame) -> Float[np.ndarray, " row"]:
    """Persons: a five-year group is a cell; in one with a small count its total is spread over its ages."""
    width = rows["width"].to_numpy()
    cells = _cells(rows, "place", "date", "sex", "priority", "source", rows["age"] // GROUP)
    years = np.where(width > OPEN, width, GROUP).astype(float)
    return protect_parts(rows["value"].to_numpy(float), cells, years)


def _births(rows: pd.DataFrame) -> Float[np.ndarray, " row"]:
    """Births: a year is a cell; births by age of mother or sex of child keep their shares of its protected total."""
    in_total, together = rows["age"] == ALL_AGES, rows["sex"] == BOTH_SEXES
    cells = _cells(rows, "place", "year", "years", "priority", "source", in_total, together)
    counts = rows["value"].to_numpy(float)
    totals = np.bincount(cells, counts).astype(float)
    factor = np.divide(protect(totals), totals, out=np.zeros_like(totals), where=totals > 0)
    return np.asarray(counts * factor[cells])


def _cells(rows: pd.DataFrame, *keys: "str | pd.Series[int] | pd.Series[bool]") -> Int[np.ndarray, " row"]:
    """A number for each cell: rows with the same keys share it."""
    columns = [rows[key] if isinstance(key, str) else key for key in keys]
    return np.asarray(rows.groupby(columns, sort=False, observed=True, dropna=False).ngroup())

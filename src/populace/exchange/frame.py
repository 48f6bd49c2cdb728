"""Observations as the frame that forecasts are made from."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from populace.exchange.observations import MEASURE_CODES, STATUSES, Observations
from populace.forecast.tables import BOUNDS, COLUMNS


def to_frame(rows: Observations, places: Sequence[str], sources: Sequence[str]) -> pd.DataFrame:
    """The frame of ``forecast.tables``, in the order measure, place, year, sex, age, priority."""
    order = np.lexsort((rows.priority, rows.age, rows.sex, rows.date, rows.year, rows.place, rows.measure))
    names = {"measure": MEASURE_CODES, "place": places, "status": STATUSES, "source": sources}
    columns: dict[str, object] = {}
    for column in COLUMNS:
        if column in BOUNDS:
            columns[column] = rows.bounds[order, BOUNDS.index(column)]
            continue
        part = getattr(rows, column)[order]
        columns[column] = (
            pd.Categorical.from_codes(part, pd.Index(list(names[column]))) if column in names else part
        )
    return pd.DataFrame(columns, copy=False)

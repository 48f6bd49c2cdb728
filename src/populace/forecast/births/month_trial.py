"""How the months would have been forecast in the past, beside the same month of the year before.

From every third month on, as soon as three whole years are known, the next two years are forecast from what was known
then: the births of the last twelve months go on, split by the season. The naive forecast repeats the same month of the
last twelve. (The yearly forecast itself, which the months ahead use, is tried on the past for the report as a whole.)
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError
from populace.forecast.births.calendar import MONTHS
from populace.forecast.births.months import AHEAD
from populace.forecast.births.season import Season, season_of, shares

EVERY = 3
"""Months between two origins."""


@dataclass(frozen=True)
class MonthTrial:
    """Mean size of the error over all months forecast from all origins, as a share of the mean month's births."""

    origins: int
    months: int
    error: float
    naive_error: float


def try_months(
    first_year: int, counts: Float[np.ndarray, "year 12"], above: Float[np.ndarray, "year 12"] | None = None
) -> MonthTrial | None:
    """The trial on ``counts``, births by month of consecutive years from ``first_year``; NaN where unknown.

    ``above`` are those of the place above in the same years. ``None`` where no origin has the three whole years before
    it and a month after it.

    :raises ModelError: ``above`` has other years.
    """
    if above is not None and above.shape != counts.shape:
        raise ModelError("births of the place above are of the same years")
    flat = counts.reshape(-1)
    known = np.flatnonzero(np.isfinite(flat))
    seasons: dict[int, Season | None] = {}
    errors, naive, due, origins = 0.0, 0.0, 0.0, 0
    months = 0
    for origin in range(3 * MONTHS, int(known[-1]) + 1 if len(known) else 0, EVERY):
        years = origin // MONTHS
        if years not in seasons:
            upper = None if above is None else season_of(first_year, above[:years])
            seasons[years] = season_of(first_year, counts[:years], upper)
        season, before = seasons[years], flat[origin - MONTHS : origin]
        actual = flat[origin : origin + AHEAD]
        seen = np.isfinite(actual)
        if season is None or not np.isfinite(before).all() or not seen.any():
            continue
        made = carried_months(first_year, origin, before.sum(), season)[: len(actual)]
        same = np.tile(before, AHEAD // MONTHS)[: len(actual)]
        errors += float(np.abs(made - actual)[seen].sum())
        naive += float(np.abs(same - actual)[seen].sum())
        due += float(actual[seen].sum())
        origins, months = origins + 1, months + int(seen.sum())
    return MonthTrial(origins, months, errors / due, naive / due) if due > 0 else None


def carried_months(
    first_year: int, origin: int, births: float, season: Season
) -> Float[np.ndarray, " month"]:
    """The ``AHEAD`` months from ``origin`` (counted from January of ``first_year``) at ``births`` a year."""
    level = np.zeros(1)
    last = (origin + AHEAD - 1) // MONTHS
    years = [
        births * shares(first_year + year, season.factors, level)[0]
        for year in range(origin // MONTHS, last + 1)
    ]
    start = origin % MONTHS
    return np.concatenate(years)[start : start + AHEAD]

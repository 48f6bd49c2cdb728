"""Yearly births of a place: as counted, or worked out from the infants who were counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from populace.forecast.inputs.population import Stocks
from populace.forecast.inputs.rows import Rows
from populace.forecast.results import Series


@dataclass(frozen=True)
class BirthHistory:
    """Births by calendar year without gaps between the first and the last.

    ``filled`` are the years that were missing and stand at the mean of their neighbours; ``from_infants`` says that
    births were not given at all.
    """

    series: Series
    filled: tuple[int, ...] = ()
    from_infants: bool = False

    @property
    def last_year(self) -> int:
        """The last year of the series."""
        return int(self.series.years[-1])

    def of(self, year: int) -> float | None:
        """Births of ``year``, or ``None`` outside the series."""
        at = year - int(self.series.years[0])
        return float(self.series.values[at]) if 0 <= at < len(self.series.values) else None


def birth_history(rows: Rows | None, stocks: Stocks | None, infant_survival: float) -> BirthHistory | None:
    """Births counted; where none were, the infants at the end of each year divided by their survival.

    ``infant_survival`` is the share of a year's births who live to its end (``L0 / l0``). Migration of infants is not
    taken out, so births from infants are those of the children who live in the place.
    """
    counted = rows.observed.yearly() if rows is not None else {}
    if counted:
        return without_gaps(counted)
    if stocks is None or not stocks.single_years:
        return None
    infants = {
        int(date) - 1: float(count) / infant_survival
        for date, count in zip(stocks.dates, stocks.counts[:, :, 0].sum(axis=1), strict=True)
        if date == int(date)
    }
    return without_gaps(infants, from_infants=True) if infants else None


def without_gaps(births: Mapping[int, float], *, from_infants: bool = False) -> BirthHistory:
    """The yearly series with each missing year filled on the straight line between its neighbours."""
    known = np.array(sorted(births))
    years = np.arange(known[0], known[-1] + 1)
    values = np.interp(years, known, [births[int(year)] for year in known])
    filled = tuple(int(year) for year in years if int(year) not in births)
    return BirthHistory(Series(years, values), filled, from_infants)

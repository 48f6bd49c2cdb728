"""How the same method did on a place's own past.

The tables are taken back to what was known at an earlier date, forecast with the same code, and the births forecast are
set against the births counted since. Where a place has no population from so long ago, nothing is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from populace.errors import MissingData, UserError
from populace.forecast.results import Accuracy, Forecast, PlaceForecast, Settings
from populace.forecast.run import forecast
from populace.forecast.tables import Tables

YEARS_BACK = (10, 5)
"""How far back to start, the first that the data allow: a birth peak is planned for about ten years ahead."""

TRAJECTORIES = 200
"""Trajectories of a trial on the past: enough for its 80 % bounds."""


def with_accuracy(
    result: Forecast, tables: Tables, progress: Callable[[float], None] = lambda share: None
) -> Forecast:
    """The same forecast, each place with the accuracy that the method had on its past where that can be told."""
    for back in YEARS_BACK:
        origin = result.base_year - back
        try:
            trial = forecast(
                tables.known_by(origin),
                Settings(
                    result.top,
                    result.base_year,
                    min(TRAJECTORIES, result.settings.trajectories),
                    result.settings.seed,
                ),
                progress,
            )
        except (MissingData, UserError):
            continue  # too little was known by then
        return replace(
            result, places={code: _judged(place, trial.places) for code, place in result.places.items()}
        )
    return result


def _judged(place: PlaceForecast, trials: Mapping[str, PlaceForecast]) -> PlaceForecast:
    trial = trials.get(place.code)
    if trial is None:
        return place
    counted_years = np.array(
        [year for year in place.births_past.years.tolist() if year not in place.births_worked_out], dtype=int
    )
    years, then, _now = np.intersect1d(trial.births.years, counted_years, return_indices=True)
    if not len(years):
        return place
    observed = place.births_past.values[np.isin(place.births_past.years, years)]
    counted = observed > 0
    if not counted.any():
        return place
    median = trial.births.median[then]
    error = (median[counted] - observed[counted]) / observed[counted]
    low, high = trial.births.quantiles[then, 1], trial.births.quantiles[then, 3]
    found = Accuracy(
        origin=int(trial.births.years[0]) - 1,
        years=years,
        forecast=median,
        observed=observed,
        mean_absolute_percentage_error=float(np.abs(error).mean()),
        bias=float(error.mean()),
        coverage80=float(((observed >= low) & (observed <= high)).mean()),
    )
    return replace(place, accuracy=found)

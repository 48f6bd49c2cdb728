"""The forecast for people who explore: one call, labelled results.

``project`` takes the same road as a report (evidence, plan, expected run, trajectories, trial on the past) and gives a
``Projection``: an xarray dataset to slice, tabulate and draw, beside the values that a report is written from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr

from populace.demography.sex import SEXES
from populace.errors import UserError
from populace.forecast.accuracy import with_accuracy
from populace.forecast.results import PROBABILITIES, PURPOSE, Forecast, PlaceForecast, Settings
from populace.forecast.run import forecast
from populace.forecast.tables import Tables
from populace.i18n import gettext as _

UNITS = {
    "births": "births per year",
    "total": "persons at the end of the year",
    "women_15_49": "persons at the end of the year",
    "total_fertility": "births per woman",
}
"""What a forecast is asked for by place, year and probability, and its unit."""


@dataclass(frozen=True)
class Projection:
    """A forecast with names on its axes.

    ``forecast`` holds everything that was found, place by place: peaks, causes, needs, rungs and accuracy.
    """

    forecast: Forecast

    @cached_property
    def data(self) -> xr.Dataset:
        """Fans ``(place, year, probability)``, needs ``(need, place, year, probability)``, the expected ``population``
        ``(place, time, sex, age)`` at the end of each ``time``, and births counted ``(place, past_year)``."""
        parts = [_labelled(place) for place in self.forecast.places.values()]
        # Places of different trees may start from different years: years that a place lacks are missing there.
        together = xr.concat(parts, dim="place", join="outer", coords="minimal", compat="override")
        return together.assign_coords(place=list(self.forecast.places)).assign_attrs(
            purpose=PURPOSE, base_year=self.forecast.base_year
        )

    def __getitem__(self, code: str) -> PlaceForecast:
        """Everything about one place.

        :raises UserError: the place is not in the forecast.
        """
        if code not in self.forecast.places:
            raise UserError(_("There is no place “{code}” in this forecast.").format(code=code))
        return self.forecast.places[code]

    def to_dataframe(self, quantity: str = "births") -> pd.DataFrame:
        """A tidy table: one row by place, year and probability, the quantity as its column.

        :raises UserError: there is no such quantity.
        """
        return self._quantity(quantity).to_dataframe().reset_index()

    def plot(self, place: str, quantity: str = "births") -> Sequence[object]:
        """Draw the quantiles of one place by year with matplotlib (``populace[plot]``); returns the lines.

        :raises UserError: there is no such place or quantity.
        """
        self[place]
        lines: Sequence[object] = (
            self._quantity(quantity).sel(place=place).plot.line(x="year", hue="probability")
        )
        return lines

    def _quantity(self, name: str) -> xr.DataArray:
        if name not in UNITS:
            said = _("There is no quantity “{name}” by place and year. Ask for one of: {names}.")
            raise UserError(said.format(name=name, names=", ".join(UNITS)))
        return self.data[name]


def project(
    tables: Tables,
    *,
    places: Sequence[str] = (),
    horizon: int = 30,
    trajectories: int = 1000,
    seed: int = 1,
    accuracy: bool = True,
    progress: Callable[[float], None] = lambda share: None,
) -> Projection:
    """Forecast ``places`` (all, where none are named) and those below them, with the accuracy of the same on the past.

    ``horizon`` years ahead, or a calendar year; ``accuracy=False`` leaves out the trial on the past, which takes about
    as long as the forecast. Nothing is protected: it is for whoever may see the tables; ``populace report`` publishes.

    :raises UserError: settings outside their range, or a place that is not in the tables.
    :raises MissingData: nothing serves a place on some subject; the message says which table to add.
    """
    result = forecast(tables, Settings(tuple(places), horizon, trajectories, seed), progress)
    return Projection(with_accuracy(result, tables) if accuracy else result)


def _labelled(place: PlaceForecast) -> xr.Dataset:
    fans = {
        name: (("year", "probability"), getattr(place, name).quantiles, {"units": units})
        for name, units in UNITS.items()
    }
    ratios = [need.code for need in place.needs]
    return xr.Dataset(
        {
            **fans,
            "needs": (
                ("need", "year", "probability"),
                np.array([need.fan.quantiles for need in place.needs]),
            ),
            "population": (("time", "sex", "age"), place.population, {"units": UNITS["total"]}),
            "births_counted": ("past_year", place.births_past.values, {"units": UNITS["births"]}),
        },
        coords={
            "year": place.births.years,
            "probability": list(PROBABILITIES),
            "need": ratios,
            "time": place.population_years,
            "sex": list(SEXES),
            "age": np.arange(place.population.shape[-1]),
            "past_year": place.births_past.years,
        },
    )

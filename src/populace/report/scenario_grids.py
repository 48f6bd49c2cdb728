"""Tables of what comes of scenarios: differences from the forecast in the same trajectories."""

import numpy as np

from populace.forecast.results import Difference, NextPeak, PlaceUnderScenario
from populace.i18n import format_count, format_share, language
from populace.i18n import gettext as _
from populace.report.amounts import signed
from populace.report.grid import DASH, Grid, span
from populace.report.reading import Reading

SMALL = 10
"""A difference below this is written with a decimal."""


def differences_grid(reading: Reading, place: PlaceUnderScenario) -> Grid:
    """By how much births, people and needs differ, every five years: the median, and the range of 80 % below it."""
    years = [int(year) for year in place.births.before.years if year % 5 == 0]
    named = [(_("Births a year"), place.births), (_("People"), place.total)]
    named += [(_(reading.ratios[need].label), difference) for need, difference in place.needs.items()]
    rows = [
        (name, *(_cell(difference, year) for year in years))
        for name, difference in named
        if np.any(difference.change.quantiles)
    ]
    return Grid((_("Difference from the forecast (80%)"), *map(str, years)), tuple(rows))


def medians_grid(reading: Reading, code: str) -> Grid:
    """The medians of births in the forecast and under each scenario, every five years and at the horizon."""
    births = reading.place(code).births
    years = sorted({int(year) for year in births.years if year % 5 == 0} | {reading.horizon})
    results = [result for result in reading.forecast.scenarios if code in result.places]
    head = (_("Year"), _("Forecast"), *(result.scenario.name(language()) for result in results))
    rows = [
        (
            str(year),
            format_count(births.at(year).median),
            *(format_count(result.places[code].births.after.at(year).median) for result in results),
        )
        for year in years
    ]
    return Grid(head, tuple(rows))


def peak_sentence(before: NextPeak | None, after: NextPeak | None) -> str:
    """The next peak in the forecast and under a scenario."""
    return _("Next birth peak: {before} in the forecast, {after} under the scenario.").format(
        before=_peak(before), after=_peak(after)
    )


def _peak(peak: NextPeak | None) -> str:
    if peak is None:
        return _("none expected")
    return _("{year} (80%: {low}–{high}; in {share} of the trajectories)").format(
        year=peak.expected_year,
        low=int(peak.year.low80),
        high=int(peak.year.high80),
        share=format_share(peak.probability),
    )


def _cell(difference: Difference, year: int) -> str:
    change = difference.change.at(year)
    largest = max(abs(change.low80), abs(change.high80))
    if not largest:
        return DASH
    digits = 1 if largest < SMALL else 0
    return _("{median} ({range})").format(
        median=signed(change.median, digits), range=span(change.low80, change.high80, digits)
    )

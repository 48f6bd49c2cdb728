"""The scenarios of a report as tidy tables: what is assumed, and what comes of it."""

from collections.abc import Iterator

import pandas as pd

from populace.forecast.results import PURPOSE, Difference, PlaceUnderScenario
from populace.i18n import language
from populace.report.reading import Reading
from populace.report.scenario_words import assumed

BOUNDS = ("low95", "low80", "median", "high80", "high95")


def scenario_frames(reading: Reading) -> dict[str, pd.DataFrame]:
    """The tables of the scenarios by the name of their file; none where no scenario was run."""
    results = reading.forecast.scenarios
    if not results:
        return {}
    declared = [
        (result.scenario.code, result.scenario.name(language()), change.place or "", said, change.source)
        for result in results
        for change, said in zip(result.scenario.changes, assumed(reading, result.scenario), strict=True)
    ]
    figures = [
        (result.scenario.code, code, quantity, year, *before, *after, *change, PURPOSE)
        for result in results
        for code, place in result.places.items()
        for quantity, difference in quantities(place)
        for year, before, after, change in _by_year(difference)
    ]
    peaks = [
        (
            *(result.scenario.code, code),
            *(peak.expected_year if peak is not None else None for peak in (was, place.next_peak)),
            *(peak.probability if peak is not None else None for peak in (was, place.next_peak)),
            PURPOSE,
        )
        for result in results
        for code, place in result.places.items()
        for was in (reading.place(code).next_peak,)
    ]
    names = [f"{what}_{bound}" for what in ("forecast", "scenario", "difference") for bound in BOUNDS]
    years, shares = ("forecast_year", "scenario_year"), ("forecast_probability", "scenario_probability")
    return {
        "scenarios": pd.DataFrame(declared, columns=["scenario", "called", "place", "text", "source"]),
        "scenario_differences": pd.DataFrame(
            figures, columns=["scenario", "place", "what", "year", *names, "purpose"]
        ),
        "scenario_peaks": pd.DataFrame(
            peaks, columns=["scenario", "place", *years, *shares, "purpose"]
        ).astype(dict.fromkeys(years, "Int64")),
    }


def quantities(place: PlaceUnderScenario) -> Iterator[tuple[str, Difference]]:
    """Every quantity that is compared, by its code: births, the population, and the needs."""
    yield "births", place.births
    yield "population", place.total
    yield from place.needs.items()


def _by_year(difference: Difference) -> Iterator[tuple[int, list[float], list[float], list[float]]]:
    fans = (difference.before, difference.after, difference.change)
    for at, year in enumerate(difference.before.years.tolist()):
        before, after, change = (fan.quantiles[at].tolist() for fan in fans)
        yield year, before, after, change

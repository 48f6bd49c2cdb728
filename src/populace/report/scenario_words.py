"""Scenarios in words: what each change assumes, place by place."""

from collections.abc import Mapping

from populace.forecast.scenarios.changes import (
    CapacityChange,
    Change,
    FertilityChange,
    HousingEstate,
    LifeExpectancyChange,
    MigrationChange,
    Points,
    Scenario,
)
from populace.i18n import format_count, format_number, join_words
from populace.i18n import gettext as _
from populace.report.amounts import signed
from populace.report.reading import Reading


def assumed(reading: Reading, scenario: Scenario) -> tuple[str, ...]:
    """A sentence for each change of a scenario, in their order."""
    return tuple(_sentence(reading, change) for change in scenario.changes)


def _sentence(reading: Reading, change: Change) -> str:
    place = reading.name(change.place) if change.place is not None else _("All places")
    match change:
        case FertilityChange(relative=True):
            said = _("{place}: total fertility is that of the forecast times {path}.")
            return said.format(place=place, path=_path(change.points, 2))
        case FertilityChange():
            said = _("{place}: total fertility is {path} births per woman.")
            return said.format(place=place, path=_path(change.points, 2))
        case LifeExpectancyChange():
            said = _("{place}: life expectancy differs from that of the forecast by {path} years.")
            return said.format(place=place, path=_path(change.more, 1, sign=True))
        case MigrationChange():
            said = _("{place}: net arrivals beyond the forecast, {persons}.")
            return said.format(place=place, persons=_amounts(change.persons))
        case HousingEstate():
            said = _(
                "{place}: a new estate; dwellings moved into: {dwellings}, with {people} people in each."
            )
            people = format_number(change.people_per_dwelling, 1)
            return said.format(place=place, dwellings=_amounts(change.dwellings), people=people)
        case CapacityChange():
            need = _(reading.ratios[change.need].label)
            if max(change.places.values()) <= 0:
                closing = {year: -count for year, count in change.places.items()}
                return _("{place}: units that close: {places}. {need}.").format(
                    place=place, places=_amounts(closing), need=need
                )
            return _("{place}: units that open: {places}. {need}.").format(
                place=place, places=_amounts(change.places), need=need
            )


def _path(points: Points, digits: int, *, sign: bool = False) -> str:
    written = signed if sign else format_number
    return join_words(
        [
            _("{value} in {year}").format(value=written(points.values[year], digits), year=year)
            for year in points.years
        ]
    )


def _amounts(values: Mapping[int, float]) -> str:
    """Amounts by year, neighbouring years with the same amount together."""
    runs: list[list[int]] = []
    for year in sorted(values):
        if runs and year == runs[-1][-1] + 1 and values[year] == values[runs[-1][-1]]:
            runs[-1].append(year)
        else:
            runs.append([year])
    return join_words(
        [
            _("{value} in {year}").format(value=format_count(values[run[0]]), year=run[0])
            if len(run) == 1
            else _("{value} a year in {first}–{last}").format(
                value=format_count(values[run[0]]), first=run[0], last=run[-1]
            )
            for run in runs
        ]
    )

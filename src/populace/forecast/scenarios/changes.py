"""Scenarios as a planner declares them: what is changed, where, from when, and where the figures come from.

Each change names its ``source``: a plan, a decision, or the reason for assuming it. ``place`` is the code of a place,
or ``None`` for every place of the report. Nothing here is to be reached by anyone: a path of fertility is an assumption
about what couples may choose, and the question is only what would then be needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int

from populace.errors import ModelError
from populace.forecast.scenarios.profiles import PROFILES, YOUNG_FAMILIES

MOST_YEARS_OF_LIFE = 5.0
"""Years by which a scenario may move life expectancy: the model tables of a forecast reach six beyond its path."""

HIGHEST_FERTILITY = 10.0
"""Births per woman above which no nation has ever been (Rwanda 1978: 8.8; UN, World Population Prospects 2024)."""

LARGEST_FACTOR = 5.0
"""More than five times the fertility of the forecast is a slip of the pen."""


@dataclass(frozen=True)
class Points:
    """A quantity at some years: as in the forecast before the first, a straight line between, held after the last.

    :raises ModelError: no year, or a value that is not a finite number.
    """

    values: Mapping[int, float]

    def __post_init__(self) -> None:
        if not self.values or not np.isfinite(list(self.values.values())).all():
            raise ModelError(f"points need at least one year, and a number for each: {dict(self.values)}")

    @property
    def years(self) -> tuple[int, ...]:
        """The years with a value, in order."""
        return tuple(sorted(self.values))

    def at(self, years: Int[np.ndarray, " year"]) -> Float[np.ndarray, " year"]:
        """The value of each of ``years``; not a number before the first point."""
        known = np.array(self.years)
        found = np.interp(years, known, [self.values[int(year)] for year in known])
        return np.where(years < known[0], np.nan, found)


@dataclass(frozen=True)
class FertilityChange:
    """Total fertility: births per woman, or where ``relative`` factors on what the forecast has.

    :raises ModelError: a value below zero or beyond belief.
    """

    place: str | None
    source: str
    points: Points
    relative: bool

    def __post_init__(self) -> None:
        most = LARGEST_FACTOR if self.relative else HIGHEST_FERTILITY
        if not all(0 <= value <= most for value in self.points.values.values()):
            raise ModelError(f"fertility must lie between 0 and {most:g}")


@dataclass(frozen=True)
class LifeExpectancyChange:
    """``more`` years of life expectancy at birth than in the forecast (fewer, where below zero), of both sexes.

    :raises ModelError: more than ``MOST_YEARS_OF_LIFE`` either way.
    """

    place: str | None
    source: str
    more: Points

    def __post_init__(self) -> None:
        if any(abs(value) > MOST_YEARS_OF_LIFE for value in self.more.values.values()):
            raise ModelError(f"life expectancy can be moved by {MOST_YEARS_OF_LIFE:g} years at most")


@dataclass(frozen=True)
class MigrationChange:
    """``persons`` who arrive in a year beyond the forecast (who leave, where below zero), at its end.

    They come from, or go to, outside the places of the forecast. ``profile`` says who they are; ``ages`` does instead
    where it is given: shares of inclusive age groups.

    :raises ModelError: no year, an unknown profile, shares below zero or all zero.
    """

    place: str | None
    source: str
    persons: Mapping[int, float]
    profile: str
    ages: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_profile(self.persons, self.profile, self.ages)


@dataclass(frozen=True)
class HousingEstate:
    """``dwellings`` that are moved into in a year, each by so many people, from outside the places of the forecast.

    :raises ModelError: no year, dwellings or people not above zero, an unknown profile.
    """

    place: str
    source: str
    dwellings: Mapping[int, float]
    people_per_dwelling: float
    profile: str = YOUNG_FAMILIES
    ages: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_profile(self.dwellings, self.profile, self.ages)
        if min(self.dwellings.values()) < 0 or not self.people_per_dwelling > 0:
            raise ModelError("an estate has dwellings, and people in each")

    def arrivals(self) -> MigrationChange:
        """The same as a change of migration."""
        persons = {year: count * self.people_per_dwelling for year, count in self.dwellings.items()}
        return MigrationChange(self.place, self.source, persons, self.profile, self.ages)


@dataclass(frozen=True)
class CapacityChange:
    """``places`` (beds, staff: units of ``need``) that open in a year, or close where below zero, for good.

    A closed school changes no child: the places that it had must be found elsewhere, and are added to the need.

    :raises ModelError: no year, or a number that is missing.
    """

    place: str
    source: str
    need: str
    places: Mapping[int, float]

    def __post_init__(self) -> None:
        _refuse_years(self.places)

    def missing(self, years: Int[np.ndarray, " year"]) -> Float[np.ndarray, " year"]:
        """Units that are gone by each of ``years`` (below zero: that have come)."""
        return np.array(
            [-sum(count for year, count in self.places.items() if year <= now) for now in years.tolist()]
        )


Change = FertilityChange | LifeExpectancyChange | MigrationChange | HousingEstate | CapacityChange


@dataclass(frozen=True)
class Scenario:
    """Changes that are made together, under a code and a name by language.

    :raises ModelError: no code, or no change.
    """

    code: str
    names: Mapping[str, str]
    changes: tuple[Change, ...]

    def __post_init__(self) -> None:
        if not self.code or not self.changes:
            raise ModelError("a scenario has a code and at least one change")

    def name(self, language: str) -> str:
        """The name in ``language``, or in any it has, or the code."""
        return self.names.get(language) or next(iter(self.names.values()), "") or self.code

    @property
    def places(self) -> tuple[str, ...]:
        """The places that are named, each once; empty where all changes are of every place."""
        return tuple(dict.fromkeys(change.place for change in self.changes if change.place is not None))


def _refuse_years(values: Mapping[int, float]) -> None:
    if not values or not np.isfinite(list(values.values())).all():
        raise ModelError(f"at least one year is needed, and a number for each: {dict(values)}")


def _refuse_profile(
    persons: Mapping[int, float], profile: str, ages: Mapping[tuple[int, int], float]
) -> None:
    _refuse_years(persons)
    if profile not in PROFILES:
        raise ModelError(f"there is no profile {profile}; there are {', '.join(PROFILES)}")
    if ages and (min(ages.values()) < 0 or not sum(ages.values()) > 0):
        raise ModelError("shares by age are zero or more, and not all zero")

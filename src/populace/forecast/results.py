"""What a forecast says: values for tables, charts and sentences, none of them a data frame.

Years are calendar years. Counts are persons, births or places, never thousands. A quantity that is uncertain is a
``Fan`` (by year) or an ``Interval`` (one number). All of it is for planning: nothing in here is a target, and no
unit is accountable for any figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Int

from populace.demography.row_quantiles import quantiles_in_place
from populace.forecast.births.values import MonthsAhead
from populace.forecast.past_scores import HorizonScores, PastTrial
from populace.forecast.scenarios.changes import Scenario
from populace.places.tree import PlaceTree

PURPOSE = "planning"
"""What every projection is for; written beside every projected figure."""

PROBABILITIES = (0.025, 0.1, 0.5, 0.9, 0.975)
"""The quantiles of a fan, in the order of its last axis."""


@dataclass(frozen=True)
class Interval:
    """A number that is not sure: its median, and the bounds of its middle 80 and 95 %."""

    low95: float
    low80: float
    median: float
    high80: float
    high95: float

    @classmethod
    def of(cls, values: Float[np.ndarray, " trajectory"], *, whole: bool = False) -> "Interval":
        """The quantiles of ``values``; where ``whole``, each is one of the values (a year that some trajectory has)."""
        if whole:
            return cls(*map(float, np.quantile(values, PROBABILITIES, method="inverted_cdf")))
        return cls(*map(float, quantiles_in_place(np.array(values, dtype=float), PROBABILITIES)))


@dataclass(frozen=True)
class Fan:
    """A quantity by year with its quantiles over the trajectories, ``(year, probability)``."""

    years: Int[np.ndarray, " year"]
    quantiles: Float[np.ndarray, "year probability"]

    def at(self, year: int) -> Interval:
        """Median and intervals in ``year``.

        :raises KeyError: the fan does not reach that year.
        """
        found = np.flatnonzero(self.years == year)
        if not len(found):
            raise KeyError(year)
        return Interval(*map(float, self.quantiles[found[0]]))

    @property
    def median(self) -> Float[np.ndarray, " year"]:
        """The median by year."""
        return self.quantiles[:, 2]


@dataclass(frozen=True)
class Series:
    """A quantity known or estimated for past years."""

    years: Int[np.ndarray, " year"]
    values: Float[np.ndarray, " year"]


@dataclass(frozen=True)
class Peak:
    """A local maximum of yearly births.

    ``height`` is the births of the peak year in the smoothed series, ``width`` the years during which births stay
    above half of the peak's prominence, ``start`` and ``end`` the (rounded) years where they cross that level.
    """

    year: int
    height: float
    width: float
    start: int
    end: int
    prominence: float


@dataclass(frozen=True)
class NextPeak:
    """The next birth peak: of the expected path, and over the trajectories.

    ``probability`` is the share of trajectories that pass a peak of their own within ten years of ``expected_year``.
    Conditional on that, over those trajectories alone: ``year``, ``width``, and ``height_at_peak``, the smoothed births
    of each one's own peak year. Unconditional, over all trajectories: ``height``, births in ``expected_year`` as in the
    fan, and ``chance``, the share of all trajectories whose peak falls in each of ``years``; those shares add up to
    ``probability``, and what is missing from one has no such peak within the horizon.
    """

    expected_year: int
    probability: float
    year: Interval
    height: Interval
    width: Interval
    height_at_peak: Interval
    years: Int[np.ndarray, " year"]
    chance: Float[np.ndarray, " year"]

    @property
    def no_peak(self) -> float:
        """Share of all trajectories without such a peak within the horizon."""
        return 1.0 - self.probability


@dataclass(frozen=True)
class Causes:
    """Why births change between two years: effects in births, which sum to the change (Das Gupta 1993).

    ``women`` is the number of women 15–49, ``age_structure`` their distribution over ages, ``births_per_woman`` total
    fertility, ``timing`` the age pattern of fertility. ``women_by_age`` splits the first two together by five-year
    age group of women (lower bound of the group → births), as Kitagawa's composition effect; it adds up to them
    unless gains and losses by age nearly cancel.

    These are the effects in the middle of the fan. ``intervals`` (by the name of the effect, and ``change``) and
    ``women_by_age_intervals`` are those over the trajectories, each of which is decomposed by itself and adds up by
    itself; medians of parts need not add up to the median of their sum.
    """

    from_year: int
    to_year: int
    births_from: float
    births_to: float
    women: float
    age_structure: float
    births_per_woman: float
    timing: float
    women_by_age: Mapping[int, float]
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    women_by_age_intervals: Mapping[int, Interval] = field(default_factory=dict)

    @property
    def change(self) -> float:
        """Births in ``to_year`` less births in ``from_year``."""
        return self.births_to - self.births_from


@dataclass(frozen=True)
class Highest:
    """The highest year of a quantity in each trajectory, over all of them: when it is, and how high it is then.

    ``chance`` is the share of trajectories that are at their highest in each of ``years``; it adds up to one, and the
    first year stands for those that never rise above it. ``size`` lies above the fan of any one year: it is the most
    that is ever asked for, not the most in a year chosen beforehand.
    """

    years: Int[np.ndarray, " year"]
    chance: Float[np.ndarray, " year"]
    year: Interval
    size: Interval


@dataclass(frozen=True)
class Need:
    """What births and children ask for, by year: places, beds, staff.

    ``code`` is a key of the planning ratios; the fan and ``highest`` are in the ratio's unit.
    """

    code: str
    fan: Fan
    highest: Highest


@dataclass(frozen=True)
class Rung:
    """Which method served which data: one step of the ladder, by code (``fertility-2``) with what it means here."""

    code: str
    text: str


@dataclass(frozen=True)
class Accuracy:
    """How the same method did on the place's own past: births forecast against births counted.

    ``origin``, ``years``, ``forecast`` and ``observed`` are of the one trial that is shown year by year; the errors and
    the coverage are over all ``trials``, and ``by_horizon`` has them by years ahead, for births and for the total.
    """

    origin: int
    years: Int[np.ndarray, " year"]
    forecast: Float[np.ndarray, " year"]
    observed: Float[np.ndarray, " year"]
    mean_absolute_percentage_error: float
    bias: float
    coverage80: float
    trials: tuple[PastTrial, ...] = ()
    by_horizon: tuple[HorizonScores, ...] = ()


@dataclass(frozen=True)
class PlaceForecast:
    """Everything the report says about one place.

    ``births_past`` are births counted (or estimated, as its rung says); ``births`` the fan from the first year
    ahead. ``population`` is the expected population by single age at the end of each of ``population_years``, the
    first of which is the year the forecast starts from; the last age is open. ``total_past`` are the population
    totals that were read, at the end of each year. ``births_worked_out`` are the past years whose births were not
    counted: filled between others, or worked out from infants. ``months`` are the next ones, where
    births are counted by month.
    """

    code: str
    births_past: Series
    births: Fan
    total_past: Series
    total: Fan
    population_years: Int[np.ndarray, " year"]
    population: Float[np.ndarray, "year sex age"]
    women_15_49: Fan
    total_fertility_past: Series
    total_fertility: Fan
    past_peaks: tuple[Peak, ...]
    next_peak: NextPeak | None
    causes: Causes | None
    needs: tuple[Need, ...]
    rungs: Mapping[str, Rung]
    births_worked_out: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    accuracy: Accuracy | None = None
    months: MonthsAhead | None = None


@dataclass(frozen=True)
class Difference:
    """A quantity in the forecast, under a scenario, and by how much they differ in the same trajectory."""

    before: Fan
    after: Fan
    change: Fan


@dataclass(frozen=True)
class PlaceUnderScenario:
    """A place under a scenario: births, persons (``total``) and every need by its code, and the next peak.

    Baseline and scenario run through the same futures, trajectory by trajectory, so that what they differ by is the
    scenario's doing alone; the chance of small numbers in the births of a year is left out of it.
    """

    births: Difference
    total: Difference
    needs: Mapping[str, Difference]
    next_peak: NextPeak | None


@dataclass(frozen=True)
class ScenarioResult:
    """What comes of a scenario in each of the places that it names, and in those that the report is about."""

    scenario: Scenario
    places: Mapping[str, PlaceUnderScenario]


@dataclass(frozen=True)
class Settings:
    """What was asked for: enough to make the same forecast again."""

    places: tuple[str, ...]
    horizon: int
    trajectories: int
    seed: int


@dataclass(frozen=True)
class Forecast:
    """The places of a report, each place before the places below it, and what all of them share.

    ``top`` are the places the report is about; every other place lies below one of them. ``base_year`` is the last
    year of observed births. ``uncertainty`` says what is in the fans and what is not; ``protected`` that the forecast
    was made from tables with small counts protected.
    """

    tree: PlaceTree
    top: tuple[str, ...]
    places: Mapping[str, PlaceForecast]
    base_year: int
    settings: Settings
    assumptions: tuple[str, ...] = ()
    uncertainty: tuple[str, ...] = ()
    protected: bool = False
    scenarios: tuple[ScenarioResult, ...] = ()

"""What every method of forecasting is given, and what it gives back.

A ``Panel`` is the past of some places: a population by sex and single year of age at the end of each year, and the
births of the year where they are counted. A ``Method`` sees a panel and nothing else, so a panel cut off at a year
with ``until`` cannot tell it what came later; that is what makes trials on the past honest."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from jaxtyping import Float, Int

from populace.demography.arrays import finite, non_negative
from populace.demography.sex import SEXES
from populace.errors import ModelError

FEWEST_AGES = 3


@dataclass(frozen=True)
class Panel:
    """Counts of several places in consecutive years.

    ``population`` persons by single year of age, the last group open, at the end of each year (or another day, always
    the same); ``births`` of the calendar year up to the count, NaN where nobody counted them, ``None`` where nobody
    ever did; ``parents`` a code for each place that its siblings share, ``None`` for a place with no whole above it
    but all.

    Raises ``ModelError`` for values or shapes outside these.
    """

    places: tuple[str, ...]
    years: Int[np.ndarray, " year"]
    population: Float[np.ndarray, "year place sex age"]
    births: Float[np.ndarray, "year place"] | None = None
    parents: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        """Check values and shapes."""
        object.__setattr__(self, "years", _consecutive(self.years))
        people = non_negative("population", self.population)
        lead = (len(self.years), len(self.places), len(SEXES))
        if people.ndim != len(lead) + 1 or people.shape[:-1] != lead or people.shape[-1] < FEWEST_AGES:
            raise ModelError(
                f"population has shape {people.shape}; it must be (year, place, sex, age): {lead}"
            )
        object.__setattr__(self, "population", people)
        if len(set(self.places)) != len(self.places) or not self.places:
            raise ModelError(f"a panel has one place or more, each once: {self.places}")
        if self.parents and len(self.parents) != len(self.places):
            raise ModelError(f"parents are {len(self.parents)}, places {len(self.places)}")
        if self.births is not None:
            births = np.asarray(self.births, dtype=np.float64)
            if births.shape != lead[:2]:
                raise ModelError(f"births have shape {births.shape}; they must be (year, place): {lead[:2]}")
            non_negative("births", births[~np.isnan(births)])
            object.__setattr__(self, "births", births)

    @property
    def ages(self) -> int:
        """Number of single years of age, the open group included."""
        return int(self.population.shape[-1])

    @property
    def latest(self) -> Float[np.ndarray, "place sex age"]:
        """The last count."""
        return np.asarray(self.population[-1])

    @cached_property
    def newborn(self) -> Float[np.ndarray, "year place"]:
        """Births of every year; where they were not counted, the infants at its end.

        A place whose births were counted in some years has the infants of the others raised by those years' births
        per infant."""
        infants = np.asarray(self.population[..., 0].sum(axis=-1))
        if self.births is None:
            return infants
        known = ~np.isnan(self.births)
        born = np.where(known, self.births, 0.0).sum(axis=0)
        found = np.where(known, infants, 0.0).sum(axis=0)
        ratio = np.divide(born, found, out=np.ones_like(born), where=(found > 0) & (born > 0))
        return np.where(known, self.births, infants * ratio)

    @cached_property
    def groups(self) -> Int[np.ndarray, " place"]:
        """For each place the number of the whole it is part of; all are part of one where no parents are named."""
        if not self.parents:
            return np.zeros(len(self.places), dtype=np.int64)
        codes = sorted({parent or "" for parent in self.parents})
        return np.array([codes.index(parent or "") for parent in self.parents], dtype=np.int64)

    def until(self, year: int) -> "Panel":
        """What was known at the end of ``year``; ``ModelError`` where that is nothing."""
        known = self.years <= year
        if not known.any():
            raise ModelError(f"nothing is known by {year}; the panel begins in {self.years[0]}")
        births = None if self.births is None else self.births[known].copy()
        return replace(self, years=self.years[known], population=self.population[known].copy(), births=births)


@dataclass(frozen=True)
class Outlook:
    """A forecast by one path, of the places of a panel: the expected, or a median.

    ``population`` persons at the end of each of ``years``; ``births`` in each of them, of the kind that the panel's
    ``newborn`` are. Raises ``ModelError`` for values or shapes outside these.
    """

    years: Int[np.ndarray, " step"]
    population: Float[np.ndarray, "step place sex age"]
    births: Float[np.ndarray, "step place"]

    def __post_init__(self) -> None:
        """Check values and shapes."""
        object.__setattr__(self, "years", _consecutive(self.years))
        people = non_negative("population", self.population)
        births = non_negative("births", finite("births", self.births))
        if people.ndim != 4 or births.shape != people.shape[:2] or len(self.years) != len(births):
            raise ModelError(f"population {people.shape}, births {births.shape}, {len(self.years)} years")
        object.__setattr__(self, "population", people)
        object.__setattr__(self, "births", births)

    @property
    def totals(self) -> Float[np.ndarray, "step place"]:
        """Persons of all ages."""
        return np.asarray(self.population.sum(axis=(-2, -1)))


class Method(Protocol):
    """A way to forecast; it uses nothing but the panel that it is given."""

    @property
    def code(self) -> str:
        """Its name in tables and on the command line."""
        ...

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """The ``ahead`` years after the panel's last one; ``MissingData`` where its past is too short."""
        ...


def years_after(panel: Panel, ahead: int) -> Int[np.ndarray, " step"]:
    """The ``ahead`` calendar years after the last one of ``panel``; ``ModelError`` unless there is one or more."""
    if ahead < 1:
        raise ModelError(f"a forecast is one year or more, not {ahead}")
    return int(panel.years[-1]) + 1 + np.arange(ahead)


def _consecutive(values: Int[np.ndarray, " year"]) -> Int[np.ndarray, " year"]:
    years = np.asarray(values, dtype=np.int64)
    if years.ndim != 1 or not len(years) or (np.diff(years) != 1).any():
        raise ModelError(f"years must follow one another without a gap: {years.tolist()}")
    return years

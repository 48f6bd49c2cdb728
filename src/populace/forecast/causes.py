"""Why births rise or fall between two years.

Births are the number of women times the sum over ages of their age structure times total fertility times its pattern by
age. Das Gupta's method shares a change exactly among the four (1993, US Census Bureau, Current Population Reports
P23-186). The first two together, which is what the women's side contributes, are split by age of the women with
Kitagawa's composition effect (1955, JASA 50:1168), scaled to the same sum unless that would halve or double it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from populace.demography.decomposition import das_gupta
from populace.forecast.results import Causes, Interval

FIRST_AGE, LAST_AGE = 15, 49
"""Childbearing ages, inclusive, as in the definition of total fertility; births outside them join the nearest."""

GROUPS = tuple(range(FIRST_AGE, LAST_AGE + 1, 5))
"""First ages of the five-year groups of women."""

EFFECTS = ("women", "age_structure", "births_per_woman", "timing")
"""The four factors, in the order of the formula; names of fields of ``Causes``."""

MIDDLE = 0.2
"""Share of the trajectories that stand for the middle of the fan: enough to even out their chance, all near it."""


def causes_of_change(
    from_year: int,
    to_year: int,
    women: tuple[Float[np.ndarray, " age"], Float[np.ndarray, " age"]],
    births: tuple[Float[np.ndarray, " age"], Float[np.ndarray, " age"]],
) -> Causes:
    """Effects in births of the four factors between two years.

    ``women`` are woman-years and ``births`` births by single age of mother, each ``(age,)`` from age 0, in the first
    and in the second year. ``women_by_age`` of the result adds up to ``women + age_structure`` where Kitagawa's effects
    need less than halving or doubling for that; where gains and losses by age nearly cancel they stand as they are.
    A year without women of childbearing age has neither shares nor rates: all of them are zero.
    """
    before, after = (
        _factors(w[FIRST_AGE : LAST_AGE + 1], _of_mothers(b)) for w, b in zip(women, births, strict=True)
    )
    women_effect, age_structure, births_per_woman, timing = das_gupta(_births, before, after)
    by_age = _women_by_age(before, after, women_effect + age_structure)
    return Causes(
        from_year=from_year,
        to_year=to_year,
        births_from=float(births[0].sum()),
        births_to=float(births[1].sum()),
        women=float(women_effect),
        age_structure=float(age_structure),
        births_per_woman=float(births_per_woman),
        timing=float(timing),
        women_by_age={age: float(effect) for age, effect in zip(GROUPS, by_age, strict=True)},
    )


@dataclass(frozen=True)
class CausesByTrajectory:
    """Effects in births of the four factors, ``(trajectory,)`` each, and of women's numbers by age of the women."""

    women: Float[np.ndarray, " trajectory"]
    age_structure: Float[np.ndarray, " trajectory"]
    births_per_woman: Float[np.ndarray, " trajectory"]
    timing: Float[np.ndarray, " trajectory"]
    women_by_age: Float[np.ndarray, "trajectory group"]

    @property
    def change(self) -> Float[np.ndarray, " trajectory"]:
        """What they add up to: births in the second year less births in the first."""
        return np.asarray(self.women + self.age_structure + self.births_per_woman + self.timing)

    def of_the_middle(self, from_year: int, to_year: int, births_from: float, births_to: float) -> Causes:
        """The causes of the change to ``births_to``: the mean over the fifth of the trajectories that come nearest.

        They add up to that change: what their mean misses it by, a fraction of a birth, goes to births per woman, where
        chance in births is too. Medians of the effects would not add up.
        """
        nearest = np.argsort(np.abs(self.change - (births_to - births_from)), kind="stable")
        chosen = nearest[: max(1, round(MIDDLE * len(nearest)))]
        means = {name: float(getattr(self, name)[chosen].mean()) for name in EFFECTS}
        missed = births_to - births_from - sum(means.values())
        by_age = self.women_by_age[chosen].mean(axis=0)
        return Causes(
            from_year=from_year,
            to_year=to_year,
            births_from=births_from,
            births_to=births_to,
            women=means["women"],
            age_structure=means["age_structure"],
            births_per_woman=means["births_per_woman"] + missed,
            timing=means["timing"],
            women_by_age={age: float(effect) for age, effect in zip(GROUPS, by_age, strict=True)},
            intervals=self.intervals(),
            women_by_age_intervals=self.by_age(),
        )

    def intervals(self) -> dict[str, Interval]:
        """The interval of every effect and of the change, by name."""
        return {name: Interval.of(getattr(self, name)) for name in (*EFFECTS, "change")}

    def by_age(self) -> dict[int, Interval]:
        """The interval of the effect of women's numbers by the first age of their group."""
        return {age: Interval.of(self.women_by_age[:, at]) for at, age in enumerate(GROUPS)}


def effects_by_trajectory(
    women: tuple[Float[np.ndarray, " age"], Float[np.ndarray, "trajectory age"]],
    births: tuple[Float[np.ndarray, " age"], Float[np.ndarray, "trajectory age"]],
) -> CausesByTrajectory:
    """The same for each trajectory by itself, from one first year to the second year of every trajectory.

    The first year is as in ``causes_of_change``, the second by single age of 15 to 49 alone, as ``over_ages`` makes it.
    In each trajectory the four effects add up to its change in births exactly.
    """
    before = _factors(women[0][FIRST_AGE : LAST_AGE + 1], _of_mothers(births[0]))
    after = _factors(women[1], births[1])
    women_effect, age_structure, births_per_woman, timing = das_gupta(_births, before, after)
    by_age = _women_by_age(before, after, women_effect + age_structure)
    return CausesByTrajectory(women_effect, age_structure, births_per_woman, timing, by_age)


def over_ages(
    groups: Float[np.ndarray, "trajectory group"], like: Float[np.ndarray, " age"]
) -> Float[np.ndarray, "trajectory age"]:
    """Five-year groups of 15 to 49 by single age, each shared out within as ``like`` (from age 0) is.

    Within five years of age the trajectories differ little from the expected path: most of their women are born
    already, and what moves them moves neighbouring ages together.
    """
    wanted = like[FIRST_AGE : LAST_AGE + 1].reshape(len(GROUPS), -1)
    whole = wanted.sum(axis=1, keepdims=True)
    shares = np.where(whole > 0, wanted / np.where(whole > 0, whole, 1.0), 1.0 / wanted.shape[1])
    return np.asarray((groups[..., np.newaxis] * shares).reshape(*groups.shape[:-1], -1))


def in_groups(by_age: Float[np.ndarray, "*lead age"]) -> Float[np.ndarray, "*lead group"]:
    """Sums over the five-year groups of childbearing age, from single years of age 15 to 49."""
    return np.asarray(by_age.reshape(*by_age.shape[:-1], len(GROUPS), -1).sum(axis=-1))


def _births(
    women: Float[np.ndarray, "*lead"],
    shares: Float[np.ndarray, "*lead age"],
    total_fertility: Float[np.ndarray, "*lead"],
    pattern: Float[np.ndarray, "*lead age"],
) -> Float[np.ndarray, "*lead"]:
    return np.asarray(women * total_fertility * (shares * pattern).sum(axis=-1))


class _Factors(NamedTuple):
    women: Float[np.ndarray, "*lead"]
    shares: Float[np.ndarray, "*lead age"]
    total_fertility: Float[np.ndarray, "*lead"]
    pattern: Float[np.ndarray, "*lead age"]


def _of_mothers(births: Float[np.ndarray, " age"]) -> Float[np.ndarray, " age"]:
    """Births to mothers of 15 to 49, those to younger and older ones in the first and last of these ages."""
    born = births[FIRST_AGE : LAST_AGE + 1].copy()
    born[0] += births[:FIRST_AGE].sum()
    born[-1] += births[LAST_AGE + 1 :].sum()
    return born


def _factors(women: Float[np.ndarray, "*lead age"], births: Float[np.ndarray, "*lead age"]) -> _Factors:
    number = women.sum(axis=-1)
    rates = _per(births, women)
    level = rates.sum(axis=-1)
    return _Factors(number, _per(women, number[..., np.newaxis]), level, _per(rates, level[..., np.newaxis]))


def _per(
    above: Float[np.ndarray, "*shape"], below: Float[np.ndarray, "*shape"]
) -> Float[np.ndarray, "*shape"]:
    """The ratio; zero where there is nothing to divide by."""
    return np.asarray(np.divide(above, below, out=np.zeros(above.shape), where=below > 0))


def _women_by_age(
    before: _Factors, after: _Factors, total: Float[np.ndarray, "*lead"]
) -> Float[np.ndarray, "*lead group"]:
    rates = [factors.total_fertility[..., np.newaxis] * factors.pattern for factors in (before, after)]
    women = [factors.women[..., np.newaxis] * factors.shares for factors in (before, after)]
    groups = in_groups((women[1] - women[0]) * (0.5 * (rates[0] + rates[1])))
    summed = groups.sum(axis=-1)
    scale = np.divide(total, summed, out=np.ones_like(summed), where=summed != 0)
    # Where gains and losses by age nearly cancel, scaling would blow the parts up; Kitagawa's own split stands.
    scale = np.where((scale > 0.5) & (scale < 2.0), scale, 1.0)
    return np.asarray(groups * scale[..., np.newaxis])

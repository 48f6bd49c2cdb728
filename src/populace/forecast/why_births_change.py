"""The causes of the coming change in the births of a place: along the expected path, and in every trajectory."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE
from populace.forecast.causes import effects_by_trajectory, over_ages
from populace.forecast.expected import Expected
from populace.forecast.peaks import LIKELY
from populace.forecast.plan import Plan
from populace.forecast.results import Causes, Fan, NextPeak
from populace.forecast.sums import Sums


def causes_of(
    plan: Plan, expected: Expected, members: Sequence[int], peak: NextPeak | None, sums: Sums, births: Fan
) -> Causes | None:
    """Causes of the change in births from the base year to the next peak, or to the horizon without one.

    They are those of the trajectories about the middle of the fan, which is what the report shows, with intervals over
    all of them.
    """
    to_year = plan.horizon if peak is None or peak.probability < LIKELY else peak.expected_year
    women_before, births_before = _base_year(plan, expected, members)
    women_after = expected.women(to_year)[members].sum(axis=0)
    births_after = expected.births[expected.at(to_year), members].sum(axis=0)
    if not births_before.sum() > 0 or not births_after.sum() > 0:
        return None
    at = to_year - plan.base_year - 1
    found = effects_by_trajectory(
        (women_before, over_ages(sums.mothers[:, :, at].T, women_after)),
        (births_before, over_ages(_counted(sums, at), births_after)),
    )
    return found.of_the_middle(plan.base_year, to_year, float(births_before.sum()), births.at(to_year).median)


def _counted(sums: Sums, at: int) -> Float[np.ndarray, "trajectory group"]:
    """Births by age of mother as each trajectory counts them: chance in small numbers is part of births per woman."""
    expected = sums.expected_births[:, at]
    chance = np.divide(sums.births[:, at], expected, out=np.ones_like(expected), where=expected > 0)
    return np.asarray(sums.births_by_mother[:, :, at].T * chance[:, np.newaxis])


def _base_year(
    plan: Plan, expected: Expected, members: Sequence[int]
) -> tuple[Float[np.ndarray, " age"], Float[np.ndarray, " age"]]:
    """Women and births by age in the base year: from the counts, or from the run that brought them up to date."""
    women = np.zeros(expected.births.shape[-1])
    births = np.zeros_like(women)
    for at in members:
        unit = plan.units[at]
        if unit.stocks.end_year < plan.base_year:
            women += expected.women(plan.base_year)[at]
            births += expected.births[expected.at(plan.base_year), at]
            continue
        own = unit.stocks.exposure(plan.base_year)[FEMALE]
        counted = unit.history.of(plan.base_year) if unit.history is not None else None
        level = float(plan.fertility.median[0] * plan.ratios[at])
        by_age = own * unit.pattern
        scale = level if counted is None else counted / by_age.sum() if by_age.sum() > 0 else 0.0
        women += own
        births += scale * by_age
    return women, births

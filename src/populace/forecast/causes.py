"""Why births rise or fall between two years.

Births are the number of women times the sum over ages of their age structure times total fertility times its pattern by
age. Das Gupta's method shares a change exactly among the four (1993, US Census Bureau, Current Population Reports
P23-186). The first two together, which is what the women's side contributes, are split by age of the women with
Kitagawa's composition effect (1955, JASA 50:1168), scaled to the same sum unless that would halve or double it.
"""

import numpy as np
from jaxtyping import Float

from populace.demography.decomposition import das_gupta
from populace.forecast.results import Causes

FIRST_AGE, LAST_AGE = 15, 49
"""Childbearing ages, inclusive, as in the definition of total fertility; births outside them join the nearest."""


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
    before, after = (_factors(w, b) for w, b in zip(women, births, strict=True))
    effects = [float(effect) for effect in das_gupta(_births, before, after)]
    return Causes(
        from_year=from_year,
        to_year=to_year,
        births_from=float(births[0].sum()),
        births_to=float(births[1].sum()),
        women=effects[0],
        age_structure=effects[1],
        births_per_woman=effects[2],
        timing=effects[3],
        women_by_age=_women_by_age(before, after, effects[0] + effects[1]),
    )


def _births(
    women: float,
    shares: Float[np.ndarray, " age"],
    total_fertility: float,
    pattern: Float[np.ndarray, " age"],
) -> float:
    return float(women * total_fertility * (shares * pattern).sum())


Factors = tuple[float, Float[np.ndarray, " age"], float, Float[np.ndarray, " age"]]


def _factors(women: Float[np.ndarray, " age"], births: Float[np.ndarray, " age"]) -> Factors:
    window = slice(FIRST_AGE, LAST_AGE + 1)
    born = births[window].copy()
    born[0] += births[:FIRST_AGE].sum()
    born[-1] += births[LAST_AGE + 1 :].sum()
    exposed = women[window]
    number = float(exposed.sum())
    rates = np.divide(born, exposed, out=np.zeros_like(born), where=exposed > 0)
    level = float(rates.sum())
    shares = exposed / number if number > 0 else np.zeros_like(exposed)
    return number, shares, level, rates / level if level > 0 else np.zeros_like(rates)


def _women_by_age(before: Factors, after: Factors, total: float) -> dict[int, float]:
    (number0, shares0, level0, pattern0), (number1, shares1, level1, pattern1) = before, after
    mean_rates = 0.5 * (level0 * pattern0 + level1 * pattern1)
    by_age = (number1 * shares1 - number0 * shares0) * mean_rates
    groups = by_age.reshape(-1, 5).sum(axis=1)
    scale = total / groups.sum() if groups.sum() else 0.0
    # Where gains and losses by age nearly cancel, scaling would blow the parts up; Kitagawa's own split stands.
    scale = scale if 0.5 < scale < 2.0 else 1.0
    return {FIRST_AGE + 5 * at: float(effect * scale) for at, effect in enumerate(groups)}

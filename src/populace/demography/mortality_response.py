"""How each age answers when mortality falls: read from a place's own past, drawn towards a model's by its noise.

The response is the ``B`` of a coherent Lee-Carter model: both sexes share it, so that they do not drift apart. Along it
a place's death rates move from their present level to any life expectancy; no age ever fares worse at a higher one.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, by_sex, ends_in, non_negative
from populace.demography.lee_carter import MIN_PERIODS
from populace.demography.life_table import life_table
from populace.demography.mortality import model_levels
from populace.demography.mortality_levels import MortalityLevels
from populace.errors import ModelError

STEP = 0.03  # mean fall of log rates from one level to the next: about a third of a year of life expectancy
MOST_STEPS = 250  # levels on either side of a place's own
HIGHEST_RATE = 5.0  # deaths per person-year beyond which a worse level is no longer told from another

OWN_SHARE = 0.5
"""Weight of the place's own response in each step, the rest being the model's at that level. Own responses carried far
exaggerate what happened to be fast. In eleven countries, rates of 1990-95 moved to the life expectancies of 2015-20
miss those of 2015-20 by 0.24 (root mean square of logs) with the own response, 0.22 with the model's and 0.20 with half
of each; to those of 2045-50, 0.33, 0.31 and 0.25 (UN, World Population Prospects 2024; in docs/methods)."""

LOWEST_MODEL, HIGHEST_MODEL, SEX_GAP = (
    25.0,
    95.0,
    5.0,
)  # life expectancies at which the model's response is read

ROTATION_STARTS, ROTATION_ENDS, ROTATION_POWER = 80.0, 102.0, 0.5
"""Life expectancies between which the response turns, and the power of the turn: Li, Lee & Gerland 2013."""


def model_response(e0: ArrayLike, open_age: int = 100) -> Floats:
    """Response by single year of age ``(age,)``, adding up to one, of the model life tables about ``e0`` ``(sex,)``."""
    below, above = (
        np.log(model_levels(open_age).rates_at(np.asarray(e0, dtype=np.float64) + by)) for by in (-0.5, 0.5)
    )
    fall = (below - above).mean(axis=0)
    return np.asarray(fall / fall.sum())


def own_response(
    deaths: ArrayLike, exposure: ArrayLike, lower: Sequence[int], model: ArrayLike
) -> tuple[Floats, float]:
    """Response by single year of age ``(age,)``, and the share of it (mean over deaths) that is the place's own.

    ``deaths`` and person-years of ``exposure`` ``(year, sex, group)`` by age groups from ``lower`` on, the last open;
    ``model`` the response ``(age,)`` that it is drawn towards.

    Deaths of both sexes together, over those expected at the rates of all years, give a log ratio by year and group.
    The index ``k`` is what fits these best with the model's response, weighted by deaths; ``b`` how each group goes
    with ``k``, cleared of the noise in ``k``. The error of ``b`` is that of Poisson counts, times what is left
    unexplained; the difference from the model's response is shrunk by it (DerSimonian & Laird 1986, Controlled
    Clinical Trials 7: 177-188, for the variance between).

    Raises ``ModelError`` for too few years, or shapes that do not fit.
    """
    died, lived = non_negative("deaths", deaths), non_negative("exposure", exposure)
    usual = non_negative("model", model)
    ends_in("deaths", by_sex("deaths", died, len(lower)), *lived.shape)
    if died.ndim != 3 or len(died) < MIN_PERIODS:
        raise ModelError(f"a response needs {MIN_PERIODS} years of deaths or more, not shape {died.shape}")
    bounds = np.array([*lower, len(usual)])
    widths = np.diff(bounds)
    at_group = np.add.reduceat(usual, bounds[:-1]) / widths
    found = _by_group(died, lived, at_group)
    if found is None:
        return usual, 0.0
    away, error = found[0] - at_group, found[1]
    between = _between(away, error)
    kept = between / (between + error)
    middle = 0.5 * (bounds[:-1] + bounds[1:]) - 0.5
    shifted = usual + np.interp(np.arange(len(usual)), middle, kept * away)
    shifted = np.maximum(shifted, 0.0)
    weight = died.sum(axis=(0, 1))
    return shifted / shifted.sum(), float((kept * weight).sum() / weight.sum())


def _by_group(died: Floats, lived: Floats, usual: Floats) -> tuple[Floats, Floats] | None:
    """``b`` by group, on the scale of the model's ``usual``, and its squared error; ``None`` where all is noise."""
    rates = (died.sum(axis=0) + 0.5) / (lived.sum(axis=0) + 1.0)
    both, expected = died.sum(axis=1), (lived * rates).sum(axis=1)
    ratio = np.log((both + 0.5) / (expected + 0.5))
    ratio = ratio - ratio.mean(axis=0)
    weight = both.mean(axis=0) + 0.5
    known = float(weight @ usual**2)
    k = ratio @ (weight * usual) / known
    size = float(k @ k)
    if size == 0:
        return None
    b = k @ ratio / size
    freedom = (len(ratio) - 2) * (ratio.shape[1] - 1)
    noise = max(float((weight * (ratio - np.outer(k, b)) ** 2).sum()) / freedom, 1.0)
    signal = 1.0 - (len(ratio) - 1) * noise / known / size
    if signal <= 0:
        return None
    return b, noise / (weight * size * signal**2)


def _between(away: Floats, error: Floats) -> float:
    """Variance of what lies between a place's response and the model's when the error is taken out."""
    certain = 1.0 / error
    excess = float((certain * away**2).sum()) - len(away)
    return max(excess, 0.0) / float(certain.sum() - (certain**2).sum() / certain.sum())


def rotated(response: ArrayLike, e0: float) -> Floats:
    """``response`` by single year of age ``(age,)`` as it is at a life expectancy ``e0`` of both sexes.

    At high life expectancies the young have little left to gain. From 80 to 102 years the response turns towards one
    that is level up to age 64 and has its own shape above.
    Source: Li, Lee & Gerland 2013, Demography 50: 2037-2051, doi:10.1007/s13524-013-0232-2.
    """
    own = non_negative("response", response)
    if e0 <= ROTATION_STARTS:
        return own
    last = own.copy()
    last[:65] = own[15:65].mean()
    if own[65] > 0:
        last[65:] = own[65:] * (last[64] / own[65])
    last /= last.sum()
    way = min((e0 - ROTATION_STARTS) / (ROTATION_ENDS - ROTATION_STARTS), 1.0)
    share = (0.5 * (1.0 + np.sin(0.5 * np.pi * (2.0 * way - 1.0)))) ** ROTATION_POWER
    return np.asarray((1.0 - share) * own + share * last)


def response_levels(rates: ArrayLike, response: ArrayLike, lowest: float, highest: float) -> MortalityLevels:
    """Levels of a place's own ``rates`` ``(sex, age)`` along its ``response`` ``(age,)``, by single years of age.

    They reach down to a life expectancy of ``lowest`` and up to ``highest`` years for both sexes, where the response
    allows. Each step moves both sexes alike, so that the ratio between them stays and every age falls: by ``OWN_SHARE``
    of the response, turned (``rotated``) as life expectancy asks, and the model's response for the rest.

    Raises ``ModelError`` for rates of zero, a response below zero or of zero at all ages.
    """
    own, answer = non_negative("rates", rates), non_negative("response", response)
    by_sex("rates", own, len(answer))
    if (own == 0).any() or answer.sum() == 0:
        raise ModelError("a place's own rates and its response must be above zero")
    ages, answer = Ages.single(len(answer) - 1), answer / answer.sum()
    start = np.log(own)
    better, worse = _steps(start, answer, ages, -1.0, highest), _steps(start, answer, ages, 1.0, lowest)
    return MortalityLevels(np.stack([*worse[::-1], start, *better], axis=1), ages)


def _steps(start: Floats, answer: Floats, ages: Ages, direction: float, until: float) -> list[Floats]:
    """Log rates step by step, until both sexes are beyond the life expectancy ``until``."""
    made: list[Floats] = []
    logs, e0 = start, life_table(np.exp(start), ages).e0
    while len(made) < MOST_STEPS and (direction * (e0 - until) > 0).any():
        at = float(e0.mean())
        mixed = OWN_SHARE * rotated(answer, at) + (1.0 - OWN_SHARE) * _model_at(
            round(2.0 * at), ages.open_age
        )
        logs = logs + direction * STEP * len(answer) * mixed
        reached = life_table(np.minimum(np.exp(logs), HIGHEST_RATE), ages).e0
        if (direction * (reached - e0) >= -1e-9).any():
            break
        made.append(logs)
        e0 = reached
    return made


@cache
def _model_at(half_years: int, open_age: int) -> Floats:
    """The model's response at a life expectancy of both sexes of ``half_years / 2``."""
    both = 0.5 * half_years
    apart = np.clip([both + 0.5 * SEX_GAP, both - 0.5 * SEX_GAP], LOWEST_MODEL, HIGHEST_MODEL)
    return model_response(apart, open_age)

"""The sex ratio at birth: boys per girl, how sure a place's ratio is, and girls missing against a reference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from populace.demography.arrays import Floats, non_negative
from populace.errors import ModelError


@dataclass(frozen=True)
class SexRatio:
    """Boys per girl with the exact bounds of its ``level`` interval, each ``(...)``; infinite where no girl is born."""

    ratio: Floats
    lower: Floats
    upper: Floats
    level: float


def sex_ratio(male_births: ArrayLike, female_births: ArrayLike, level: float = 0.95) -> SexRatio:
    """Boys per girl with its exact binomial interval (Clopper & Pearson 1934, Biometrika 26: 404-413).

    Counts ``(...)``. Raises ``ModelError`` for negative counts, places without births, or a level outside 0 to 1.
    """
    boys, girls = np.broadcast_arrays(
        non_negative("male_births", male_births), non_negative("female_births", female_births)
    )
    if (boys + girls == 0).any():
        raise ModelError("a sex ratio at birth needs at least one birth")
    if not 0 < level < 1:
        raise ModelError(f"the level of an interval must be between 0 and 1, not {level}")
    tail = (1.0 - level) / 2.0
    low = np.where(boys > 0, betaincinv(np.maximum(boys, 1e-300), girls + 1.0, tail), 0.0)
    high = np.where(girls > 0, betaincinv(boys + 1.0, np.maximum(girls, 1e-300), 1.0 - tail), 1.0)
    return SexRatio(_odds(boys / (boys + girls)), _odds(low), _odds(high), level)


def missing_female_births(male_births: ArrayLike, female_births: ArrayLike, reference: ArrayLike) -> Floats:
    """Girls that the boys born would lead one to expect, less the girls born: ``boys / R - girls``, ``(...)``.

    ``reference`` boys per girl without selection. Negative where more girls were born than expected. The boys are taken
    as complete: sharing out all births by ``R`` instead would count too few.
    Raises ``ModelError`` for negative counts or a reference of zero. Source: Chao et al. 2019, PNAS 116: 9303-9311.
    """
    ratio = non_negative("reference", reference)
    if (ratio == 0).any():
        raise ModelError("the reference sex ratio at birth must be above zero")
    return np.asarray(
        non_negative("male_births", male_births) / ratio - non_negative("female_births", female_births)
    )


def _odds(share: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(share / (1.0 - share))

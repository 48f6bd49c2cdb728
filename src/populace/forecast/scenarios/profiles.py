"""Who the people are that a scenario brings or takes away: shares by sex and single year of age."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from populace.demography.migration import STANDARD, migration_pattern
from populace.demography.sex import SEXES
from populace.errors import ModelError
from populace.forecast.inputs.population import AGES, OPEN_AGE

USUAL = "usual"
"""The migrants whom the place has in the forecast."""

YOUNG_FAMILIES = "young_families"
"""Couples who have children or are about to, and hardly anyone who is old: whom a new estate begins with."""

PROFILES = (USUAL, YOUNG_FAMILIES)

FAMILY = replace(STANDARD, childhood_height=0.05, labour_mean_age=27.0, labour_descent=0.12, level=0.001)
"""Rogers and Castro's curve for ``YOUNG_FAMILIES``: nearly two in five are below 15, as many from 25 to 39, one in
twenty-five is 65 or older. The shape (many young couples and young children, very few older people) is that of the
first years of new communities in Cambridgeshire Insight, New Communities: Demography (2009); the figures are an
assumption, and a place that knows better gives its own shares by age."""


def shares_of(profile: str, usual: Float[np.ndarray, "sex age"]) -> Float[np.ndarray, "sex age"]:
    """Shares that add up to one of a profile by name; ``usual`` are those of the place's own migrants.

    :raises ModelError: there is no such profile.
    """
    if profile == USUAL:
        return usual
    if profile == YOUNG_FAMILIES:
        return migration_pattern(OPEN_AGE, schedule=FAMILY)
    raise ModelError(f"there is no profile {profile}; there are {', '.join(PROFILES)}")


def shares_by_age(groups: Mapping[tuple[int, int], float]) -> Float[np.ndarray, "sex age"]:
    """Shares by sex and single age from shares of inclusive age groups, spread evenly and over both sexes alike."""
    shares = np.zeros((len(SEXES), len(AGES)))
    for (low, high), share in groups.items():
        years = range(low, min(high, OPEN_AGE) + 1)
        shares[:, low : min(high, OPEN_AGE) + 1] += share / len(years) / len(SEXES)
    return np.asarray(shares / shares.sum())

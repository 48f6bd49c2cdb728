"""The sex ratio at birth of small places: how much of a difference is chance, and which differences are not.

With 1,000 births the 95 % interval of boys per girl runs from about 0.94 to 1.20. So three to five years are pooled; a
place's ratio is drawn towards its parent's by as much as it is noise; a place is found above or below the reference
only with 5,000 births or more, and only as far as the share of false findings among many places is held down.

The results describe births in places, for planning. They keep the order in which the places were given.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincinv

from populace.demography.arrays import Floats, ends_in, finite, non_negative
from populace.demography.pattern_shrinkage import pattern_strength
from populace.demography.sex_ratio import missing_female_births, sex_ratio
from populace.demography.sex_ratio_references import Reference
from populace.errors import ModelError

MIN_BIRTHS = 5000
"""Births below which nothing is said of a place: its 95 % interval is then wider than 0.11 boys per girl, about the
largest excess ever seen in a nation (China after 2000: 1.16-1.18 against 1.06; UN, World Population Prospects 2024)."""

MIN_YEARS, MAX_YEARS = 3, 5
"""Years of births that are pooled: fewer are noise, more hide a change."""

LARGEST_PRECISION = 70_000.0
"""Births that a parent's ratio is worth at most, and where fewer than ``MIN_PLACES`` places tell: nations of one region
differ by 0.008 boys per girl (one standard deviation) without selection (UN, World Population Prospects 2024, means of
1950-1969 within Europe, Latin America, sub-Saharan Africa and South-Eastern Asia: 0.006-0.009)."""

MIN_PLACES = 5
"""Places from which a precision can be told."""

FALSE_DISCOVERY_RATE = 0.05
"""Share of false ones that is accepted among the places found, on average."""

LEVEL = 0.95
"""Of all intervals."""


class Finding(Enum):
    """What the births of a place say against the reference."""

    TOO_FEW_BIRTHS = "too few births to say anything"
    WITHIN = "within what chance and the reference allow"
    ABOVE = "more boys than the reference and chance allow"
    BELOW = "fewer boys than the reference and chance allow"


@dataclass(frozen=True)
class SmallAreaSexRatios:
    """Sex ratios at birth of places, each array ``(place,)`` in the order given.

    ``births`` pooled over ``years``; ``ratio`` boys per girl with the bounds ``lower`` and ``upper`` of its exact
    interval (not a number without births); ``shrunken`` and its bounds are the ratio drawn towards the parent's, which
    is worth ``precision`` births. ``q_value`` is the lowest false discovery rate at which the place differs from the
    ``reference``. ``missing`` are the girls missing against it, with bounds: not a number, like ``q_value``, where
    there are too few births.
    """

    years: int
    reference: Reference
    precision: float
    births: Floats
    ratio: Floats
    lower: Floats
    upper: Floats
    shrunken: Floats
    shrunken_lower: Floats
    shrunken_upper: Floats
    q_value: Floats
    missing: Floats
    missing_lower: Floats
    missing_upper: Floats
    findings: tuple[Finding, ...]


def small_area_sex_ratios(
    male_births: ArrayLike,
    female_births: ArrayLike,
    reference: Reference,
    parent_ratio: ArrayLike | None = None,
    precision: float | None = None,
    rate: float = FALSE_DISCOVERY_RATE,
) -> SmallAreaSexRatios:
    """Sex ratios of the places of one level, which share no births.

    ``male_births`` and ``female_births`` ``(place, year)``, the last year last: the last five are pooled. A place is
    drawn towards ``parent_ratio``, boys per girl ``()`` or ``(place,)``, by default that of all places together.
    ``precision`` is how many births that is worth, by default found from how much the places differ.

    Raises ``ModelError`` for negative counts, fewer than three years, or a rate outside 0 to 1.
    """
    boys, girls, years = _pooled(male_births, female_births)
    if not 0 < rate < 1:
        raise ModelError(f"a false discovery rate must be between 0 and 1, not {rate}")
    parent = _parent_share(boys, girls, reference, parent_ratio)
    worth = estimated_precision(boys, girls, parent) if precision is None else float(precision)
    if worth <= 0:
        raise ModelError(f"the precision of the parent's ratio must be above zero, not {worth}")
    ratio, lower, upper = _exact(boys, girls)
    shrunken = _shrunken(boys, girls, parent, worth)
    enough = boys + girls >= MIN_BIRTHS
    q = q_values(np.where(enough, chance_of(boys, girls, reference), np.nan))
    missing = [np.where(enough, one, np.nan) for one in _missing(boys, girls, lower, upper, reference)]
    return SmallAreaSexRatios(
        years=years,
        reference=reference,
        precision=worth,
        births=boys + girls,
        ratio=ratio,
        lower=lower,
        upper=upper,
        shrunken=shrunken[0],
        shrunken_lower=shrunken[1],
        shrunken_upper=shrunken[2],
        q_value=q,
        missing=missing[0],
        missing_lower=missing[1],
        missing_upper=missing[2],
        findings=tuple(_finding(*one, reference.ratio, rate) for one in zip(enough, q, ratio, strict=True)),
    )


def estimated_precision(boys: Floats, girls: Floats, parent_share: Floats) -> float:
    """How many births the parent's ratio is worth: the strength of a beta distribution of the places' shares of boys.

    By moments of the beta-binomial distribution, see ``pattern_strength``; ``boys``, ``girls`` and ``parent_share``
    ``(place,)``. ``LARGEST_PRECISION`` at most, and where there are few places.
    """
    if np.count_nonzero(boys + girls) < MIN_PLACES:
        return LARGEST_PRECISION
    counts = np.stack([boys, girls], axis=1)
    strength = pattern_strength(counts, np.stack([parent_share, 1.0 - parent_share], axis=1))
    return min(strength, LARGEST_PRECISION)


def chance_of(boys: Floats, girls: Floats, reference: Reference) -> Floats:
    """How likely chance alone brings a share of boys so far outside the reference's bounds, ``(...)``.

    Twice the exact binomial tail against the nearer bound; one where the ratio lies within the bounds.
    """
    low, high = (bound / (1.0 + bound) for bound in (reference.lower, reference.upper))
    # P(X >= boys) and P(X <= boys) of the binomial, as beta functions, which take fractions of a birth too.
    many = np.where(boys > 0, betainc(np.maximum(boys, 1e-300), girls + 1.0, high), 1.0)
    few = np.where(girls > 0, 1.0 - betainc(boys + 1.0, np.maximum(girls, 1e-300), low), 1.0)
    return np.asarray(np.minimum(2.0 * np.minimum(many, few), 1.0))


def q_values(chance: ArrayLike) -> Floats:
    """For each place the lowest false discovery rate at which it is found, ``(place,)``; not a number where untested.

    Source: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57: 289-300. It holds for independent
    tests, as those of places without births in common are.
    """
    values = np.asarray(chance, dtype=np.float64)
    (tested,) = np.nonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    raw = values[order] * len(order) / np.arange(1, len(order) + 1)
    found = np.full(values.shape, np.nan)
    found[order] = np.minimum.accumulate(raw[::-1])[::-1]
    return found


def _pooled(male_births: ArrayLike, female_births: ArrayLike) -> tuple[Floats, Floats, int]:
    male = non_negative("male_births", male_births)
    female = ends_in("female_births", non_negative("female_births", female_births), *male.shape)
    if male.ndim != 2:
        raise ModelError(f"births must be by place and year, not of shape {male.shape}")
    if male.shape[1] < MIN_YEARS:
        raise ModelError(
            f"a sex ratio of small places needs {MIN_YEARS} years of births, not {male.shape[1]}"
        )
    years = min(male.shape[1], MAX_YEARS)
    return male[:, -years:].sum(axis=1), female[:, -years:].sum(axis=1), years


def _parent_share(
    boys: Floats, girls: Floats, reference: Reference, parent_ratio: ArrayLike | None
) -> Floats:
    if parent_ratio is None:
        total = float(boys.sum() + girls.sum())
        known = boys.sum() > 0 and girls.sum() > 0
        share = float(boys.sum()) / total if known else reference.ratio / (1.0 + reference.ratio)
        return np.full(boys.shape, share)
    ratio = np.broadcast_to(finite("parent_ratio", parent_ratio), boys.shape)
    if (ratio <= 0).any():
        raise ModelError("the parent's sex ratio at birth must be above zero")
    return np.asarray(ratio / (1.0 + ratio))


def _exact(boys: Floats, girls: Floats) -> tuple[Floats, Floats, Floats]:
    made = np.full((3, len(boys)), np.nan)
    born = boys + girls > 0
    if born.any():
        exact = sex_ratio(boys[born], girls[born], LEVEL)
        made[:, born] = exact.ratio, exact.lower, exact.upper
    return made[0], made[1], made[2]


def _shrunken(boys: Floats, girls: Floats, parent: Floats, worth: float) -> tuple[Floats, Floats, Floats]:
    """Mean and bounds of the share of boys after its births are seen, a beta distribution, as boys per girl."""
    male, female = worth * parent + boys, worth * (1.0 - parent) + girls
    tail = (1.0 - LEVEL) / 2.0
    shares = male / (male + female), betaincinv(male, female, tail), betaincinv(male, female, 1.0 - tail)
    mean, low, high = (np.asarray(share / (1.0 - share)) for share in shares)
    return mean, low, high


def _missing(
    boys: Floats, girls: Floats, lower: Floats, upper: Floats, reference: Reference
) -> tuple[Floats, Floats, Floats]:
    """Girls missing, and the same at both bounds of the place's ratio against the farther bound of the reference."""
    births = boys + girls

    def at(ratio: Floats, against: float) -> Floats:
        return np.asarray(births / (1.0 + ratio) * (ratio / against - 1.0))

    point = missing_female_births(boys, girls, reference.ratio)
    return point, at(lower, reference.upper), at(upper, reference.lower)


def _finding(enough: bool, q: float, ratio: float, reference: float, rate: float) -> Finding:
    if not enough:
        return Finding.TOO_FEW_BIRTHS
    if q > rate:
        return Finding.WITHIN
    return Finding.ABOVE if ratio > reference else Finding.BELOW

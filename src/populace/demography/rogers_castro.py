"""Rogers and Castro's curve of migration by age, fitted to a place's own rates.

The full curve has thirteen parameters: a childhood slope, a labour-force peak, a retirement peak, a rise among the
oldest, and a level. Rates are noisy, so each parameter is drawn towards a standard, and single ages that lie far off
count less (soft L1 loss).

Sources: Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30; Rogers & Watkins 1987, Research on Aging 9:
483-530 (the rise among the oldest).
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from populace.demography.arrays import Floats, ends_in, finite, non_negative
from populace.errors import ModelError


class Components(Enum):
    """Which parts a fitted curve has, by its number of parameters."""

    SEVEN = 7
    ELEVEN = 11
    THIRTEEN = 13


# Standard, lower and upper bound of each parameter. The first seven: the rounded standard schedule of Rogers & Castro
# 1981. Retirement and the oldest: mid-values of the schedules with these parts in the same report and in Rogers &
# Watkins 1987. Heights are shares of the largest rate and start low, so that a part is there only if the rates show it.
_SHAPES = {
    "alpha1": (0.10, 0.01, 1.0),
    "alpha2": (0.10, 0.02, 0.8),
    "mu2": (20.0, 12.0, 40.0),
    "lambda2": (0.40, 0.05, 2.0),
    "alpha3": (0.25, 0.05, 1.5),
    "mu3": (65.0, 55.0, 75.0),
    "lambda3": (0.60, 0.10, 2.0),
    "lambda4": (0.03, 0.005, 0.10),
}
_STANDARD_HEIGHTS = {"a1": 0.02, "a2": 0.06, "a3": 0.002, "a4": 0.0002, "c": 0.003}
_NAMES = {
    Components.SEVEN: ("a1", "alpha1", "a2", "alpha2", "mu2", "lambda2", "c"),
    Components.ELEVEN: (
        "a1",
        "alpha1",
        "a2",
        "alpha2",
        "mu2",
        "lambda2",
        "a3",
        "alpha3",
        "mu3",
        "lambda3",
        "c",
    ),
    Components.THIRTEEN: (
        *(
            "a1",
            "alpha1",
            "a2",
            "alpha2",
            "mu2",
            "lambda2",
            "a3",
            "alpha3",
            "mu3",
            "lambda3",
            "a4",
            "lambda4",
            "c",
        ),
    ),
}

PRIOR_SPREAD = 1.0
"""Standard deviation of the logarithm of a parameter about its standard: a factor of 2.7 either way is usual."""

PRIOR_SPREAD_OF_AGES = 8.0
"""The same of the ages of the peaks, in years."""

STARTS = (18.0, 24.0, 31.0)
"""Ages of the labour-force peak from which the fit sets out: the best of the three is kept."""


@dataclass(frozen=True)
class MigrationCurve:
    """Thirteen parameters named as in the literature; rates are migrants per person-year.

    ``m(x) = a1 exp(-alpha1 x) + a2 exp(-alpha2 (x - mu2) - exp(-lambda2 (x - mu2))) + a3 exp(-alpha3 (x - mu3) -
    exp(-lambda3 (x - mu3))) + a4 exp(lambda4 x) + c``. Raises ``ModelError`` for a height below zero.
    """

    a1: float
    alpha1: float
    a2: float
    alpha2: float
    mu2: float
    lambda2: float
    c: float
    a3: float = 0.0
    alpha3: float = 0.25
    mu3: float = 65.0
    lambda3: float = 0.6
    a4: float = 0.0
    lambda4: float = 0.03

    def __post_init__(self) -> None:
        """Check that no part is below zero."""
        if min(self.a1, self.a2, self.a3, self.a4, self.c) < 0:
            raise ModelError("no part of a migration curve may be below zero")

    def rates(self, age: ArrayLike) -> Floats:
        """Migrants per person-year at exact ages ``age``, any shape."""
        years = finite("age", age)
        return np.asarray(
            self.a1 * np.exp(-self.alpha1 * years)
            + self.a2 * _peak(years, self.alpha2, self.mu2, self.lambda2)
            + self.a3 * _peak(years, self.alpha3, self.mu3, self.lambda3)
            + self.a4 * np.exp(self.lambda4 * years)
            + self.c
        )


@dataclass(frozen=True)
class FittedCurve:
    """``curve``, and how well it goes with the rates: ``misfit`` is the mean square of errors in standard errors.

    About one where chance is all that is left; above ``2`` the curve misses something that the rates show.
    """

    curve: MigrationCurve
    misfit: float


def fit_rogers_castro(
    rates: ArrayLike, errors: ArrayLike, ages: ArrayLike, components: Components = Components.SEVEN
) -> FittedCurve:
    """The curve nearest to ``rates`` (migrants per person-year, ``(age,)``), drawn towards the standard.

    ``errors`` are the standard errors of the rates ``(age,)``, above zero; ``ages`` the exact ages they stand at.
    Raises ``ModelError`` for negative rates, errors of zero, fewer ages than parameters, or rates of zero throughout.
    """
    found, at = non_negative("rates", rates), finite("ages", ages)
    unsure = ends_in("errors", non_negative("errors", errors), *found.shape)
    names = _NAMES[components]
    if found.ndim != 1 or at.shape != found.shape or len(found) <= len(names):
        raise ModelError(
            f"a curve of {len(names)} parameters needs rates at more ages than that, one for each age"
        )
    if (unsure == 0).any() or found.max() == 0:
        raise ModelError("rates of migration need errors above zero, and must not all be zero")
    scale = float(found @ (1.0 / unsure)) / float(_standard(names).rates(at) @ (1.0 / unsure))
    usual = np.array([_usual(name, scale) for name in names])
    spread = np.array([PRIOR_SPREAD_OF_AGES if name in ("mu2", "mu3") else PRIOR_SPREAD for name in names])
    low, high = np.array([_bounds(name, scale) for name in names]).T

    def away(coded: Floats) -> Floats:
        misses = (_curve(names, coded).rates(at) - found) / unsure
        return np.concatenate([misses, (coded - usual) / spread])

    starts = [np.clip(np.where(np.array(names) == "mu2", age, usual), low, high) for age in STARTS]
    fits = [
        least_squares(away, start, bounds=(low, high), loss="soft_l1", x_scale=spread) for start in starts
    ]
    curve = _curve(names, min(fits, key=lambda fit: fit.cost).x)
    left = (curve.rates(at) - found) / unsure
    return FittedCurve(curve, float(left @ left) / (len(found) - len(names)))


def _peak(years: Floats, descent: float, middle: float, ascent: float) -> Floats:
    since = years - middle
    # Far below the peak the inner power is huge and the part is nothing: cut where a double would overflow.
    return np.exp(-descent * since - np.exp(np.minimum(-ascent * since, 700.0)))


def _standard(names: tuple[str, ...]) -> MigrationCurve:
    known = {**_STANDARD_HEIGHTS, **{name: values[0] for name, values in _SHAPES.items()}}
    return MigrationCurve(**{name: known[name] for name in names})


def _usual(name: str, scale: float) -> float:
    if name in _STANDARD_HEIGHTS:
        return float(np.log(_STANDARD_HEIGHTS[name] * scale))
    standard = _SHAPES[name][0]
    return standard if name.startswith("mu") else float(np.log(standard))


def _bounds(name: str, scale: float) -> tuple[float, float]:
    if name in _STANDARD_HEIGHTS:
        usual = _usual(name, scale)
        return usual - 12.0, usual + 6.0
    _usual_value, low, high = _SHAPES[name]
    return (low, high) if name.startswith("mu") else (float(np.log(low)), float(np.log(high)))


def _curve(names: tuple[str, ...], coded: Floats) -> MigrationCurve:
    """Parameters from what the fit works with: logarithms of all but the ages of the peaks."""
    return MigrationCurve(
        **{
            name: float(value if name.startswith("mu") else np.exp(value))
            for name, value in zip(names, coded, strict=True)
        }
    )

"""Age patterns of fertility that move: births later or earlier in life, at the same number per woman.

An uncertain pattern is two schedules and a weight. The *early* and the *late* one are the schedule itself with its
younger or its older ages raised, so that the half of both is the schedule again, exactly, and its mean age moves along
a straight line with the weight: the whole fan of postponement costs one number for each trajectory and year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, finite, non_negative
from populace.demography.fertility import FIRST_AGE, LAST_AGE
from populace.errors import ModelError

SLOPES, CENTRES = (
    14,
    26,
)  # halvings: the slope to 1 in 2,000 (the reach found is what counts), the centre to 1e-6 years
STEEPEST, FLATTEST = 0.05, 500.0  # years over which a schedule turns from lowered to raised
LARGEST_REACH = (
    0.9  # of the mean distance from the mean age: beyond, one half of the schedule would be cut off
)


@dataclass(frozen=True)
class EarlyAndLate:
    """``early`` and ``late`` schedules ``(..., age)``; their mean ages stand ``reach`` years ``(...)`` either way."""

    early: Floats
    late: Floats
    reach: Floats

    def __post_init__(self) -> None:
        """Check that both are schedules, and that there is a way between them."""
        for name in ("early", "late"):
            schedule = non_negative(name, getattr(self, name))
            if not np.allclose(schedule.sum(axis=-1), 1.0, atol=1e-9):
                raise ModelError(f"the {name} schedule must add up to 1 over ages")
        if (finite("reach", self.reach) <= 0).any() or self.early.shape != self.late.shape:
            raise ModelError("the early and the late schedule need the same shape, and a reach above zero")

    def weight(self, years: ArrayLike) -> Floats:
        """Share of the late schedule, 0 to 1, that moves the mean age by ``years``; farther than the reach is cut."""
        return np.asarray(np.clip(0.5 + finite("years", years) / (2.0 * self.reach), 0.0, 1.0))

    def mixed(self, weight: ArrayLike) -> Floats:
        """The schedule ``(..., age)`` with the share ``weight`` ``(...)`` of the late one."""
        share = non_negative("weight", weight)[..., None]
        return np.asarray((1.0 - share) * self.early + share * self.late)


def early_and_late(schedule: ArrayLike, reach: float) -> EarlyAndLate:
    """Two schedules with mean ages ``reach`` years below and above that of ``schedule`` ``(..., age)``.

    ``late = f (1 + t)`` and ``early = f (1 - t)`` with ``t = tanh((x - m) / c)``; the centre ``m`` keeps the sum at
    one, the slope ``c`` gives the reach. Where a schedule is so narrow that ``reach`` would cut off one side of it, as
    much is taken as leaves it whole. Its standard deviation narrows with the distance from the middle.

    Raises ``ModelError`` for schedules that do not add up to one or a reach of zero or below.
    """
    shares = non_negative("schedule", schedule)
    if not np.allclose(shares.sum(axis=-1), 1.0, atol=1e-6):
        raise ModelError("a schedule of fertility must add up to 1 over ages")
    if reach <= 0:
        raise ModelError(f"the reach of a drifting schedule must be above zero, not {reach}")
    shares = shares / shares.sum(axis=-1, keepdims=True)
    ages = np.arange(shares.shape[-1]) + 0.5
    mean = (shares * ages).sum(axis=-1)
    around = (shares * np.abs(ages - mean[..., None])).sum(axis=-1)
    wanted = np.minimum(reach, LARGEST_REACH * around)
    low, high = np.full(mean.shape, np.log(STEEPEST)), np.full(mean.shape, np.log(FLATTEST))
    for _ in range(SLOPES):
        middle = 0.5 * (low + high)
        too_far = _moved(shares, ages, _raised(shares, ages, mean, np.exp(middle))) > wanted
        low, high = np.where(too_far, middle, low), np.where(too_far, high, middle)
    raised = _raised(shares, ages, mean, np.exp(high))
    return EarlyAndLate(shares * (1.0 - raised), shares * (1.0 + raised), _moved(shares, ages, raised))


def moved_schedule(schedule: ArrayLike, years: ArrayLike) -> Floats:
    """``schedule`` ``(age,)`` moved along the ages by ``years`` ``(...)``, its shape kept: ``(..., age)``.

    Births within a year of age are taken as evenly spread. What would fall below age 10 or above 54 stays at these
    ages. Raises ``ModelError`` for a move of ten years or more.
    """
    shares, by = non_negative("schedule", schedule), finite("years", years)
    if (np.abs(by) >= FIRST_AGE).any():
        raise ModelError("a schedule can be moved by less than ten years")
    whole = np.floor(by).astype(int)
    part = (by - whole)[..., None]
    ages = np.arange(len(shares))
    from_age = ages - whole[..., None]
    moved = (1.0 - part) * _at(shares, from_age) + part * _at(shares, from_age - 1)
    moved[..., FIRST_AGE] += moved[..., :FIRST_AGE].sum(axis=-1)
    moved[..., LAST_AGE] += moved[..., LAST_AGE + 1 :].sum(axis=-1)
    moved[..., :FIRST_AGE] = moved[..., LAST_AGE + 1 :] = 0.0
    return np.asarray(moved)


def _at(shares: Floats, ages: np.ndarray) -> Floats:
    inside = (ages >= 0) & (ages < len(shares))
    return np.where(inside, shares[np.clip(ages, 0, len(shares) - 1)], 0.0)


def _raised(shares: Floats, ages: Floats, mean: Floats, slope: Floats) -> Floats:
    """By which factor above one each age is raised, ``(..., age)``; the centre is where the raise adds up to zero."""
    low, high = mean - 30.0, mean + 30.0
    for _ in range(CENTRES):
        centre = 0.5 * (low + high)
        rise = np.tanh((ages - centre[..., None]) / slope[..., None])
        too_low = (shares * rise).sum(axis=-1) > 0
        low, high = np.where(too_low, centre, low), np.where(too_low, high, centre)
    # What the bisection leaves is spread over all ages: both schedules add up to one, and neither falls below zero.
    rise -= (shares * rise).sum(axis=-1, keepdims=True)
    return np.asarray(rise / np.maximum(np.abs(rise).max(axis=-1, keepdims=True), 1.0))


def _moved(shares: Floats, ages: Floats, raised: Floats) -> Floats:
    return np.asarray((shares * raised * ages).sum(axis=-1))

"""Births postponed or brought forward: total fertility without the change of timing.

When women of every birth order bear later from year to year, fewer births fall into each year than into each woman's
life. Bongaarts and Feeney take this out order by order: ``TFR* = sum_i TFR_i / (1 - r_i)``, where ``r_i`` is the yearly
change of the mean age at birth i. Without birth order a change in the mix of orders looks like a change of
timing, so the adjustment is refused.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, ends_in, non_negative
from populace.demography.fertility import mean_age, total_fertility
from populace.errors import UserError
from populace.i18n import gettext as _
from populace.i18n import join_words

# Years of mean age in a year. Here 1 / (1 - r) is 4/3, and one shift for all ages of an order, which the method
# assumes, is no longer plausible: a convention of this package, not of the authors.
GREATEST_SHIFT = 0.25


class TempoWarning(UserWarning):
    """The timing of births changes too fast for the adjustment to be trusted."""


@dataclass(frozen=True)
class TempoAdjusted:
    """``tfr`` as observed and ``adjusted`` for tempo; by birth order the ``shift`` of the mean age in years a year."""

    tfr: Floats
    adjusted: Floats
    shift: Floats


def bongaarts_feeney(
    previous: ArrayLike, present: ArrayLike, following: ArrayLike, lower: ArrayLike, width: float
) -> TempoAdjusted:
    """Tempo-adjusted total fertility of the year of ``present``.

    Each of ``previous``, ``present`` and ``following`` (one year before and after): births of order i per woman-year
    (women of any parity), ``(order, age)``; ``lower`` the lower bounds of the age groups, ``width`` years wide.

    Raises ``UserError`` without birth order, ``ModelError`` for negative rates; warns ``TempoWarning`` where a
    shift exceeds ``GREATEST_SHIFT``. Mean ages are not rounded.
    Source: Bongaarts & Feeney 1998, Population and Development Review 24(2): 271-291.
    """
    rates = [non_negative(name, values) for name, values in _named(previous, present, following)]
    if any(array.ndim < 2 or array.shape[-2] < 2 for array in rates):
        raise UserError(
            _(
                "The tempo adjustment needs births by birth order, and these are of all orders together. "
                "Give rates for first, second and later births, or use total fertility unadjusted."
            )
        )
    for array in rates:
        ends_in("rates", array, *rates[1].shape[-2:])
    means = [mean_age(array, lower, width) for array in (rates[0], rates[2])]
    shift = np.asarray((means[1] - means[0]) / 2.0)
    _warn_where_fast(shift)
    by_order = total_fertility(rates[1], width)
    return TempoAdjusted(
        tfr=np.asarray(by_order.sum(axis=-1)),
        adjusted=np.asarray((by_order / (1.0 - shift)).sum(axis=-1)),
        shift=shift,
    )


def _named(
    previous: ArrayLike, present: ArrayLike, following: ArrayLike
) -> tuple[tuple[str, ArrayLike], ...]:
    return (("previous", previous), ("present", present), ("following", following))


def _warn_where_fast(shift: Floats) -> None:
    fast = np.flatnonzero((np.abs(shift) > GREATEST_SHIFT).reshape(-1, shift.shape[-1]).any(axis=0))
    if fast.size:
        orders = join_words([str(order + 1) for order in fast])
        warnings.warn(
            _(
                "The mean age at birth of order {orders} moves by more than {limit} years a year; "
                "the tempo adjustment is unreliable."
            ).format(orders=orders, limit=GREATEST_SHIFT),
            TempoWarning,
            stacklevel=3,
        )

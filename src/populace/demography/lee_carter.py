"""Lee and Carter's model of mortality: one index of time, to which every age answers in its own measure.

    ln m(x, t) = a(x) + b(x) k(t),    sum of b = 1, sum of k = 0.

Sources: Lee & Carter 1992, Journal of the American Statistical Association 87: 659-671; Lee & Miller 2001, Demography
38: 537-549 (the index is moved so that each year has its life expectancy; forecasts start at the last rates).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.ages import Ages
from populace.demography.arrays import Floats, ends_in, finite, non_negative
from populace.demography.life_table import life_table
from populace.errors import ModelError

MIN_PERIODS = 5
"""Periods (years, or five-year periods) below which a trend and its error are not told from each other."""


@dataclass(frozen=True)
class LeeCarter:
    """``a`` mean log rate and ``b`` response ``(age,)``; ``k`` the index ``(period,)``; ``explained`` the share of the
    variance of log rates about ``a`` that the model holds.
    """

    a: Floats
    b: Floats
    k: Floats
    explained: float

    def rates(self, k: ArrayLike) -> Floats:
        """Deaths per person-year ``(..., age)`` at an index ``k`` ``(...)``."""
        return np.asarray(np.exp(self.a + finite("k", k)[..., None] * self.b))


def fit_lee_carter(rates: ArrayLike) -> LeeCarter:
    """Fit by the singular value decomposition of the log rates about their means.

    ``rates`` deaths per person-year ``(period, age)``, all above zero (see ``death_rates`` for cells without deaths).
    Raises ``ModelError`` for rates of zero, fewer than ``MIN_PERIODS`` periods, or ages that do not move together.
    """
    logs = log_rates(rates)
    if logs.ndim != 2:
        raise ModelError(f"rates must be by period and age, not of shape {logs.shape}")
    a = logs.mean(axis=0)
    left, strength, right = np.linalg.svd(logs - a, full_matrices=False)
    total = float(right[0].sum())
    if abs(total) < 1e-8:
        raise ModelError("the death rates of different ages do not move together: there is no common index")
    variance = float((strength**2).sum())
    explained = float(strength[0] ** 2) / variance if variance > 0 else 1.0
    return LeeCarter(a, right[0] / total, left[:, 0] * strength[0] * total, explained)


def matched_to_e0(model: LeeCarter, e0: ArrayLike, ages: Ages, sex: int) -> LeeCarter:
    """``model`` with its index moved so that each period's life table has ``e0`` ``(period,)`` years.

    ``a`` stays, so that the index no longer adds up to zero. Raises ``ModelError`` for a response below zero at some
    age that keeps a life expectancy out of reach, or shapes that do not fit.
    """
    wanted = ends_in("e0", finite("e0", e0), *model.k.shape)
    # Life expectancy falls as the index rises; far out on both sides is a place that is certainly below and above.
    low, high = model.k - 200.0, model.k + 200.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        with np.errstate(over="ignore", under="ignore"):
            rates = np.clip(model.rates(middle), 1e-12, 50.0)
        found = life_table(rates, ages, sex).e0
        low, high = np.where(found > wanted, middle, low), np.where(found > wanted, high, middle)
    index = 0.5 * (low + high)
    reached = life_table(np.clip(model.rates(index), 1e-12, 50.0), ages, sex).e0
    if (np.abs(reached - wanted) > 1e-6).any():
        raise ModelError(
            "a life expectancy is out of reach of the model: its response is below zero at some ages"
        )
    return LeeCarter(model.a, model.b, index, model.explained)


def log_rates(rates: ArrayLike) -> Floats:
    """``ln`` of rates ``(..., period, age)``, checked: above zero, and periods enough."""
    found = non_negative("rates", rates)
    if (found == 0).any():
        raise ModelError(f"{np.sum(found == 0)} death rates are zero: draw them towards a standard first")
    if found.ndim < 2 or found.shape[-2] < MIN_PERIODS:
        many = found.shape[-2] if found.ndim > 1 else 0
        raise ModelError(f"a Lee-Carter model needs {MIN_PERIODS} periods of death rates or more, not {many}")
    return np.log(found)

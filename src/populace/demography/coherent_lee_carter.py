"""Lee-Carter for several places and both sexes that do not drift apart.

    ln m(i, x, t) = a(i, x) + B(x) K(t) + b(i, x) k(i, t) + noise

All groups ``i`` (a sex of a place) share one trend: ``B`` and the index ``K``, a random walk with drift. What each has
of its own, ``k``, is a first-order process about zero: it fades, so that the ratio between two groups stays bounded.

Source: Li & Lee 2005, "Coherent mortality forecasts for a group of populations", Demography 42(3): 575-594,
doi:10.1353/dem.2005.0021.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, finite
from populace.demography.lee_carter import LeeCarter, fit_lee_carter, log_rates
from populace.demography.sex import SEXES
from populace.errors import ModelError

LARGEST_PERSISTENCE = 0.98
"""Persistence of a group's own index at most: half of a deviation is gone after 34 periods. A group that asks for more
drifts away from the others, and is said to."""


@dataclass(frozen=True)
class CoherentLeeCarter:
    """``common`` is the trend of all; the others are of each group ``(place, sex, ...)``.

    ``own_b`` ``(place, sex, age)`` and ``own_k`` ``(place, sex, period)`` what it has of its own, ``persistence`` and
    ``innovation`` (one standard deviation) of ``own_k``; ``drifting`` where the group's own past does not come back;
    ``last`` log rates of the last period ``(place, sex, age)``, at which forecasts start; ``drift`` of ``K`` a period,
    its standard error, and the standard deviation ``step`` of its yearly steps.
    """

    common: LeeCarter
    own_b: Floats
    own_k: Floats
    persistence: Floats
    innovation: Floats
    drifting: Floats
    last: Floats
    drift: float
    drift_error: float
    step: float

    def rates(self, moved: ArrayLike, own: ArrayLike) -> Floats:
        """Death rates ``(..., place, sex, age)`` where ``K`` has ``moved`` ``(...)`` since the last period.

        ``own`` ``(..., place, sex)`` is what each group's own index is then.
        """
        common = finite("moved", moved)[..., None, None, None] * self.common.b
        change = (finite("own", own) - self.own_k[..., -1])[..., None] * self.own_b
        return np.asarray(np.exp(self.last + common + change))

    def forecast(self, ahead: int) -> Floats:
        """Death rates of ``ahead`` periods after the last, ``(period, place, sex, age)``."""
        steps = np.arange(1, ahead + 1)
        fading = self.persistence ** steps[:, None, None]
        return self.rates(self.drift * steps, self.own_k[..., -1] * fading)

    def trajectories(self, ahead: int, many: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Futures of the indices: how far ``K`` has moved ``(trajectory, period)`` and ``own`` ``(..., place, sex)``.

        For ``rates``. The drift is as unsure as its standard error, ``K`` moves by chance besides, and each group's own
        index on its own.
        """
        steps = np.arange(1, ahead + 1)
        drift = self.drift + self.drift_error * rng.standard_normal((many, 1))
        moved = drift * steps + np.cumsum(self.step * rng.standard_normal((many, ahead)), axis=1)
        own = np.empty((many, ahead, *self.persistence.shape))
        now = np.broadcast_to(self.own_k[..., -1], own[:, 0].shape)
        for at in range(ahead):
            now = self.persistence * now + self.innovation * rng.standard_normal(now.shape)
            own[:, at] = now
        return moved, own


def fit_coherent(rates: ArrayLike) -> CoherentLeeCarter:
    """Fit to death rates ``(place, period, sex, age)``, all above zero, one period after the other.

    The common trend is that of the mean log rates of all groups. Raises ``ModelError`` for rates of zero or too few
    periods: then a model life table moved to a life expectancy tells more.
    """
    logs = np.moveaxis(np.asarray(rates, dtype=np.float64), -2, 1)
    if logs.ndim != 4 or logs.shape[1] != len(SEXES):
        raise ModelError(f"rates must be (place, period, sex, age), not of shape {np.shape(rates)}")
    logs = log_rates(logs)  # (place, sex, period, age)
    common = fit_lee_carter(np.exp(logs.mean(axis=(0, 1))))
    left_over = logs - logs.mean(axis=-2, keepdims=True) - common.k[:, None] * common.b
    left, strength, right = np.linalg.svd(left_over, full_matrices=False)
    # What is left over to rounding alone is nothing of a group's own.
    size = np.where(strength[..., :1] > 1e-9 * np.abs(logs).max(), strength[..., :1], 0.0)
    own_k, own_b = left[..., 0] * size, right[..., 0, :]
    persistence, innovation, drifting = _first_order(own_k)
    steps = np.diff(common.k)
    step = float(steps.std(ddof=1))
    return CoherentLeeCarter(
        common=common,
        own_b=own_b,
        own_k=own_k,
        persistence=persistence,
        innovation=innovation,
        drifting=drifting,
        last=logs[..., -1, :],
        drift=float(steps.mean()),
        drift_error=step / np.sqrt(len(steps)),
        step=step,
    )


def _first_order(k: Floats) -> tuple[Floats, Floats, Floats]:
    """Persistence, innovation and whether it drifts, of processes about zero ``(..., period)`` by least squares."""
    before, after = k[..., :-1], k[..., 1:]
    size = (before**2).sum(axis=-1)
    slope = np.divide((before * after).sum(axis=-1), size, out=np.zeros_like(size), where=size > 0)
    kept = np.clip(slope, 0.0, LARGEST_PERSISTENCE)
    left = after - kept[..., None] * before
    return kept, np.sqrt((left**2).sum(axis=-1) / (left.shape[-1] - 1)), slope > LARGEST_PERSISTENCE

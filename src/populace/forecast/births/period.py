"""The level of fertility by year: where it stands, how it drifts on, and how far it may go.

The log of total fertility is a level with a drift that dies away, seen through noise::

    seen(t)  = level(t) + noise(t)
    level(t) = level(t-1) + drift(t-1)
    drift(t) = damping x drift(t-1) + change(t)

A fall that has gone on for years goes on for some, ever more slowly; a single strange year (a dragon year's births, a
year of fear) is noise and does not carry on. The noise holds the chance of small numbers (one over the year's births)
and more. Damping and variances are averaged over a grid, each process counting as likely as it makes the changes seen
in the place's own past and its parent's. Years that stand out beyond ``STANDS_OUT`` standard deviations from what all
other years say of them are left out.

Sources: Gardner & McKenzie 1985, "Forecasting trends in time series", Management Science 31:1237 (the damped trend);
Durbin & Koopman 2012, "Time Series Analysis by State Space Methods", 2nd ed., sections 2.12, 4.3 and 4.5.3 (filter,
likelihood, auxiliary residuals); Hoeting et al. 1999, "Bayesian model averaging", Statistical Science 14:382.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from populace.errors import ModelError

DAMPING = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
"""The share of a year's drift that is left in the next year: the values that are tried."""

CHANGE_SD = (0.003, 0.006, 0.012, 0.02, 0.035, 0.06)
"""Standard deviations of the yearly change of the drift that are tried; 0.02 is a change of two per cent."""

NOISE_SD = (0.0, 0.005, 0.01, 0.02, 0.04)
"""Standard deviations of the noise beyond chance that are tried."""

GRID = np.array(
    [(damping, change, noise) for damping in DAMPING for change in CHANGE_SD for noise in NOISE_SD]
)
"""Every process that is tried: damping, change, noise, ``(process, 3)``."""

NEGLIGIBLE = 1e-3
"""Processes less likely than this beside the likeliest are not followed."""

STANDS_OUT = 4.0
"""Standard deviations between a year and what the others say of it, from which on it is left out: by chance alone one
year in 16,000."""

FEWEST_YEARS = 8
"""Years of a past from which a drift is told; a shorter one has a level without drift, as unsure as ``UNKNOWN_SD``."""

UNKNOWN_SD = 0.035
"""Standard deviation of the yearly change of the log level where the past is too short to say: in the middle of what
is tried; total fertility of countries changed by 2 to 5 % a year (UN, World Population Prospects 2024)."""

VAGUE = 1e4
"""Variance of a level that nothing is known of yet."""

SEEN = np.array([1.0, 0.0])
"""Of level and drift the level is seen."""


@dataclass(frozen=True)
class PeriodFit:
    """The states at the end of ``years[-1]``, one for each likely process, and the processes that go on from there.

    ``processes`` are damping, change and noise, ``likely`` the share each counts with; ``states`` level and drift of
    the log, with their ``covariances``. ``left_out`` marks the years that do not carry on.
    """

    years: Int[np.ndarray, " year"]
    left_out: Bool[np.ndarray, " year"]
    processes: Float[np.ndarray, "process 3"]
    likely: Float[np.ndarray, " process"]
    states: Float[np.ndarray, "process 2"]
    covariances: Float[np.ndarray, "process 2 2"]

    def ahead(self, years: int) -> tuple[Float[np.ndarray, " year"], Float[np.ndarray, " year"]]:
        """Mean and standard deviation of the log level in each of the ``years`` after the last."""
        damping, change = self.processes[:, 0], self.processes[:, 1]
        level, drift = self.states.T
        vl, cov, vd = self.covariances[:, 0, 0], self.covariances[:, 0, 1], self.covariances[:, 1, 1]
        mean, spread = np.empty(years), np.empty(years)
        for at in range(years):
            level, drift = level + drift, damping * drift
            vl, cov, vd = vl + 2 * cov + vd, damping * (cov + vd), damping**2 * vd + change**2
            mean[at] = self.likely @ level
            spread[at] = np.sqrt(self.likely @ (vl + (level - mean[at]) ** 2))
        return mean, spread


def fit_period(
    years: Int[np.ndarray, " year"],
    total_fertility: Float[np.ndarray, " year"],
    births: Float[np.ndarray, " year"],
    above: Float[np.ndarray, " year_above"] | None = None,
) -> PeriodFit:
    """Fit the level of a place to its own past, with the process that its own and its parent's past show.

    ``total_fertility`` in consecutive ``years``, with the ``births`` it was found from; ``above`` that of the place
    above in consecutive years of its own.

    :raises ModelError: years are not consecutive, lengths differ, or a figure is not above zero.
    """
    _check(years, total_fertility, births, above)
    seen, chance = np.log(total_fertility), 1.0 / births
    if len(years) < FEWEST_YEARS:
        return _short(years, seen, chance)
    parent = None if above is None or len(above) < FEWEST_YEARS else np.log(above)
    likely = _likely(seen, chance, np.zeros(len(years), dtype=bool), parent)
    left_out = _stand_out(seen, chance, GRID[int(np.argmax(likely))])
    if left_out.any():
        likely = _likely(seen, chance, left_out, parent)
    kept = likely > NEGLIGIBLE * likely.max()
    ends = _filter(seen, chance, left_out, GRID[kept])[0]
    return PeriodFit(years, left_out, GRID[kept], likely[kept] / likely[kept].sum(), *ends)


def _short(
    years: Int[np.ndarray, " year"], seen: Float[np.ndarray, " year"], chance: Float[np.ndarray, " year"]
) -> PeriodFit:
    """A level without drift: the last years' mean, each counting as its births."""
    weights = 1.0 / chance[-3:]
    state = np.array([[float(seen[-3:] @ weights / weights.sum()), 0.0]])
    covariance = np.diag([1.0 / float(weights.sum()), UNKNOWN_SD**2])[np.newaxis]
    process = np.array([[0.0, UNKNOWN_SD, 0.0]])
    return PeriodFit(years, np.zeros(len(years), dtype=bool), process, np.ones(1), state, covariance)


def _likely(
    seen: Float[np.ndarray, " year"],
    chance: Float[np.ndarray, " year"],
    left_out: Bool[np.ndarray, " year"],
    parent: Float[np.ndarray, " year_above"] | None,
) -> Float[np.ndarray, " process"]:
    """How likely each process of the grid makes both pasts, relative to the likeliest.

    Parent and place share damping and change; each has its own noise.
    """
    log = _filter(seen, chance, left_out, GRID)[1]
    if parent is not None:
        years = len(parent)
        theirs = _filter(parent, np.zeros(years), np.zeros(years, dtype=bool), GRID)[1]
        by_noise = theirs.reshape(-1, len(NOISE_SD))
        log = log + np.repeat(by_noise.max(axis=1), len(NOISE_SD))
    return np.asarray(np.exp(log - log.max()))


_State = tuple[Float[np.ndarray, "process 2"], Float[np.ndarray, "process 2 2"]]
_Steps = list[tuple[np.ndarray, np.ndarray, np.ndarray]]


def _filter(
    seen: Float[np.ndarray, " year"],
    chance: Float[np.ndarray, " year"],
    left_out: Bool[np.ndarray, " year"],
    processes: Float[np.ndarray, "process 3"],
) -> tuple[_State, Float[np.ndarray, " process"], _Steps]:
    """The Kalman filter of every process: last states, log likelihoods, and of each year gap, its variance and gain.

    The first two years seen only set the state and do not count in the likelihood.
    """
    damping, change, noise = processes.T
    step = np.zeros((len(processes), 2, 2))
    step[:, 0], step[:, 1, 1] = 1.0, damping
    shock = np.zeros((len(processes), 2, 2))
    shock[:, 1, 1] = change**2
    state = np.zeros((len(processes), 2))
    state[:, 0] = seen[0]
    covariance = np.broadcast_to(VAGUE * np.eye(2), step.shape).copy()
    log, steps = np.zeros(len(processes)), []
    counted = np.cumsum(~left_out) > 2
    for at, value in enumerate(seen):
        if at:
            state = np.einsum("pij,pj->pi", step, state)
            covariance = step @ covariance @ step.transpose(0, 2, 1) + shock
        variance = covariance[:, 0, 0] + noise**2 + (np.inf if left_out[at] else chance[at])
        gap = value - state[:, 0]
        gain = covariance[:, :, 0] / variance[:, np.newaxis]
        steps.append((gap, variance, gain))
        if counted[at] and not left_out[at]:
            log = log - 0.5 * (np.log(variance) + gap**2 / variance)
        state = state + gain * gap[:, np.newaxis]
        covariance = covariance - gain[:, :, np.newaxis] * covariance[:, :1, :]
    return (state, covariance), log, steps


def _stand_out(
    seen: Float[np.ndarray, " year"], chance: Float[np.ndarray, " year"], process: Float[np.ndarray, "3"]
) -> Bool[np.ndarray, " year"]:
    """Years whose noise, as all other years tell it, is too large: looking back over the steps of the filter."""
    nothing = np.zeros(len(seen), dtype=bool)
    steps = _filter(seen, chance, nothing, process[np.newaxis])[2]
    step = np.array([[1.0, 1.0], [0.0, process[0]]])
    later, sure = np.zeros(2), np.zeros((2, 2))
    found = nothing.copy()
    for at in range(len(seen) - 1, -1, -1):
        gap, variance, gain = (float(steps[at][0][0]), float(steps[at][1][0]), steps[at][2][0])
        carried = step @ gain
        residual = gap / variance - float(carried @ later)
        found[at] = residual**2 > STANDS_OUT**2 * float(1.0 / variance + carried @ sure @ carried)
        back = step - np.outer(carried, SEEN)
        later = SEEN * gap / variance + back.T @ later
        sure = np.outer(SEEN, SEEN) / variance + back.T @ sure @ back
    return found


def _check(
    years: np.ndarray, total_fertility: np.ndarray, births: np.ndarray, above: np.ndarray | None
) -> None:
    if not len(years) == len(total_fertility) == len(births) or not len(years):
        raise ModelError("years, total fertility and births are one number for each year")
    if (np.diff(years) != 1).any():
        raise ModelError("the years of a past are consecutive")
    for figures in (total_fertility, births, np.ones(0) if above is None else above):
        if not np.isfinite(figures).all() or (figures <= 0).any():
            raise ModelError("a level that is followed by year is a number above zero")

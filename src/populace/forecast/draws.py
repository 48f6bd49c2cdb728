"""The levels that move each place along its trajectories: what places share, and what is each one's own.

Whatever is drawn is keyed by the seed and the code of the place alone: the same seed gives the same numbers whichever
other places are forecast beside one, whatever a scenario changes, and whoever computes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.forecast.inputs.paths import RATIO_RHO, RATIO_SIGMA, SOURCE_PERSISTENCE
from populace.forecast.inputs.unit import Unit
from populace.forecast.levels import Path, drifting, growing_spread, knots
from populace.forecast.plan import Plan
from populace.forecast.processes.noise import stream


@dataclass(frozen=True)
class Draws:
    """What all places of a plan share.

    ``total_fertility`` of the whole; ``fit`` what places' fertility is multiplied by in each trajectory and year, so
    that together they have the whole's (see ``fit_of``); the standard normal noise of life expectancy and of the ages
    of mothers.
    """

    seed: int
    total_fertility: Float[np.ndarray, "trajectory year"]
    fit: Float[np.ndarray, "trajectory year"]
    mortality_noise: Float[np.ndarray, "trajectory knot"]
    timing_noise: Float[np.ndarray, "trajectory knot"]


@dataclass(frozen=True)
class Levels:
    """What moves one place, by trajectory and year.

    ``total_fertility`` births per woman; ``later`` how many years the mean age of mothers stands above its median path;
    ``mortality`` positions in the place's grid of life tables; ``migration`` persons beyond those expected.
    """

    total_fertility: Float[np.ndarray, "trajectory year"]
    later: Float[np.ndarray, "trajectory year"]
    mortality: Float[np.ndarray, "trajectory year"]
    migration: Float[np.ndarray, "trajectory year"]


def shared_draws(plan: Plan, weights: Float[np.ndarray, "unit year"], trajectories: int, seed: int) -> Draws:
    """Draw what the places of ``plan`` share; ``weights`` are births at one child a woman on the expected path."""
    rng = stream(seed, plan.top, "shared")
    shape = (trajectories, knots(len(plan.years_ahead)))
    fertility, mortality, timing = (rng.standard_normal(shape) for _kind in range(3))
    return Draws(
        seed,
        np.maximum(plan.fertility.draw(fertility), 0.0),
        fit_of(plan, weights, trajectories, seed),
        mortality,
        timing,
    )


def fit_of(
    plan: Plan, weights: Float[np.ndarray, "unit year"], trajectories: int, seed: int
) -> Float[np.ndarray, "trajectory year"]:
    """What brings the women-weighted mean of the places' ratios to what it is on the expected path, year by year.

    Each place's fertility wanders about the whole's by itself; without this the whole would wander too, beyond what
    its own trajectories say.
    """
    if alone(plan):
        return np.ones((trajectories, len(plan.years_ahead)))
    shares = plan.ratios[:, np.newaxis] * weights
    summed = _weighted(
        (own_ratio(plan, unit, trajectories, seed), share)
        for unit, share in zip(plan.units, shares, strict=True)
    )
    fit = np.divide(shares.sum(axis=0), summed, out=np.ones_like(summed), where=summed > 0)
    return np.asarray(fit)


def _weighted(
    pairs: Iterable[tuple[Float[np.ndarray, "trajectory year"], Float[np.ndarray, " year"]]],
) -> Float[np.ndarray, "trajectory year"]:
    """The sum, one place after the other: all of them at once would not fit into memory."""
    summed = 0.0
    for ratio, share in pairs:
        summed = summed + ratio * share
    return np.asarray(summed)


def alone(plan: Plan) -> bool:
    """Whether the only place projected is the whole itself."""
    return plan.units[0].code == plan.top


def levels_of(plan: Plan, at: int, draws: Draws) -> Levels:
    """The levels of one place of the plan, with what a scenario changes."""
    unit, shape = plan.units[at], draws.total_fertility.shape
    fertility = draws.total_fertility * plan.ratios[at] * draws.fit
    if not alone(plan):
        fertility = fertility * own_ratio(plan, unit, shape[0], draws.seed)
    return Levels(
        fertility * plan.effects.fertility[at],
        unit.drift.path.draw(draws.timing_noise),
        _mortality(plan, at, draws),
        _migration(plan, unit, draws),
    )


def own_ratio(plan: Plan, unit: Unit, trajectories: int, seed: int) -> Float[np.ndarray, "trajectory year"]:
    """A place's fertility relative to the whole, about its present ratio."""
    years = len(plan.years_ahead)
    spread = growing_spread(RATIO_SIGMA, RATIO_RHO, years)
    path = Path(np.ones(years), spread, spread, RATIO_RHO, relative=True)
    rng = stream(seed, unit.code, "fertility")
    return path.draw(rng.standard_normal((trajectories, knots(years))))


def _mortality(plan: Plan, at: int, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    mortality = plan.units[at].mortality
    path = mortality.path.from_year(plan.base_year + 1 - mortality.first_year)
    return mortality.index(path.draw(draws.mortality_noise) + plan.effects.life_expectancy[at])


def _migration(plan: Plan, unit: Unit, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    trajectories, years = draws.total_fertility.shape
    spread = np.array([unit.migration.spread_of(int(year)) for year in plan.years_ahead])
    noise = stream(draws.seed, unit.code, "migration").standard_normal((trajectories, knots(years)))
    return np.asarray(drifting(noise, SOURCE_PERSISTENCE, years) * spread)

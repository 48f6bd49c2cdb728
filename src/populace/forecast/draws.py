"""The levels that move each place along its trajectories: what places share, and what is each one's own.

Whatever is drawn is keyed by the seed and the code of the place alone: the same seed gives the same numbers whichever
other places are forecast beside one, whatever a scenario changes, and whoever computes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from populace.forecast.inputs.fertility_drift import Drift
from populace.forecast.inputs.mortality import Mortality
from populace.forecast.inputs.paths import MIGRATION_PERSISTENCE, path_of_source
from populace.forecast.plan import Plan
from populace.forecast.processes.noise import Noise, coloured, shocks, stream, year_on_year
from populace.forecast.processes.regions import Ratio
from populace.forecast.processes.siblings import USUAL_SHARE, white_noise


@dataclass(frozen=True, eq=False)
class Draws:
    """What all places of a plan share.

    ``total_fertility`` of the whole; ``fit`` what places' fertility is multiplied by in each trajectory and year, so
    that together they have the whole's (see ``fit_of``); the white noise of life expectancy and of the ages of mothers.
    """

    seed: int
    total_fertility: Float[np.ndarray, "trajectory year"]
    fit: Float[np.ndarray, "trajectory year"]
    mortality_noise: Noise
    timing_noise: Noise


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
    years = len(plan.years_ahead)
    fertility, mortality, timing = (
        shocks(stream(seed, plan.top, subject), trajectories, years)
        for subject in ("whole fertility", "mortality", "ages of mothers")
    )
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
    summed = _weighted((own_ratio(plan, at, trajectories, seed), share) for at, share in enumerate(shares))
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
    unit = plan.units[at]
    fertility = draws.total_fertility * plan.ratios[at] * draws.fit
    if not alone(plan):
        fertility = fertility * own_ratio(plan, at, len(fertility), draws.seed)
    return Levels(
        np.maximum(fertility, 0.0) * plan.effects.fertility[at],
        _later(unit.drift, draws),
        _mortality(plan, at, draws),
        _migration(plan, at, draws),
    )


def own_ratio(plan: Plan, at: int, trajectories: int, seed: int) -> Float[np.ndarray, "trajectory year"]:
    """A place's fertility relative to the whole, about its present ratio.

    Places under one parent move together in part; what all places under the top share is the top's own fertility.
    """
    way, years = plan.ways[at], len(plan.years_ahead)
    shares = [0.0 if above == plan.top else USUAL_SHARE for above in way[1:]]
    return Ratio(1.0).draw(white_noise(seed, "fertility", way, shares, trajectories, years))


def _mortality(plan: Plan, at: int, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    mortality = plan.units[at].mortality
    drawn = _life_expectancy(mortality, plan.base_year, draws)
    return mortality.index(drawn + plan.effects.life_expectancy[at])


@lru_cache(maxsize=8)
def _life_expectancy(
    mortality: Mortality, base_year: int, draws: Draws
) -> Float[np.ndarray, "trajectory year"]:
    """Women's life expectancy along every trajectory, drawn once for all places that share their mortality."""
    return mortality.path.from_year(base_year + 1 - mortality.first_year).draw(draws.mortality_noise)


@lru_cache(maxsize=8)
def _later(drift: Drift, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    """How many years later women are mothers, drawn once for all places that share it."""
    return drift.path.draw(draws.timing_noise)


def _migration(plan: Plan, at: int, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    """Persons beyond those expected: within the bounds of the source, or as the place's past varied."""
    migration = plan.units[at].migration
    trajectories, years = draws.total_fertility.shape
    white = shocks(stream(draws.seed, plan.units[at].code, "migration"), trajectories, years)
    if migration.source is not None:
        level = path_of_source(migration.source, plan.years_ahead, MIGRATION_PERSISTENCE)
        return np.asarray(level.draw(white) - level.median)
    spread = np.full(years, migration.spread)
    return np.asarray(spread * coloured(white, year_on_year(spread, MIGRATION_PERSISTENCE)))

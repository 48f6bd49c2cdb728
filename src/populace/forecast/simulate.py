"""The trajectories: every unit along many futures, added up to the places above it as they come.

What is random: the top's total fertility (shared by all places), each place's fertility relative to it, life
expectancy (shared), each place's net migration, and the births of a year as a count (Poisson). The same seed gives the
same numbers whichever other places are forecast beside one.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from zlib import crc32

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE
from populace.demography.trajectories import LevelRates, project_levels
from populace.forecast.causes import FIRST_AGE, GROUPS, LAST_AGE, in_groups
from populace.forecast.expected import TIMING, Expected
from populace.forecast.inputs.paths import RATIO_RHO, RATIO_SIGMA, SOURCE_PERSISTENCE
from populace.forecast.inputs.unit import Unit
from populace.forecast.levels import Path, drifting, growing_spread, knots
from populace.forecast.plan import Plan
from populace.places.tree import PlaceTree


@dataclass
class Sums:
    """What is kept of every trajectory, in persons: these add up over places.

    ``births`` as counted (with the chance of small numbers), ``expected_births`` without it; ``at_one_child`` the
    births that the same women would have at a total fertility of one; ``total`` and ``women`` 15–49 at the end of the
    year; ``children`` by the age ranges asked for. By five-year age of women 15–49 ``mothers`` are woman-years of the
    year and ``births_by_mother`` the expected births (those of younger and older mothers in the nearest group).
    """

    births: Float[np.ndarray, "trajectory year"]
    expected_births: Float[np.ndarray, "trajectory year"]
    at_one_child: Float[np.ndarray, "trajectory year"]
    total: Float[np.ndarray, "trajectory year"]
    women: Float[np.ndarray, "trajectory year"]
    children: Float[np.ndarray, "range trajectory year"]
    mothers: Float[np.ndarray, "group trajectory year"]
    births_by_mother: Float[np.ndarray, "group trajectory year"]

    def add(self, other: "Sums") -> None:
        """Add another place to this one."""
        for field in fields(self):
            getattr(self, field.name)[...] += getattr(other, field.name)

    def copy(self) -> "Sums":
        """The same numbers, to be added to."""
        return Sums(*(getattr(self, field.name).copy() for field in fields(self)))


@dataclass(frozen=True)
class Draws:
    """What all places of a plan share: deviations of each trajectory and year."""

    total_fertility: Float[np.ndarray, "trajectory year"]
    mortality_noise: Float[np.ndarray, "trajectory knot"]


def simulate(
    plan: Plan,
    expected: Expected,
    tree: PlaceTree,
    ranges: tuple[tuple[int, int], ...],
    trajectories: int,
    seed: int,
    progress: Callable[[float], None],
    wanted: Collection[str],
) -> Iterator[tuple[str, Sums]]:
    """Yield every unit at or below the ``wanted`` places and every place between them, with its sums.

    ``ranges`` are inclusive age ranges. A place above others is yielded once, after the last unit below it.
    """
    draws = _shared_draws(plan, trajectories, seed)
    above = {at: places for at, unit in enumerate(plan.units) if (places := _up_to(wanted, tree, unit.code))}
    waiting = Counter(code for _unit, *places in above.values() for code in places)
    partial: dict[str, Sums] = {}
    for done, (at, (code, *places)) in enumerate(above.items(), start=1):
        rng = np.random.default_rng([seed, crc32(code.encode())])
        sums = _of_unit(plan, expected, at, draws, ranges, rng)
        yield code, sums
        for place in places:
            if place in partial:
                partial[place].add(sums)
            else:
                partial[place] = sums.copy()
            waiting[place] -= 1
            if not waiting[place]:
                yield place, partial.pop(place)
        progress(done / len(above))


def _up_to(wanted: Collection[str], tree: PlaceTree, code: str) -> list[str]:
    """The place and those above it up to one that is wanted; nothing where none of them is."""
    way = [code, *tree.ancestors(code)]
    ends = [at for at, place in enumerate(way) if place in wanted]
    return way[: ends[0] + 1] if ends else []


def _shared_draws(plan: Plan, trajectories: int, seed: int) -> Draws:
    rng = np.random.default_rng([seed, crc32(plan.top.encode()), 1])
    shape = (trajectories, knots(len(plan.years_ahead)))
    fertility = plan.fertility.draw(rng.standard_normal(shape))
    return Draws(np.maximum(fertility, 0.0), rng.standard_normal(shape))


def _of_unit(
    plan: Plan,
    expected: Expected,
    at: int,
    draws: Draws,
    ranges: tuple[tuple[int, int], ...],
    rng: np.random.Generator,
) -> Sums:
    unit = plan.units[at]
    total_fertility = draws.total_fertility * plan.ratios[at]
    if unit.code != plan.top:
        total_fertility = total_fertility * _own_ratio(total_fertility.shape, rng)
    total_fertility = total_fertility * plan.effects.fertility[at]
    first = expected.at(plan.base_year)
    run = project_levels(
        expected.population[first, at],
        LevelRates(
            tfr=total_fertility,
            fertility_pattern=unit.pattern[np.newaxis],
            mortality_level=_mortality_levels(plan, at, draws),
            survivorship_grid=unit.mortality.grid,
            migration_base=expected.migration[first + 1 :, at],
            migration_level=_migration_levels(plan, unit, rng, total_fertility.shape),
            migration_pattern=unit.migration.pattern,
            sex_ratio_at_birth=np.array([unit.sex_ratio[int(year)] for year in plan.years_ahead]),
        ),
        TIMING,
        age_groups=[(low, high + 1) for low, high in ranges],
        mother_groups=_mother_groups(unit.pattern.shape[0]),
        snapshot_years=range(len(plan.years_ahead) + 1),
    )
    women = in_groups(run.snapshots[:, :, FEMALE, FIRST_AGE : LAST_AGE + 1])
    ones = np.divide(
        run.births, total_fertility, out=np.zeros_like(total_fertility), where=total_fertility > 0
    )
    return Sums(
        births=rng.poisson(run.births).astype(float),
        expected_births=run.births,
        at_one_child=ones,
        total=run.population[:, 1:],
        women=run.women[:, 1:],
        children=np.moveaxis(run.population_by_group[:, 1:], -1, 0),
        mothers=np.moveaxis(0.5 * (women[:, :-1] + women[:, 1:]), -1, 0),
        births_by_mother=np.moveaxis(run.births_by_mother, -1, 0),
    )


def _mother_groups(ages: int) -> list[tuple[int, int]]:
    """Bounds of the groups of mothers: five years each, the first and last with everyone younger and older."""
    inner = GROUPS[1:]
    return list(zip((0, *inner), (*inner, ages), strict=True))


def _own_ratio(shape: tuple[int, ...], rng: np.random.Generator) -> Float[np.ndarray, "trajectory year"]:
    """A place's fertility relative to the whole, about its present ratio."""
    spread = growing_spread(RATIO_SIGMA, RATIO_RHO, shape[1])
    path = Path(np.ones(shape[1]), spread, spread, RATIO_RHO, relative=True)
    return path.draw(rng.standard_normal((shape[0], knots(shape[1]))))


def _mortality_levels(plan: Plan, at: int, draws: Draws) -> Float[np.ndarray, "trajectory year"]:
    mortality = plan.units[at].mortality
    path = mortality.path.from_year(plan.base_year + 1 - mortality.first_year)
    return mortality.index(path.draw(draws.mortality_noise) + plan.effects.life_expectancy[at])


def _migration_levels(
    plan: Plan, unit: Unit, rng: np.random.Generator, shape: tuple[int, ...]
) -> Float[np.ndarray, "trajectory year"]:
    spread = np.array([unit.migration.spread_of(int(year)) for year in plan.years_ahead])
    noise = rng.standard_normal((shape[0], knots(shape[1])))
    return np.asarray(drifting(noise, SOURCE_PERSISTENCE, shape[1]) * spread)

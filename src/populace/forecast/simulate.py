"""The trajectories: every unit along many futures, added up to the places above it as they come.

The same seed gives the same numbers whichever other places are forecast beside one: see ``draws`` for what is random.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np

from populace.demography.sex import FEMALE
from populace.demography.trajectories import LevelRates, project_levels
from populace.forecast.causes import FIRST_AGE, GROUPS, LAST_AGE, in_groups
from populace.forecast.draws import Draws, levels_of, shared_draws
from populace.forecast.expected import TIMING, Expected, at_one_child
from populace.forecast.plan import Plan
from populace.forecast.processes.noise import stream
from populace.forecast.side_by_side import side_by_side
from populace.forecast.sums import OpenPlaces, Sums, way_up
from populace.places.tree import PlaceTree

Groups = tuple[tuple[int, int], ...]
"""Age groups as pairs of a lower bound and the bound above."""


@dataclass(frozen=True)
class Asked:
    """What is to be kept: age ``ranges`` of both sexes, inclusive, and age ``groups`` of the population by sex."""

    ranges: Groups
    groups: Groups = ()


def simulate(
    plan: Plan,
    expected: Expected,
    tree: PlaceTree,
    ranges: Groups,
    trajectories: int,
    seed: int,
    progress: Callable[[float], None],
    wanted: Collection[str],
    usual: Expected | None = None,
) -> Iterator[tuple[str, Sums]]:
    """Yield every unit at or below the ``wanted`` places and every place between them, with its sums.

    ``ranges`` are inclusive age ranges; ``usual`` under a scenario is the expected run without it, so that what the
    scenario changes in one place changes no other through the level that they share. A place above others is yielded
    once, after the last unit below it.
    """
    draws = shared_draws(plan, at_one_child(plan, usual or expected), trajectories, seed)
    ways = {at: way for at, unit in enumerate(plan.units) if (way := way_up(unit.code, tree, wanted))}
    places = OpenPlaces(list(ways.values()))
    asked = Asked(ranges)
    for sums in side_by_side(lambda at: sums_of(plan, expected, at, draws, asked), ways):
        yield from places.take(sums)
        progress(places.done / len(ways))


def sums_of(plan: Plan, expected: Expected, at: int, draws: Draws, asked: Asked) -> Sums:
    """One place of the plan along every trajectory."""
    unit, levels = plan.units[at], levels_of(plan, at, draws)
    first = expected.at(plan.base_year)
    rng = stream(draws.seed, unit.code, "chance")
    bounds = unit.drift.bounds(unit.pattern)
    run = project_levels(
        expected.population[first, at],
        LevelRates(
            tfr=levels.total_fertility,
            fertility_pattern=bounds.mixed(np.full(len(bounds.early), 0.5)),
            mortality_level=levels.mortality,
            survivorship_grid=unit.mortality.grid,
            migration_base=expected.migration[first + 1 :, at],
            migration_level=levels.migration,
            migration_pattern=unit.migration.pattern,
            sex_ratio_at_birth=np.array([unit.sex_ratio[int(year)] for year in plan.years_ahead]),
        ),
        TIMING,
        age_groups=[(low, high + 1) for low, high in asked.ranges],
        mother_groups=_mother_groups(unit.pattern.shape[0]),
        snapshot_years=range(len(plan.years_ahead) + 1),
    )
    women = in_groups(run.snapshots[:, :, FEMALE, FIRST_AGE : LAST_AGE + 1])
    ones = np.divide(
        run.births, levels.total_fertility, out=np.zeros_like(run.births), where=levels.total_fertility > 0
    )
    people = np.stack(
        [run.snapshots[:, 1:, :, low:high].sum(axis=-1) for low, high in asked.groups]
        or [np.zeros((*run.births.shape, 2))[..., :0, :]]
    )
    return Sums(
        births=rng.poisson(run.births).astype(float),
        expected_births=run.births,
        at_one_child=ones,
        deaths=np.zeros_like(run.births),
        net_migration=np.zeros_like(run.births),
        total=run.population[:, 1:],
        women=run.women[:, 1:],
        children=np.moveaxis(run.population_by_group[:, 1:], -1, 0),
        mothers=np.moveaxis(0.5 * (women[:, :-1] + women[:, 1:]), -1, 0),
        births_by_mother=np.moveaxis(run.births_by_mother, -1, 0),
        people=np.ascontiguousarray(people.transpose(2, 3, 0, 1), dtype=np.float32)
        if asked.groups
        else np.zeros((run.births.shape[1], 2, 0, len(run.births)), dtype=np.float32),
    )


def _mother_groups(ages: int) -> list[tuple[int, int]]:
    """Bounds of the groups of mothers: five years each, the first and last with everyone younger and older."""
    inner = GROUPS[1:]
    return list(zip((0, *inner), (*inner, ages), strict=True))

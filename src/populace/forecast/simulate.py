"""The trajectories: every unit along many futures, added up to the places above it as they come.

The same seed gives the same numbers whichever other places are forecast beside one: see ``draws`` for what is random.
Births and deaths are whole numbers drawn by chance; net migrants are as expected, rounded up or down by chance.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from populace.demography.fertility_drift import EarlyAndLate
from populace.demography.future_rates import FutureRates
from populace.demography.futures import Chance, Keep, project_futures
from populace.demography.sex import FEMALE
from populace.demography.table_grid import TableGrid, without_separation
from populace.forecast.causes import GROUPS
from populace.forecast.draws import Draws, levels_of, shared_draws
from populace.forecast.expected import TIMING, Expected, at_one_child
from populace.forecast.inputs.fertility_drift import Drift
from populace.forecast.inputs.population import AGES
from populace.forecast.inputs.unit import Unit
from populace.forecast.plan import Plan
from populace.forecast.side_by_side import side_by_side
from populace.forecast.sums import OpenPlaces, Sums, way_up
from populace.places.tree import PlaceTree

Groups = tuple[tuple[int, int], ...]
"""Age groups as pairs of a lower bound and the bound above."""

MOTHERS: Groups = tuple(zip((0, *GROUPS[1:]), (*GROUPS[1:], len(AGES)), strict=True))
"""Five years each; the first and the last with everyone younger and older."""

WOMEN: Groups = tuple((low, low + 5) for low in GROUPS)
"""Women of childbearing age by five years of age, and nobody else."""


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
    both = _early_and_late(unit)
    groups = [*asked.groups, *WOMEN, *((low, high + 1) for low, high in asked.ranges)]
    run = project_futures(
        expected.population[first, at],
        FutureRates(
            tfr=levels.total_fertility,
            fertility_pattern=both.early,
            later_pattern=both.late,
            later_share=both.weight(levels.later),
            tables=_tables(unit),
            mortality_level=levels.mortality,
            migration_base=expected.migration[first + 1 :, at],
            migration_level=levels.migration,
            migration_pattern=unit.migration.pattern,
            sex_ratio_at_birth=np.array([unit.sex_ratio[int(year)] for year in plan.years_ahead]),
        ),
        TIMING,
        chance=Chance(draws.seed, crc32(unit.code.encode())),
        keep=Keep(age_groups=groups, mother_groups=MOTHERS),
        threads=1,
    )
    by_group = np.moveaxis(run.population_by_group, 0, -1)  # (year + 1, sex, group, trajectory)
    people = by_group[1:, :, : len(asked.groups)]
    women = by_group[:, FEMALE, len(asked.groups) : len(asked.groups) + len(WOMEN)]
    children = by_group[1:, :, len(asked.groups) + len(WOMEN) :].sum(axis=1)
    chance = np.divide(run.expected_births, run.births, out=np.zeros_like(run.births), where=run.births > 0)
    fertility = levels.total_fertility
    return Sums(
        births=run.births,
        expected_births=run.expected_births,
        at_one_child=np.divide(
            run.expected_births, fertility, out=np.zeros_like(run.births), where=fertility > 0
        ),
        deaths=run.deaths,
        net_migration=run.net_migration,
        total=run.population[:, 1:],
        women=women[1:].sum(axis=1).T.astype(float),
        children=children.transpose(1, 2, 0).astype(float),
        mothers=(0.5 * (women[:-1] + women[1:])).transpose(1, 2, 0).astype(float),
        births_by_mother=np.moveaxis(run.births_by_mother, -1, 0) * chance,
        people=np.ascontiguousarray(people),
    )


def _early_and_late(unit: Unit) -> EarlyAndLate:
    """Schedules about the median path; places that share a pattern and its course share them."""
    return _bounds(unit.pattern.tobytes(), unit.drift.shift.tobytes())


@lru_cache(maxsize=256)
def _bounds(pattern: bytes, shift: bytes) -> EarlyAndLate:
    moves = np.frombuffer(shift)
    years = np.arange(len(moves))
    return Drift(years, moves, np.zeros(len(moves))).bounds(np.frombuffer(pattern))


def _tables(unit: Unit) -> TableGrid:
    """Life tables by level, of which the numbers of deaths are asked for, not their ages."""
    return without_separation(unit.mortality.grid)

"""The job at work: places side by side, added up to those above them, stretch by stretch.

What is in memory: the expected runs of one stretch, the trajectories of the places at work, and the sums of the places
above them. It does not grow with the number of places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from populace.forecast.draws import Draws, shared_draws
from populace.forecast.expected import Expected, at_one_child, expected_run
from populace.forecast.many.fans import PlaceFans, fans_of
from populace.forecast.many.job import STRETCH, Branch, Job, Stretch
from populace.forecast.plan import Plan
from populace.forecast.side_by_side import side_by_side
from populace.forecast.simulate import Asked, sums_of
from populace.forecast.sums import OpenPlaces, Sums


@dataclass(frozen=True)
class Piece:
    """A stretch that is done: its places (and those above that it completed), and what it leaves ``open``."""

    number: int
    places: tuple[PlaceFans, ...]
    open: Mapping[str, Sums]


@dataclass(frozen=True)
class Begun:
    """Where to go on: the number of stretches that are done, and the sums that the last of them left open."""

    stretches: int = 0
    open: Mapping[str, Sums] = field(default_factory=dict)


def run(job: Job, begun: Begun | None = None, threads: int | None = None) -> Iterator[Piece]:
    """Run what is left of the job. Neither ``threads`` nor where it goes on changes a bit of the result."""
    begun = begun or Begun()
    branch, draws, places = -1, None, OpenPlaces(())
    for number, stretch in enumerate(job.stretches):
        if number < begun.stretches:
            continue
        chosen = job.branches[stretch.branch]
        if stretch.branch != branch or draws is None:
            branch, draws = stretch.branch, branch_draws(job, chosen)
            left = dict(begun.open) if number == begun.stretches else {}
            places = OpenPlaces(chosen.ways, stretch.first, left)
        finished = tuple(_places(job, chosen, stretch, draws, places, threads))
        yield Piece(number, finished, places.sums)


def _places(
    job: Job, branch: Branch, stretch: Stretch, draws: Draws, places: OpenPlaces, threads: int | None
) -> Iterator[PlaceFans]:
    asked = Asked((), job.groups)
    units = branch.units[stretch.first : stretch.last]
    plan = branch.plan.part(units[0], units[-1] + 1)
    expected = expected_run(plan)

    def work(at: int) -> tuple[Sums, PlaceFans]:
        sums = sums_of(plan, expected, at - units[0], draws, asked)
        return sums, fans_of(branch.plan.units[at].code, sums)

    for sums, fans in side_by_side(work, units, threads):
        for place, made in places.take(sums):
            yield fans if made is sums else fans_of(place, made)


def branch_draws(job: Job, branch: Branch) -> Draws:
    """What all places of the branch's plan share; all of them have a say in it, whichever are wanted."""
    plan = branch.plan
    weights = np.concatenate([_weights(plan, first) for first in range(0, len(plan.units), STRETCH)])
    return shared_draws(plan, weights, job.settings.trajectories, job.settings.seed)


def _weights(plan: Plan, first: int) -> Float[np.ndarray, "unit year"]:
    part = plan.part(first, min(first + STRETCH, len(plan.units)))
    expected: Expected = expected_run(part)
    return at_one_child(part, expected)

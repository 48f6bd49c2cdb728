"""The job: which places are projected, in which order, cut into stretches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Int

from populace.forecast.evidence import Evidence
from populace.forecast.inputs.unit import Unit
from populace.forecast.plan import Plan
from populace.forecast.results import Settings
from populace.forecast.run import check, jobs, tops
from populace.forecast.simulate import Groups
from populace.forecast.sums import way_up
from populace.forecast.tables import Tables

STRETCH = 64
"""Places in a stretch: a second or two of work, so that not more is lost when it is cut off; their expected runs, a few
megabytes, are all that is in memory at once."""


@dataclass(frozen=True)
class Branch:
    """The places to be projected of one plan: indices of its units, depth first, each with its way up."""

    plan: Plan
    units: tuple[int, ...]
    ways: tuple[tuple[str, ...], ...]

    @cached_property
    def members(self) -> Mapping[str, Sequence[Unit]]:
        """The units at or below each place, the whole first."""
        found: dict[str, list[Unit]] = {}
        for at, way in zip(self.units, self.ways, strict=True):
            for place in reversed(way):
                found.setdefault(place, []).append(self.plan.units[at])
        return found


@dataclass(frozen=True)
class Stretch:
    """Places ``first`` to ``last - 1`` of a branch, by their order in it."""

    branch: int
    first: int
    last: int


@dataclass(frozen=True)
class Job:
    """Everything that is to be run; ``groups`` are age groups of the population that is kept by sex."""

    branches: tuple[Branch, ...]
    settings: Settings
    groups: Groups

    @property
    def years_ahead(self) -> dict[str, Int[np.ndarray, " year"]]:
        """The years that each place is projected for."""
        return {place: branch.plan.years_ahead for branch in self.branches for place in branch.members}

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The job cut into pieces, in the order in which they are run; it does not depend on the machine."""
        return tuple(
            Stretch(number, first, min(first + STRETCH, len(branch.units)))
            for number, branch in enumerate(self.branches)
            for first in range(0, len(branch.units), STRETCH)
        )


def job_of(tables: Tables, evidence: Evidence, settings: Settings, groups: Groups) -> Job:
    """Plan the places asked for and all below them; a part of a whole is projected as part of it.

    :raises UserError: settings outside their range, or a place that is not in the tables.
    :raises MissingData: nothing serves a place on some subject.
    """
    check(settings, tables)
    asked = tops(evidence, settings.places)
    branches = []
    for plan, wanted in jobs(evidence, asked, settings.horizon):
        ways = {
            at: way for at, unit in enumerate(plan.units) if (way := way_up(unit.code, evidence.tree, wanted))
        }
        branches.append(Branch(plan, tuple(ways), tuple(ways.values())))
    return Job(tuple(branches), settings, groups)

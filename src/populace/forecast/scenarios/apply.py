"""From what a planner declares to what it changes in a plan, place by place and year by year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from populace.errors import UserError
from populace.forecast.evidence import Evidence
from populace.forecast.expected import Expected
from populace.forecast.plan import Plan
from populace.forecast.scenarios.changes import (
    Change,
    FertilityChange,
    HousingEstate,
    LifeExpectancyChange,
    MigrationChange,
    Scenario,
)
from populace.forecast.scenarios.effects import Effects
from populace.forecast.scenarios.profiles import shares_by_age, shares_of
from populace.i18n import gettext as _


def under(plan: Plan, expected: Expected, evidence: Evidence, scenario: Scenario) -> Plan:
    """The plan as it is under ``scenario``; ``expected`` is the expected run of the plan as it was.

    A change of a place is one of every projected place at or below it: people are shared out among them by the people
    who live there in the base year. Several changes of fertility multiply, all others add up.

    :raises UserError: a change of which no year lies ahead within the horizon.
    """
    effects = plan.effects
    for change in scenario.changes:
        members = _members(plan, evidence, change.place)
        if members:
            _refuse_other_years(plan, scenario, change)
            effects = _with(effects, plan, expected, change, members)
    return replace(plan, effects=effects)


def concerns(plan: Plan, evidence: Evidence, scenario: Scenario) -> bool:
    """Whether any change of the scenario is of a place of the plan."""
    return any(_members(plan, evidence, change.place) for change in scenario.changes)


def _members(plan: Plan, evidence: Evidence, place: str | None) -> list[int]:
    return [at for at, unit in enumerate(plan.units) if place is None or place in evidence.lineage(unit.code)]


def _with(
    effects: Effects, plan: Plan, expected: Expected, change: Change, members: Sequence[int]
) -> Effects:
    match change:
        case FertilityChange():
            fertility = effects.fertility.copy()
            fertility[members] *= _factor(plan, expected, change, members)
            return replace(effects, fertility=fertility)
        case LifeExpectancyChange():
            years = effects.life_expectancy.copy()
            years[members] += np.nan_to_num(change.more.at(plan.years_ahead))
            return replace(effects, life_expectancy=years)
        case MigrationChange():
            return replace(effects, migrants=_and_migrants(effects, plan, expected, change, members))
        case HousingEstate():
            return _with(effects, plan, expected, change.arrivals(), members)
        case _:
            return effects  # capacity changes no person


def _factor(
    plan: Plan, expected: Expected, change: FertilityChange, members: Sequence[int]
) -> Float[np.ndarray, " year"]:
    """The factor by year on the total fertility of all members; a level is put over that of the place as it was."""
    wanted = change.points.at(plan.years_ahead)
    if not change.relative:
        before = plan.fertility.median * _ratio(plan, expected, members)
        wanted = np.divide(wanted, before, out=np.full_like(wanted, np.nan), where=before > 0)
    return np.asarray(np.nan_to_num(wanted, nan=1.0))


def _ratio(plan: Plan, expected: Expected, members: Sequence[int]) -> float:
    """Total fertility of the members together relative to that of the whole, in the first year ahead."""
    if len(members) == len(plan.units):
        return 1.0
    births = expected.births[expected.at(plan.base_year) + 1, list(members)].sum(axis=-1)
    ratios = plan.ratios[list(members)]
    at_one = np.divide(births, ratios, out=np.zeros_like(births), where=ratios > 0).sum()
    return float(births.sum() / at_one) if at_one > 0 else float(ratios.mean())


def _and_migrants(
    effects: Effects, plan: Plan, expected: Expected, change: MigrationChange, members: Sequence[int]
) -> Mapping[int, Float[np.ndarray, "year sex age"]]:
    people = expected.population[expected.at(plan.base_year), list(members)].sum(axis=(1, 2))
    parts = people / people.sum() if people.sum() > 0 else np.full(len(members), 1.0 / len(members))
    persons = np.array([change.persons.get(int(year), 0.0) for year in plan.years_ahead])
    migrants = dict(effects.migrants)
    for at, part in zip(members, parts, strict=True):
        usual = plan.units[at].migration.pattern
        shares = shares_by_age(change.ages) if change.ages else shares_of(change.profile, usual)
        added = part * persons[:, np.newaxis, np.newaxis] * shares
        migrants[at] = migrants[at] + added if at in migrants else added
    return migrants


def _refuse_other_years(plan: Plan, scenario: Scenario, change: Change) -> None:
    years = _years(change)
    if min(years) > plan.horizon or (max(years) <= plan.base_year and not _lasts(change)):
        said = _(
            "Scenario “{code}”: a change gives {years}, and the forecast runs from {first} to {last}. "
            "Give years within it, or ask for a longer horizon."
        )
        raise UserError(
            said.format(
                code=scenario.code,
                years=", ".join(map(str, sorted(years))),
                first=plan.base_year + 1,
                last=plan.horizon,
            )
        )


def _lasts(change: Change) -> bool:
    """Whether the last value of a change is held in later years."""
    return isinstance(change, FertilityChange | LifeExpectancyChange)


def _years(change: Change) -> Collection[int]:
    match change:
        case FertilityChange():
            return change.points.years
        case LifeExpectancyChange():
            return change.more.years
        case MigrationChange():
            return change.persons
        case HousingEstate():
            return change.dwellings
        case _:
            return change.places

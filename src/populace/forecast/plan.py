"""The plan of a forecast: for one top place, the places that are projected and the path of fertility they share."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Int

from populace.errors import MissingData, UserError
from populace.forecast.births_above import with_births_above
from populace.forecast.evidence import Evidence
from populace.forecast.inputs.fertility import Level
from populace.forecast.inputs.paths import (
    FERTILITY_PERSISTENCE,
    LEAST_FERTILITY,
    held_fertility,
    path_of_source,
    projected,
)
from populace.forecast.inputs.ratios import RATIO_YEARS, shrunken_ratios
from populace.forecast.inputs.unit import Unit, Window, Workshop
from populace.forecast.levels import LevelPath
from populace.forecast.scenarios.effects import Effects
from populace.forecast.sums import way_up
from populace.i18n import format_number
from populace.i18n import gettext as _

LEVEL_YEARS = 3
"""Years over which the present level of total fertility is averaged."""


@dataclass(frozen=True)
class Plan:
    """What is projected for one top place.

    ``fertility`` is the path of the top's total fertility from ``base_year + 1`` to ``horizon``; ``ratios`` total
    fertility of each unit relative to it; ``level`` its past; ``says`` where the path comes from;
    ``ways`` each unit's code and those of the places above it, up to the top; ``effects`` what a scenario changes in
    the years ahead (nothing, in the forecast itself).
    """

    top: str
    units: tuple[Unit, ...]
    ratios: Float[np.ndarray, " unit"]
    base_year: int
    horizon: int
    level: Level | None
    fertility: LevelPath
    ways: tuple[tuple[str, ...], ...]
    says: tuple[str, ...]
    effects: Effects

    @property
    def years_ahead(self) -> Int[np.ndarray, " year"]:
        """The years that are forecast."""
        return np.arange(self.base_year + 1, self.horizon + 1)

    @property
    def start_year(self) -> int:
        """The earliest year at whose end the projection of a unit starts."""
        return min(unit.stocks.end_year for unit in self.units)

    def part(self, first: int, last: int) -> "Plan":
        """The same plan for its units ``first`` to ``last - 1`` alone: they do not depend on each other."""
        changed = self.effects
        effects = Effects(
            changed.fertility[first:last],
            changed.life_expectancy[first:last],
            {at - first: persons for at, persons in changed.migrants.items() if first <= at < last},
        )
        return replace(
            self,
            units=self.units[first:last],
            ratios=self.ratios[first:last],
            ways=self.ways[first:last],
            effects=effects,
        )


def plan_of(evidence: Evidence, top: str, horizon: int) -> Plan:
    """Gather what is needed to project ``top`` to ``horizon``: a calendar year, or a number of years ahead below 200.

    :raises MissingData: no population by sex and age, no mortality, or nothing on fertility.
    :raises UserError: a horizon that is not ahead.
    """
    codes = evidence.units_below(top)
    if not codes:
        raise MissingData(
            _(
                "{place} has no population of both women and men by age, and no place below it has. "
                "Add a table “population” with place, date, sex, age and value."
            ).format(place=evidence.name(top))
        )
    base_year = evidence.last_year(codes)
    until = horizon if horizon >= 200 else base_year + horizon
    if until <= base_year:
        said = _("The horizon {horizon} is not after {year}, the last year with data. Ask for a later year.")
        raise UserError(said.format(horizon=until, year=base_year))
    first = min(int(np.floor(evidence.stocks[code].dates[0])) for code in codes)
    window = Window(np.arange(min(first, base_year) - 1, until + 1), base_year)
    workshop = Workshop(evidence, window)
    units = with_births_above(evidence, tuple(workshop.unit(code) for code in codes))
    level = _together(units)
    _refuse_far_births(evidence, top, units, level)
    fertility, says = _fertility(evidence, top, level, np.arange(base_year + 1, until + 1))
    effects = Effects.none(len(units), until - base_year)
    ways = tuple(way_up(unit.code, evidence.tree, (top,)) for unit in units)
    return Plan(top, units, _ratios(units, level), base_year, until, level, fertility, ways, says, effects)


def _together(units: tuple[Unit, ...]) -> Level | None:
    """Total fertility of the units that have births, together, in the years that all of those have."""
    levels = [unit.level for unit in units if unit.level is not None and len(unit.level.years)]
    if not levels:
        return None
    first = max(int(level.years[0]) for level in levels)
    last = min(int(level.years[-1]) for level in levels)
    if first > last:
        return None
    births, expected = (
        np.sum(
            [getattr(level, name)[(level.years >= first) & (level.years <= last)] for level in levels], axis=0
        )
        for name in ("births", "expected")
    )
    level = np.divide(births, expected, out=np.zeros_like(births), where=expected > 0)
    return Level(np.arange(first, last + 1), level, expected, births)


def _refuse_far_births(evidence: Evidence, top: str, units: tuple[Unit, ...], level: Level | None) -> None:
    """Births that no count of women is near enough to say nothing of fertility.

    :raises MissingData: there are births, but none of a year with women, and no total fertility instead.
    """
    histories = [unit.history for unit in units if unit.history is not None]
    if level is not None or not histories or evidence.nearest("total_fertility", top) is not None:
        return
    said = _(
        "{place}: births are known from {first} to {last}, and no population by age from those years or near them. "
        "Add one, or births of later years."
    )
    first = min(int(one.series.years[0]) for one in histories)
    last = max(one.last_year for one in histories)
    raise MissingData(said.format(place=evidence.name(top), first=first, last=last))


def _fertility(
    evidence: Evidence, top: str, level: Level | None, ahead: Int[np.ndarray, " year"]
) -> tuple[LevelPath, tuple[str, ...]]:
    """The path of the top's total fertility, and a sentence on where it comes from."""
    given = evidence.nearest("total_fertility", top)
    source = projected(given[1]) if given is not None else None
    name = evidence.name(given[0]) if given is not None else ""
    if source is not None and source.projected and source.years[-1] > ahead[0]:
        scale = 1.0
        if level is not None:
            recent = source.at(level.years[-RATIO_YEARS:])
            scale = float(level.total_fertility[-RATIO_YEARS:].sum() / recent.sum())
        said = _(
            "Total fertility follows the path projected for {place}, times {ratio}: "
            "the ratio of the last {years} years."
        )
        return path_of_source(source, ahead, FERTILITY_PERSISTENCE, scale, LEAST_FERTILITY), (
            said.format(place=name, ratio=format_number(scale, 2), years=RATIO_YEARS),
        )
    if level is not None:
        present = float(level.total_fertility[-LEVEL_YEARS:].mean())
        years = level.years[-LEVEL_YEARS:]
        span = (
            str(years[0]) if len(years) == 1 else _("{first}–{last}").format(first=years[0], last=years[-1])
        )
        said = _("Total fertility is held at {level} births per woman, as in {years}.")
        return held_fertility(present, level.total_fertility, len(ahead)), (
            said.format(level=format_number(present, 2), years=span),
        )
    if source is not None:
        present = float(source.value[-1])
        said = _("Total fertility is held at the last level given for {place}: {level} births per woman.")
        return held_fertility(present, source.value, len(ahead)), (
            said.format(level=format_number(present, 2), place=name),
        )
    raise MissingData(
        _(
            "{place}: there are neither births nor a total fertility, and no children under 1 to work births out from. "
            "Add a table “births” with place, year and value."
        ).format(place=evidence.name(top))
    )


def _ratios(units: tuple[Unit, ...], level: Level | None) -> Float[np.ndarray, " unit"]:
    if level is None or len(units) == 1:
        return np.ones(len(units))
    years = level.years[-RATIO_YEARS:]
    common = level.total_fertility[-RATIO_YEARS:]
    births, expected = np.zeros(len(units)), np.zeros(len(units))
    for at, unit in enumerate(units):
        if unit.level is not None:
            chosen = np.isin(unit.level.years, years)
            births[at] = unit.level.births[chosen].sum()
            expected[at] = (unit.level.expected[chosen] * common).sum()
    return shrunken_ratios(births, expected)

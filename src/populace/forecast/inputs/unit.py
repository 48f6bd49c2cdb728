"""Everything the engine needs of one place, each with the rung of the ladder it came by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np
from jaxtyping import Float, Int

from populace.demography.pattern_shrinkage import own_share
from populace.errors import MissingData
from populace.forecast.evidence import Evidence
from populace.forecast.inputs.births import BirthHistory, birth_history
from populace.forecast.inputs.fertility import (
    PRIOR_BIRTHS,
    BirthsByAge,
    Level,
    births_by_age,
    model_pattern,
    past_level,
    pattern_from_rates,
    strength_above,
)
from populace.forecast.inputs.fertility_drift import Drift, drift_from_births, drift_of_source, held
from populace.forecast.inputs.migration import Migration, migration_of
from populace.forecast.inputs.mortality import Kind, Mortality, MortalityRows, mortality_at
from populace.forecast.inputs.paths import projected
from populace.forecast.inputs.population import Stocks, together
from populace.forecast.inputs.rows import Rows
from populace.forecast.ladder import rung
from populace.forecast.results import Rung
from populace.i18n import gettext as _
from populace.i18n import join_words

Pattern = Float[np.ndarray, " age"]
"""Share of total fertility at each single year of age of the mother; sums to one."""

DEFAULT_SEX_RATIO = 1.05
"""Boys per girl at birth where none is given: the world's (UN, World Population Prospects 2024)."""


@dataclass(frozen=True)
class Unit:
    """A place that is projected from its own tables.

    ``level`` is its total fertility in past years, or ``None`` without births; ``pattern`` the ages of mothers in the
    past and now, which move by ``drift``; ``sex_ratio`` boys per girl by year.
    """

    code: str
    stocks: Stocks
    history: BirthHistory | None
    level: Level | None
    pattern: Pattern
    drift: Drift
    mortality: Mortality
    migration: Migration
    sex_ratio: Mapping[int, float]
    rungs: Mapping[str, Rung]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """The years a plan looks at: from the first population or birth that matters to the horizon."""

    years: Int[np.ndarray, " year"]
    base_year: int


class Origin(Enum):
    """What a pattern of fertility is mostly made from."""

    COUNTED = "births by age of mother"
    GIVEN = "rates or shares by age of mother"
    MODEL = "a model schedule"


@dataclass(frozen=True)
class AgePattern:
    """Ages of mothers of one place: the schedule, the place that it is mostly of, and how that place came by it."""

    schedule: Pattern
    place: str
    origin: Origin


@dataclass
class Workshop:
    """Makes units, and keeps what several of them share: mortality and patterns of the places above them."""

    evidence: Evidence
    window: Window
    mortality: dict[str, Mortality | None] = field(default_factory=dict)
    births: dict[str, BirthsByAge | None] = field(default_factory=dict)
    patterns: dict[str, AgePattern] = field(default_factory=dict)
    strengths: dict[str, float] = field(default_factory=dict)
    drifts: dict[str, Drift | None] = field(default_factory=dict)

    def unit(self, code: str) -> Unit:
        """Take the best rung of each subject for one place.

        :raises MissingData: there is no mortality for it or for any place above it.
        """
        evidence, window = self.evidence, self.window
        stocks = evidence.stocks[code]
        mortality, mortality_rung = self._mortality(code)
        sex_ratio = _sex_ratio(evidence, code, window)
        newborn = float(mortality.survivorship(window.base_year)[:, 0].mean())
        history = birth_history(evidence.get("births", code), stocks, newborn)
        pattern, births_rung = self._fertility(code, history)
        level = past_level(history, stocks, pattern.schedule) if history is not None else None
        migration = migration_of(
            evidence.get("net_migration", code),
            stocks,
            history,
            mortality.survivorship,
            sex_ratio[window.base_year],
        )
        rungs = {
            "population": rung(_population_rung(stocks)),
            "births": births_rung,
            "mortality": mortality_rung,
            "migration": migration.rung,
        }
        return Unit(
            code,
            stocks,
            history,
            level,
            pattern.schedule,
            self._drift(code),
            mortality,
            migration,
            sex_ratio,
            rungs,
            _notes(history, mortality),
        )

    def _mortality(self, code: str) -> tuple[Mortality, Rung]:
        for place in self.evidence.lineage(code):
            if place not in self.mortality:
                self.mortality[place] = self._mortality_at(place)
            found = self.mortality[place]
            if found is not None:
                return found, _mortality_rung(found, self.evidence.name(place), own=place == code)
        said = _(
            "{place} and the places above it have neither deaths by sex and age nor a life expectancy. "
            "Add a table “life_expectancy” with place, year, sex and value."
        )
        raise MissingData(said.format(place=self.evidence.name(code)))

    def _mortality_at(self, place: str) -> Mortality | None:
        evidence = self.evidence
        measures = ("deaths", "mortality_rate", "life_expectancy")
        rows = MortalityRows(*(evidence.get(measure, place) for measure in measures))
        above = evidence.nearest("life_expectancy", place)
        return mortality_at(
            rows,
            above[1] if above else None,
            self._stocks_below(place),
            self.window.years,
            self.window.base_year,
        )

    def _fertility(self, code: str, history: BirthHistory | None) -> tuple[AgePattern, Rung]:
        """The pattern of fertility by age of mother, and the rung of births and fertility together."""
        pattern = self._pattern_at(code)
        if history is None:
            given = self.evidence.nearest("total_fertility", code)
            above = given[0] if given is not None else self.evidence.lineage(code)[-1]
            return pattern, rung("births-7", place=self.evidence.name(above))
        if history.from_infants:
            return pattern, rung("births-6")
        return pattern, _pattern_rung(pattern, self.evidence.name(pattern.place), own=pattern.place == code)

    def _pattern_at(self, place: str) -> AgePattern:
        """The pattern that one place's data give, drawn towards that of the place above it the fewer its births."""
        if place not in self.patterns:
            base, counted = self._pattern_without_births(place), self._births_by_age_of(place)
            if counted is None:
                self.patterns[place] = base
            else:
                own = float(own_share(counted.births, self._strength(self.evidence.tree[place].parent)))
                mixed = own * counted.schedule + (1.0 - own) * base.schedule
                mostly = AgePattern(mixed, place, Origin.COUNTED)
                self.patterns[place] = mostly if own >= 0.5 else replace(base, schedule=mixed)
        return self.patterns[place]

    def _pattern_without_births(self, place: str) -> AgePattern:
        """What stands for a place's pattern without births by age of its own: given for it, else of the place above."""
        rates, shares = (
            self.evidence.get(measure, place) for measure in ("fertility_rate", "fertility_share")
        )
        given = pattern_from_rates(rates, shares, self.window.base_year)
        if given is not None:
            return AgePattern(given, place, Origin.GIVEN)
        above = self.evidence.tree[place].parent
        return (
            self._pattern_at(above) if above is not None else AgePattern(model_pattern(), place, Origin.MODEL)
        )

    def _births_by_age_of(self, place: str) -> BirthsByAge | None:
        if place not in self.births:
            self.births[place] = births_by_age(self._births_by_age(place))
        return self.births[place]

    def _strength(self, above: str | None) -> float:
        """How many births the pattern of a place is worth to the places below it."""
        if above is None:
            return PRIOR_BIRTHS
        if above not in self.strengths:
            found = [self._births_by_age_of(child) for child in self.evidence.tree.children(above)]
            pooled = self._births_by_age_of(above)
            places = [one for one in found if one is not None]
            self.strengths[above] = strength_above(places, pooled) if pooled is not None else PRIOR_BIRTHS
        return self.strengths[above]

    def _drift(self, code: str) -> Drift:
        """How the ages of mothers move: by the nearest place with a trend of its own, or with a source that says so."""
        window = self.window
        ahead = window.years[window.years > window.base_year]
        for place in self.evidence.lineage(code):
            if place not in self.drifts:
                self.drifts[place] = self._drift_at(place, ahead)
            found = self.drifts[place]
            if found is not None:
                return found
        return held(ahead, window.base_year)

    def _drift_at(self, place: str, ahead: Int[np.ndarray, " year"]) -> Drift | None:
        evidence, base_year = self.evidence, self.window.base_year
        own = drift_from_births(self._births_by_age(place), ahead, base_year)
        if own is not None:
            return own
        rates, shares = (evidence.get(measure, place) for measure in ("fertility_rate", "fertility_share"))
        return drift_of_source(rates, shares, ahead, base_year)

    def _births_by_age(self, place: str) -> list[tuple[Rows, Stocks]]:
        """Births by age of mother, each with its women: of the place, or of all places below it that have them."""
        evidence = self.evidence
        rows, stocks = evidence.get("births", place), self._stocks_below(place)
        if rows is not None and stocks is not None and len(rows.by_age):
            return [(rows, stocks)]
        return [pair for child in evidence.tree.children(place) for pair in self._births_by_age(child)]

    def _stocks_below(self, place: str) -> Stocks | None:
        """The population of a place: its own, or that of the places below it together at the dates they share."""
        if place in self.evidence.stocks:
            return self.evidence.stocks[place]
        return together([self.evidence.stocks[code] for code in self.evidence.units_below(place)])


def _population_rung(stocks: Stocks) -> str:
    if stocks.wide:
        return "population-3"
    return "population-1" if stocks.single_years else "population-2"


def _mortality_rung(mortality: Mortality, place: str, *, own: bool) -> Rung:
    match mortality.kind:
        case Kind.DEATHS_OVER_TIME:
            return rung("mortality-1") if own else rung("mortality-3", place=place)
        case Kind.DEATHS:
            return rung("mortality-2") if own else rung("mortality-3", place=place)
        case Kind.RATES:
            return rung("mortality-4", place=place)
        case Kind.LIFE_EXPECTANCY:
            return rung("mortality-5", place=place)
        case Kind.BOTH_SEXES:
            return rung("mortality-6", place=place)


def _pattern_rung(pattern: AgePattern, place: str, *, own: bool) -> Rung:
    match pattern.origin:
        case Origin.COUNTED:
            return rung("births-1") if own else rung("births-2", place=place)
        case Origin.GIVEN:
            return rung("births-3", place=place)
        case Origin.MODEL:
            return rung("births-4")


def _sex_ratio(evidence: Evidence, code: str, window: Window) -> dict[int, float]:
    found = evidence.nearest("sex_ratio_at_birth", code)
    source = projected(found[1]) if found is not None else None
    values = np.full(len(window.years), DEFAULT_SEX_RATIO) if source is None else source.at(window.years)
    return {int(year): float(value) for year, value in zip(window.years, values, strict=True)}


def _notes(history: BirthHistory | None, mortality: Mortality) -> tuple[str, ...]:
    notes = []
    if history is not None and history.filled:
        notes.append(
            _(
                "Births of {years} were missing; the straight line between the years around them stands in sums."
            ).format(years=join_words([str(year) for year in history.filled]))
        )
    if mortality.held:
        notes.append(
            _("Life expectancy is held at its last level: its past is too short, or too flat, for a trend.")
        )
    return tuple(notes)

"""Mortality of a place: life expectancy in past years and ahead, and survivorship at every level it may pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from jaxtyping import Float, Int

from populace.demography.life_table import life_table
from populace.demography.mortality import model_levels, relational_levels
from populace.demography.mortality_levels import MortalityLevels
from populace.demography.mortality_response import model_response, own_response, response_levels
from populace.demography.sex import FEMALE, MALE
from populace.demography.survivorship import survivorship
from populace.errors import MissingData, ModelError
from populace.forecast.inputs.death_rates import deaths_over_time, rates_from_deaths, rates_given
from populace.forecast.inputs.paths import (
    E0_PERSISTENCE,
    E0_RHO,
    E0_SIGMA,
    Projected,
    path_of_source,
    projected,
    trend_of_e0,
)
from populace.forecast.inputs.population import AGES, OPEN_AGE, Stocks
from populace.forecast.inputs.rows import Rows
from populace.forecast.ladder import SEX_GAP
from populace.forecast.levels import LevelPath, Path, growing_spread
from populace.forecast.marks import BOTH_SEXES
from populace.forecast.processes.quantiles import PROBABILITIES
from populace.i18n import format_number
from populace.i18n import gettext as _

STEP = 0.5
"""Years of life expectancy between two levels of the survivorship grid; between them it is interpolated."""

MARGIN = 6.0
"""Years that the grid reaches beyond the median path, for the trajectories."""


MIN_OWN_SHARE = 0.5
"""Share of that response that must be the place's own; where more of it is noise, the model's improvements are used. In
trials it takes some 50,000 deaths over fifteen years."""


class Kind(Enum):
    """What a place's mortality was made from, best first."""

    DEATHS_OVER_TIME = "deaths by sex and age over many years"
    DEATHS = "deaths by sex and age"
    RATES = "death rates by sex and age, and a life expectancy"
    LIFE_EXPECTANCY = "a life expectancy by sex"
    BOTH_SEXES = "a life expectancy of both sexes together"


@dataclass(frozen=True, eq=False)
class Mortality:
    """Survivorship at every level, and the path of the level.

    ``grid`` ``(level, sex, age)`` is for female life expectancies ``first_level + STEP * level`` and the men's that
    go with them, ``rates`` the deaths per person-year that it comes from; ``path`` is of the female level from
    ``first_year`` on; ``held`` says that no trend was carried ahead.
    """

    first_level: float
    grid: Float[np.ndarray, "level sex age"]
    rates: Float[np.ndarray, "level sex age"]
    first_year: int
    path: LevelPath
    kind: Kind
    held: bool

    def index(self, e0: Float[np.ndarray, "*lead"]) -> Float[np.ndarray, "*lead"]:
        """Where in the grid female life expectancies stand; what lies outside is taken to its edge."""
        return np.asarray(np.clip((e0 - self.first_level) / STEP, 0.0, len(self.grid) - 1.000001))

    def survivorship(self, year: int, more: float = 0.0) -> Float[np.ndarray, "sex age"]:
        """Survivorship in ``year`` on the median path, or at a life expectancy that is higher by ``more`` years."""
        at = float(self.index(self.path.median[year - self.first_year] + more))
        low = int(at)
        return np.asarray(self.grid[low] + (at - low) * (self.grid[low + 1] - self.grid[low]))


@dataclass(frozen=True)
class MortalityRows:
    """What a place has on mortality."""

    deaths: Rows | None
    rates: Rows | None
    life_expectancy: Rows | None


def mortality_at(
    rows: MortalityRows,
    above: Rows | None,
    stocks: Stocks | None,
    years: Int[np.ndarray, " year"],
    base_year: int,
) -> Mortality | None:
    """Mortality over ``years`` from what one place has; ``None`` without deaths by age and without a life expectancy.

    A place with deaths but no life expectancy of its own moves with that of the nearest place ``above`` it.

    :raises MissingData: a life expectancy outside the model life tables.
    """
    e0 = _e0_by_sex(rows.life_expectancy)
    pattern = rates_from_deaths(rows.deaths, stocks)
    if pattern is not None:
        levels = life_table(pattern, AGES).e0
        known = e0 or _like(_e0_by_sex(above), levels, base_year)
        moving = _levels_over_time(rows.deaths, stocks, pattern, known, years)
        kind = Kind.DEATHS if moving is None else Kind.DEATHS_OVER_TIME
        found = moving or _levels(pattern, known, years)
        return _along(known, found, kind, years, base_year, given=e0 is not None)
    if e0 is None:
        return None
    pattern = rates_given(rows.rates, base_year)
    by_sex = rows.life_expectancy is not None and bool((rows.life_expectancy.sex != BOTH_SEXES).any())
    kind = Kind.BOTH_SEXES if not by_sex else Kind.LIFE_EXPECTANCY if pattern is None else Kind.RATES
    return _along(e0, _levels(pattern, e0, years), kind, years, base_year, given=True)


def _along(
    e0: Mapping[int, Projected],
    known: MortalityLevels,
    kind: Kind,
    years: Int[np.ndarray, " year"],
    base_year: int,
    *,
    given: bool,
) -> Mortality:
    """Mortality along ``e0``, which is ``given`` or else worked out and held where the ``known`` levels end.

    :raises MissingData: what was given for ``years`` lies outside.
    """
    reach = known.reach
    for sex, (lowest, highest) in enumerate(reach) if given else ():
        values = e0[sex].at(years)
        if values.min() < lowest or values.max() > highest:
            raise _outside(values, f"{format_number(lowest)}–{format_number(highest)}")
    women, held = _path(e0[FEMALE], years, base_year, reach[FEMALE])
    men, _held = _path(e0[MALE], years, base_year, reach[MALE])
    lowest, highest = reach[FEMALE]
    first = float(max(np.floor(women.median.min() - MARGIN), lowest))
    levels = np.arange(first, min(float(women.median.max()) + MARGIN, highest), STEP)
    # Men follow women by the gap on the median path, a straight line in the women's level where that moves.
    gap = women.median - men.median
    slope, start = (
        np.polyfit(women.median, gap, 1) if np.ptp(women.median) > 1.0 else (0.0, float(gap.mean()))
    )
    levels_of_men = np.clip(levels - (start + slope * levels), *reach[MALE])
    rates = known.rates_at(np.stack([levels, levels_of_men], axis=-1))
    grid = survivorship(life_table(rates, AGES))
    return Mortality(first, grid, rates, int(years[0]), women, kind, held)


def _levels(
    pattern: Float[np.ndarray, "sex age"] | None, e0: Mapping[int, Projected], years: Int[np.ndarray, " year"]
) -> MortalityLevels:
    """The model life tables, or a place's own rates moved by the model's improvements.

    :raises MissingData: the place's own rates lie outside the model life tables.
    """
    try:
        return model_levels(OPEN_AGE) if pattern is None else relational_levels(pattern)
    except ModelError as error:
        raise _outside(e0[FEMALE].at(years), str(error)) from error


def _levels_over_time(
    deaths: Rows | None,
    stocks: Stocks | None,
    pattern: Float[np.ndarray, "sex age"],
    e0: Mapping[int, Projected],
    years: Int[np.ndarray, " year"],
) -> MortalityLevels | None:
    """The place's own rates moved as each age has moved in its past; ``None`` where that is too short or too noisy."""
    past = deaths_over_time(deaths, stocks) if deaths is not None and stocks is not None else None
    if past is None:
        return None
    level = life_table(pattern, AGES).e0
    model = model_response(np.clip(level, 30.0, 95.0), OPEN_AGE)
    response, own = own_response(past.deaths, past.exposure, past.lower, model)
    if own < MIN_OWN_SHARE:
        return None
    ahead = np.concatenate([level, *(e0[sex].at(years) for sex in (FEMALE, MALE))])
    lowest, highest = float(ahead.min()) - 2 * MARGIN, float(ahead.max()) + 3 * MARGIN
    return response_levels(pattern, response, lowest, highest)


def _outside(values: Float[np.ndarray, " year"], reason: str) -> MissingData:
    said = _("The life expectancy given ({low} to {high} years) is outside the model life tables: {reason}.")
    low, high = format_number(values.min()), format_number(values.max())
    return MissingData(said.format(low=low, high=high, reason=reason))


def _path(
    source: Projected,
    years: Int[np.ndarray, " year"],
    base_year: int,
    reach: Float[np.ndarray, "2"],
) -> tuple[LevelPath, bool]:
    """The path, and whether the level was held rather than projected or carried on along a trend.

    Where the model tables end it is held.
    """
    source = source.within(float(reach[0]), float(reach[1]))
    if source.projected and source.years[-1] > base_year:
        return path_of_source(source, years, E0_PERSISTENCE), False
    trend = trend_of_e0(source.years, source.value)
    last_known = int(source.years[-1])
    median = np.clip(source.at(years) + trend * np.maximum(years - last_known, 0), *reach)
    ahead = np.maximum(years - base_year, 0)
    spread = np.where(
        ahead > 0, growing_spread(E0_SIGMA, E0_RHO, int(ahead.max()))[np.maximum(ahead, 1) - 1], 0.0
    )
    return Path(median, spread, E0_RHO), trend == 0.0


def _e0_by_sex(rows: Rows | None) -> dict[int, Projected] | None:
    if rows is None or not len(rows):
        return None
    found = {sex: projected(rows.of_sex(sex)) for sex in (FEMALE, MALE)}
    women, men = found[FEMALE], found[MALE]
    if women is not None and men is not None:
        return {FEMALE: women, MALE: men}
    both = projected(rows.of_sex(BOTH_SEXES))
    if both is None:
        return None
    half = 0.5 * SEX_GAP
    return {sex: both.shifted(half if sex == FEMALE else -half) for sex in (FEMALE, MALE)}


def _like(
    above: Mapping[int, Projected] | None, levels: Float[np.ndarray, " sex"], year: int
) -> dict[int, Projected]:
    """Life expectancy by sex that is ``levels`` in ``year`` and moves as that of another place, if there is one."""
    nothing = np.zeros((len(PROBABILITIES), 1))
    found = {}
    for sex in (FEMALE, MALE):
        path = above[sex] if above is not None else Projected(np.array([year]), nothing, projected=False)
        found[sex] = path.shifted(float(levels[sex] - path.at(np.array([year]))[0]))
    return found

"""Mortality of a place: life expectancy in past years and ahead, and survivorship at every level it may pass."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from jaxtyping import Float, Int

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import e0_range, model_mx, survivorship_grid
from populace.demography.rate_graduation import graduate_mx
from populace.demography.sex import FEMALE, MALE, SEXES
from populace.errors import MissingData, ModelError
from populace.forecast.inputs.paths import (
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
from populace.forecast.levels import Path, growing_spread
from populace.forecast.marks import BOTH_SEXES
from populace.i18n import format_number
from populace.i18n import gettext as _

FIRST_GUESS = 75.0
"""Life expectancy (years) of the model table from which the level of a place's own deaths is sought."""

STEP = 0.5
"""Years of life expectancy between two levels of the survivorship grid; between them it is interpolated."""

MARGIN = 6.0
"""Years that the grid reaches beyond the median path, for the trajectories."""

MIN_DEATHS = 1000
"""Deaths below which a place's own death rates are noise; it then takes those of the place above it."""

DEATH_YEARS = 5
"""Years of deaths that are pooled into one pattern."""


class Kind(Enum):
    """What a place's mortality was made from, best first."""

    DEATHS = "deaths by sex and age"
    RATES = "death rates by sex and age, and a life expectancy"
    LIFE_EXPECTANCY = "a life expectancy by sex"
    BOTH_SEXES = "a life expectancy of both sexes together"


@dataclass(frozen=True)
class Mortality:
    """Survivorship at every level, and the path of the level.

    ``grid`` ``(level, sex, age)`` is for female life expectancies ``first_level + STEP * level`` and the men's that
    go with them; ``path`` is of the female level from ``first_year`` on; ``held`` says that no trend was carried
    ahead.
    """

    first_level: float
    grid: Float[np.ndarray, "level sex age"]
    first_year: int
    path: Path
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
    pattern = _rates_from_deaths(rows.deaths, stocks)
    if pattern is not None:
        levels = life_table(pattern, AGES).e0
        known = e0 or _like(_e0_by_sex(above), levels, base_year)
        return _along(known, pattern, Kind.DEATHS, years, base_year, given=e0 is not None)
    if e0 is None:
        return None
    pattern = _rates_given(rows.rates, base_year)
    by_sex = rows.life_expectancy is not None and bool((rows.life_expectancy.sex != BOTH_SEXES).any())
    kind = Kind.BOTH_SEXES if not by_sex else Kind.LIFE_EXPECTANCY if pattern is None else Kind.RATES
    return _along(e0, pattern, kind, years, base_year, given=True)


def _along(
    e0: Mapping[int, Projected],
    pattern: Float[np.ndarray, "sex age"] | None,
    kind: Kind,
    years: Int[np.ndarray, " year"],
    base_year: int,
    *,
    given: bool,
) -> Mortality:
    """Mortality along ``e0``, which is ``given`` or else worked out and held where the model tables end."""
    reach = _reach(e0, pattern, years, given=given)
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
    grid = survivorship_grid(np.stack([levels, levels_of_men], axis=-1), pattern, OPEN_AGE)
    return Mortality(first, grid, int(years[0]), women, kind, held)


def _reach(
    e0: Mapping[int, Projected],
    pattern: Float[np.ndarray, "sex age"] | None,
    years: Int[np.ndarray, " year"],
    *,
    given: bool,
) -> Float[np.ndarray, "sex 2"]:
    """Lowest and highest life expectancy of the model tables by sex.

    :raises MissingData: what was given for ``years`` lies outside, or the place's own rates do.
    """
    try:
        reach = e0_range(pattern, OPEN_AGE)
    except ModelError as error:
        raise _outside(e0[FEMALE].at(years), str(error)) from error
    for sex, (lowest, highest) in enumerate(reach) if given else ():
        values = e0[sex].at(years)
        if values.min() < lowest or values.max() > highest:
            raise _outside(values, f"{format_number(lowest)}–{format_number(highest)}")
    return reach


def _outside(values: Float[np.ndarray, " year"], reason: str) -> MissingData:
    said = _("The life expectancy given ({low} to {high} years) is outside the model life tables: {reason}.")
    low, high = format_number(values.min()), format_number(values.max())
    return MissingData(said.format(low=low, high=high, reason=reason))


def _path(
    source: Projected,
    years: Int[np.ndarray, " year"],
    base_year: int,
    reach: Float[np.ndarray, "2"],
) -> tuple[Path, bool]:
    """The path, and whether the level was held rather than projected or carried on along a trend.

    Where the model tables end it is held.
    """
    source = replace(source, value=np.clip(source.value, *reach))
    if source.projected and source.years[-1] > base_year:
        return path_of_source(source, years), False
    trend = trend_of_e0(source.years, source.value)
    last_known = int(source.years[-1])
    median = np.clip(source.at(years) + trend * np.maximum(years - last_known, 0), *reach)
    ahead = np.maximum(years - base_year, 0)
    spread = np.where(
        ahead > 0, growing_spread(E0_SIGMA, E0_RHO, int(ahead.max()))[np.maximum(ahead, 1) - 1], 0.0
    )
    return Path(median, spread, spread, E0_RHO), trend == 0.0


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
    return {sex: _shifted(both, half if sex == FEMALE else -half) for sex in (FEMALE, MALE)}


def _shifted(source: Projected, by: float) -> Projected:
    return Projected(source.years, source.value + by, source.below, source.above, source.projected)


def _like(
    above: Mapping[int, Projected] | None, levels: Float[np.ndarray, " sex"], year: int
) -> dict[int, Projected]:
    """Life expectancy by sex that is ``levels`` in ``year`` and moves as that of another place, if there is one."""
    nothing = np.zeros(1)
    found = {}
    for sex in (FEMALE, MALE):
        path = (
            above[sex] if above is not None else Projected(np.array([year]), nothing, nothing, nothing, False)
        )
        found[sex] = _shifted(path, float(levels[sex] - path.at(np.array([year]))[0]))
    return found


def _rates_from_deaths(deaths: Rows | None, stocks: Stocks | None) -> Float[np.ndarray, "sex age"] | None:
    """Single-year death rates from deaths by sex and age group over the people exposed.

    Within each group the rates have the shape of the model table; each group's level is its deaths over those that the
    model expects, with half a death added to both so that a group without deaths keeps a rate above zero.
    """
    if deaths is None or stocks is None:
        return None
    by_age = deaths.observed.by_age
    years = [int(year) for year in np.unique(by_age.year) if stocks.covers(int(year))][-DEATH_YEARS:]
    by_age = by_age.where(np.isin(by_age.year, years) & (by_age.sex != BOTH_SEXES)).best()
    if by_age.value.sum() < MIN_DEATHS or not all((by_age.sex == sex).any() for sex in (FEMALE, MALE)):
        return None
    exposure = np.sum([stocks.exposure(year) for year in years], axis=0)
    rates = model_mx(np.full(len(SEXES), FIRST_GUESS), OPEN_AGE)
    for _round in range(3):  # the model's level settles within a tenth of a year
        shape = model_mx(np.clip(life_table(rates, AGES).e0, 30.0, 95.0), OPEN_AGE)
        rates = np.stack([_adjusted(shape[sex], by_age.of_sex(sex), exposure[sex]) for sex in (FEMALE, MALE)])
    return rates


def _adjusted(
    shape: Float[np.ndarray, " age"], deaths: Rows, exposure: Float[np.ndarray, " age"]
) -> Float[np.ndarray, " age"]:
    rates = shape.copy()
    lower = np.unique(deaths.age)
    for low, high in zip(lower, [*lower[1:], OPEN_AGE + 1], strict=True):
        counted = deaths.value[deaths.age == low].sum()
        expected = float(exposure[low:high] @ shape[low:high])
        rates[low:high] *= (counted + 0.5) / (expected + 0.5)
    return rates


def _rates_given(rows: Rows | None, year: int) -> Float[np.ndarray, "sex age"] | None:
    """Death rates given by sex and age for the period nearest to ``year``, by single year of age."""
    if rows is None or not len(rows):
        return None
    best = rows.best()
    distance = np.maximum(best.year - year, 0) + np.maximum(year - (best.year + best.years - 1), 0)
    nearest = best.where(distance == distance.min())
    made = []
    for sex in (FEMALE, MALE):
        one = nearest.of_sex(sex)
        lower, first = np.unique(one.age, return_index=True)
        if not len(lower):
            return None
        ages = Ages.of([int(low) for low in lower])
        values = one.value[first]
        made.append(values if ages.width == 1 else graduate_mx(values, ages, sex, OPEN_AGE))
    rates = np.stack(made)
    if rates.shape[-1] != len(AGES):
        return None
    return np.asarray(np.maximum(rates, 1e-9))

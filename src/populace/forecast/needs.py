"""What births and children ask for: staff, beds and places by year."""

import math
from collections.abc import Callable, Mapping
from dataclasses import astuple, replace
from typing import TypeVar

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.planning_ratios import PLANNING_RATIOS, Basis, PlanningRatio
from populace.errors import UserError
from populace.forecast.fans import fan_of, highest_of
from populace.forecast.results import Fan, Highest, Interval, Need
from populace.forecast.tables import Override
from populace.i18n import gettext as _

Count = Float[np.ndarray, "trajectory year"]
Basic = TypeVar("Basic")
Amount = TypeVar("Amount", float, np.ndarray)


def needs(
    years: Int[np.ndarray, " year"],
    births: Count,
    children: Mapping[tuple[int, int], Count],
    ratios: Mapping[str, PlanningRatio],
) -> tuple[Need, ...]:
    """Every need of ``ratios`` by year: its fan, and when and how high it is at its highest in each trajectory.

    ``children`` holds the population in each inclusive age range that the ratios name. A ratio is a number above zero,
    so quantiles of a need are the quantiles of its count through the ratio, and a need is highest when its count is.
    """

    def said(count: Count) -> tuple[Fan, Highest]:
        return fan_of(years, count), highest_of(years, count)

    def through(basis: tuple[Fan, Highest], ratio: PlanningRatio) -> tuple[Fan, Highest]:
        fan, highest = basis
        size = Interval(*(_units(bound, ratio) for bound in astuple(highest.size)))
        return Fan(years, _units(fan.quantiles, ratio)), replace(highest, size=size)

    of_ages = {ages: said(count) for ages, count in children.items()}
    made = _each(ratios, said(births), of_ages, through)
    return tuple(Need(code, fan, highest) for code, (fan, highest) in made.items())


def units_needed(
    births: Count, children: Mapping[tuple[int, int], Count], ratios: Mapping[str, PlanningRatio]
) -> dict[str, Count]:
    """Every need in every trajectory and year, in the unit of its ratio."""
    return _each(ratios, births, children, _units)


def _each(
    ratios: Mapping[str, PlanningRatio],
    births: Basic,
    children: Mapping[tuple[int, int], Basic],
    through: Callable[[Basic, PlanningRatio], Basic],
) -> dict[str, Basic]:
    """What comes of each ratio from what it is applied to: births, persons of some ages, or another need."""
    made: dict[str, Basic] = {}
    for code, ratio in ratios.items():
        match ratio.basis:
            case Basis.BIRTHS:
                basis = births
            case Basis.AGES:
                basis = children[_ages_of(ratio)]
            case Basis.NEED:
                basis = made[str(ratio.of)]
        made[code] = through(basis, ratio)
    return made


def _units(count: Amount, ratio: PlanningRatio) -> Amount:
    return count / ratio.value if ratio.per else count * ratio.value


def age_ranges(ratios: Mapping[str, PlanningRatio]) -> tuple[tuple[int, int], ...]:
    """The inclusive age ranges whose population the ratios need."""
    return tuple(dict.fromkeys(_ages_of(ratio) for ratio in ratios.values() if ratio.basis is Basis.AGES))


def planning_ratios(overrides: Mapping[str, Override]) -> dict[str, PlanningRatio]:
    """The planning ratios with those of the user in place of the defaults, each naming its source.

    :raises UserError: a code that is no planning ratio, or a value that is not above zero.
    """
    ratios = dict(PLANNING_RATIOS)
    for code, override in overrides.items():
        if code not in ratios:
            raise UserError(
                _("There is no planning ratio “{code}”. Use one of: {codes}.").format(
                    code=code, codes=", ".join(ratios)
                )
            )
        if not (override.value > 0 and math.isfinite(override.value)):
            raise UserError(
                _("The planning ratio “{code}” is {value}. Give a number above 0.").format(
                    code=code, value=override.value
                )
            )
        ratios[code] = ratios[code].replaced(override.value, override.source)
    return ratios


def _ages_of(ratio: PlanningRatio) -> tuple[int, int]:
    if ratio.ages is None:
        raise ValueError(f"planning ratio {ratio.code} is by age and names no ages")
    return ratio.ages

"""What births and children ask for: staff, beds and places by year."""

import math
from collections.abc import Mapping

from populace.catalog.planning_ratios import PLANNING_RATIOS, Basis, PlanningRatio
from populace.errors import UserError
from populace.forecast.results import Fan, Need
from populace.forecast.tables import Override
from populace.i18n import gettext as _


def needs(
    births: Fan, children: Mapping[tuple[int, int], Fan], ratios: Mapping[str, PlanningRatio]
) -> tuple[Need, ...]:
    """Every need of ``ratios`` by year, each quantile of the count through its ratio.

    ``children`` holds the fan of the population in each inclusive age range that the ratios name. The ratio is a
    number, so quantiles of a need are the quantiles of its count through the ratio.
    """
    fans: dict[str, Fan] = {}
    for code, ratio in ratios.items():
        match ratio.basis:
            case Basis.BIRTHS:
                basis = births
            case Basis.AGES:
                basis = children[_ages_of(ratio)]
            case Basis.NEED:
                basis = fans[str(ratio.of)]
        units = basis.quantiles / ratio.value if ratio.per else basis.quantiles * ratio.value
        fans[code] = Fan(basis.years, units)
    return tuple(Need(code, fan) for code, fan in fans.items())


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

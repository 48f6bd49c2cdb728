"""Sex ratios at birth of the places below one place, from births by the child's sex."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE, MALE
from populace.demography.sex_ratio_references import Reference
from populace.demography.small_area_sex_ratio import (
    MAX_YEARS,
    MIN_YEARS,
    SmallAreaSexRatios,
    small_area_sex_ratios,
)
from populace.forecast.evidence import Evidence
from populace.forecast.inputs.rows import Rows

SEXES = (FEMALE, MALE)

BySex = Mapping[int, Float[np.ndarray, " sex"]]
"""Births by calendar year: girls and boys, at ``FEMALE`` and ``MALE``."""


@dataclass(frozen=True)
class SexRatiosBelow:
    """``ratios`` of ``places``, in the order of the tree, over ``first_year`` to ``last_year``."""

    above: str
    places: tuple[str, ...]
    first_year: int
    last_year: int
    ratios: SmallAreaSexRatios


def sex_ratios_below(evidence: Evidence, above: str, reference: Reference) -> SexRatiosBelow | None:
    """Sex ratios of the places directly below ``above`` that have births by sex in each of the last years.

    Five years are taken, or as many as any place has; ``None`` where no place has three.
    """
    found = {code: _by_sex(evidence.get("births", code)) for code in evidence.tree.children(above)}
    known = sorted({year for births in found.values() for year in births})
    for many in range(MAX_YEARS, MIN_YEARS - 1, -1):
        years = range(known[-1] - many + 1, known[-1] + 1) if known else range(0)
        places = tuple(
            code for code, births in found.items() if years and all(year in births for year in years)
        )
        if places:
            births = np.array([[found[code][year] for year in years] for code in places])
            ratios = small_area_sex_ratios(births[..., MALE], births[..., FEMALE], reference)
            return SexRatiosBelow(above, places, years[0], years[-1], ratios)
    return None


def _by_sex(rows: Rows | None) -> BySex:
    """Births of every year for which both boys and girls were counted, over all ages of mothers."""
    if rows is None:
        return {}
    counted = rows.observed
    counted = counted.where((counted.years == 1) & ((counted.sex == FEMALE) | (counted.sex == MALE)))
    found = {}
    for year in np.unique(counted.year):
        of_year = counted.where(counted.year == year).best()
        least = of_year.all_ages if len(of_year.all_ages) else of_year
        if all((least.sex == sex).any() for sex in SEXES):
            born = np.zeros(len(SEXES))
            np.add.at(born, least.sex, least.value)
            found[int(year)] = born
    return found

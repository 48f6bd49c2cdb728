"""Levels that are given for a year (a private share, from a survey) hold in the months of that year."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from populace.catalog.expressions.nodes import Figure, Leaf
from populace.catalog.measure import Kind
from populace.catalog.periods import Length, Period
from populace.store.leaves import Question, values_of


def rate_values(
    question: Question, items: Iterable[Leaf], values: Mapping[Leaf, np.ndarray]
) -> dict[Leaf, np.ndarray]:
    """Rates among ``items`` with the calendar year's level where a shorter period has none of its own."""
    rates = [
        each
        for each in items
        if isinstance(each, Figure) and question.catalogue.measures[each.measure].kind is Kind.RATE
    ]
    if not rates or question.scope.length is Length.YEAR:
        return {}
    found: dict[Leaf, np.ndarray] = {}
    for each in rates:
        years = [period.moved(each.offset).start.year for period in question.periods]
        first, last = Period.parse(f"{min(years):04d}"), Period.parse(f"{max(years):04d}")
        yearly = replace(question, scope=replace(question.scope, length=Length.YEAR, first=first, last=last))
        level = values_of(yearly, [Figure(each.measure, each.only)])[Figure(each.measure, each.only)]
        of_year = level[:, np.array(years) - first.start.year]
        found[each] = np.where(np.isnan(values[each]), of_year, values[each])
    return found

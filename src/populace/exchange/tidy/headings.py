"""Headings of columns of figures: a measure, perhaps with a sex or an age group, or a cell as we write it."""

from collections.abc import Iterable, Mapping

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE, SEX
from populace.demography.sex import FEMALE
from populace.errors import ModelError
from populace.exchange.ages import read_age
from populace.exchange.header import fold_heading
from populace.exchange.sexes import split_sex
from populace.exchange.tidy.mapping import ValueColumn
from populace.exchange.tidy.words import age_text, measures_named


def measures_as_headings(headings: Iterable[str], catalogue: Catalogue) -> tuple[ValueColumn, ...]:
    """The headings that are measures: a code, a name or label, ``births_female``, ``人口_20-24岁``."""
    named = measures_named(catalogue)
    found = (_figure(heading, named, catalogue) for heading in headings)
    return tuple(figure for figure in found if figure is not None)


def cells_as_headings(headings: Iterable[str], catalogue: Catalogue) -> tuple[ValueColumn, ...]:
    """The headings that are breakdowns as we write them: ``age=20-24;sex=female``."""
    found = []
    for heading in headings:
        if "=" not in heading:
            continue
        try:
            breakdown = Breakdown.parse(heading)
        except ModelError:
            continue
        if breakdown.dimensions <= set(catalogue.dimensions):
            found.append(ValueColumn(heading, categories=dict(breakdown.pairs)))
    return tuple(found)


def _figure(heading: str, named: Mapping[str, str], catalogue: Catalogue) -> ValueColumn | None:
    if heading in catalogue.measures:
        return ValueColumn(heading, heading)
    folded = fold_heading(heading)
    if folded in named:
        return ValueColumn(heading, named[folded])
    split = split_sex(folded)
    if split is not None and split[1] in named and split[0] >= 0:
        return ValueColumn(heading, named[split[1]], {SEX: "female" if split[0] == FEMALE else "male"})
    for name in sorted(named, key=len, reverse=True):
        if folded.startswith(name):
            age = read_age(folded.removeprefix(name).strip("_").replace("_", "-"))
            if age is not None and age_text(age):
                return ValueColumn(heading, named[name], {AGE: age_text(age)})
    return None

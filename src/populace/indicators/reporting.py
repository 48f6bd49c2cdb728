"""How complete the reports are that a value rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure, Rate, Reporting, YearToDate
from populace.catalog.expressions.walk import leaves
from populace.catalog.forms import Form
from populace.catalog.indicators import Indicator
from populace.indicators.population import Grid
from populace.store.selection import Scope
from populace.store.snapshot import Snapshot

_RATES = (Rate.ACTUAL_REPORTS, Rate.ACTUAL_REPORTS_ON_TIME, Rate.EXPECTED_REPORTS)


@dataclass(frozen=True)
class Reported:
    """Shares of the reports expected, ``(place, period)``: received, and received in time; NaN where none is."""

    completeness: Grid
    timeliness: Grid


def forms_of(indicator: Indicator, catalogue: Catalogue) -> tuple[str, ...]:
    """The forms by which the figures of the numerator come in."""
    items = (leaf.of if isinstance(leaf, YearToDate) else leaf for leaf in leaves(indicator.numerator))
    counted = {leaf.measure for leaf in items if isinstance(leaf, Figure)}
    return tuple(code for code, form in catalogue.forms.items() if _asks_for(form, counted))


def reported(
    forms: Iterable[tuple[str, ...]], snapshot: Snapshot, scope: Scope, catalogue: Catalogue
) -> Mapping[tuple[str, ...], Reported]:
    """How complete each set of forms is, over all its forms together."""
    sets = tuple(dict.fromkeys(forms))
    wanted = {
        f"{code}.{rate.value}": Reporting(code, rate)
        for code in dict.fromkeys(code for each in sets for code in each)
        for rate in _RATES
    }
    shape = (len(scope.places), len(scope.periods))
    grids: dict[str, Grid] = {}
    if wanted:
        table = snapshot.figures(wanted, scope, catalogue)
        grids = {
            name: np.nan_to_num(np.asarray(table[name].to_numpy(), dtype=np.float64)).reshape(shape)
            for name in wanted
        }
    return {each: _together(each, grids, shape) for each in sets}


def _together(forms: tuple[str, ...], grids: Mapping[str, Grid], shape: tuple[int, int]) -> Reported:
    received, in_time, expected = (
        sum((grids[f"{code}.{rate.value}"] for code in forms), np.zeros(shape)) for rate in _RATES
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [np.where(expected > 0, part / expected, np.nan) for part in (received, in_time)]
    return Reported(*shares)


def _asks_for(form: Form, measures: set[str]) -> bool:
    return bool(measures & set(form.measures))

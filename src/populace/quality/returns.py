"""One return while it is entered: the same checks, with the same numbers, as an examination of everything.

What needs other places (shares of the place above, effects on it) is left to the examination.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.catalog.periods import Period, periods_between
from populace.quality.checks import Limits
from populace.quality.digits.find import find_repeated_forms
from populace.quality.evidence import Evidence
from populace.quality.figure_checks import rules_to_check
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag
from populace.quality.outliers.find import find_outliers
from populace.quality.panel import Panel, panel_of
from populace.quality.rules.find import find_broken_rules
from populace.quality.stock import STOCK_MEASURES, StockMeasures
from populace.quality.stock_find import find_stock_faults

History = Callable[[str, Breakdown], Mapping[Period, float]]
"""The earlier figures of one cell of the place, by period."""


def check_return(
    form: Form,
    place: str,
    period: Period,
    figures: Mapping[tuple[str, Breakdown], float],
    history_of_cell: History,
    catalogue: Catalogue,
    *,
    limits: Limits | None = None,
    stock: StockMeasures = STOCK_MEASURES,
) -> tuple[Flag, ...]:
    """Flags on the ``figures`` of ``place`` in ``period``, in the order of the cells of ``form``.

    Figures that are not of the form are left out, as are earlier figures of other lengths and later ones.
    """
    panel = _panel(form, place, period, figures, history_of_cell)
    if panel is None:
        return ()
    evidence = Evidence(panel, catalogue, None, limits or Limits())
    flags = figure_flags(evidence, find_outliers(evidence), together=True)
    flags += figure_flags(evidence, find_stock_faults(evidence, stock))
    flags += find_repeated_forms(evidence, [form]).flags
    by_length = {panel.length: panel}
    same_length = [
        rule for rule in rules_to_check(catalogue, by_length, stock) if rule.length is panel.length
    ]
    for each in find_broken_rules(same_length, by_length, catalogue, None):
        flags += each.flags
    order = {(measure, cell.text): i for i, (measure, cell) in enumerate(form.cells)}
    mine = [replace(flag, effect=float("nan")) for flag in flags if flag.period == period.text]
    return tuple(sorted(mine, key=lambda flag: order.get((flag.measure, flag.breakdown), len(order))))


def _panel(
    form: Form,
    place: str,
    period: Period,
    figures: Mapping[tuple[str, Breakdown], float],
    history_of_cell: History,
) -> Panel | None:
    """The place's figures in the cells of ``form``, up to ``period``."""
    past = {
        cell: {
            at: value
            for at, value in history_of_cell(*cell).items()
            if at.length is period.length and at < period
        }
        for cell in form.cells
    }
    first = min((at for each in past.values() for at in each), default=period)
    axis = tuple(periods_between(first, period))
    position = {each: i for i, each in enumerate(axis)}
    known = [cell for cell in dict.fromkeys(form.cells) if cell in figures or past[cell]]
    if not known:
        return None
    values = np.full((len(known), len(axis)), np.nan)
    for row, cell in enumerate(known):
        for at, value in past[cell].items():
            if at in position:
                values[row, position[at]] = value
        values[row, -1] = figures.get(cell, np.nan)
    return panel_of(axis, [(place, measure, cell.text) for measure, cell in known], values)

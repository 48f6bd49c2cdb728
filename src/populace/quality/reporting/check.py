"""The checks on returns: whether they came, in time, and filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.panel import Panel, lying_in
from populace.quality.question import Question
from populace.quality.reporting.cells import cell_flags, cell_table
from populace.quality.reporting.flags import reporting_flags, silent_flags
from populace.quality.reporting.returns import counted, reporting, reporting_table
from populace.quality.reporting.standing import Standing
from populace.quality.tower import tower


@dataclass(frozen=True)
class ReportingChecked:
    """Flags, and tables of returns (form × place) and of figures on them (form × measure × place)."""

    flags: tuple[Flag, ...]
    returns: pa.Table
    cells: pa.Table


def check_reporting(
    reports: Mapping[str, pa.Table],
    by_length: Mapping[Length, Panel],
    catalogue: Catalogue,
    history: PlaceHistory,
    question: Question,
    began: date = date.min,
) -> ReportingChecked:
    """``ReportingChecked`` of the forms of ``question``; ``reports`` are those of the store by form.

    Returns that were due before the store ``began`` cannot have come in time, and are not judged by it.

    A form of which nothing ever came in the window is not in use and is passed over.
    """
    flags: list[Flag] = []
    returns, cells = [], []
    for form in question.forms(catalogue):
        panel = by_length.get(form.length)
        if panel is None or not lying_in(panel.periods, question.periods).any():
            continue
        panel = panel.during(lying_in(panel.periods, question.periods))
        found = _of_form(form, reports[form.code], panel, catalogue, history, question, began)
        if found is not None:
            flags += found.flags
            returns.append(found.returns)
            cells.append(found.cells)
    return ReportingChecked(tuple(flags), _joined(returns), _joined(cells))


def _of_form(
    form: Form,
    reports: pa.Table,
    panel: Panel,
    catalogue: Catalogue,
    history: PlaceHistory,
    question: Question,
    began: date,
) -> ReportingChecked | None:
    silent = round(question.limits.of("inactive", "silent"))
    of_form = reporting(form, reports, panel.periods, history, silent)
    if not (of_form.standing == Standing.RECEIVED).any():
        return None
    table = reporting_table(of_form, counted(of_form, history))
    evidence = Evidence(panel, catalogue, None, question.limits)
    cells = cell_table(evidence, tower(panel.taken(slice(0, 0)), history), form)
    window = (panel.periods[0].text, panel.periods[-1].text)
    flags = [
        *reporting_flags(of_form, table, question.limits, "completeness"),
        *_late(form, reports, panel.periods, history, question, began),
        *silent_flags(of_form, table),
        *cell_flags(cells, window, question.limits),
    ]
    return ReportingChecked(tuple(flags), table, cells)


def _late(
    form: Form,
    reports: pa.Table,
    periods: tuple[Period, ...],
    history: PlaceHistory,
    question: Question,
    began: date,
) -> list[Flag]:
    """Flags where too few came in time of the returns that were due once there was a store for them."""
    due = tuple(period for period in periods if period.last + timedelta(form.due_days) >= began)
    if not due:
        return []
    of_form = reporting(form, reports, due, history, round(question.limits.of("inactive", "silent")))
    table = reporting_table(of_form, counted(of_form, history))
    return reporting_flags(of_form, table, question.limits, "timeliness")


def _joined(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables) if tables else pa.table({})

"""Totals that a town writes under its table of births or deaths, to hold against the sum of the table.

Births and deaths themselves are demographic measures (``catalog.measures``). A measure has its figures at one level of
detail, so that a written total is a measure of its own.
"""

from populace.catalog.measure import Kind, Measure
from populace.catalog.subjects import Subject
from populace.i18n import N_

BIRTHS_DEATHS = (
    Measure(
        "births_written_total",
        N_("Live births, total as written on the form"),
        Kind.FLOW,
        N_("births"),
        ("births_written_total", "births_total", "出生数合计", "出生合计"),
        subject=Subject.BIRTHS,
        whole=True,
    ),
    Measure(
        "deaths_written_total",
        N_("Deaths, total as written on the form"),
        Kind.FLOW,
        N_("deaths"),
        ("deaths_written_total", "deaths_total", "死亡数合计", "死亡合计"),
        subject=Subject.DEATHS,
        whole=True,
    ),
)

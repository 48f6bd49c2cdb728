"""Contraceptive supplies: what stood on the shelf, came, went out and was missing, by method.

``opening + received - distributed + adjusted = closing``. The opening stock of a year is that of its first month,
the closing stock that of its last.
"""

from populace.catalog.measure import Kind, Measure, OverTime
from populace.catalog.programme.methods import METHOD
from populace.catalog.subjects import Subject
from populace.i18n import N_

_BY_METHOD = frozenset({METHOD})

SUPPLIES = (
    Measure(
        "stock_opening",
        N_("Stock at the start of the period"),
        Kind.STOCK,
        N_("units"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
        over_time=OverTime.FIRST,
    ),
    Measure(
        "stock_received",
        N_("Stock received"),
        Kind.FLOW,
        N_("units"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "distributed",
        N_("Given to users: units, insertions, procedures or adopters, by method"),
        Kind.FLOW,
        N_("units"),
        optional=_BY_METHOD,
        subject=Subject.COUPLE_YEARS,
    ),
    Measure(
        "stock_adjusted",
        N_("Stock adjusted: found, moved in, less lost, expired or moved out"),
        Kind.FLOW,
        N_("units"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "stock_closing",
        N_("Stock at the end of the period"),
        Kind.STOCK,
        N_("units"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "stock_out_days",
        N_("Days without any stock"),
        Kind.FLOW,
        N_("days"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
        whole=True,
    ),
)

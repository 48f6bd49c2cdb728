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
        ("stock_opening", "opening balance", "opening stock", "stock_initial", "期初库存", "上期结存"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
        over_time=OverTime.FIRST,
    ),
    Measure(
        "stock_received",
        N_("Stock received"),
        Kind.FLOW,
        N_("units"),
        ("stock_received", "quantity received", "入库数", "收入数量"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "distributed",
        N_("Given to users: units, insertions, procedures or adopters, by method"),
        Kind.FLOW,
        N_("units"),
        (
            "distributed",
            "dispensed",
            "quantity dispensed",
            "stock_distributed",
            "发放数",
            "发放数量",
            "出库数",
        ),
        optional=_BY_METHOD,
        subject=Subject.COUPLE_YEARS,
    ),
    Measure(
        "stock_adjusted",
        N_("Stock adjusted: found, moved in, less lost, expired or moved out"),
        Kind.FLOW,
        N_("units"),
        ("stock_adjusted", "adjustments", "stock_adjustment", "losses and adjustments", "调整数", "盘盈盘亏"),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "stock_closing",
        N_("Stock at the end of the period"),
        Kind.STOCK,
        N_("units"),
        (
            "stock_closing",
            "closing balance",
            "closing stock",
            "stock_end",
            "stock on hand",
            "期末库存",
            "本期结存",
        ),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
    ),
    Measure(
        "stock_out_days",
        N_("Days without any stock"),
        Kind.FLOW,
        N_("days"),
        (
            "stock_out_days",
            "days out of stock",
            "stock_stockout_days",
            "stockout days",
            "断货天数",
            "缺货天数",
        ),
        optional=_BY_METHOD,
        subject=Subject.STOCK,
        whole=True,
    ),
)

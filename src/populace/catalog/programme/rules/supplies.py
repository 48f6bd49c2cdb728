"""Supplies: each product's stock balances, is carried over, and is out for no more days than the period has."""

from populace.catalog.expressions.nodes import Figure, Missing
from populace.catalog.programme.methods import METHOD
from populace.catalog.programme.rules.sides import part_of, same
from populace.catalog.programme.sources import PROGRAMME
from populace.catalog.rules import Importance, Operator, Rule, Side
from populace.i18n import N_

SUPPLIES = (
    same(
        "stock_balances",
        N_("Closing stock is opening stock with what came, went out and was adjusted"),
        (
            "#{stock_opening} + #{stock_received} - #{distributed} + #{stock_adjusted}",
            N_("opening + received − distributed + adjusted"),
        ),
        ("#{stock_closing}", N_("closing stock")),
        instruction=N_("Count the shelf again, or write the difference as an adjustment with its sign."),
        by=METHOD,
    ),
    Rule(
        "stock_carried_over",
        N_("Opening stock is the closing stock of the period before"),
        Side(Figure("stock_opening"), N_("opening stock"), Missing.SKIP_IF_ANY),
        Operator.EQUAL,
        Side(
            Figure("stock_closing", offset=-1), N_("closing stock of the period before"), Missing.SKIP_IF_ANY
        ),
        importance=Importance.HIGH,
        instruction=N_("Take the opening stock from the last return, or correct that return."),
        source=PROGRAMME,
        by=METHOD,
    ),
    part_of(
        "stock_out_within_period",
        N_("Days without stock are no more than the days of the period"),
        ("#{stock_out_days}", N_("days without any stock")),
        ("[days]", N_("days of the period")),
        by=METHOD,
        importance=Importance.HIGH,
    ),
)
"""They hold for one service point; over several, days without stock add up beyond the days of the period."""

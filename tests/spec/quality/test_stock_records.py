"""Stock records of one shelf: opening, received, given, adjusted, closing, days without stock."""

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.catalog.shipped import SHIPPED
from populace.quality.evidence import Evidence
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag
from populace.quality.rules.find import find_broken_rules
from populace.quality.sentences import sentence
from populace.quality.stock_find import find_stock_faults
from populace.quality.tower import tower
from populace.quality.words import Words
from tests.spec.quality.tables import HISTORY, found, panel

GOOD = {
    "B1 stock_opening": "10 15 12",
    "B1 stock_received": "10 0 20",
    "B1 distributed": "5 3 8",
    "B1 stock_adjusted": "0 - -4",
    "B1 stock_closing": "15 12 20",
    "B1 stock_out_days": "0 0 31",
}


def flags_of(rows: dict[str, str]) -> list[Flag]:
    made = panel(rows)
    seen = Evidence(made, SHIPPED, tower(made, HISTORY))
    return figure_flags(seen, find_stock_faults(seen))


def test_a_record_that_adds_up_has_no_flag() -> None:
    """An adjustment that is not given is none; 31 days in March are possible."""
    assert flags_of(GOOD) == []


def test_a_closing_stock_that_does_not_follow_is_flagged_with_what_would() -> None:
    flags = flags_of({**GOOD, "B1 stock_closing": "15 12 26"})
    assert found(flags) == [("stock_balance", "B1", "2025-03")]
    assert (flags[0].value, flags[0].expected) == (26, 20)
    assert sentence(flags[0], Words(SHIPPED, HISTORY)).startswith(
        "Bo clinic 1 closed March 2025 with a stock of 26 for “Stock at the end of the period”"
    )


def test_an_opening_stock_is_the_closing_stock_of_the_period_before() -> None:
    flags = flags_of({**GOOD, "B1 stock_opening": "10 9 12", "B1 stock_closing": "15 6 20"})
    assert found(flags) == [("stock_carry_over", "B1", "2025-02"), ("stock_carry_over", "B1", "2025-03")]


def test_after_a_missing_month_nothing_is_carried_over() -> None:
    gap = {name: text.split()[0] + " - " + text.split()[2] for name, text in GOOD.items()}
    gap["B1 stock_opening"] = "10 - 999"
    gap["B1 stock_closing"] = "15 - 1007"
    assert found(flags_of(gap)) == []


def test_a_shelf_is_not_empty_for_more_days_than_there_are() -> None:
    flags = flags_of({**GOOD, "B1 stock_out_days": "31 29 300"})
    assert found(flags) == [("stock_out_days", "B1", "2025-02"), ("stock_out_days", "B1", "2025-03")]
    assert [flag.high for flag in flags] == [28, 31]


def test_no_shelf_holds_less_than_nothing() -> None:
    flags = flags_of({"B1 stock_closing": "-3 0 5"})
    assert found(flags) == [("negative_stock", "B1", "2025-01")]


def test_each_product_is_its_own_shelf() -> None:
    """Two faults that cancel in the sum over products are two faults."""
    rows = {
        f"{name} method={method}": text for method in ("dmpa", "implant_3y") for name, text in GOOD.items()
    }
    rows["B1 stock_closing method=dmpa"] = "15 12 26"
    rows["B1 stock_closing method=implant_3y"] = "15 12 14"
    assert sorted(flag.breakdown for flag in flags_of(rows)) == ["method=dmpa", "method=implant_3y"]


def test_the_rules_of_the_catalogue_say_the_same() -> None:
    rows = {
        f"{name} method=dmpa": text
        for name, text in {
            **GOOD,
            "B1 stock_adjusted": "0 0 -4",
            "B1 stock_opening": "10 9 12",
            "B1 stock_closing": "15 12 26",
            "B1 stock_out_days": "0 40 0",
        }.items()
    }
    made = panel(rows)
    seen = Evidence(made, SHIPPED, None)
    by_array = {(f.period, f.breakdown) for f in figure_flags(seen, find_stock_faults(seen))}
    catalogue = Catalogue(measures=SHIPPED.measures, dimensions=SHIPPED.dimensions, rules=SHIPPED.rules)
    rules = [
        SHIPPED.rules[code] for code in ("stock_balances", "stock_carried_over", "stock_out_within_period")
    ]
    by_rule = {
        (flag.period, flag.breakdown)
        for each in find_broken_rules(rules, {made.length: made}, catalogue, None)
        for flag in each.flags
    }
    assert by_rule == by_array
    assert by_rule == {("2025-02", "method=dmpa"), ("2025-03", "method=dmpa")}


def test_nothing_is_looked_for_where_there_are_no_shelves() -> None:
    made = panel({"B1": "1 2 3"})
    assert find_stock_faults(Evidence(made, SHIPPED, None)) == []
    assert np.isfinite(made.values).all()

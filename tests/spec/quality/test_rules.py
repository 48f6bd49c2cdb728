"""Rules with tolerance and missing figures, over all places and months."""

from dataclasses import replace

import numpy as np
import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.periods import Length
from populace.catalog.rules import Operator, Rule, Side
from populace.quality.flags import Flag
from populace.quality.rules.find import find_broken_rules
from populace.quality.rules.relation import violated
from populace.quality.sentences import sentence
from populace.quality.words import Words
from tests.spec.quality.tables import CATALOGUE, HISTORY, found, panel


def rule(
    left: str, operator: Operator, right: str, missing: Missing = Missing.SKIP_IF_ANY, tolerance: float = 0.0
) -> Rule:
    return Rule(
        "r", "Deaths are no more than births", Side(parse(left), "deaths", missing), operator,
        Side(parse(right), "births", missing), tolerance=tolerance,
    )  # fmt: skip


def flags_of(one: Rule, rows: dict[str, str], catalogue: Catalogue = CATALOGUE) -> list[Flag]:
    made = panel(rows)
    (result,) = find_broken_rules([one], {made.length: made}, catalogue, HISTORY)
    return list(result.flags)


PART_OF = rule("#{deaths}", Operator.LESS_OR_EQUAL, "#{births}")


@pytest.mark.parametrize(
    ("operator", "tolerance", "holds_for"),
    [
        (Operator.EQUAL, 0.0, [100]),
        (Operator.EQUAL, 0.1, [90, 100, 110]),
        (Operator.NOT_EQUAL, 0.0, [89, 90, 110, 111]),
        (Operator.GREATER, 0.0, [110, 111]),
        (Operator.GREATER, 0.1, [90, 100, 110, 111]),
        (Operator.GREATER_OR_EQUAL, 0.0, [100, 110, 111]),
        (Operator.GREATER_OR_EQUAL, 0.1, [90, 100, 110, 111]),
        (Operator.LESS, 0.0, [89, 90]),
        (Operator.LESS_OR_EQUAL, 0.0, [89, 90, 100]),
        (Operator.LESS_OR_EQUAL, 0.1, [89, 90, 100, 110]),
    ],
)
def test_each_relation_within_its_tolerance(
    operator: Operator, tolerance: float, holds_for: list[int]
) -> None:
    left = np.array([89.0, 90.0, 100.0, 110.0, 111.0])
    broken = violated(operator, left, np.full(5, 100.0), tolerance)
    assert left[~broken].tolist() == holds_for


def test_sums_that_differ_in_the_last_digit_of_the_machine_are_equal() -> None:
    """DHIS2 compares them exactly, and 0.1 + 0.2 breaks its rule."""
    assert 0.1 + 0.2 != 0.3
    assert not violated(Operator.EQUAL, np.array([0.1 + 0.2]), np.array([0.3]))[0]
    assert violated(Operator.NOT_EQUAL, np.array([0.1 + 0.2]), np.array([0.3]))[0]
    assert violated(Operator.LESS, np.array([0.1 + 0.2]), np.array([0.3]))[0]
    assert violated(Operator.GREATER, np.array([0.1 + 0.2]), np.array([0.3]))[0]


def test_it_is_told_where_and_what_it_means_above() -> None:
    flags = flags_of(
        PART_OF, {"B1 births": "10 20", "B1 deaths": "2 25", "B2 births": "10 20", "B2 deaths": "3 5"}
    )
    assert found(flags) == [("rule", "B1", "2025-02")]
    (flag,) = flags
    assert (flag.value, flag.expected, flag.effect, flag.above) == (25, 20, -5, "BO")
    assert flag.effect_share == pytest.approx(-5 / 30)
    words = Words(replace(CATALOGUE, rules={"r": PART_OF}), HISTORY)
    assert sentence(flag, words) == (
        "Bo clinic 1, February 2025: “Deaths are no more than births” does not hold. deaths: 25; births: 20. "
        "If it were 20, Bo would be 17% lower."
    )


def test_a_missing_side_is_not_judged_unless_the_rule_takes_it_for_zero() -> None:
    rows = {"B1 births": "- 20", "B1 deaths": "3 5"}
    assert flags_of(PART_OF, rows) == []
    never_skip = rule("#{deaths}", Operator.LESS_OR_EQUAL, "#{births}", Missing.NEVER_SKIP)
    assert found(flags_of(never_skip, rows)) == [("rule", "B1", "2025-01")]


def test_some_missing_items_count_as_zero_where_only_all_skip() -> None:
    some = rule("#{deaths}", Operator.LESS_OR_EQUAL, "#{births} + #{users}", Missing.SKIP_IF_ALL)
    rows = {"B1 births": "2 2", "B1 users": "- 9", "B1 deaths": "3 3"}
    assert found(flags_of(some, rows)) == [("rule", "B1", "2025-01")]


def test_a_month_without_any_figure_breaks_no_rule() -> None:
    positive = rule("#{deaths}", Operator.GREATER, "#{births}", Missing.NEVER_SKIP)
    assert flags_of(positive, {"B1 births": "1 -", "B1 deaths": "3 -"}) == []


def test_both_or_neither() -> None:
    pair = rule("#{deaths}", Operator.COMPULSORY_PAIR, "#{births}", Missing.NEVER_SKIP)
    rows = {"B1 births": "1 - 0 -", "B1 deaths": "3 4 2 -"}
    assert found(flags_of(pair, rows)) == [("rule", "B1", "2025-02")]


def test_of_a_measure_that_nobody_reports_nothing_is_owed() -> None:
    pair = rule("#{deaths}", Operator.COMPULSORY_PAIR, "#{births}")
    assert flags_of(pair, {"B1 deaths": "3 4 2"}) == []


def test_not_both() -> None:
    pair = rule("#{deaths}", Operator.EXCLUSIVE_PAIR, "#{births}", Missing.NEVER_SKIP)
    rows = {"B1 births": "1 - 0 -", "B1 deaths": "3 4 2 -"}
    assert [flag.period for flag in flags_of(pair, rows)] == ["2025-01", "2025-03"]


def test_cells_are_summed_and_a_rule_may_name_some() -> None:
    girls = rule("#{births.sex=female}", Operator.LESS_OR_EQUAL, "#{births.sex=male}")
    rows = {
        "B1 births age=15-19;sex=female": "4 1",
        "B1 births age=20-24;sex=female": "4 1",
        "B1 births sex=male": "7 9",
    }
    assert found(flags_of(girls, rows)) == [("rule", "B1", "2025-01")]


def test_the_month_before_is_the_month_before() -> None:
    carried = rule("#{opening}", Operator.EQUAL, "#{closing}.periodOffset(-1)")
    rows = {"B1 opening": "5 9 8", "B1 closing": "9 7 6"}
    assert [flag.period for flag in flags_of(carried, rows)] == ["2025-03"]


def test_two_sides_that_no_place_has_both_of_meet_in_the_lowest_place_above() -> None:
    """Births come from one place, deaths from another: the district is judged, the nation is not asked again."""
    rows = {"B1 births": "10 10", "B2 deaths": "4 12", "K1 births": "500 500", "K2 deaths": "4 4"}
    flags = flags_of(PART_OF, rows)
    assert found(flags) == [("rule", "BO", "2025-02")]
    assert (flags[0].value, flags[0].expected, flags[0].above) == (12, 10, "SL")


def test_a_yearly_rule_adds_flows_up_and_takes_the_last_stock() -> None:
    yearly = replace(rule("#{users}", Operator.LESS_OR_EQUAL, "#{births}"), length=Length.YEAR)
    rows = {"B1 births": "10 10", "B1 users": "30 15", "B2 births": "10 10", "B2 users": "5 25"}
    flags = flags_of(yearly, rows)
    assert [(flag.place, flag.period, flag.value, flag.expected) for flag in flags] == [
        ("B2", "2025", 25, 20)
    ]

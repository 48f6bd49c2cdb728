"""What must hold in a return: small returns, and the rules that they break."""

import pytest

from populace.catalog.rules import Operator
from populace.catalog.shipped import SHIPPED
from tests.spec.catalog.figures import broken

RETURNS = [
    ("a table that adds up", {"births": 40.0, "births_written_total": 40.0}, []),
    ("a table that does not", {"births": 40.0, "births_written_total": 41.0}, ["births_add_up"]),
    ("deaths that do not add up", {"deaths": 7.0, "deaths_written_total": 9.0}, ["deaths_add_up"]),
    ("no written total", {"births": 40.0}, []),
    ("more attended than born", {"births_attended": 41.0, "births": 40.0}, ["attended_among_births"]),
    (
        "a fourth contact more often than a first",
        {"antenatal_4": 34.0, "antenatal_1": 30.0},
        ["antenatal_4_among_1"],
    ),
    ("a little more often, for women of other months", {"antenatal_4": 33.0, "antenatal_1": 30.0}, []),
    ("an eighth without a fourth", {"antenatal_8": 3.0, "antenatal_4": 0.0}, ["antenatal_8_among_4"]),
    (
        "more sections than deliveries",
        {
            "caesareans": 12.0,
            "facility_deliveries": 10.0,
            "facility_live_births": 10.0,
            "stillbirths": 0.0,
        },
        ["caesareans_among_deliveries"],
    ),
    (
        "deliveries without births",
        {"facility_deliveries": 10.0},
        ["deliveries_and_live_births"],
    ),
    (
        "more deliveries than births",
        {"facility_deliveries": 12.0, "facility_live_births": 10.0, "stillbirths": 1.0},
        ["deliveries_have_births"],
    ),
    (
        "accepted without an offer",
        {"prenatal_accepted": 5.0, "prenatal_offered": 4.0, "prenatal_pregnancies": 9.0},
        ["accepted_among_offered"],
    ),
    (
        "told four more often than three",
        {"information_four": 6.0, "information_three": 5.0, "information_asked": 10.0},
        ["told_four_among_three"],
    ),
    (
        "IUDs given that nobody inserted",
        {
            "insertions.device=iud": 3.0,
            "distributed.method=copper_iud": 3.0,
            "distributed.method=hormonal_iud": 1.0,
        },
        ["iud_insertions"],
    ),
    (
        "a point without what it does not offer",
        {"points_without.method=dmpa": 1.0, "points_offering.method=dmpa": 0.0},
        ["without_among_offering dmpa"],
    ),
    (
        "answers to nobody",
        {"feedback_answered": 3.0, "feedback_received": 2.0},
        ["answered_among_received"],
    ),
    (
        "more births than pregnancies, in one source",
        {
            "expected_births.source=census": 90.0,
            "expected_pregnancies.source=census": 100.0,
            "expected_births.source=register": 90.0,
            "expected_pregnancies.source=register": 80.0,
        },
        ["expected_births_among_pregnancies register"],
    ),
]


@pytest.mark.parametrize(("_said", "table", "rules"), RETURNS, ids=[said for said, *_ in RETURNS])
def test_a_return_breaks_these_rules(_said: str, table: dict[str, float], rules: list[str]) -> None:
    assert broken(table) == rules


def _stock(
    method: str, opening: float, received: float, given: float, adjusted: float, closing: float
) -> dict[str, float]:
    return {
        f"stock_opening.method={method}": opening,
        f"stock_received.method={method}": received,
        f"distributed.method={method}": given,
        f"stock_adjusted.method={method}": adjusted,
        f"stock_closing.method={method}": closing,
    }


def test_a_stock_that_balances() -> None:
    assert broken(_stock("dmpa", 75, 20, 21, -4, 70)) == []


def test_two_faults_that_would_hide_each_other_are_both_seen() -> None:
    """One product is short by 10 and another over by 10: together they balance."""
    table = _stock("dmpa", 75, 20, 21, -4, 60) | _stock("male_condom", 100, 0, 50, 0, 60)
    assert broken(table) == ["stock_balances male_condom", "stock_balances dmpa"]


def test_a_count_that_is_missing_is_no_contradiction() -> None:
    table = _stock("dmpa", 75, 20, 21, -4, 60)
    assert broken({name: n for name, n in table.items() if "received" not in name}) == []


def test_a_stock_is_carried_over() -> None:
    table = {"stock_opening.method=ring": 5.0, "stock_closing.method=ring.periodOffset(-1)": 7.0}
    assert broken(table) == ["stock_carried_over ring"]


def test_a_month_has_no_more_days_without_stock_than_days() -> None:
    assert broken({"stock_out_days.method=ring": 31.0, "[days]": 30.0}) == ["stock_out_within_period ring"]


def test_every_rule_is_broken_by_something() -> None:
    """A rule that nothing can break is none: each fails when its left side is far above its right."""
    names = {code for code, each in SHIPPED.rules.items() if each.operator is not Operator.COMPULSORY_PAIR}
    found = {line.split()[0] for line in broken(_Unequal())}
    assert names <= found


class _Unequal(dict[str, float]):
    """A return in which whatever comes first is far above what follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.next = 1e9

    def get(self, _name: str, _default: float | None = None) -> float:  # type: ignore[override]
        self.next /= 3
        return self.next

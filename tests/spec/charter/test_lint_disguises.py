"""E5: a threshold written as a rule or in an expression, a score, a measure that calls itself something else."""

import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import check
from populace.catalog.rules import Operator
from populace.catalog.subjects import Subject
from tests.spec.charter.definitions import WORLD, codes, indicator, measure, rule, scored

AT_MOST, AT_LEAST, EQUAL = Operator.LESS_OR_EQUAL, Operator.GREATER_OR_EQUAL, Operator.EQUAL


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        ("#{births}", AT_MOST, "100"),
        ("100", Operator.GREATER, "#{births}"),
        ("#{births}", EQUAL, "C{allowed}"),
        ("#{births} - 100", AT_MOST, "1"),
        ("1 - #{births} / #{population}", AT_LEAST, "0.99"),
        ("#{births} / #{population}", Operator.LESS, "0.012"),
        ("#{births}", AT_MOST, "0.012 * #{population}"),
        ("#{births} * 2", AT_MOST, "#{population}"),
        ("#{births}", AT_MOST, "#{births}.periodOffset(-12)"),
        ("#{new_users}", AT_LEAST, "#{new_users}.periodOffset(-1)"),
        ("#{births}", AT_MOST, "#{expected_births}"),
        ("#{insertions}", AT_LEAST, "20"),
        ("#{modern_users}", AT_LEAST, "0.8 * #{population.sex=female;age=15-49}"),
        ("N{FP01}", AT_LEAST, "60"),
        ("#{abortions}", Operator.NOT_EQUAL, "3"),
        ("#{mystery}", AT_MOST, "31"),
    ],
)
def test_a_rule_that_holds_choices_against_a_number_is_a_threshold(
    left: str, operator: Operator, right: str
) -> None:
    assert codes(rule(left, operator, right)) == ["E5"]


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        ("#{births}", AT_LEAST, "0"),
        ("#{births.sex=male}", AT_MOST, "#{births}"),
        ("#{births}", EQUAL, "#{births_written_total}"),
        ("#{modern_users} / #{population.sex=female;age=15-49}", AT_MOST, "1"),
        ("#{new_users}", AT_MOST, "#{modern_users}"),
        ("#{stock_out_days}", AT_MOST, "31"),
        ("N{FP07}", AT_LEAST, "80"),
        ("#{births}", Operator.COMPULSORY_PAIR, "#{births_written_total}"),
        ("#{stock_closing}", AT_LEAST, "3 * #{stock_received}"),
    ],
)
def test_rules_that_find_mistakes_pass(left: str, operator: Operator, right: str) -> None:
    assert codes(rule(left, operator, right)) == []


@pytest.mark.parametrize(
    "numerator",
    [
        "if(#{births} > 100, 0, 1)",
        "if(#{births} / #{population} <= C{allowed}, 1, 0)",
        "#{births} > 100",
        "least(#{births}, 100)",
        "if(N{FP01} >= 60, 1, 0)",
    ],
)
def test_a_comparison_in_an_indicator_is_a_threshold(numerator: str) -> None:
    assert "E5" in codes(indicator(numerator))


@pytest.mark.parametrize(
    "numerator",
    [
        "0.4 * N{FP01} + 0.6 * N{FP11}",
        "N{FP06} + N{FP07}",
        "(N{FP07} + N{FP14}) / 2",
        "0.7 * #{births} / #{population} + 0.3 * #{deaths} / #{population}",
        "#{stock_out_days} * 0.3 + #{births} * 0.7",
        "100 - N{FP11} - 2 * #{new_users} / #{population}",
    ],
)
def test_choices_added_up_to_a_score_are_weighted(numerator: str) -> None:
    assert "E5" in codes(indicator(numerator))


@pytest.mark.parametrize(
    "numerator",
    [
        "0.5 * N{FP07} + 0.5 * N{FP17}",
        "#{births} + #{stillbirths}",
        "#{births} - #{births_attended}",
        "if(#{births} > 0, #{deaths} / #{births}, 0)",
        "#{distributed.method=dmpa} / 4 + #{distributed.method=male_condom} / 120",
    ],
)
def test_sums_that_are_no_score_pass(numerator: str) -> None:
    assert "E5" not in codes(indicator(numerator))


@pytest.mark.parametrize(
    "label",
    [
        "Births",
        "Second births",
        "Second-child deliveries",
        "New acceptors",
        "Family planning service uptake",
        "Motivated clients",
        "Long-acting method users",
        "Sterilisations done",
        "Tubal ligations",
        "Menstrual regulation",
        "Natural increase",
        "Couple protection rate",
        "Nouvelles acceptantes",
        "Stérilisations féminines",
        "Naissances de rang 3",
        "出生人数",
        "二孩占比",
        "长效措施落实率",
        "结扎例数",
        "上环人数",
        "补救措施",
        "综合避孕率",
        "人口自然增长率",
        "生育间隔",
    ],
)
@pytest.mark.parametrize("subject", [Subject.COVERAGE, Subject.READINESS])
def test_a_service_by_declaration_that_is_named_for_something_else(label: str, subject: Subject) -> None:
    assert codes(measure("m", subject, label)) == ["E5"]
    assert "E5" in codes(measure("m", subject, "Plain", names=("m", label)), scored("m"))


@pytest.mark.parametrize(
    "label",
    [
        "Live births attended by skilled personnel",
        "Newborns screened for hearing",
        "Facility deliveries",
        "Births registered within 60 days",
        "Service points with implants in stock",
        "Staff trained in IUD removal",
        "Post-abortion care within a day",
        "New users told of side effects",
        "Women counselled after birth",
        "Accouchements assistés",
        "住院分娩",
        "新生儿筛查",
        "避孕药具库存",
        "取出服务满意",
    ],
)
def test_names_of_care_and_of_service_pass(label: str) -> None:
    assert codes(measure("m", Subject.COVERAGE, label)) == []


def test_dimensions_say_what_is_counted_too() -> None:
    by_method = measure("m", Subject.COVERAGE, "Clients served", optional=frozenset({"method"}))
    by_parity = measure("m", Subject.INFORMATION, "Told", optional=frozenset({"parity"}))
    assert codes(by_method) == codes(by_parity) == ["E5"]
    assert codes(measure("m", Subject.STOCK, "Stock", optional=frozenset({"method"}))) == []


@pytest.mark.parametrize("numerator", ["#{births}", "#{new_users}", "N{FP06}", "1 - N{FP01}"])
def test_an_indicator_that_declares_a_service_and_counts_choices(numerator: str) -> None:
    assert codes(indicator(numerator, subject=Subject.READINESS, companions=("FP07", "FP12", "FP17"))) == [
        "E5"
    ]


def test_a_measure_that_comes_with_the_software_cannot_be_declared_anew_as_a_service() -> None:
    assert codes(measure("maternal_deaths", Subject.COVERAGE, "Care given")) == ["E5"]
    assert codes(measure("distributed", Subject.STOCK, "Stock given out")) == ["E5"]


def test_what_is_said_in_another_language_counts_as_well() -> None:
    served = measure("m", Subject.READINESS, "Clients served")
    told = Catalogue(measures={"m": served}, translations={"zh-hans": {"Clients served": "结扎例数"}})
    assert [each.code for each in check(WORLD.with_(told))] == ["E5"]


def test_an_indicator_of_services_that_is_named_for_something_else() -> None:
    assert codes(indicator("#{satisfied}", "#{asked}", label="Acceptors - implant (%)")) == ["E5"]

"""A definition by category: every figure that can be split is, and one of another category has nothing in it."""

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate
from populace.catalog.expressions.walk import leaves
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, Measure
from populace.catalog.narrow import indicator_by_category, narrowed, rule_by_category
from populace.catalog.rules import Operator, Rule, Side
from populace.catalog.shipped import SHIPPED

CATALOGUE = Catalogue(
    measures={
        "in": Measure("in", "In", Kind.FLOW, "u", optional=frozenset({"kind", "sex"})),
        "out": Measure("out", "Out", Kind.FLOW, "u", optional=frozenset({"kind"})),
        "days": Measure("days", "Days", Kind.FLOW, "u"),
    },
    dimensions={"kind": Dimension("kind", "Kind", (Category("a", "A"), Category("b", "B")))},
)


def test_only_figures_that_are_split_are_narrowed() -> None:
    node = parse("if(#{in} > 0, #{in.sex=female} - #{out.kind=b}, -#{days}) + 2 * [days]")
    assert narrowed(node, "kind", "a", {"in", "out"}) == parse(
        "if(#{in.kind=a} > 0, #{in.kind=a;sex=female} - 0, -#{days}) + 2 * [days]"
    )


def test_figures_of_other_periods_are_narrowed_too() -> None:
    node = parse("#{in}.periodOffset(-1) + #{in}.yearToDate()")
    wanted = parse("#{in.kind=a}.periodOffset(-1) + #{in.kind=a}.yearToDate()")
    assert narrowed(node, "kind", "a", {"in"}) == wanted


def test_both_sides_of_an_indicator_are_narrowed() -> None:
    each = indicator_by_category(Indicator("X", "X", parse("#{in}"), parse("#{out}")), "kind", CATALOGUE)
    assert list(each) == ["a", "b"]
    assert each["b"].numerator == parse("#{in.kind=b}")
    assert each["b"].denominator == parse("#{out.kind=b}")


def test_of_a_mix_only_the_numerator_is_narrowed() -> None:
    mix = Indicator("X", "X", parse("#{in}"), parse("#{in}"), mix="kind")
    each = indicator_by_category(mix, "kind", CATALOGUE)["a"]
    assert (each.numerator, each.denominator) == (parse("#{in.kind=a}"), parse("#{in}"))
    assert each.mix == ""


def test_both_sides_of_a_rule_are_narrowed_for_the_categories_asked_for() -> None:
    rule = Rule("r", "R", Side(parse("#{in}")), Operator.EQUAL, Side(parse("#{out}")), by="kind")
    each = rule_by_category(rule, "kind", CATALOGUE, ["b"])
    assert list(each) == ["b"]
    assert each["b"].left.expression == parse("#{in.kind=b}")
    assert each["b"].right.expression == parse("#{out.kind=b}")


def test_the_method_mix_that_ships_has_users_of_one_over_users_of_all() -> None:
    each = indicator_by_category(SHIPPED.indicators["FP05"], "method", SHIPPED)
    assert each["lam"].numerator == parse("#{modern_users.method=lam}")
    assert each["lam"].denominator == parse("#{modern_users}")


def test_couple_years_of_one_method_are_its_units_with_its_factor() -> None:
    of_dmpa = indicator_by_category(SHIPPED.indicators["FP06"], "method", SHIPPED, ["dmpa"])["dmpa"]
    assert leaves(of_dmpa.numerator) == (parse("#{distributed.method=dmpa}"),)
    assert evaluate(of_dmpa.numerator, lambda _node: 10.0) == 2.5

"""DHIS2's own items are split into their parts and given meaning by a binder."""

import json
from pathlib import Path

import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.items import Dhis2Item
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Figure, Node
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.text import text_of


@pytest.mark.parametrize(
    ("inside", "item"),
    [
        ("de", Dhis2Item("de")),
        ("de.coc", Dhis2Item("de", options=("coc",))),
        ("de.coc.aoc", Dhis2Item("de", options=("coc",), attribute="aoc")),
        ("de.*.aoc", Dhis2Item("de", options=("*",), attribute="aoc")),
        ("de.coc.*", Dhis2Item("de", options=("coc",), attribute="*")),
        ("de.*", Dhis2Item("de", options=("*",))),
        ("deGroup:g", Dhis2Item("g", group=True)),
        ("deGroup:g.co:a&b", Dhis2Item("g", group=True, options=("a", "b"), options_are="co")),
        ("de.coGroup:a&b.aoc", Dhis2Item("de", options=("a", "b"), options_are="coGroup", attribute="aoc")),
    ],
)
def test_parts(inside: str, item: Dhis2Item) -> None:
    seen = []

    def binder(found: Dhis2Item) -> Node:
        seen.append(found)
        return Figure(found.element)

    assert parse(f"#{{{inside}}}", binder=binder) == Figure(item.element)
    assert seen == [item]


@pytest.mark.parametrize(
    "inside", ["", ".coc", "de.", "de.a.b.c", "de.xx:a", "de.co:", "de.co:a&", "deGroup:", "de..aoc"]
)
def test_what_dhis2_does_not_have(inside: str) -> None:
    with pytest.raises(ExpressionError, match="is no item of DHIS2"):
        parse(f"1 + #{{{inside}}}", binder=by_uid)


def test_a_group_becomes_a_sum_and_is_moved_whole() -> None:
    node = parse("2 * #{deGroup:g}.periodOffset(-1)", binder=by_uid)
    assert text_of(node) == "2 * (#{g1}.periodOffset(-1) + #{g2}.periodOffset(-1))"


def test_what_the_metadata_lacks_is_named() -> None:
    with pytest.raises(ExpressionError, match=r"character 5: #\{gone\} names something"):
        parse("1 + #{gone}", binder=by_uid)


def test_native_items_stay_native() -> None:
    node = parse("#{births.sex=female} / #{de}", binder=by_uid)
    assert node == Binary("/", Figure("births", Breakdown.parse("sex=female")), Figure("de"))


def by_uid(item: Dhis2Item) -> Node:
    """A binder as simple as can be: a combination is a category of one dimension."""
    if item.group:
        return Binary("+", Figure(f"{item.element}1"), Figure(f"{item.element}2"))
    if item.element == "gone":
        raise KeyError(item.element)
    options = [uid for uid in item.options if uid != "*"]
    return Figure(item.element, Breakdown(tuple(("combination", uid) for uid in options)))


FILES = (
    "dhis2_core_fixtures/aggregate_metadata.json",
    "dhis2_core_fixtures/setup_metadata.json",
    "dhis2_sierra_leone/metadata_aggregate_only.json",
)


def texts(path: Path) -> set[str]:
    """Every expression of a metadata file."""
    metadata = json.loads(path.read_text())
    indicators = metadata.get("indicators", [])
    rules = metadata.get("validationRules", [])
    return (
        {each[side] for each in indicators for side in ("numerator", "denominator")}
        | {each[side]["expression"] for each in rules for side in ("leftSide", "rightSide")}
        | {each["generator"]["expression"] for each in metadata.get("predictors", [])}
    )


CUT = "#{jvjJ901K56K}+ #{yHS1RqIFeD7}+ #{lgDGha7OO9o}+ #jtyuEfbNbkb}"
"""One rule of the fixtures is written wrongly there."""


def test_every_expression_of_real_metadata(shared_data: Path) -> None:
    found = set.union(*(texts(shared_data / name) for name in FILES))
    for text in found - {CUT}:
        node = parse(text, binder=by_uid)
        assert parse(text_of(node)) == node
    assert len(found) > 40


def test_a_brace_that_is_missing_in_real_metadata() -> None:
    with pytest.raises(ExpressionError, match=r"character 49: “#” means nothing here\. Write “#\{”\."):
        parse(CUT, binder=by_uid)


@pytest.mark.parametrize(
    "text",
    [
        # Of the kinds that DHIS2's manual gives as examples.
        "if(#{de.coc} > 0 && isNotNull(#{de2}), log10(#{de}) ^ 2, removeZeros(#{de2.*.aoc}))",
        "100 * (#{a} + #{b.c.d}) / C{e}",
        "sum(#{a}) + 2 * stddev(#{a.b})",
        "percentileCont(0.75, #{a}) - median(#{a})",
        "#{a}.periodOffset(-1) + #{a}.periodOffset(-2)",
        "if(orgUnit.ancestor(p, q) or orgUnit.group(r), #{a}, 0)",
        "R{s.REPORTING_RATE} * N{i} / OUG{g}",
        "subExpression(if(#{a} > 10, 1, 0))",
        "is(#{a} in 1, 2, 3) and not isNull(#{b})",
        "#{a} * [days] / [yearlyPeriodCount] - [periodInYear]",
        "firstNonNull(#{a}, #{b}, 0) // comment\n + normDistCum(#{c}, 3, 1)",
    ],
)
def test_dhis2_texts(text: str) -> None:
    node = parse(text, binder=by_uid)
    assert parse(text_of(node)) == node

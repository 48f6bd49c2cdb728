"""What the language takes, and how it says what it does not take."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.functions import FUNCTIONS, Kind
from populace.catalog.expressions.kinds import TALLEST
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Days,
    Figure,
    IndicatorValue,
    Number,
    PlaceIs,
    Rate,
    Relation,
    Reporting,
    Shifted,
    Unary,
    YearToDate,
)
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.tokens import LONGEST
from populace.catalog.expressions.walk import height

A, B = Figure("a"), Figure("b")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ^ 2", -4),
        ("2 ^ -1", 0.5),
        ("2 ^ -1 * 4", 2),
        ("-2 * 3", -6),
        ("7 - 2 - 1", 4),
        ("12 / 3 / 2", 2),
        ("-7 % 4", -3),
        ("1 + 1 < 3 == true", True),
        ("true || false && false", True),
        ("not true or true", True),
        ("1 < 2 and 2 < 3", True),
        ("1 /* one */ + // two\n 2", 3),
        (".5 + 1.", 1.5),
        ("1e3 + 1E-1", 1000.1),
        ("+ - + 2", -2),
    ],
)
def test_precedence(text: str, value: float | bool) -> None:
    node = parse(text)
    assert evaluate(node, {}.get) == value
    assert parse(text_of(node)) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("#{ a }", A),
        ("#{a.sex=female;age=15-49}", Figure("a", Breakdown.parse("age=15-49;sex=female"))),
        ("R{form.REPORTING_RATE_ON_TIME}", Reporting("form", Rate.REPORTING_RATE_ON_TIME)),
        ("[days]", Days()),
        ("#{a}.periodOffset(-1)", Figure("a", offset=-1)),
        ("#{a}.periodOffset(-1).periodOffset(1)", A),
        ("(#{a} + N{n} * 2).periodOffset(-1)", parse("#{a}.periodOffset(-1) + N{n}.periodOffset(-1) * 2")),
        ("N{n}.periodOffset(3)", Shifted(IndicatorValue("n"), 3)),
        ("N{n}.periodOffset(3).periodOffset(-3)", IndicatorValue("n")),
        ("C{c}.periodOffset(3)", parse("C{c}")),
        ("#{a}.yearToDate()", YearToDate(A)),
        ("#{a}.yearToDate().periodOffset(-12)", YearToDate(Figure("a", offset=-12))),
        ("(#{a} / C{c}).yearToDate()", Binary("/", YearToDate(A), parse("C{c}"))),
        ("orgUnit.group(A1, 'b c')", PlaceIs(Relation.GROUP, ("A1", "b c"))),
        ("orgUnit.ancestor(2-b)", PlaceIs(Relation.ANCESTOR, ("2-b",))),
        ("is(#{a} in 1, 2)", Call("is", (A, Number(1), Number(2)))),
        ("percentileCont(0.9, #{a})", Call("percentileCont", (Number(0.9), A))),
        ("!(#{a} > #{b})", Unary("!", Binary(">", A, B))),
    ],
)
def test_items(text: str, node: object) -> None:
    assert parse(text) == node
    assert parse(text_of(parse(text))) == node


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", 1, "empty"),
        ("1 +", 4, "ends too early"),
        ("(1 + 2", 7, "“)” is missing before the end"),
        ("1 + 2)", 6, "“)” cannot stand here"),
        ("1 2", 3, "cannot stand here"),
        ("#{a", 1, "has no end"),
        ("1 /* 2", 3, "has no end"),
        ("'x", 1, "has no end"),
        ("1 = 1", 3, "Write “==”"),
        ("1 & 1", 3, "Write “&&”"),
        ("1 § 1", 3, "“§” means nothing"),
        ("1 + 'x'", 5, "every figure is a number"),
        ("AVG(#{a})", 1, "Write avg"),
        ("grestest(1)", 1, "Write greatest"),
        ("something(1)", 1, "no function “something”"),
        ("contains(#{a}, 'x')", 1, "compares texts"),
        ("log(1, 2, 3)", 1, "Write log(x, base)"),
        ("is(#{a}, 1)", 8, "“in” is missing"),
        ("1 && true", 1, "condition"),
        ("true + 1", 1, "A number is needed"),
        ("if(#{a}, 1, 2)", 4, "condition"),
        ("if(true, 1, false)", 13, "A number is needed"),
        ("1 < 2 < 3", 1, "A number is needed"),
        ("#{a} == true", 9, "A number is needed"),
        ("1e999", 1, "too large"),
        ("#{a.b}", 1, "DHIS2's manner"),
        ("#{}", 1, "code that cannot be one"),
        ("#{a.sex=}", 1, "code that cannot be one"),
        ("1 + D{a.b}", 5, "single persons or events"),
        ("A{a}", 1, "single persons or events"),
        ("I{a}", 1, "single persons or events"),
        ("${a}", 1, "Write #{a}"),
        ("Q{a}", 1, "is no item"),
        ("C{}", 1, "single persons or events|is no item"),
        ("R{form.RATES}", 1, "REPORTING_RATE"),
        ("[weeks]", 1, "cannot stand here"),
        ("#{a}.periodOffset(x)", 6, "no number of periods"),
        ("#{a}.periodOffset(1000000)", 6, "no number of periods"),
        ("#{a}.minDate(2020-01-01)", 6, "not taken"),
        ("#{a}.aggregationType(LAST)", 6, "belongs to the measure"),
        ("[days].yearToDate()", 8, "Only figures"),
        ("#{a}" + ".periodOffset(1)" * 5, 69, "cannot stand here"),
        ("#{a}.foo()", 6, "can follow no item"),
        ("#{a}.", 6, "is missing"),
        ("orgUnit.colour(a)", 9, "cannot be asked"),
        ("orgUnit.group()", 15, "needs codes"),
        ("orgUnit.group(a", 16, "ends too early"),
        ("sum(avg(#{a}))", 1, "another function over sampled periods"),
    ],
)
def test_mistakes_are_shown_in_their_place(text: str, position: int, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert any(each in str(caught.value) for each in said.split("|"))
    assert "\n" not in str(caught.value)


def test_wanted_kind() -> None:
    assert parse("null", wanted=Kind.NUMBER) == parse("null", wanted=Kind.TRUTH)
    with pytest.raises(ExpressionError, match="A number is needed"):
        parse("1 < 2", wanted=Kind.NUMBER)


@pytest.mark.parametrize("opens", ["(", "-", "!", "if(", "1^", "isNull(", "firstNonNull(1,"])
def test_what_is_too_deep_is_refused(opens: str) -> None:
    with pytest.raises(ExpressionError, match="too deep"):
        parse(opens * 5000)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(ExpressionError, match="characters"):
        parse("1" * (LONGEST + 1))


def test_a_long_sum_is_not_a_tall_tree() -> None:
    text = " + ".join(f"#{{m{i}}} - {i}" for i in range(1000))
    node = parse(text)
    assert height(node) < TALLEST / 5
    assert evaluate(node, lambda leaf: float(leaf.measure[1:])) == 0
    assert parse(text_of(node)) == node


@pytest.mark.parametrize("count", range(14, 20))
def test_sums_around_the_length_from_which_they_are_balanced(count: int) -> None:
    terms = [f"{'+-'[i % 3 == 1]} {2**i}" for i in range(count)]
    expected = sum(int(term.replace(" ", "")) for term in terms)
    assert evaluate(parse(" ".join(terms)), {}.get) == expected


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=40))
@example("#{a}.periodOffset(" + "9" * 30 + ")")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        node = parse(text)
    except ExpressionError:
        return
    assert parse(text_of(node)) == node


words = st.sampled_from(
    [
        *FUNCTIONS,
        *"+ - * / % ^ < > <= >= == != && || ! ( ) , . in and or not true false null 1 .5 2e9".split(),
        *"#{a} #{b.sex=female} C{c} N{n} R{f.EXPECTED_REPORTS} [days] periodOffset yearToDate orgUnit group".split(),
        "'x'",
        "/*",
        "*/",
        "//",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(words, max_size=25).map(" ".join))
def test_any_words_are_read_or_refused(text: str) -> None:
    try:
        node = parse(text)
    except ExpressionError:
        return
    assert parse(text_of(node)) == node

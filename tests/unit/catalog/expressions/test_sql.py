"""Expressions as SQL: a text that stays in proportion to the expression, of a definite type."""

import duckdb
import pytest

from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Call, Figure, Missing, Node, Number, Truth
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate
from populace.errors import ModelError
from populace.store.expression_sql import compile_sql

GIVEN = {"a": 2.0, "b": 3.0}

NESTED = {
    "division": ("#{a} / (", "#{b}", ")"),
    "power": ("1.01 ^ (", "#{b}", ")"),
    "condition": ("if(", "#{a} < #{b}", ", true, #{a} > 1)"),
    "compared condition": ("if(", "#{a}", " > 1, #{a}, #{b})"),
    "otherwise": ("if(#{a} > #{b}, 1, ", "#{b}", ")"),
    "zeros": ("removeZeros(#{a} - ", "#{b}", ")"),
    "missing": ("firstNonNull(#{b} * ", "#{a}", ", 1)"),
    "logarithm": ("log(10 + ", "#{a}", ")"),
    "normal": ("normDistDen(", "#{a}", ", 1, 2)"),
}


def run(sql: str) -> object:
    return duckdb.sql(f"SELECT {sql} FROM (SELECT 2e0 AS a, 3e0 AS b)").fetchall()[0][0]


@pytest.mark.parametrize("shape", NESTED.values(), ids=NESTED)
def test_what_is_nested_grows_in_proportion(shape: tuple[str, str, str]) -> None:
    opens, inside, closes = shape
    lengths = []
    for deep in (10, 20, 40):
        node = parse(opens * deep + inside + closes * deep)
        sql = compile_sql(node, lambda leaf: leaf.measure)
        assert run(sql) == pytest.approx(evaluate(node, lambda leaf: GIVEN[leaf.measure]))
        lengths.append(len(sql))
    assert lengths[2] - lengths[1] < 3 * (lengths[1] - lengths[0])


def test_an_expression_that_grows_too_long_is_refused() -> None:
    with pytest.raises(ExpressionError, match="a query of more than"):
        compile_sql(parse("*".join(["#{a}"] * 90)), lambda leaf: "a" * 20_000)


@pytest.mark.parametrize(
    ("text", "sql_type"),
    [
        ("1", "DOUBLE"),
        ("null", "DOUBLE"),
        ("0.1", "DOUBLE"),
        ("-5", "DOUBLE"),
        ("1e16 + 1e-7", "DOUBLE"),
        ("[days] / 7", "DOUBLE"),
        ("if(null, null, null)", "DOUBLE"),
        ("if(true, null, 1)", "DOUBLE"),
        ("firstNonNull(null, 1)", "DOUBLE"),
        ("1 < 2", "BOOLEAN"),
        ("true == null", "BOOLEAN"),
        ("isNull(null)", "BOOLEAN"),
        ("firstNonNull(null, true)", "BOOLEAN"),
        ("null || null", "BOOLEAN"),
        ("orgUnit.group(A)", "BOOLEAN"),
    ],
)
def test_types(text: str, sql_type: str) -> None:
    sql = compile_sql(parse(text), lambda leaf: "(1 = 1)" if "group" in repr(leaf) else "30")
    assert run(f"typeof({sql})") == sql_type


def test_each_column_is_asked_for_once() -> None:
    asked = []

    def column(leaf: Figure) -> str:
        asked.append(leaf.measure)
        return leaf.measure

    compile_sql(parse("#{a} / #{b} + #{a} * #{b}"), column, Missing.SKIP_IF_ALL)
    assert sorted(asked) == ["a", "b"]


def test_sub_expressions_run_only_on_what_is_reported() -> None:
    node = parse("subExpression(if(#{a} > 1, 1, 0))")
    assert run(compile_sql(node, lambda leaf: leaf.measure, before_roll_up=True)) == 1
    with pytest.raises(ExpressionError, match="before places are added up"):
        compile_sql(node, lambda leaf: leaf.measure)


@pytest.mark.parametrize(
    "node", [Binary("+", Number(1), Truth(True)), Call("if", (Number(1), Number(1), Number(1)))]
)
def test_a_tree_of_the_wrong_kind_is_a_fault(node: Node) -> None:
    with pytest.raises(ModelError, match="has a part that is no"):
        compile_sql(node, str)

"""Expressions as JSON, and trees that no parser made."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.expressions.check import check
from populace.catalog.expressions.functions import Kind
from populace.catalog.expressions.kinds import TALLEST
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Call, Figure, Missing, Node, Number, Unary
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.serial import from_json, to_json
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.walk import inlined, leaves, shifted
from tests.agreement.catalog.expressions.random_trees import number, truth

choices = st.randoms(use_true_random=False).map(lambda source: source.randrange)
trees = st.builds(
    lambda choose, make, deep: make(choose, deep),
    choices,
    st.sampled_from([number, truth]),
    st.integers(1, 7),
)


@settings(max_examples=200, deadline=None)
@given(trees, st.sampled_from([None, *Missing]))
def test_there_and_back(node: Node, missing: Missing | None) -> None:
    assert parse(text_of(node)) == node
    assert from_json(json.loads(json.dumps(to_json(node)))) == node
    assert from_json(to_json(node, missing)) == (side(node, missing) if missing else node)
    assert check(node) in Kind


def test_layout() -> None:
    assert to_json(parse("-#{births.sex=female}.periodOffset(-1) / 2")) == {
        "version": 1,
        "expression": {
            "node": "binary",
            "operator": "/",
            "left": {
                "node": "unary",
                "operator": "-",
                "of": {
                    "node": "figure",
                    "key": "#{births.sex=female}.periodOffset(-1)",
                    "measure": "births",
                    "only": {"sex": "female"},
                    "offset": -1,
                },
            },
            "right": {"node": "number", "value": 2.0},
        },
    }


@pytest.mark.parametrize(
    "expression",
    [
        None,
        [],
        {},
        {"node": "nothing"},
        {"node": ["number"]},
        {"node": "number"},
        {"node": "number", "value": "1"},
        {"node": "number", "value": True},
        {"node": "number", "value": float("nan")},
        {"node": "number", "value": 10**400},
        {"node": "truth", "value": 1},
        {"node": "figure", "measure": "a", "only": {}, "offset": 0},
        {"node": "figure", "key": "#{b}", "measure": "a", "only": {}, "offset": 0},
        {"node": "figure", "key": "#{a}", "measure": "a", "only": [], "offset": 0},
        {"node": "figure", "key": "#{a}", "measure": "a", "only": {}, "offset": 0.5},
        {"node": "constant", "key": "C{a}", "code": "a}"},
        {"node": "reporting", "key": "R{a.B}", "form": "a", "rate": "B"},
        {
            "node": "shifted",
            "key": "C{a}",
            "of": {"node": "constant", "key": "C{a}", "code": "a"},
            "offset": 1,
        },
        {"node": "placeIs", "key": "", "relation": "group", "codes": []},
        {"node": "unary", "operator": "~", "of": {"node": "null"}},
        {"node": "unary", "operator": "-", "of": {"node": "truth", "value": True}},
        {"node": "binary", "operator": "+", "left": {"node": "null"}},
        {"node": "call", "name": "log", "arguments": []},
        {"node": "call", "name": "shell", "arguments": [{"node": "null"}]},
        {"node": "call", "name": "if", "arguments": {"0": 1}},
    ],
)
def test_what_is_no_expression(expression: Any) -> None:
    with pytest.raises(ExpressionError):
        from_json({"version": 1, "expression": expression})


@pytest.mark.parametrize(
    "document", [None, 1, [], {"version": 2, "expression": {"node": "null"}}, {"expression": 1}]
)
def test_documents_of_another_version(document: Any) -> None:
    with pytest.raises(ExpressionError, match="not of version 1"):
        from_json(document)


def test_a_document_without_end_is_refused() -> None:
    part: dict[str, Any] = {"node": "null"}
    for _ in range(100_000):
        part = {"node": "unary", "operator": "-", "of": part}
    with pytest.raises(ExpressionError, match="too deep"):
        from_json({"version": 1, "expression": part})


def test_the_tallest_tree_with_its_strategy_comes_back() -> None:
    factors = " * ".join(f"#{{m{i}}}" for i in range(TALLEST))
    node = parse(factors)
    for missing in Missing:
        document = json.loads(json.dumps(to_json(node, missing)))
        assert from_json(document) == side(node, missing)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["number", "call", "if", "#{a}"]),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["node", "key", "value", "name", "arguments", "left", "right", "of", "operator"]),
            below,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_json_is_read_or_refused(part: Any) -> None:
    try:
        node = from_json({"version": 1, "expression": part})
    except ExpressionError:
        return
    assert from_json(to_json(node)) == node


def test_trees_of_the_wrong_kind() -> None:
    for node in (
        Binary("+", Number(1), Binary("<", Number(1), Number(2))),
        Binary("?", Number(1), Number(2)),
        Call("nothing", (Number(1),)),
        Call("sum", (Call("avg", (Figure("a"),)),)),
    ):
        with pytest.raises(ExpressionError, match="do not fit together"):
            check(node)
    tall: Node = Number(1)
    for _ in range(5000):
        tall = Unary("-", tall)
    with pytest.raises(ExpressionError, match="too deep"):
        check(tall)


def test_leaves_in_reading_order() -> None:
    assert [text_of(leaf) for leaf in leaves(parse("C{c} * #{b} + if(#{a} > [days], #{b}, 1)"))] == [
        "C{c}",
        "#{b}",
        "#{a}",
        "[days]",
    ]


def test_shifting_moves_what_has_a_period() -> None:
    node = parse("#{a}.periodOffset(1) + [days] * C{c} + N{n}.periodOffset(-1)")
    assert text_of(shifted(node, 1)) == "#{a}.periodOffset(2) + [days].periodOffset(1) * C{c} + N{n}"
    assert shifted(node, 0) is node


def test_indicators_within_indicators() -> None:
    definitions = {
        "rate": parse("N{part} / #{all}"),
        "part": parse("#{a} + #{b}"),
        "loop": parse("1 + N{loop}"),
    }
    assert text_of(inlined(parse("100 * N{rate}.periodOffset(-1)"), definitions)) == (
        "100 * ((#{a}.periodOffset(-1) + #{b}.periodOffset(-1)) / #{all}.periodOffset(-1))"
    )
    with pytest.raises(ExpressionError, match="computed from itself: loop → loop"):
        inlined(parse("N{loop}"), definitions)
    with pytest.raises(ExpressionError, match="no indicator gone"):
        inlined(parse("N{gone}"), definitions)

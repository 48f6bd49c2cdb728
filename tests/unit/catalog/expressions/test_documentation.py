"""The page on the language says what the language is."""

import re
from pathlib import Path

import pytest

from populace.catalog.expressions.functions import FUNCTIONS, REFUSED
from populace.catalog.expressions.items import BRACKETS
from populace.catalog.expressions.kinds import OPERATORS, SIGN_BINDS, SIGNS
from populace.catalog.expressions.modifiers import REFUSED_MODIFIERS
from populace.catalog.expressions.nodes import Figure, Leaf, Missing, Rate, Relation
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "methods" / "expressions.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the tables under ``heading``."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ") and "---" not in line]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_function_with_its_meaning(page: str) -> None:
    written = [row for row in rows(page, "Functions") if row != ["written", "gives"]]
    assert written == sorted(
        ([f"`{each.written}`", each.meaning] for each in FUNCTIONS.values()), key=written.index
    )
    assert len(written) == len(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_functions_take_what_is_written(function: object) -> None:
    text = function.written.replace(", …", "")
    for name, value in {"condition": "true", "mean": "1", "deviation": "2", "base": "2"}.items():
        text = re.sub(rf"\b{name}\b", value, text)
    assert parse(re.sub(r"\b([abpx])\b", r"#{\1}", text)).name == function.name


def test_operators_in_the_order_in_which_they_bind(page: str) -> None:
    binds = {name: strength for name, (strength, _sides, _result) in OPERATORS.items()}
    strengths = [*binds.items(), *((f"{sign} ", SIGN_BINDS) for sign in SIGNS)]
    by_strength = [
        {name.strip() for name, each in strengths if each == strength}
        for strength in sorted({strength for _name, strength in strengths}, reverse=True)
    ]
    shown = [
        {each.replace("\\", "") for each in re.findall(r"`([^`]+)`", row[0])}
        for row in rows(page, "Operators")
    ]
    assert [each for each in shown if each] == by_strength


def test_values_of_the_examples(page: str) -> None:
    examples = [row for row in rows(page, "Missing figures") if row[0].startswith("`") and "_" not in row[0]]
    assert len(examples) > 12
    said = {"missing": None, "true": True, "false": False}
    for expression, value in examples:
        found = evaluate(parse(expression.strip("`").replace("\\|", "|")), figures)
        assert found == (said[value] if value in said else float(value)), expression


def figures(leaf: Leaf) -> float | None:
    return 6.0 if leaf == Figure("a") else None


def test_everything_has_its_word(page: str) -> None:
    names = [
        *(each.value for each in Missing),
        *(each.value for each in Rate),
        *(f"orgUnit.{each.value}(" for each in Relation),
        *BRACKETS,
        *REFUSED,
        *(f".{name}(" for name in REFUSED_MODIFIERS),
    ]
    assert [name for name in names if name not in page] == []

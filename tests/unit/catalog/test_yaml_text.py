"""A file of definitions is taken for what it may be: a trap. What is read is plain, and knows its lines."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.files.yaml_text import DEEPEST, LARGEST, UnreadableYaml, read_yaml

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

TRAPS = {
    "billion laughs": LAUGHS,
    "an alias": "a: &x {b: 1}\nc: *x\n",
    "an anchor": "a: &x 1\n",
    "a merge": "a: &x {b: 1}\nc: {<<: *x}\n",
    "a tag that runs code": "a: !!python/object/apply:os.system ['true']\n",
    "any tag": "a: !!str 1\n",
    "a key twice": "a: 1\nb: 2\na: 3\n",
    "a key that is a list": "[a, b]: 1\n",
    "endless nesting": "[" * 50_000,
    "deep nesting": "a:\n" + "".join(" " * i + "- \n" for i in range(1, DEEPEST + 5)) + "a",
    "two documents": "a: 1\n---\nb: 2\n",
    "no YAML": "a: 'unfinished\n",
    "a tabulator": "a:\n\t- b\n",
    "a control character": "a: \x07\n",
    "an endless number": "a: 1e999\n",
    "a very long number": "a: " + "9" * 5_000 + "\n",
    "too much": "# " + "x" * LARGEST,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_at_once(trap: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableYaml) as refusal:
        read_yaml(TRAPS[trap])
    assert time.monotonic() - started < 2
    assert refusal.value.message
    assert refusal.value.remedy


def test_the_line_of_a_trap_is_told() -> None:
    with pytest.raises(UnreadableYaml) as refusal:
        read_yaml("a: 1\nb:\n  c: 2\n  c: 3\n")
    assert refusal.value.line == 4


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("2022-01-01", "2022-01-01"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("20-24", "20-24"),
        ("true", True),
        ("null", None),
        ("", None),
        ("~", None),
        ("2011", 2011),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("'2011'", "2011"),
        ('"no"', "no"),
    ],
)
def test_only_plain_numbers_truth_values_and_null_are_more_than_text(written: str, read: object) -> None:
    value = read_yaml(f"a: {written}\n").value["a"]
    assert value == read
    assert type(value) is type(read)


def test_keys_are_texts() -> None:
    assert read_yaml("on: 1\n2011: 2\nnull: 3\n").value == {"on": 1, "2011": 2, "null": 3}


def test_every_value_knows_its_line() -> None:
    plain = read_yaml("measures:\n  visits:\n    label: Visits\n    names:\n      - a\n      - b\n")
    assert plain.line(("measures", "visits", "label")) == 3
    assert plain.line(("measures", "visits", "names", 1)) == 6
    assert plain.line(("measures", "visits", "missing")) == 2
    assert plain.line(("nothing",)) == 1


def test_an_empty_file_is_nothing() -> None:
    assert read_yaml("# only a comment\n").value is None


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("a:-[]{}&*!|>'\"#, \n\t0.", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    refusal = _refusal(text)
    assert refusal is None or refusal.message


def _refusal(text: str) -> UnreadableYaml | None:
    try:
        read_yaml(text)
    except UnreadableYaml as refusal:
        return refusal
    return None

"""Texts become codes, each distinct text asked for once, and what is not understood keeps its reason."""

import numpy as np
import pyarrow as pa
import pytest

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.measure import Kind, Measure
from populace.exchange.imports.levels import Levels, uneven
from populace.exchange.imports.numbers import plain_numbers
from populace.exchange.imports.reasons import Reasons
from populace.exchange.imports.resolve import Resolver
from populace.exchange.imports.twice import in_order, keys_of, repeated, within
from tests.unit.exchange.imports.words import Row, Words, reading

CATALOGUE = Catalogue(
    measures=by_code(
        [
            Measure("births", "Births", Kind.FLOW, "births", optional=frozenset({"sex"})),
            Measure("tally", "Tally", Kind.FLOW, "things", required=frozenset({"sex"})),
        ]
    ),
    dimensions=by_code([Dimension("sex", "Sex", (Category("female", "Women"), Category("male", "Men")))]),
)


def resolve(*rows: Row, words: Words | None = None):  # type: ignore[no-untyped-def]
    reasons = Reasons()
    opened = reading(rows, words=words)
    resolver = Resolver(opened, CATALOGUE, reasons)
    return resolver(next(iter(opened.blocks))), resolver, reasons


def test_a_row_that_is_understood() -> None:
    rows, resolver, _reasons = resolve(("Ash", "2026-11", "Births", "F", "12"))
    assert resolver.place.codes == ["ash"]
    assert resolver.period.codes == ["2026-11"]
    assert [(resolver.measure.codes[c.measure], c.breakdown.text) for c in resolver.cells] == [
        ("births", "sex=female")
    ]
    assert rows.value.tolist() == [12.0]


def test_each_distinct_text_is_asked_for_once() -> None:
    words = Words()
    resolve(
        *[("Ash", "2026-11", "Births", "F", "12")] * 50, ("Birch", "2026-11", "Births", "M", "1"), words=words
    )
    assert sorted(words.asked) == sorted(
        ["Ash", "Birch", "2026-11", "Births", "births {'sex': 'F'}", "births {'sex': 'M'}"]
    )


@pytest.mark.parametrize(
    ("row", "part", "said"),
    [
        (("Oak", "2026-11", "Births", "F", "1"), "place", "“Oak” is no place here."),
        (("Ash", "last month", "Births", "F", "1"), "period", "“last month” is no period."),
        (("Ash", "2026-11", "Joys", "F", "1"), "measure", "“Joys” is no measure here."),
        (("Ash", "2026-11", "Births", "X", "1"), "cell", "“X” is no sex here."),
        (("Ash", "2026-11", "Tally", None, "1"), "cell", "tally is counted by sex, which is not given."),
        ((None, "2026-11", "Births", "F", "1"), "place", "The Village is missing."),
    ],
)
def test_what_is_not_understood_says_why(row: Row, part: str, said: str) -> None:
    rows, _resolver, reasons = resolve(row)
    number = -int(getattr(rows, part)[0])
    assert reasons[number].message == said


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("12", 12.0, None), ("12.0", 12.0, None), ("0", 0.0, None), ("a dozen", 12.0, None),
        ("-1", None, "“-1” is no count."), ("1.5", None, "“1.5” is no count."), ("nan", None, "“nan” is no count."),
        ("inf", None, "“inf” is no count."),
        (None, None, "The value is missing."), (" ", None, "The value is missing."),
    ],
)  # fmt: skip
def test_numbers(text: str | None, value: float | None, said: str | None) -> None:
    rows, _resolver, reasons = resolve(("Ash", "2026-11", "Births", "F", text))
    assert (rows.value[0] == value) if value is not None else np.isnan(rows.value[0])
    assert (reasons[int(rows.unread[0])].message if rows.unread[0] else None) == said


def test_numbers_are_read_from_texts_dictionaries_and_numbers_alike() -> None:
    texts = pa.array(["1", "x", None, "2.5", "1e3"])
    expected = [1.0, np.nan, np.nan, 2.5, 1000.0]
    for form in (texts, texts.dictionary_encode(), pa.array([1.0, None, None, 2.5, 1000.0])):
        assert np.array_equal(plain_numbers(form), expected, equal_nan=True)


def test_a_figure_given_twice_is_found() -> None:
    rows, resolver, _reasons = resolve(
        ("Ash", "2026-11", "Births", "F", "1"),
        ("Ash", "2026-11", "Births", "M", "1"),
        ("Birch", "2026-11", "Births", "F", "1"),
        ("Ash", "2026-11", "Births", "F", "2"),
    )
    keys = keys_of(rows)
    every = in_order([keys[:2], keys[2:]])
    assert within(keys, repeated(every)).tolist() == [True, False, False, True]
    assert [len(each) for each in uneven(every, Levels(resolver.cells, Catalogue()))] == [0, 0]


def test_a_total_beside_its_parts_is_found() -> None:
    rows, resolver, _reasons = resolve(
        ("Ash", "2026-11", "Births", "F", "1"),
        ("Ash", "2026-11", "Births", "M", "1"),
        ("Ash", "2026-11", "Births", None, "2"),
        ("Birch", "2026-11", "Births", None, "5"),
    )
    keys = keys_of(rows)
    every = in_order([keys])
    totals, splits = uneven(every, Levels(resolver.cells, Catalogue()))
    assert within(keys, totals).tolist() == [False, False, True, False]
    assert not len(splits)
    assert not len(repeated(every))

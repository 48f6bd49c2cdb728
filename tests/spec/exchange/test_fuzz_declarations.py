"""Whatever stands in a declaration, its loader tells a person or loads it: no traceback, no hang."""

from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.load import load_texts
from populace.exchange.line_lists.load import line_list_of, parse_line_list
from populace.exchange.opening_yaml import parse_yaml
from populace.exchange.tidy.load import mapping_of, parse_mapping
from populace.exchange.tidy.save import mapping_text
from tests.spec.exchange.fuzzing import FUZZ, anything, only_told
from tests.spec.exchange.line_lists.registers import DECLARED

MAPPING = b"""
place: {columns: [district, site], by: name, values: {Centre: N1}}
period: {column: when, format: DD/MM/YYYY, length: month, calendar: ethiopian, language: fr}
categories: {sex: {column: sex, values: {F: female, T: ""}}, source: register}
values:
  - {column: a, measure: births, period: 2025-01}
  - {column: b, measure: deaths, categories: {age: 0-4}}
numbers: {decimal: ",", thousands: " "}
missing: ["-"]
skip_rows: 2
delimiter: tab
"""
CATALOGUE = b"""
measures:
  visits:
    label: Visits
    kind: flow
    unit: visits
    optional: [sex]
    subject: coverage
indicators:
  share:
    label: Share
    numerator: "#{visits}"
    denominator: "#{population.age=15-49;sex=female}"
    factor: 100
    source: here
"""
KEYS = st.sampled_from(
    "place period measure categories value values status numbers missing sheet column columns counts date by ages "
    "groups filters is from format headings constant year month".split()
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | KEYS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS | PLAIN.filter(lambda each: each == each), inner, max_size=4)
    ),
    max_leaves=12,
)


@FUZZ
@given(anything([MAPPING]))
def test_a_mapping(content: bytes) -> None:
    with only_told():
        mapping = mapping_of(parse_yaml(content, "mapping.yaml"), "mapping.yaml")
        # One that is taken can be saved, and is the same.
        assert parse_mapping(mapping_text(mapping)) == mapping


@FUZZ
@given(VALUES)
def test_plain_values_of_any_shape(value: object) -> None:
    with only_told():
        mapping_of(value, "mapping.yaml")
    with only_told():
        line_list_of(value, "list.yaml")


@FUZZ
@given(anything([DECLARED.encode()]))
def test_a_line_list(content: bytes) -> None:
    with only_told():
        parse_line_list(content.decode("utf-8", errors="surrogateescape"))


@FUZZ
@given(anything([CATALOGUE]))
def test_a_catalogue(content: bytes) -> None:
    with only_told():
        load_texts([("catalogue.yaml", content.decode("utf-8", errors="replace"))])

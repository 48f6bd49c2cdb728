"""A mapping is saved and loaded to equality, and every fault of a written one is told with its path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from populace.catalog.periods import Length, Period
from populace.errors import InputErrors, UserError
from populace.exchange.tidy.load import parse_mapping
from populace.exchange.tidy.mapping import (
    NumberMarks,
    PeriodColumns,
    PlaceBy,
    PlaceColumns,
    TableMapping,
    ValueColumn,
    Words,
)
from populace.exchange.tidy.save import mapping_text

WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12
).map(lambda text: f"w{text.strip()}")
WORDS = st.dictionaries(WORD, WORD, max_size=3)
PERIODS = st.sampled_from([Period.parse(text) for text in ("2025", "2025-03", "2025-Q2", "2025-04-01/P1Y")])


@st.composite
def mappings(draw: st.DrawFn) -> TableMapping:
    place = draw(
        st.builds(
            PlaceColumns, st.lists(WORD, min_size=1, max_size=3).map(tuple), st.sampled_from(PlaceBy), WORDS
        )
        | st.builds(PlaceColumns, constant=WORD)
    )
    period = draw(
        st.builds(
            PeriodColumns,
            st.tuples(WORD),
            format=st.sampled_from(["", "DD/MM/YYYY", "MMM YYYY"]),
            length=st.sampled_from([None, Length.MONTH]),
            calendar=st.sampled_from(["gregorian", "ethiopian"]),
            language=st.sampled_from(["en", "fr"]),
        )
        | st.builds(PeriodColumns, st.tuples(WORD, WORD), st.just(("year", "month")))
        | st.builds(PeriodColumns, headings=st.just(True), format=st.sampled_from(["", "YYYY-MM"]))
        | st.builds(PeriodColumns, constant=PERIODS)
    )
    shared = period.headings or draw(st.booleans())
    measure = (
        draw(st.builds(Words, WORD, st.just(""), WORDS) | st.builds(Words, constant=WORD))
        if shared
        else Words()
    )
    categories = draw(
        st.dictionaries(WORD, st.builds(Words, WORD, st.just(""), WORDS) | st.builds(Words, constant=WORD))
    )
    measure_of_column = st.just("") if shared else WORD
    values = draw(
        st.lists(st.builds(ValueColumn, WORD, measure_of_column), min_size=1, max_size=3).map(tuple)
    )
    return TableMapping(
        place,
        period,
        measure,
        () if period.headings else values,
        categories,
        numbers=draw(st.sampled_from([NumberMarks(), NumberMarks(",", "."), NumberMarks(".", " ")])),
        missing=draw(st.frozensets(WORD, max_size=2)),
        sheet=draw(st.just("") | WORD),
        skip_rows=draw(st.none() | st.integers(0, 9)),
        delimiter=draw(st.sampled_from(["", ";", "\t"])),
    )


@given(mappings())
def test_a_saved_mapping_is_the_same_mapping(mapping: TableMapping) -> None:
    assert parse_mapping(mapping_text(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("place: {colum: A}\nperiod: P\nmeasure: births\nvalue: V", "place.colum"),
        ("period: P\nmeasure: births\nvalue: V", "A place is in a column"),
        ("place: A\nperiod: {column: P, format: dd.mm}\nmeasure: births\nvalue: V", "period.format"),
        ("place: A\nperiod: {column: P, calendar: mayan}\nmeasure: births\nvalue: V", "period.calendar"),
        ("place: A\nperiod: P\nvalue: V", "said nowhere or twice"),
        ("place: A\nmeasure: births\nvalue: V", "said nowhere or twice"),
        ("place: A\nperiod: P\nmeasure: births", "said nowhere or twice"),
        ("place: A\nperiod: P\nmeasure: births\nvalues: [{measure: births}]", "values[1]"),
        (
            'place: A\nperiod: P\nmeasure: births\nvalue: V\nnumbers: {decimal: ",", thousands: ","}',
            "numbers",
        ),
        ("place: A\nperiod: P\nmeasure: births\nvalue: V\nskip_rows: -1", "skip_rows"),
        (
            "place: A\nperiod: P\nmeasure: births\nvalue: V\ncategories: {sex: {column: S, values: {N: no}}}",
            "categories.sex.values",
        ),
        ("place: A\nperiod: {constant: 2025-13}\nmeasure: births\nvalue: V", "period.constant"),
        ("place: A\nperiod: P\nmeasure: births\nvalue: V\ndelimiter: x", "delimiter"),
        ("- place", "KEY: VALUE"),
    ],
)
def test_a_fault_is_told_with_its_path(text: str, told: str) -> None:
    with pytest.raises(InputErrors) as errors:
        parse_mapping(text)
    assert any(told in str(problem) for problem in errors.value.problems), errors.value.problems


def test_all_faults_are_told_together() -> None:
    with pytest.raises(InputErrors) as errors:
        parse_mapping("plce: A\nperiod: {column: P, calendar: mayan}\nskip_rows: x")
    assert len(errors.value.problems) >= 4


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system ['true']",
        "a: 1\na: 2",
        "a: [",
        "[" * 60,
        "\x00",
        "a: 2025-02-31",
    ],
)
def test_yaml_that_is_dangerous_or_broken_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_mapping(text)

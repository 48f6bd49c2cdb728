"""Files of definitions: laid over what ships, and everything wrong in them told at once, with line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.parser import parse
from populace.catalog.load import load, load_onto, load_texts
from populace.catalog.measure import Kind, OverTime
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Subject
from populace.errors import InputErrors, Problem, UserError

VISITS = """\
dimensions:
  visitor:
    label: Visitor
    categories: {nurse: Nurse, doctor: {en: Doctor, zh-hans: 医生}}
measures:
  visits:
    label: {en: Home visits, zh-hans: 家庭访视}
    kind: flow
    unit: visits
    optional: [visitor, age]
    subject: coverage
    whole: true
forms:
  visits_of_the_month:
    label: Home visits
    period: P1M
    due_days: 5
    kinds: [clinic]
    sections:
      - label: By visitor
        tables:
          - rows: [{measure: visits, within: age=0, label: Newborns}]
            columns: [visitor=nurse, visitor=doctor]
indicators:
  V01:
    label: Home visits per live birth
    numerator: "#{visits.age=0}"
    denominator: "#{births}"
    decimals: 2
    subject: coverage
    direction: up
    in_force: 2024
rules:
  visits_by_doctors:
    label: Doctors visit too
    left: {expression: "#{visits.visitor=doctor}", missing: SKIP_IF_ANY_VALUE_MISSING}
    operator: less_than_or_equal_to
    right: {expression: "#{visits}", label: all visits}
    tolerance: 0.1
constructs:
  every_newborn: {label: Every newborn is visited, scoring: target, "on": V01, level: nation, value: 1}
constants: {visits_planned: 2.5}
groups: {hills: [T1, T2]}
translations:
  zh-hans: {By visitor: 按访视者}
"""


def test_definitions_are_laid_over_those_that_ship(tmp_path: Path) -> None:
    file = tmp_path / "visits.yaml"
    file.write_text(VISITS, encoding="utf-8")
    whole = load_onto([file])
    visits = whole.measures["visits"]
    assert (visits.kind, visits.over_time, visits.subject) == (Kind.FLOW, OverTime.SUM, Subject.COVERAGE)
    assert visits.dimensions == {"visitor", "age"}
    assert whole.indicators["V01"].numerator == parse("#{visits.age=0}")
    assert whole.forms["visits_of_the_month"].cells[1][1].text == "age=0;visitor=doctor"
    assert whole.constants["visits_planned"] == 2.5
    assert whole.groups["hills"] == {"T1", "T2"}
    assert whole.translations["zh-hans"] == {
        "Doctor": "医生",
        "Home visits": "家庭访视",
        "By visitor": "按访视者",
    }
    assert set(SHIPPED.measures) < set(whole.measures)


def test_one_file_alone_need_not_hold_together(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text('indicators: {A: {label: A, numerator: "#{elsewhere}"}}', encoding="utf-8-sig")
    assert list(load(file).indicators) == ["A"]
    with pytest.raises(InputErrors):
        load_onto([file])


def test_several_files_are_one_set_of_definitions() -> None:
    whole = load_texts(
        [
            ("measures.yaml", "measures: {seen: {label: Seen, kind: flow, unit: women}}"),
            ("indicators.yaml", 'indicators: {S: {label: Seen, numerator: "#{seen}"}}'),
        ]
    )
    assert whole.indicators["S"].numerator == parse("#{seen}")


def _problems(*texts: str) -> tuple[Problem, ...]:
    with pytest.raises(InputErrors) as refusal:
        load_texts([(f"{i}.yaml", text) for i, text in enumerate(texts)])
    return refusal.value.problems


def test_all_that_is_wrong_is_told_in_one_pass() -> None:
    found = _problems(
        "measures:\n"
        "  a: {label: A, kind: sometimes, unit: u}\n"
        "  b: {label: B, kind: flow, unit: u, optional: [nowhere]}\n"
        "indicators:\n"
        '  I: {label: I, numerator: "#{unknown}", companions: [J]}\n'
        '  K: {label: K, numerator: "1 +"}\n'
        "targets: {}\n",
        "measures:\n  b: {label: B, kind: flow, unit: u}\n",
    )
    assert [(each.file, each.row) for each in found] == [
        ("0.yaml", 2),
        ("0.yaml", 3),
        ("0.yaml", 5),
        ("0.yaml", 5),
        ("0.yaml", 6),
        ("0.yaml", 7),
        ("1.yaml", 2),
    ]
    assert all(each.message for each in found)


FORM = (
    "forms:\n  f:\n    label: F\n    period: P1M\n    due_days: 5\n    sections:\n      - {label: S, tables: "
)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("measures:\n  a:\n    label: A\n    kind: flow\n    unit: u\n    colour: red", 2, "no field colour"),
        ("measures:\n  a:\n    label: A\n    kind: flow", 2, "field unit is missing"),
        ("measures:\n  a:\n    label: A\n    kind: often\n    unit: u", 4, "'often' is none of the words"),
        ("measures:\n  a:\n    label: 5\n    kind: flow\n    unit: u", 3, "Here stands a whole number"),
        ("measures:\n  a: [1]", 2, "Here stands a list"),
        ("measures: [1]", 1, "no table of definitions"),
        ("measures:\n  a: {label: A, kind: stock, unit: u, over_time: sum}", 2, "never sums over time"),
        ("measures:\n  a.b: {label: A, kind: stock, unit: u}", 2, "cannot be a code"),
        ("measures:\n  a: {label: {zh-hans: 甲}, kind: flow, unit: u}", 2, "needs one under en"),
        ("measures:\n  a: {label: {en: A, fr: B}, kind: flow, unit: u}", 2, "fr is no language here"),
        (
            "translations:\n  zh-hans: {A: 甲}\nmeasures:\n  a: {label: {en: A, zh-hans: 乙}, kind: flow, unit: u}",
            4,
            "甲",
        ),
        ("translations: {zh-hans: 甲}", 1, "translations by label"),
        ('indicators:\n  a: {label: A, numerator: "#{births"}', 2, "indicators › a"),
        ('indicators:\n  a: {label: A, numerator: "1", pooled_years: 0}', 2, "pooled_years"),
        (
            'indicators:\n  a: {label: A, numerator: "1", direction: left}',
            2,
            "direction is up, down or empty",
        ),
        (
            'indicators:\n  a: {label: A, numerator: "1", revisions: [{in_force: soon, numerator: "2"}]}',
            2,
            "It cannot be so",
        ),
        (
            'indicators:\n  a: {label: A, numerator: "N{b}"}\n  b: {label: B, numerator: "N{a}"}',
            2,
            "from itself",
        ),
        ('indicators:\n  a: {label: A, numerator: "#{births.age=young}"}', 2, "no category young"),
        ('indicators:\n  a: {label: A, numerator: "#{births.method=dmpa}"}', 2, "not split by method"),
        ('indicators:\n  a: {label: A, numerator: "C{c}"}', 2, "no constant c"),
        ('indicators:\n  a: {label: A, numerator: "OUG{g}"}', 2, "no group of places g"),
        ('indicators:\n  a: {label: A, numerator: "R{f.ACTUAL_REPORTS}"}', 2, "no form f"),
        ('indicators:\n  a: {label: A, numerator: "#{births}", mix: method}', 2, "Nothing in it is split"),
        ('indicators:\n  a: {label: A, numerator: "#{births}", mix: m}', 2, "no dimension m"),
        ("constructs:\n  c: {label: C, scoring: target, on: nothing}", 2, "no indicator or measure nothing"),
        (
            FORM + "[{rows: [births, births]}]}",
            2,
            "asked for 2 times",
        ),
        (
            FORM + '[{rows: [births]}, {rows: [births], columns: ["sex=female"]}]}',
            2,
            "two levels of detail",
        ),
        (
            "forms:\n  f:\n    label: F\n    period: P1M\n    due_days: -5\n    sections: []",
            5,
            "due_days",
        ),
        (
            FORM + "[{rows: [mortality_rate]}]}",
            2,
            "has to be given by age and sex",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_do(text: str, line: int, said: str) -> None:
    first = _problems(text)[0]
    assert (first.row, said in first.message) == (line, True), first.message
    assert first.remedy or "indicators › a" in said


def test_what_ships_cannot_be_said_to_be_about_something_else() -> None:
    """Births called coverage could carry a target; a sensitive count called common could be published finely."""
    births = _problems(
        "measures:\n  births: {label: Births, kind: flow, unit: births, optional: [sex, age], subject: coverage}"
    )
    assert "cannot be declared anew" in births[0].message
    deaths = _problems(
        "measures:\n  maternal_deaths: {label: D, kind: flow, unit: d, optional: [age], subject: deaths}"
    )
    assert "stays so" in deaths[0].message


def test_a_definition_that_broke_another_is_told_where_it_shows() -> None:
    found = _problems("measures:\n  births: {label: Births, kind: flow, unit: births, subject: births}")
    assert any("births_deaths" in each.message for each in found)
    assert {each.file for each in found} == {"the definitions that come with the software"}


def test_a_definition_that_could_not_be_read_is_not_missed_by_others() -> None:
    found = _problems('measures: {a: {kind: flow}}\nindicators: {I: {label: I, numerator: "#{a}"}}')
    assert len(found) == 1


@pytest.mark.parametrize("content", [b"measures: {\xff\xfe}", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "definitions.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserError, match=r"definitions\.yaml"):
        load(file)


def test_an_empty_file_declares_nothing() -> None:
    assert load_texts([("empty.yaml", "# nothing yet\n")], Catalogue()) == Catalogue()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(VISITS)), st.integers(0, 25), st.text("{}[]:-#\"'&*!|>=.;,~ \n0a", max_size=6))
def test_a_file_damaged_anywhere_is_read_or_refused_with_problems(start: int, length: int, put: str) -> None:
    damaged = VISITS[:start] + put + VISITS[start + length :]
    for problem in _outcome(damaged):
        assert problem.message
        assert problem.row is None or 1 <= problem.row <= damaged.count("\n") + 2


def _outcome(text: str) -> tuple[Problem, ...]:
    try:
        load_texts([("damaged.yaml", text)])
    except InputErrors as refusal:
        return refusal.problems
    return ()

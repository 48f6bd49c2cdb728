"""E2, E3, E4, W1, W2: consequences, conditions, persons, permission, floors; and use that is shown alone."""

import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import check, refuse, without_refused
from populace.catalog.charter.companions import method_mix
from populace.catalog.charter.findings import CODES, CharterError
from populace.catalog.constructs import Scoring
from populace.catalog.dimensions import Category, Dimension
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.periods import Length
from populace.catalog.rules import Operator
from populace.catalog.subjects import Subject
from tests.spec.charter.definitions import WORLD, added, codes, indicator, measure, rule, scored


@pytest.mark.parametrize(
    "consequence",
    [
        "bonus",
        "Promotion of the head of office",
        "fine",
        "warning letter",
        "one-vote veto",
        "一票否决",
        "绩效工资",
    ],
)
@pytest.mark.parametrize("on", ["births", "FP11", "DQ01"])
def test_nothing_follows_from_a_figure_for_anybody(on: str, consequence: str) -> None:
    assert "E2" in codes(scored(on, consequences=(consequence,)))


@pytest.mark.parametrize(
    "condition",
    [
        "#{modern_users.method=copper_iud} > 0",
        "method=female_sterilisation",
        "#{births_by_parity.parity=1} == 0",
        "parity",
        "new_users",
        "N{BD02A} > 80",
        "refused an offer",
        "after sterilisation",
        "one-child certificate",
        "in-plan birth",
        "独生子女证",
        "落实长效措施后",
        "计划内生育",
        "拒绝者除外",
        "#{mystery} > 0",
        "good conduct",
    ],
)
def test_no_entitlement_hangs_on_what_people_chose(condition: str) -> None:
    assert codes(scored("FP11", conditions=(condition,))) == ["E3"]


@pytest.mark.parametrize("condition", ["#{service_points} > 0", "FP17", "N{FP11} < 5"])
def test_conditions_on_services_pass(condition: str) -> None:
    assert codes(scored("FP11", conditions=(condition,))) == []


@pytest.mark.parametrize(
    "label",
    [
        "Name of the mother: phone",
        "Patient ID",
        "Date of birth",
        "acceptorCode",
        "woman's name",
        "Home address",
        "Household",
        "身份证号",
        "孕妇姓名",
        "联系电话",
        "Date de naissance",
    ],
)
def test_definitions_that_name_persons(label: str) -> None:
    assert "E4" in codes(measure("m", Subject.UNKNOWN, label))
    assert "E4" in codes(Dimension("d", label, (Category("a", "a"),)))


@pytest.mark.parametrize(
    "label",
    [
        "In-plan births",
        "Out of plan births",
        "birth quota",
        "Permitted births",
        "Policy-compliant births",
        "Naissances hors plan",
        "计划外出生",
        "政策内生育率",
        "准生证发放数",
        "超生户数",
    ],
)
def test_nobody_counts_births_by_permission(label: str) -> None:
    assert codes(measure("m", Subject.BIRTHS, label)) == ["E4"]
    assert "E4" in codes(Dimension("d", "Kind", (Category("a", label), Category("b", "Other"))))
    assert "E4" in codes(indicator("#{births}", "#{population}", denominator_label=label))


@pytest.mark.parametrize("label", ["Free text", "Comments", "备注"])
def test_statistics_take_no_free_text(label: str) -> None:
    assert codes(measure("m", Subject.UNKNOWN, label)) == ["E4"]


@pytest.mark.parametrize(
    "label",
    [
        "Women with a child health card",
        "Mobile clinics held",
        "Telephone consultations",
        "Staff trained to address violence",
        "Feedback comments answered",
        "Households visited",
        "电话咨询人次",
        "计划免疫接种",
        "家庭医生签约人数",
    ],
)
def test_counts_that_only_sound_like_persons_pass(label: str) -> None:
    assert codes(measure("m", Subject.COVERAGE, label)) == []


def test_a_dimension_lists_its_categories_and_lists_no_persons() -> None:
    assert codes(Dimension("d", "Place of work", open=True)) == ["E4"]
    assert codes(Dimension("d", "Cards", (Category("990101199703140042", "A"),))) == ["E4"]
    assert codes(Dimension("d", "Ward", (Category("1", "First"), Category("2", "Second")))) == []


def form(code: str, cells: Breakdown, length: Length, kind: str) -> Form:
    """A form with one cell."""
    return Form("F", "F", length, 10, (Section("S", (Table((Row(code, cells),)),)),), frozenset({kind}))


BY_AGE = Breakdown.of({"age": "20-24"})
BY_AGE_AND_SEX = Breakdown.of({"age": "20-24", "sex": "female"})


@pytest.mark.parametrize(
    ("measured", "cells", "length", "kind"),
    [
        ("abortions", BY_AGE_AND_SEX, Length.DAY, "village"),
        ("abortions", Breakdown(), Length.MONTH, "hospital"),
        ("abortions", BY_AGE_AND_SEX, Length.YEAR, "town"),
        ("abortions", Breakdown(), Length.YEAR, "村"),
        ("new_users", Breakdown(), Length.WEEK, "clinic"),
        ("maternal_deaths", Breakdown(), Length.MONTH, "village"),
        (
            "new_users",
            Breakdown.of({"method": "female_sterilisation", "age": "20-24"}),
            Length.MONTH,
            "clinic",
        ),
        ("prenatal_accepted", Breakdown(), Length.DAY, "clinic"),
    ],
)
def test_cells_finer_than_the_floor(measured: str, cells: Breakdown, length: Length, kind: str) -> None:
    assert codes(form(measured, cells, length, kind)) == ["E4"]


@pytest.mark.parametrize(
    ("measured", "cells", "length", "kind"),
    [
        ("abortions", BY_AGE, Length.QUARTER, "hospital"),
        ("new_users", Breakdown.of({"method": "dmpa", "age": "20-24"}), Length.MONTH, "clinic"),
        ("births", BY_AGE_AND_SEX, Length.DAY, "village"),
    ],
)
def test_cells_above_the_floor(measured: str, cells: Breakdown, length: Length, kind: str) -> None:
    assert codes(form(measured, cells, length, kind)) == []


def test_a_measure_that_must_be_given_below_its_floor() -> None:
    fine = measure("m", Subject.ABORTION, "Care", sensitive=True, required=frozenset({"age", "sex"}))
    assert codes(fine) == ["E4"]


@pytest.mark.parametrize(
    ("numerator", "companions", "found"),
    [
        ("#{modern_users}", (), ["W1"]),
        ("#{modern_users}", ("FP07", "FP12"), ["W1"]),
        ("#{modern_users}", ("FP07", "FP12", "FP17"), []),
        ("1 - N{FP01}", ("FP07",), ["W1"]),
        ("#{modern_users.method=dmpa}", ("FP08", "FP12", "FP17"), []),
        ("#{mystery}", (), ["W1"]),
        ("#{births_attended}", (), []),
    ],
)
def test_use_is_never_shown_alone(numerator: str, companions: tuple[str, ...], found: list[str]) -> None:
    label = "Contraceptive prevalence" if "mystery" in numerator else "X"
    assert codes(indicator(numerator, "#{population}", label=label, companions=companions)) == found


@pytest.mark.parametrize(
    ("users", "found"),
    [
        ({"pill": 61.0, "iud": 39.0}, ["W2"]),
        ({"pill": 60.0, "iud": 40.0}, []),
        ({"iud": 1.0}, ["W2"]),
        ({"pill": 0.0}, []),
        ({}, []),
    ],
)
def test_use_that_leans_on_one_method_prompts_a_review_of_choice(
    users: dict[str, float], found: list[str]
) -> None:
    findings = method_mix(users, "FP05")
    assert [each.code for each in findings] == found
    assert all("Nobody is to be moved" in each.remedy and not each.refuses for each in findings)


def test_a_catalogue_with_anything_excluded_is_refused_with_all_of_it() -> None:
    with pytest.raises(CharterError, match="The charter excludes 2 definitions") as raised:
        refuse(added(scored("births"), rule("#{births}", Operator.LESS_OR_EQUAL, "100")), WORLD)
    assert {each.code for each in raised.value.findings} == {"E1", "E5"}
    assert refuse(WORLD) == ()


def test_an_imported_definition_comes_in_as_an_observation_without_its_colours() -> None:
    implant = indicator("#{abcDEF12345}", "#{abcDEF12346}", label="acceptors - implant (%)")
    imported = Catalogue(
        measures={
            code: measure(code, Subject.UNKNOWN, label)
            for code, label in (("abcDEF12345", "Acceptors - implant"), ("abcDEF12346", "Acceptors"))
        },
        indicators={"X": implant},
        constructs={
            "low": scored("X", Scoring.COLOUR, code="low", label="0–20 red"),
            "high": scored("abcDEF12345", Scoring.THRESHOLD, code="high", label="minimum"),
        },
        rules={"R": rule("#{abcDEF12345}", Operator.GREATER_OR_EQUAL, "20")},
    )
    kept, findings = without_refused(imported)
    assert kept.indicators == imported.indicators
    assert kept.measures == imported.measures
    assert not kept.constructs
    assert not kept.rules
    assert [(each.code, each.section) for each in findings] == [
        ("E5", "rules"),
        ("E1", "constructs"),
        ("E1", "constructs"),
    ]
    assert check(kept) == ()


def test_what_stood_on_an_excluded_definition_goes_with_it() -> None:
    kept, findings = without_refused(
        added(measure("phone_number", Subject.SATISFACTION), scored("phone_number"))
    )
    assert "phone_number" not in kept.measures
    assert not [each for each in kept.constructs if each == "K"]
    assert {each.code for each in findings} == {"E4", "E1"}


def test_every_code_is_explained() -> None:
    assert list(CODES) == ["E1", "E2", "E3", "E4", "E5", "W1", "W2"]

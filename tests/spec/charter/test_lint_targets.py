"""E1: a target, threshold, weight, colour or rank on people's choices is refused, however the figure is written."""

import pytest

from populace.catalog.charter.check import check
from populace.catalog.constructs import Scoring
from populace.catalog.shipped import SHIPPED
from tests.spec.charter.definitions import WORLD, codes, indicator, scored


def test_what_comes_with_the_software_is_clean() -> None:
    assert check(SHIPPED) == check(WORLD) == ()


@pytest.mark.parametrize("scoring", [each for each in Scoring if each is not Scoring.RANK])
@pytest.mark.parametrize(
    "on",
    [
        "births",
        "total_fertility",
        "fertility_rate",
        "abortions",
        "new_users",
        "insertions",
        "modern_users",
        "distributed",
        "maternal_deaths",
        "caesareans",
        "prenatal_accepted",
        "net_migration",
        "population",
        "FP01",
        "FP02",
        "FP03",
        "FP05",
        "FP06",
        "FP14",
        "MH07P",
        "MH10",
        "BD02A",
        "PD01",
    ],
)
def test_nothing_is_judged_by_what_people_choose_or_by_births_and_deaths(on: str, scoring: Scoring) -> None:
    assert codes(scored(on, scoring, value=1.0)) == ["E1"]


@pytest.mark.parametrize("on", ["FP01", "FP02", "FP03", "modern_users", "unmet_need"])
def test_prevalence_and_demand_may_have_a_target_for_the_nation_alone(on: str) -> None:
    assert codes(scored(on, level="nation")) == []
    assert codes(scored(on, level="")) == ["E1"]


@pytest.mark.parametrize("on", ["FP05", "FP06", "FP14", "births"])
def test_the_nation_sets_none_on_births_or_single_methods_either(on: str) -> None:
    assert codes(scored(on, level="nation")) == ["E1"]


@pytest.mark.parametrize("on", ["FP11", "MH04", "births", "DQ01"])
def test_there_are_no_league_tables_at_all(on: str) -> None:
    assert codes(scored(on, Scoring.RANK)) == ["E1"]


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        ("#{births}", ""),
        ("#{births}", "#{population}"),
        ("#{births.sex=male}", "#{population}"),
        ("1 - #{births} / #{population}", ""),
        ("#{population} - #{births}", "#{population}"),
        ("1", "#{births}"),
        ("C{allowed}", "#{births}"),
        ("[days]", "#{births}"),
        ("OUG{all}", "#{births}"),
        ("C{allowed} - #{births}", ""),
        ("#{births} / C{allowed}", ""),
        ("-#{births}", ""),
        ("#{births} ^ 2", ""),
        ("#{births} ^ -1", ""),
        ("#{births_attended}", "#{births_attended} / #{births}"),
        ("#{births_attended} / #{births_attended}", "#{births}"),
        ("#{births_attended} * 0 + 1", "#{births}"),
        ("1000 + #{births_attended}", "#{births}"),
        ("#{births_attended} * 0.000001 + #{satisfied} ^ 0", "#{births}"),
        ("#{births_attended} * 0.000001 + #{satisfied} / #{satisfied}", "#{births}"),
        ("if(#{births} > #{satisfied}, 0, 1)", ""),
        ("greatest(#{births_attended}, 1)", "#{births}"),
        ("firstNonNull(#{births}, #{births_attended})", ""),
        ("#{births}.periodOffset(-12) - #{births_attended}", ""),
        ("#{births}.yearToDate()", "#{population}"),
        ("N{BD04}", ""),
        ("100 - N{FP06}", ""),
        ("N{FP11} + N{FP06}", ""),
        ("#{modern_users.method=copper_iud}", "#{modern_users}"),
        ("#{births_by_parity.parity=1}", "#{births}"),
        ("#{mystery}", "#{births}"),
        ("N{nowhere}", ""),
        ("N{X}", ""),
        ("5", ""),
    ],
)
def test_what_is_counted_is_found_however_it_is_written(numerator: str, denominator: str) -> None:
    assert "E1" in codes(indicator(numerator, denominator), scored("X"))


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        ("#{births_attended}", "#{births}"),
        ("1 - #{births_attended} / #{births}", ""),
        ("#{satisfied}", "#{asked}"),
        ("#{antenatal_4}", "#{expected_pregnancies}"),
        ("if(#{births} > 0, #{births_attended} / #{births}, 0)", ""),
        ("#{spending}", "#{births}"),
        ("#{service_points}", "#{population.sex=female;age=15-49}"),
        ("N{FP11}", ""),
        ("R{births_deaths.REPORTING_RATE}", ""),
        ("#{points_without.method=dmpa}", "#{points_offering.method=dmpa}"),
        ("#{removals_done.device=implant}", "#{removals_requested.device=implant}"),
        ("#{information_three}", "#{information_asked}"),
        ("#{feedback_answered}", "#{feedback_received}"),
    ],
)
def test_what_services_owe_may_have_a_target(numerator: str, denominator: str) -> None:
    assert codes(indicator(numerator, denominator), scored("X")) == []


@pytest.mark.parametrize("on", ["births_attended", "facility_deliveries", "antenatal_1"])
def test_care_is_judged_as_a_share_of_those_who_needed_it(on: str) -> None:
    assert codes(scored(on)) == ["E1"]
    assert codes(indicator(f"#{{{on}}}"), scored("X")) == ["E1"]


@pytest.mark.parametrize(
    "label",
    ["Expected level", "Guidance value", "Reference band", "预期值", "指导性参考值", "valeur de référence"],
)
def test_a_kind_name_for_a_target_changes_nothing(label: str) -> None:
    assert codes(scored("births", Scoring.THRESHOLD, label=label)) == ["E1"]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_better_and_a_worse_are_a_target_without_its_number(direction: str) -> None:
    assert codes(indicator("#{births}", "#{population}", direction=direction)) == ["E1"]
    assert codes(indicator("#{births_attended}", "#{births}", direction=direction)) == []


@pytest.mark.parametrize(
    ("numerator", "direction", "found"),
    [
        ("#{removals_requested} / #{insertions}", "down", ["E1"]),
        ("#{removals_done.device=implant} / #{points_removing}", "down", ["E1"]),
        ("1 - #{removals_done} / #{removals_requested}", "down", []),
        ("#{removals_done} / #{removals_requested}", "up", []),
        ("N{FP17}", "up", []),
    ],
)
def test_fewer_removals_are_nobodys_aim(numerator: str, direction: str, found: list[str]) -> None:
    assert codes(indicator(numerator, direction=direction)) == found


def test_the_sentence_says_what_where_and_what_to_do() -> None:
    finding = check(WORLD.with_(type(WORLD)(constructs={"K": scored("births", value=100.0)})))[0]
    assert str(finding) == (
        "E1 constructs › K: It puts a target on “Live births, by age of mother or in total” (births), "
        "which counts births. "
        "Keep births as an observation; put a target on what the service owes instead."
    )

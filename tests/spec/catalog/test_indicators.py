"""Each indicator: what is counted, among whom, and which way a service owes it."""

import re
from pathlib import Path

import pytest

from populace.catalog.expressions.nodes import Figure
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.walk import leaves
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Bearing
from tests.spec.catalog.figures import value

WORDS = """
FP01  | current users of modern methods                        | women aged 15–49                          | %
FP02  | unmet need for spacing and for limiting, and users of traditional methods | women aged 15–49       | %
FP03  | current users of modern methods                        | users of any method and women with unmet need for any | %
FP05  | current users of the method                            | current users of modern methods           | %
FP06  | sum of units given × factor in force on the date       |                                           | couple-years
FP07  | users told of other methods, of side effects and of what to do about them | users asked            | %
FP08  | users told all three and that they may switch          | users asked                               | %
FP11  | service points without the method                      | service points that offer it              | %
FP12  | primary points with 3 or more, higher points with 5 or more modern methods | service points        | %
FP14  | users implied by services, adjusted for the private share | women aged 15–49                       | %
FP15  | spent                                                  | residents                                 | currency
FP17  | service points that can remove                         | service points that insert                | %
MH01  | women with at least 1 antenatal contact                | live births or expected pregnancies       | %
MH02  | women with at least 4 antenatal contacts               | live births or expected pregnancies       | %
MH03  | women with at least 8 antenatal contacts               | live births or expected pregnancies       | %
MH04  | live births attended by skilled health personnel       | live births                               | %
MH05  | deliveries in a health facility                        | live births                               | %
MH06M | mothers checked within 48 hours                        | live births                               | %
MH06N | newborns checked within 48 hours                       | live births                               | %
MH07F | caesarean sections                                     | deliveries in a health facility           | %
MH07P | caesarean sections                                     | live births                               | %
MH08  | stillbirths from 28 weeks                              | live births and stillbirths               | per 1,000 births
MH09  | deaths before 28 days of life                          | live births                               | per 1,000 live births
MH10  | maternal deaths                                        | live births                               | per 100,000 live births
BD01H | newborns whose hearing was screened                    | live births                               | %
BD01M | newborns screened for metabolic disorders              | live births                               | %
BD02A | pregnancies screened with consent                      | pregnancies for which screening was offered | %
BD02O | pregnancies for which screening was offered            | pregnancies seen in the weeks for screening | %
BD04  | births with a birth defect, from 28 weeks to 7 days after birth | live births and stillbirths from 28 weeks | per 10,000 births
PD01  | live-born boys                                         | live-born girls                           | boys per girl
GR01  | messages answered within 30 days                       | messages received                         | %
DQ01  | returns received                                       | returns expected                          | %
DQ02  | returns received by the deadline                       | returns expected                          | %
"""  # noqa: E501
"""Code, numerator and denominator in words, unit."""

DIRECTIONS = {
    "up": "FP07 FP08 FP12 FP15 FP17 MH01 MH02 MH03 MH04 MH05 MH06M MH06N BD01H BD01M BD02O GR01 DQ01 DQ02",
    "down": "FP11",
    "up, the nation's only": "FP03",
    "down, the nation's only": "FP02",
    "none": "FP01 FP05 FP06 FP14 MH07F MH07P MH08 MH09 MH10 BD02A BD04 PD01",
}

INDICATORS = SHIPPED.indicators


def test_the_indicators_that_ship_count_this() -> None:
    declared = [
        (code, each.numerator_label, each.denominator_label, each.unit) for code, each in INDICATORS.items()
    ]
    told = [tuple(cell.strip() for cell in line.split("|")) for line in WORDS.strip().splitlines()]
    assert declared == told


def test_each_has_a_direction_only_where_a_service_owes_it() -> None:
    found: dict[str, list[str]] = {name: [] for name in DIRECTIONS}
    for code, each in INDICATORS.items():
        name = each.direction or "none"
        if each.direction and each.subject.bearing is Bearing.NATION:
            name += ", the nation's only"
        found[name].append(code)
    assert found == {name: codes.split() for name, codes in DIRECTIONS.items()}


def test_no_direction_stands_on_what_can_carry_no_target() -> None:
    assert [
        c for c, each in INDICATORS.items() if each.direction and each.subject.bearing is Bearing.NEVER
    ] == []


@pytest.mark.parametrize("code", INDICATORS)
def test_each_says_where_it_is_from_and_since_when(code: str) -> None:
    assert INDICATORS[code].source
    assert re.fullmatch(r"20\d\d", INDICATORS[code].in_force)
    assert INDICATORS[code].label


@pytest.mark.parametrize("code", ["FP01", "FP02", "FP03", "FP05", "FP06", "FP14"])
def test_use_is_shown_with_information_choice_and_removal(code: str) -> None:
    assert {"FP07", "FP12", "FP17"} <= set(INDICATORS[code].companions)


# --- the traps --------------------------------------------------------------

WOMEN = {"population.age=15-49;sex=female": 1000.0}
NEED = {"unmet_need.need=spacing": 60.0, "unmet_need.need=limiting": 40.0}


def test_users_of_traditional_methods_are_an_unmet_need_for_a_modern_one() -> None:
    table = WOMEN | NEED | {"traditional_users": 50.0}
    assert value("FP02", table) == 15.0


def test_demand_satisfied_counts_them_as_demand_that_is_not_satisfied() -> None:
    table = NEED | {"modern_users": 350.0, "traditional_users": 50.0}
    assert value("FP03", table) == 70.0


@pytest.mark.parametrize("lost", ["unmet_need.need=limiting", "traditional_users", "modern_users"])
def test_demand_has_no_value_where_a_part_of_it_is_unknown(lost: str) -> None:
    table = NEED | {"modern_users": 350.0, "traditional_users": 50.0}
    assert value("FP03", {name: figure for name, figure in table.items() if name != lost}) is None


def test_what_was_offered_stands_apart_from_what_was_accepted() -> None:
    table = {"prenatal_pregnancies": 200.0, "prenatal_offered": 180.0, "prenatal_accepted": 90.0}
    assert (value("BD02O", table), value("BD02A", table)) == (90.0, 50.0)


def test_stillbirths_are_over_all_births() -> None:
    assert value("MH08", {"stillbirths": 5.0, "births": 995.0}) == 5.0
    assert value("MH08", {"stillbirths": 5.0}) is None


def test_birth_defects_are_among_live_births_and_stillbirths() -> None:
    assert value("BD04", {"birth_defects": 3.0, "births": 990.0, "stillbirths": 10.0}) == 30.0


def test_the_private_share_lifts_the_use_that_services_imply() -> None:
    table = WOMEN | {
        "modern_users.method=implant_5y": 120.0,
        "[yearlyPeriodCount]": 12.0,
        "reporting_share": 0.8,
    }
    assert value("FP14", table) == 15.0
    assert value("FP14", {**table, "distributed.method=dmpa": 20.0}) == pytest.approx(100 * (120 + 60) / 800)


def test_without_the_private_share_there_is_no_estimate_of_use() -> None:
    table = WOMEN | {"modern_users.method=implant_5y": 120.0, "[yearlyPeriodCount]": 12.0}
    assert value("FP14", table) is None


def test_rare_events_are_pooled() -> None:
    assert {code: each.pooled_years for code, each in INDICATORS.items() if each.pooled_years > 1} == {
        "MH10": 3,
        "PD01": 3,
    }


def test_every_measure_of_an_indicator_is_asked_for_by_a_form_or_is_a_surveys() -> None:
    asked = {measure for form in SHIPPED.forms.values() for measure in form.measures}
    used = {
        leaf.measure
        for each in INDICATORS.values()
        for node in (each.numerator, each.denominator)
        if node is not None
        for leaf in leaves(node)
        if isinstance(leaf, Figure)
    }
    assert used - asked == {"traditional_users", "unmet_need", "reporting_share"}


# --- the reference ----------------------------------------------------------

SPLIT = {
    "MH06": ("MH06M", "MH06N"),
    "MH07": ("MH07F", "MH07P"),
    "BD01": ("BD01H", "BD01M"),
    "BD02": ("BD02A", "BD02O"),
}
"""Rows of the reference that are two indicators here."""

TARGETS = {
    "no": {""},
    "up": {"up"},
    "down": {"down"},
    "national only, up": {"up"},
    "national only, down": {"down"},
    "offered only": {"up", ""},
}


@pytest.fixture(scope="module")
def reference() -> dict[str, tuple[str, ...]]:
    """The rows of the reference table, by code: name, fraction, unit, target."""
    page = Path(__file__).resolve().parents[4] / "shared" / "reference" / "indicators.md"
    if not page.is_file():
        pytest.skip(f"no reference beside the checkout: {page}")
    rows = re.findall(r"^\| ([A-Z]{2}\d.*) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {code: cells for code, *cells in (row.split(" | ") for row in rows)}  # type: ignore[misc]


def _codes(row: str) -> list[str]:
    """``MH01–03`` is three codes, ``MH06`` the two that it is here."""
    first, *last = row.split("–")
    numbers = range(int(first[2:]), int(last[0] if last else first[2:]) + 1)
    return [code for n in numbers for code in SPLIT.get(f"{first[:2]}{n:02d}", (f"{first[:2]}{n:02d}",))]


def test_every_row_of_the_reference_is_here_and_nothing_else(reference: dict[str, tuple[str, ...]]) -> None:
    wanted = [code for row in reference for code in _codes(row)]
    assert sorted(wanted) == sorted(INDICATORS)


def test_targets_are_where_the_reference_has_them(reference: dict[str, tuple[str, ...]]) -> None:
    for row, (*_rest, target) in reference.items():
        held = [INDICATORS[code] for code in _codes(row)]
        assert {each.direction for each in held} <= TARGETS[target], row
        if target != "no":
            wanted = Bearing.NATION if "national" in target else Bearing.SERVICE
            assert {each.subject.bearing for each in held if each.direction} == {wanted}, row


def test_units_are_those_of_the_reference(reference: dict[str, tuple[str, ...]]) -> None:
    units = {"CY": "couple-years", "ratio": "boys per girl"}
    for row, (_name, _fraction, unit, _target) in reference.items():
        for code in _codes(row):
            assert INDICATORS[code].unit.startswith(units.get(unit, unit)), code


@pytest.mark.parametrize(
    ("code", "factor"), [("MH08", 1000), ("MH09", 1000), ("MH10", 100_000), ("BD04", 10_000)]
)
def test_a_rate_per_so_many_is_multiplied_by_so_many(code: str, factor: float) -> None:
    assert INDICATORS[code].factor == factor
    assert f"{factor:,}" in INDICATORS[code].unit


def test_text_of_an_expression_is_what_a_user_would_write() -> None:
    assert text_of(INDICATORS["PD01"].numerator) == "#{births.sex=male}"

"""Article 1: no table, file, column or field is for an individual woman, couple, child, pregnancy or household."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pytest

from tests.spec.charter.identifiers import points_at_a_person
from tests.spec.charter.walk import (
    fields_of,
    names_of_columns,
    names_of_the_catalogue,
    names_of_the_command_line,
    names_of_values,
)

Names = Callable[[], Iterator[tuple[str, str]]]


@pytest.mark.parametrize(
    "names", [names_of_values, names_of_the_catalogue, names_of_columns, names_of_the_command_line]
)
def test_nothing_names_a_person(names: Names) -> None:
    found = [f"{name} ({where})" for where, name in names() if points_at_a_person(name)]
    assert not found


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (names_of_values, {"Place", "Measure", "code", "quantiles", "births_per_woman"}),
        (names_of_the_catalogue, {"births", "出生人数", "sex", "age", "midwives"}),
        (names_of_columns, {"place_code", "地区", "age_group"}),
        (names_of_the_command_line, {"report", "demo", "--out", "--places", "--seed"}),
    ],
)
def test_the_walk_reaches_what_is_there(names: Names, known: set[str]) -> None:
    assert known <= {name for _, name in names()}


@pytest.mark.parametrize(
    "name",
    [
        "person_id",
        "household_code",
        "pregnancyId",
        "couple",
        "--woman-name",
        "Mother ID",
        "mother_phone",
        "date_of_birth",
        "birth_date",
        "id_number",
        "family_name",
        "home address",
        "姓名",
        "母亲身份证号",
        "联系电话",
        "出生日期",
        "家庭住址",
        "孕妇编号",
        "户号",
    ],
)
def test_the_check_knows_a_person_when_it_sees_one(name: str) -> None:
    assert points_at_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "births",
        "women_15_49",
        "births_per_woman",
        "place_code",
        "place_name",
        "households",
        "mean_age_of_mother",
        "sex_ratio_at_birth",
        "人口数",
        "出生人数",
        "育龄妇女人数",
        "户籍人口",
        "地区名称",
    ],
)
def test_the_check_lets_counts_of_people_pass(name: str) -> None:
    assert not points_at_a_person(name)


def test_the_walk_sees_the_fields_of_every_kind_of_value() -> None:
    @dataclass(frozen=True)
    class Frozen:
        woman_id: str

    class Tupled(NamedTuple):
        phone: str

    class Annotated:
        birth_date: str

    assert fields_of(Frozen) == ["woman_id"]
    assert "phone" in fields_of(Tupled)
    assert fields_of(Annotated) == ["birth_date"]

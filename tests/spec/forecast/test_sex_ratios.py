"""Boys and girls born in towns: small tables in, what may be said of them out."""

import pandas as pd
import pytest

from populace.demography.sex import FEMALE, MALE
from populace.demography.sex_ratio_references import reference_ratio
from populace.demography.small_area_sex_ratio import Finding
from populace.forecast.evidence import Evidence
from populace.forecast.sex_ratios import sex_ratios_below
from tests.spec.forecast.builders import rows, tables

REFERENCE = reference_ratio("Eastern Asia")
TREE = {"district": None, "north": "district", "south": "district", "west": "district"}


def born(place: str, boys: float, girls: float, years: int = 5, last: int = 2025) -> pd.DataFrame:
    """Births of each of the last years by the child's sex."""
    when = list(range(last - years + 1, last + 1))
    return pd.concat(
        rows("births", place=place, year=when, sex=sex, value=value)
        for sex, value in ((MALE, boys), (FEMALE, girls))
    )


def found(*frames: pd.DataFrame):
    return sex_ratios_below(Evidence.of(tables(*frames, places=TREE)), "district", REFERENCE)


def test_each_town_is_beside_its_own_births_in_the_order_of_the_tree() -> None:
    made = found(born("south", 1300, 1000), born("north", 1060, 1000), born("west", 13, 10))
    assert made.places == ("north", "south", "west")
    assert (made.first_year, made.last_year) == (2021, 2025)
    assert made.ratios.ratio == pytest.approx([1.06, 1.3, 1.3])
    assert made.ratios.findings == (Finding.WITHIN, Finding.ABOVE, Finding.TOO_FEW_BIRTHS)
    assert made.ratios.missing[1] == pytest.approx(6500 / 1.063 - 5000)


def test_three_years_will_do_where_no_town_has_more() -> None:
    made = found(born("north", 1060, 1000, years=3), born("south", 1060, 1000, years=2))
    assert made.places == ("north",)
    assert made.ratios.years == 3


def test_births_without_the_childs_sex_or_of_two_years_say_nothing() -> None:
    assert found(born("north", 1060, 1000, years=2)) is None
    assert found(rows("births", place="north", year=[2023, 2024, 2025], value=2060.0)) is None


def test_births_by_age_of_mother_and_sex_of_child_are_added_up() -> None:
    by_age = pd.concat(
        rows("births", place="north", year=year, sex=sex, age=[15, 25, 35], width=10, value=value)
        for year in range(2021, 2026)
        for sex, value in ((MALE, [100, 900, 60]), (FEMALE, [100, 850, 50]))
    )
    made = found(by_age)
    assert made.ratios.births[0] == 5 * 2060

"""What an indicator is divided by: accounts of a population, their dates, the official one, intervals, services."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Length, Period
from populace.catalog.shipped import SHIPPED
from populace.indicators.accounts import PopulationAccount, PopulationChoice
from populace.indicators.compare import compare_accounts
from populace.indicators.errors import IndicatorError
from populace.indicators.from_services import Parameter, Parameters, services_batch
from populace.indicators.interpolate import Interpolation
from populace.indicators.notes import sentences
from populace.indicators.official import OfficialChoice, OfficialChoices
from populace.indicators.projections import projection_batch
from populace.store.selection import Scope
from populace.store.store import Store
from tests.spec.indicators.district import DISTRICT, asked, commit, row, rows, told
from tests.spec.indicators.moments import AFTER

WOMEN = "population.age=15-49;sex=female"


def women(source: str, year: str, number: float, place: str = "east") -> tuple[str, str, str, float]:
    return place, year, f"{WOMEN};source={source}", number


def users(period: str = "2025", number: float = 240, place: str = "east") -> tuple[str, str, str, float]:
    return place, period, "modern_users", number


# --- dates ------------------------------------------------------------------


def test_a_year_is_divided_by_the_population_of_its_middle(tmp_path: Path) -> None:
    """Stocks are of 31 December: the middle of 2025 lies half-way between those of 2024 and 2025."""
    store = told(tmp_path, [users(), women("register", "2024", 900), women("register", "2025", 1100)])
    found = row(store, "FP01")
    assert (found["denominator"], found["value"]) == (1000, 24)
    assert (found["account"], found["account_vintage"]) == ("register", 1)
    assert "held" not in found["notes"]


def test_a_month_is_divided_by_the_population_of_its_middle(tmp_path: Path) -> None:
    """365 more in a year is one more a day; the middle of January is 15.5 days in."""
    store = told(
        tmp_path, [users("2025-01"), women("register", "2024", 1000), women("register", "2025", 1365)]
    )
    assert row(store, "FP01", "2025-01")["denominator"] == pytest.approx(1015.5)


@pytest.mark.parametrize(
    ("way", "number"),
    [(Interpolation.LINEAR, 1250), (Interpolation.GEOMETRIC, 1000), (Interpolation.LATEST, 500)],
)
def test_between_two_stocks_there_are_three_ways(way: Interpolation, number: float, tmp_path: Path) -> None:
    store = told(tmp_path, [users(), women("register", "2024", 500), women("register", "2025", 2000)])
    choice = PopulationChoice(interpolation=way)
    assert row(store, "FP01", population=choice)["denominator"] == pytest.approx(number)


def test_between_censuses_years_apart_it_is_the_line_between_them(tmp_path: Path) -> None:
    store = told(
        tmp_path, [users(), women("census", "2020-11-01", 1000), women("census", "2030-11-01", 2000)]
    )
    days = (date(2025, 7, 2) - date(2020, 11, 1)).days + 0.5  # The middle of 2025 is noon of 2 July.
    whole = (date(2030, 11, 1) - date(2020, 11, 1)).days
    assert row(store, "FP01")["denominator"] == pytest.approx(1000 + 1000 * days / whole)


def test_an_account_may_stand_in_the_middle_of_the_year(tmp_path: Path) -> None:
    store = told(tmp_path, [users(), women("imported", "2025", 1000), women("imported", "2026", 1200)])
    choice = PopulationChoice(accounts=(PopulationAccount("imported", stands=(7, 1)),))
    # 1 July is a day and a half before the middle of a year of 365 days, which begins at noon of 2 July.
    assert row(store, "FP01", population=choice)["denominator"] == pytest.approx(1000 + 200 * 1.5 / 365)


def test_up_to_a_year_outside_its_stocks_the_nearest_is_held_and_it_says_so(tmp_path: Path) -> None:
    store = told(tmp_path, [users("2025"), users("2026"), women("register", "2024", 1000)])
    first, second = rows(asked(store, "FP01", "2025", last="2026"), "FP01")
    assert (first["denominator"], "held" in first["notes"]) == (1000, True)
    assert (second["denominator"], second["value"]) == (None, None)
    assert "no_denominator" in second["notes"]


def test_parts_add_up_to_the_district(tmp_path: Path) -> None:
    figures = [users()]
    for year, east, west in (("2024", 300, 900), ("2025", 700, 1000)):
        figures += [women("register", year, east), women("register", year, west, "west")]
    found = rows(asked(told(tmp_path, figures), "FP01", places=("district", "east", "west")), "FP01")
    whole, east, west = (each["denominator"] for each in found)
    assert whole == east + west == 1450


def test_a_town_whose_register_is_still_to_come_is_not_taken_for_empty(tmp_path: Path) -> None:
    """East has sent its stock of 2025, west not yet: west stays at 900, and the district is not 450 too low."""
    figures = [users(), women("register", "2024", 300), women("register", "2024", 900, "west")]
    store = told(tmp_path, [*figures, women("register", "2025", 700)])
    found = rows(asked(store, "FP01", places=("district", "east", "west")), "FP01")
    assert [each["denominator"] for each in found] == [500 + 900, 500, 900]
    assert ["held" in each["notes"] for each in found] == [True, False, True]


def test_a_town_without_a_stock_near_enough_is_left_out_and_it_says_so(tmp_path: Path) -> None:
    figures = [users(), women("register", "2024", 300), women("register", "2023", 900, "west")]
    found = row(told(tmp_path, figures), "FP01")
    assert found["denominator"] == 300
    assert "lacking" in found["notes"].split()
    assert "left out" in sentences(found["notes"])


def test_a_stock_of_a_divided_town_is_that_of_its_parts(tmp_path: Path) -> None:
    """East is divided in 2025; its stock of 2024 is shared out before it meets those of its parts."""
    history = DISTRICT.split("east", date(2025, 3, 1), {"upper": 0.25, "lower": 0.75})
    figures = [
        users("2025", 24, "upper"),
        women("register", "2024", 800),
        women("register", "2025", 400, "upper"),
        women("register", "2025", 700, "lower"),
    ]
    store = told(tmp_path, figures)
    places = ("district", "upper", "lower")
    for boundaries in (None, date(2025, 12, 31)):
        found = rows(asked(store, "FP01", places=places, history=history, boundaries=boundaries), "FP01")
        assert [each["denominator"] for each in found] == [300 + 650, 300, 650]


# --- which account ----------------------------------------------------------

TWO = [users(), women("census", "2024", 1000), women("register", "2024", 1200)]


def test_several_accounts_are_never_added_up_and_one_has_to_be_chosen(tmp_path: Path) -> None:
    store = told(tmp_path, TWO)
    with pytest.raises(IndicatorError, match=r"2025 is told by several accounts \(census and register\)"):
        asked(store, "FP01")
    assert row(store, "FP01", population=PopulationChoice("census"))["value"] == 24
    assert row(store, "FP01", population=PopulationChoice("register"))["value"] == 20


def test_each_year_has_its_official_account(tmp_path: Path) -> None:
    official = OfficialChoices(
        (
            OfficialChoice(2024, "census", date(2024, 6, 1)),
            OfficialChoice(2025, "register", date(2025, 6, 1)),
        )
    )
    store = told(tmp_path, [*TWO, users("2024")])
    found = rows(
        asked(store, "FP01", "2024", last="2025", population=PopulationChoice(official=official)), "FP01"
    )
    assert [(each["account"], each["value"]) for each in found] == [("census", 24), ("register", 20)]


def test_a_later_declaration_holds_and_the_earlier_stays_known(tmp_path: Path) -> None:
    official = OfficialChoices(
        (
            OfficialChoice(2025, "census", date(2025, 3, 1)),
            OfficialChoice(2025, "register", date(2025, 9, 1)),
        )
    )
    store = told(tmp_path, TWO)
    now, then = (
        PopulationChoice(official=official),
        PopulationChoice(official=official, known=date(2025, 6, 30)),
    )
    assert row(store, "FP01", population=now)["account"] == "register"
    assert row(store, "FP01", population=then)["account"] == "census"


def test_an_official_account_without_figures_gives_no_value_rather_than_another_one(tmp_path: Path) -> None:
    official = OfficialChoices((OfficialChoice(2025, "survey", date(2025, 3, 1)),))
    found = row(told(tmp_path, TWO), "FP01", population=PopulationChoice(official=official))
    assert (found["value"], found["account"]) == (None, "survey")


def test_by_source_stands_the_indicator_by_every_account(tmp_path: Path) -> None:
    found = rows(asked(told(tmp_path, TWO), "FP01", by=("source",)), "FP01")
    assert [(each["breakdown"], each["value"]) for each in found] == [
        ("source=census", 24),
        ("source=register", 20),
    ]


def test_coverage_may_be_of_expected_pregnancies(tmp_path: Path) -> None:
    figures = [
        ("east", "2025-02", "antenatal_1", 28.0),
        ("east", "2025-02", "births", 20.0),
        ("east", "2025", "expected_pregnancies.source=services", 365.0),
    ]
    store = told(tmp_path, figures)
    assert row(store, "MH01", "2025-02")["value"] == 140
    choice = PopulationChoice(instead={"births": "expected_pregnancies"})
    found = row(store, "MH01", "2025-02", population=choice)
    assert (found["denominator"], found["value"], found["account"]) == (28, 100, "services")


# --- a projection with its interval -----------------------------------------


def projected(store: Store, *, wide: float = 0.0) -> None:
    """1,000 women at the end of 2024 and of 2025, from 1,000 / (1 + wide) to 1,000 × (1 + wide) in 95 %."""
    batch = projection_batch(
        "2025-01",
        place=["east", "east"],
        year=np.array([2024, 2025]),
        sex=["female", "female"],
        age=["15-49", "15-49"],
        median=np.array([1000.0, 1000.0]),
        low95=np.full(2, 1000.0 / (1 + wide)),
        high95=np.full(2, 1000.0 * (1 + wide)),
    )
    store.commit(batch, at=AFTER, source="a projection")


def test_a_projection_is_an_account_with_bounds(tmp_path: Path) -> None:
    store = told(tmp_path, [users()])
    projected(store, wide=0.25)
    found = row(store, "FP01")
    assert (found["account"], found["value"], found["denominator"]) == ("projection-2025-01", 24, 1000)
    assert (found["denominator_low"], found["denominator_high"]) == pytest.approx((800, 1250))
    assert "uncertain_denominator" in found["notes"]


def test_its_interval_widens_that_of_the_indicator(tmp_path: Path) -> None:
    """Chance alone: 21.46 to 26.74. A fifth fewer or a quarter more women: 24 / 1.25 to 24 × 1.25, and both together
    a little more on either side."""
    store = told(tmp_path, [users()])
    projected(store)
    sure = row(store, "FP01")
    assert (round(sure["low"], 2), round(sure["high"], 2)) == (21.46, 26.74)
    projected(store, wide=0.25)
    found = row(store, "FP01")
    assert found["low"] == pytest.approx(24 * np.exp(-np.hypot(np.log(24 / sure["low"]), np.log(1.25))))
    assert found["high"] == pytest.approx(24 * np.exp(np.hypot(np.log(sure["high"] / 24), np.log(1.25))))
    assert found["low"] < 24 / 1.25
    assert found["high"] > 24 * 1.25


# --- side by side -----------------------------------------------------------


def test_all_accounts_stand_side_by_side(tmp_path: Path) -> None:
    store = told(tmp_path, [women("census", "2024", 1000), women("census", "2025", 1000)])
    commit(store, [women("register", "2024", 1100), women("register", "2025", 1300)])
    scope = Scope(("district",), Length.YEAR, Period.parse("2025"), Period.parse("2025"), DISTRICT)
    official = OfficialChoices((OfficialChoice(2025, "census", date(2025, 3, 1)),))
    with store.snapshot() as snapshot:
        table = compare_accounts(
            snapshot,
            SHIPPED,
            scope,
            only=Breakdown.parse("age=15-49;sex=female"),
            choice=PopulationChoice(official=official),
        )
    columns = ("account", "value", "vintage", "official", "ratio")
    assert [tuple(each[name] for name in columns) for each in table.to_pylist()] == [
        ("census", 1000, 1, True, 1.0),
        ("register", 1200, 2, False, 1.2),
    ]


# --- from services ----------------------------------------------------------

PARAMETERS = Parameters(
    twin=Parameter(0.02, "health survey", 2024),
    stillbirth=Parameter(0.01, "health survey", 2024),
    loss=Parameter(0.10, "health survey", 2024),
    neonatal=Parameter(0.02, "health survey", 2024),
    coverage=Parameter(0.95, "health survey", 2024),
)


def _expected(store: Store, counted: str, places: tuple[str, ...] = ("east", "west")) -> dict[str, float]:
    scope = Scope(places, Length.YEAR, Period.parse("2025"), Period.parse("2025"), DISTRICT)
    with store.snapshot() as snapshot:
        made = services_batch(snapshot, SHIPPED, scope, PARAMETERS, counted=counted)
    assert set(made["place"].to_pylist()) == {"east"}  # Nothing was counted in the west.
    assert set(made["status"].to_pylist()) == {"estimated"}
    assert set(made["breakdown"].to_pylist()) == {"source=services"}
    return dict(zip(made["measure"].to_pylist(), made["value"].to_pylist(), strict=True))


def test_births_tell_how_many_pregnancies_deliveries_and_infants_there_were(tmp_path: Path) -> None:
    found = _expected(told(tmp_path, [("east", "2025", "births", 891)]), "births")
    assert found == pytest.approx(
        {
            "expected_pregnancies": 891 * 0.99 / (0.99 * 0.9),
            "expected_deliveries": 891,
            "expected_births": 891,
            "expected_infants": 891 * 0.98,
        }
    )


def test_first_contacts_tell_it_where_it_is_known_how_many_come(tmp_path: Path) -> None:
    found = _expected(told(tmp_path, [("east", "2025-03", "antenatal_1", 950)]), "antenatal_1")
    assert found == pytest.approx(
        {
            "expected_pregnancies": 1000,
            "expected_deliveries": 900,
            "expected_births": 900,
            "expected_infants": 882,
        }
    )


def test_a_place_below_another_would_count_twice(tmp_path: Path) -> None:
    with pytest.raises(IndicatorError, match="would count twice"):
        _expected(told(tmp_path, [("east", "2025", "births", 9)]), "births", ("district", "east"))

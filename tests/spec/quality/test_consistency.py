"""Figures against the years before, the neighbours, a related measure, another account of the same."""

import numpy as np
import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.nodes import Figure
from populace.catalog.periods import Length
from populace.catalog.shipped import SHIPPED
from populace.demography.service_denominators import (
    Losses,
    births_from_pregnancies,
    deliveries,
    infants,
    pregnancies_from_births,
    pregnancies_from_contacts,
)
from populace.errors import ModelError, UserError
from populace.quality.checks import Limits
from populace.quality.consistency.accounts import Accounts, compare_accounts
from populace.quality.consistency.find_related import find_unrelated
from populace.quality.consistency.find_share import find_share_jumps
from populace.quality.consistency.find_years import find_changed_years
from populace.quality.consistency.over_time import trend
from populace.quality.consistency.related import Related, Relation, breaks, dropout
from populace.quality.consistency.services import Services, accounts_of_services
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag
from tests.spec.quality.tables import CATALOGUE, HISTORY, evidence, found, panel


def years_of(rows: dict[str, list[int]]) -> list[Flag]:
    """Each year is twelve equal months; the first is 2022."""
    text = {
        place: " ".join(" ".join([str(level)] * 12) for level in levels) for place, levels in rows.items()
    }
    return list(find_changed_years(evidence(text, first="2022-01"), HISTORY).flags)


def test_a_year_that_falls_while_the_district_stands_is_flagged() -> None:
    flags = years_of({"B1": [100, 100, 100, 50], "B2": [100, 100, 100, 100], "B3": [300, 300, 300, 300]})
    assert found(flags) == [("year_on_year", "B1", "2025")]
    (flag,) = flags
    assert (flag.value, flag.expected, flag.effect) == (600, 1200, 600)
    assert flag.effect_share == pytest.approx(600 / (600 + 1200 + 3600))


def test_neighbours_with_hardly_a_count_foretell_nothing() -> None:
    """The others rose from 1 to 60: that alone does not let sixty times as much be expected here."""
    text = {
        "B1": " ".join(["3 2"] * 6 + ["3 4"] * 6),
        "B2": "1 0 0 0 0 0 0 0 0 0 0 0   5 5 5 5 5 5 5 5 5 5 5 5",
    }
    assert "B1" not in {
        flag.place for flag in find_changed_years(evidence(text, first="2024-01"), HISTORY).flags
    }


def test_what_comes_in_spells_is_counted_by_the_spell() -> None:
    """A stock that ran out once a year for some days, and once for longer, is no change of the year."""
    once, longer = "0 0 6 0 0 0 0 0 0 0 0 0", "0 0 0 0 0 0 24 0 0 0 0 0"
    months = {
        place: " ".join([once] * 3 + [last]) for place, last in (("B1", longer), ("B2", once), ("B3", once))
    }
    assert not find_changed_years(evidence(months, first="2022-01"), HISTORY).flags
    scattered = {
        place: " ".join(["1 0 1 0 1 0 1 0 1 0 1 0"] * 3 + [last])
        for place, last in (("B1", "2 1 2 1 2 1 3 1 2 2 2 2"), ("B2", "1 0 1 0 1 0 1 0 1 0 1 0"))
    }
    changed = find_changed_years(evidence(scattered, first="2022-01"), HISTORY).flags
    assert ("year_on_year", "B1", "2025") in found(list(changed))


def test_a_year_that_falls_with_its_district_is_the_districts_matter() -> None:
    flags = years_of(
        {
            "B1": [100, 100, 100, 50],
            "B2": [100, 100, 100, 50],
            "B3": [300, 300, 300, 150],
            "K1": [500, 500, 500, 500],
            "K2": [500, 500, 500, 500],
        }
    )
    assert found(flags) == [("year_on_year", "BO", "2025")]


def test_missing_months_do_not_look_like_a_fall() -> None:
    whole = " ".join(["100"] * 24)
    gaps = " ".join(["100"] * 12 + ["100"] * 9 + ["-"] * 3)
    seen = evidence({"B1": gaps, "B2": whole, "B3": whole}, first="2024-01")
    result = find_changed_years(seen, HISTORY)
    assert result.flags == ()
    assert result.compared > 0


def test_a_year_that_goes_on_as_the_years_before_it_went_is_none() -> None:
    steady = {"B2": [100, 100, 100, 100], "B3": [300, 300, 300, 300]}
    grown = [flag.period for flag in years_of({"B1": [40, 70, 100, 130], **steady}) if flag.place == "B1"]
    assert "2025" not in grown
    jumped = [flag.period for flag in years_of({"B1": [40, 70, 100, 250], **steady}) if flag.place == "B1"]
    assert "2025" in jumped


def test_a_straight_line_needs_three_years_and_never_leads_below_zero() -> None:
    years = np.array(
        [[10.0, 20.0, 30.0, 0.0, 0.0], [30.0, 20.0, 10.0, 0.0, 0.0], [10.0, np.nan, 30.0, 0.0, 0.0]]
    )
    assert trend(years)[:, 3] == pytest.approx([40, 0, 20])
    assert trend(years)[0, 1] == 10
    assert np.isnan(trend(years)[0, 0])


def test_a_change_that_small_counts_make_by_chance_is_none() -> None:
    assert years_of({"B1": [1, 1, 1, 2], "B2": [100, 100, 100, 100], "B3": [300, 300, 300, 300]}) == []


def jumps(rows: dict[str, str]) -> list[tuple[str, str]]:
    seen = evidence(rows)
    return [(flag.place, flag.period) for flag in figure_flags(seen, find_share_jumps(seen))]


STEADY = {
    "B2": "200 400 200 400 200 400 200 400 200 400 200 400",
    "B3": "300 600 300 600 300 600 300 600 300 600 300 600",
    "B4": "100 200 100 200 100 200 100 200 100 200 100 200",
}


def test_a_place_whose_share_jumps_is_flagged_though_its_figure_is_usual() -> None:
    """200 is what it reports in every second month, but not in a month in which all its neighbours report little."""
    assert jumps({"B1": "100 200 100 200 200 200 100 200 100 200 100 200", **STEADY}) == [("B1", "2025-05")]


def test_a_neighbour_that_is_silent_or_wrong_makes_no_jump() -> None:
    silent = {**STEADY, "B3": STEADY["B3"].replace("300 600 300 600", "300 - 300 600", 1)}
    assert jumps({"B1": "100 200 100 200 100 200 100 200 100 200 100 200", **silent}) == []
    wrong = {**STEADY, "B3": "300 600 99999 600 300 600 300 600 300 600 300 600"}
    flagged = jumps({"B1": "100 200 100 200 100 200 100 200 100 200 100 200", **wrong})
    assert flagged == [("B3", "2025-03")]


def test_without_neighbours_nothing_is_said() -> None:
    seen = evidence({"B1": "100 200 100 200 200 200", "K1": "1 2 3 4 5 6"})
    (finding,) = find_share_jumps(seen)
    assert (finding.tested, len(finding.found)) == (0, 0)


def test_related_measures() -> None:
    first, second = np.array([100.0, 111.0, 89.0, np.nan, 0.0]), np.array([100.0, 100.0, 100.0, 100.0, 0.0])
    assert breaks(Relation.NEARLY_EQUAL, first, second, 0.10).tolist() == [False, True, True, False, False]
    assert breaks(Relation.AT_LEAST, first, second, 0.10).tolist() == [False, False, True, False, False]
    assert breaks(Relation.DROPOUT, np.array([100.0, 90.0]), np.array([80.0, 100.0]), 0.10).tolist() == [
        False,
        True,
    ]
    assert dropout(np.array([100.0, 0.0]), np.array([80.0, 0.0])) == pytest.approx([0.2, np.nan], nan_ok=True)


def test_related_measures_are_compared_over_a_year() -> None:
    pair = Related("b", "births", "deaths", Relation.AT_LEAST)
    made = panel({"B1 births": "10 5", "B1 deaths": "1 20", "B2 births": "1 30", "B2 deaths": "9 9"})
    result = find_unrelated([pair], {made.length: made}, CATALOGUE, Limits())
    assert [(flag.place, flag.value, flag.expected) for flag in result.flags] == [("B1", 15, 21)]
    assert result.compared == 2


def test_a_survey_may_differ_by_a_third_and_a_projection_by_a_tenth() -> None:
    def differing(check: str, value: float) -> bool:
        pair = Accounts(check, "the survey of 2024", "BO", "2024", "births", value, 100.0)
        return bool(compare_accounts([pair], Limits()))

    assert [differing("survey", value) for value in (66, 67, 133, 134)] == [True, False, False, True]
    assert [differing("denominator", value) for value in (89, 90, 110, 111)] == [True, False, False, True]


def test_denominators_from_services() -> None:
    """1,000 live births, 15 twin deliveries in 1,000, 20 stillbirths in 1,000 births, 3 % of pregnancies lost."""
    losses = Losses(twin=0.015, stillbirth=0.02, loss=0.03, neonatal=0.025)
    births = np.array([1000.0])
    pregnancies = pregnancies_from_births(births, losses)
    assert pregnancies == pytest.approx([1000 * (1 - 0.0075) / (0.98 * 0.97)])
    assert deliveries(pregnancies, losses) == pytest.approx(pregnancies * 0.97)
    assert infants(births, losses) == pytest.approx([975.0])
    assert births_from_pregnancies(pregnancies, losses) == pytest.approx(births)
    assert pregnancies_from_contacts(np.array([950.0, 1.0]), np.array([0.95, 0.0])) == pytest.approx(
        [1000.0, np.nan], nan_ok=True
    )


def test_denominators_of_services_stand_beside_those_of_a_projection() -> None:
    """Bo: 190 first contacts at a coverage of 95 % are 200 pregnancies, where the projection has 250."""
    losses = Losses(twin=0.0, stillbirth=0.0, loss=0.0, neonatal=0.0)
    services = Services(
        losses,
        {"BO": 0.95},
        {"BO": 0.80},
        Figure("expected_pregnancies", Breakdown((("source", "projection"),))),
        Figure("expected_births", Breakdown((("source", "projection"),))),
    )
    monthly = panel(
        {"B1 antenatal_1": "50 40", "B2 antenatal_1": "60 40", "B1 facility_live_births": "100 92"}
    )
    rows = {"BO expected_pregnancies source=projection": "250", "BO expected_births source=projection": "240"}
    yearly = panel(rows, length=Length.YEAR)
    by_length = {Length.MONTH: monthly, Length.YEAR: yearly}
    accounts = accounts_of_services(services, by_length, SHIPPED, HISTORY)
    assert [(each.measure, each.value, each.other) for each in accounts] == [
        ("expected_pregnancies", 200, 250),
        ("expected_pregnancies", 240, 250),
        ("expected_births", 200, 240),
        ("expected_births", 240, 240),
    ]
    assert [flag.measure for flag in compare_accounts(accounts, Limits())] == [
        "expected_pregnancies",
        "expected_births",
    ]


def test_a_loss_is_a_probability() -> None:
    with pytest.raises(ModelError, match="loss"):
        Losses(twin=0.015, stillbirth=0.02, loss=1.0, neonatal=0.025)


def test_a_line_may_be_moved_and_a_line_that_is_none_is_refused() -> None:
    strict = Limits({("survey", "tolerance"): 0.05})
    pair = Accounts("survey", "the survey of 2024", "BO", "2024", "births", 90.0, 100.0)
    assert len(compare_accounts([pair], strict)) == 1
    with pytest.raises(UserError, match=r"survey\.tolerence"):
        Limits({("survey", "tolerence"): 0.05})

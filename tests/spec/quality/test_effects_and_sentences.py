"""How much a figure matters for the place above, and how that is said."""

import math
from datetime import date

import numpy as np
import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.measure import Kind, Measure, OverPlaces, OverTime
from populace.i18n import use_language
from populace.quality.checks import CHECKS
from populace.quality.evidence import Evidence
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag, by_effect
from populace.quality.outliers.find import find_outliers
from populace.quality.sentences import sentence
from populace.quality.tower import tower
from populace.quality.words import Words
from tests.spec.quality.tables import CATALOGUE, HISTORY, evidence, panel

WORDS = Words(CATALOGUE, HISTORY)

DISTRICT = {
    "B1": "40 41 39 40 38 42 40 41 39 40 1200 40",
    "B2": "500 502 498 501 499 500 503 497 500 501 500 499",
    "B3": "500 499 501 500 502 498 500 501 499 500 500 500",
    "K1": "2000 2010 1990 2005 1995 2000 2010 1990 2000 2005 2000 1995",
}


def flags_of(rows: dict[str, str]) -> list[Flag]:
    seen = evidence(rows)
    return figure_flags(seen, find_outliers(seen), together=True)


def test_the_effect_is_on_the_figure_of_the_place_above_and_of_the_nation() -> None:
    (flag,) = flags_of(DISTRICT)
    assert (flag.place, flag.period, flag.above) == ("B1", "2025-11", "BO")
    assert flag.expected == 40
    assert flag.effect == -1160
    assert flag.effect_share == pytest.approx(-1160 / (1200 + 500 + 500))
    assert flag.nation_share == pytest.approx(-1160 / (1200 + 500 + 500 + 2000))


def test_it_is_said_plainly() -> None:
    (flag,) = flags_of(DISTRICT)
    assert sentence(flag, WORDS) == (
        "Bo clinic 1 reported 1,200 in November 2025 for “Doses given”; its other figures are near 40. "
        "If it were 40, Bo would be 53% lower."
    )


def test_a_figure_that_is_too_low_would_raise_the_place_above() -> None:
    (flag,) = flags_of({**DISTRICT, "B1": "1200 1210 1190 1205 1195 1200 40 1190 1200 1205 1200 1195"})
    assert sentence(flag, WORDS).endswith("If it were 1,200, Bo would be 2.1 times as high.")


def test_flags_stand_in_the_order_of_their_effect_with_those_of_a_place_together() -> None:
    """The figure with the greater score (1,200 for 40) changes the nation less than the one that is 1,000 too low."""
    rows = {
        "B1": "40 41 39 40 38 42 40 41 39 40 1200 40",
        "B2": "9000 9020 8980 9010 8990 7000 9000 9010 8990 9000 9000 9000",
        "B3": "40 41 39 40 38 42 40 41 160 40 40 40",
    }
    flags = by_effect(flags_of(rows))
    assert [flag.place for flag in flags] == ["B2", "B1", "B3"]
    assert abs(flags[1].score) > abs(flags[0].score) or flags[1].effect_share > flags[0].effect_share


def test_an_average_changes_by_its_part() -> None:
    catalogue = Catalogue(
        measures={
            "doses": Measure(
                "doses",
                "Waiting days",
                Kind.FLOW,
                "days",
                over_time=OverTime.AVERAGE,
                over_places=OverPlaces.AVERAGE,
            )
        }
    )
    made = panel(DISTRICT)
    seen = Evidence(made, catalogue, tower(made, HISTORY))
    (flag,) = figure_flags(seen, find_outliers(seen), together=True)
    assert flag.effect == pytest.approx(-1160 / 3)
    assert flag.effect_share == pytest.approx(-1160 / 2200)


def test_a_measure_that_says_nothing_of_a_place_above_has_no_effect_on_it() -> None:
    catalogue = Catalogue(
        measures={"doses": Measure("doses", "Level", Kind.RATE, "", over_places=OverPlaces.NONE)}
    )
    made = panel(DISTRICT)
    seen = Evidence(made, catalogue, tower(made, HISTORY))
    flags = figure_flags(seen, find_outliers(seen), together=True)
    assert ("B1", "2025-11") in {(flag.place, flag.period) for flag in flags}
    assert all(math.isnan(flag.effect) and math.isnan(flag.effect_share) for flag in flags)


def test_another_value_in_the_same_place_is_another_flag() -> None:
    assert Flag("rule", "A", "2025-01", value=3.0).key != Flag("rule", "A", "2025-01", value=4.0).key
    assert Flag("rule", "A", "2025-01").key == Flag("rule", "A", "2025-01", effect=9.0).key


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_a_sentence_with_everything_filled_in(check: str, language: str) -> None:
    flag = Flag(
        check,
        "B1",
        "2025-03",
        "doses",
        "sex=female",
        value=12.0,
        expected=4.0,
        low=1.0,
        high=9.0,
        score=3.0,
        chance=0.001,
        effect=-8.0,
        effect_share=-0.25,
        above="BO",
        since="2025-01",
        rule="some_rule",
    )
    with use_language(language):
        said = sentence(flag, WORDS)
    assert "Bo clinic 1" in said
    assert "{" not in said
    assert "nan" not in said


def test_no_sentence_ranks_or_blames() -> None:
    flag = Flag("extreme_value", "B1", "2025-03", "doses", value=12.0, expected=4.0)
    assert not any(
        word in sentence(flag, WORDS).lower() for word in ("worst", "rank", "fault", "fail", "blame")
    )


def test_figures_of_closed_places_keep_their_parent() -> None:
    closed = HISTORY.closed("B1", date(2025, 6, 1))
    made = panel(DISTRICT)
    up = tower(made, closed)
    total = up.panel.values[up.panel.find(np.array([0]), np.array([up.panel.place_index["BO"]]))[0]]
    assert total[-2] == 2200

"""The answer in plain words: figures in, sentences out. These tables are also the description of what is said when."""

from dataclasses import replace

import numpy as np
import pytest

from populace.forecast.results import Causes, Fan, Need, NextPeak, PlaceForecast, Series
from populace.report.answer import answer
from populace.report.asks import asks
from populace.report.why import why
from tests.unit.report.builders import SPREAD, causes, peak, place_forecast
from tests.unit.report.builders import need as need_of

YEARS = np.arange(2026, 2056)


def place(
    *, now: float, end: float, coming: NextPeak | None = None, why: Causes | None = None, flat: float = 0.0
) -> PlaceForecast:
    """Births that go in a straight line from ``now`` in 2025 to ``end`` in 2055, with 80% bounds 12.816% around."""
    made = place_forecast("P", 100.0, next_peak=coming, why=why)
    median = now + (end - now) * (YEARS - 2025) / 30
    births = Fan(YEARS, median[:, None] * (1 + 0.1 * SPREAD[None, :]))
    return replace(
        made, births_past=Series(np.array([2024, 2025]), np.array([now, now])), births=births, needs=()
    )


HIGH = peak(0.95, (2029, 2031, 2034), (1100, 1240, 1400))
UNSURE = peak(0.62, (2029, 2031, 2034), (1100, 1240, 1400))
RARE = peak(0.34, (2029, 2031, 2034), (1100, 1240, 1400))
NEVER = peak(0.02, (2029, 2031, 2034), (1100, 1240, 1400))
SHARP = peak(1.0, (2031, 2031, 2031), (1100, 1240, 1400))
SMALL = peak(0.95, (2029, 2031, 2034), (8, 12, 16))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            {"now": 1088, "end": 900, "coming": HIGH},
            [
                "The next birth peak is expected in 2031 (80%: 2029–2034), with about 1,240 births, 14% above 2025."
            ],
        ),
        (
            {"now": 1450, "end": 900, "coming": HIGH},
            [
                "The next birth peak is expected in 2031 (80%: 2029–2034), with about 1,240 births, 14% below 2025."
            ],
        ),
        (
            {"now": 1245, "end": 900, "coming": SHARP},
            [
                (
                    "The next birth peak is expected in 2031 (80%: 2031), with about 1,240 births, "
                    "about as many as in 2025."
                )
            ],
        ),
        (
            {"now": 9, "end": 8, "coming": SMALL},
            [
                "The next birth peak is expected in 2031 (80%: 2029–2034), with about 12 births, against 9 in 2025."
            ],
        ),
        (
            {"now": 0, "end": 8, "coming": SMALL},
            [
                "The next birth peak is expected in 2031 (80%: 2029–2034), with about 12 births, against 0 in 2025."
            ],
        ),
        (
            {"now": 1088, "end": 900, "coming": UNSURE},
            [
                "The next birth peak is expected in 2031 (80%: 2029–2034), with about 1,240 births, 14% above 2025.",
                "62% of the trajectories have a peak around that year; the others do not.",
            ],
        ),
        (
            {"now": 1088, "end": 900, "coming": RARE},
            [
                (
                    "No birth peak is likely up to 2055: one around 2031 comes in 34% of the trajectories "
                    "(80% of those: 2029–2034)."
                ),
                "Births fall from 1,090 in 2025 to about 900 in 2055 (80%: 785–1,020), 17% fewer.",
            ],
        ),
        (
            {"now": 1000, "end": 1500, "coming": NEVER},
            [
                "No birth peak is expected up to 2055.",
                "Births rise from 1,000 in 2025 to about 1,500 in 2055 (80%: 1,310–1,690), 50% more.",
            ],
        ),
        (
            {"now": 1000, "end": 1005},
            [
                "No birth peak is expected up to 2055.",
                "Births stay at about 1,000 a year up to 2055 (80%: 875–1,130).",
            ],
        ),
        (
            {"now": 20, "end": 10},
            [
                "No birth peak is expected up to 2055.",
                "Births fall from 20 in 2025 to about 10 a year in 2055 (80%: 9–11).",
            ],
        ),
        (
            {"now": 0, "end": 0},
            [
                "No birth peak is expected up to 2055.",
                "Births stay at about 0 a year up to 2055 (80%: 0).",
            ],
        ),
    ],
)
def test_when_and_how_high(figures: dict[str, float], said: list[str]) -> None:
    assert list(answer(place(**figures), 2025)) == said  # type: ignore[arg-type]


def test_births_that_were_never_counted_are_compared_with_the_first_year_ahead() -> None:
    unknown = replace(
        place(now=1000, end=700), births_past=Series(np.array([], dtype=int), np.array([], dtype=float))
    )
    assert "Births fall from 990 in 2026 to about 700 in 2055" in answer(unknown, 2025)[1]


def test_why_is_left_out_where_the_median_goes_the_other_way_than_the_peak() -> None:
    falls = causes(women=-40, births_from=1088)
    assert len(answer(place(now=1088, end=900, coming=HIGH, why=falls), 2025)) == 1


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (
            {"women": 60, "age_structure": 42, "births_per_woman": 5, "timing": 45},
            [
                "More women aged 25–34 account for two thirds of the rise to 2031, not more children per woman.",
                "A shift in the ages at which women have children accounts for a third of it.",
            ],
        ),
        (
            {"women": 100, "births_per_woman": 50},
            [
                "More women aged 25–34 account for two thirds of the rise to 2031, more children per woman for a third."
            ],
        ),
        (
            {"women": 150, "births_per_woman": -52},
            [
                (
                    "The rise to 2031 comes from more women aged 25–34; fewer children per woman hold it back "
                    "by about 52 births a year."
                )
            ],
        ),
        (
            {"women": 96, "births_per_woman": 4},
            [
                "More women aged 25–34 account for nearly all of the rise to 2031, not more children per woman."
            ],
        ),
        (
            {"women": 25, "births_per_woman": 75},
            [
                (
                    "More children per woman account for three quarters of the rise to 2031, "
                    "more women aged 25–34 for a quarter."
                )
            ],
        ),
        (
            {"women": -60, "births_per_woman": 160},
            [
                (
                    "The rise to 2031 comes from more children per woman; fewer women aged 25–34 hold it back "
                    "by about 60 births a year."
                )
            ],
        ),
        (
            {"births_per_woman": 100},
            ["More children per woman account for all of the rise to 2031, not more women."],
        ),
        (
            {"timing": 80, "women": 20},
            [
                "A shift in the ages at which women have children accounts for four fifths of the rise to 2031."
            ],
        ),
        (
            {"women": -100, "births_per_woman": -50},
            [
                (
                    "Fewer women aged 25–34 account for two thirds of the fall to 2031, "
                    "fewer children per woman for a third."
                )
            ],
        ),
        (
            {"women": -150, "births_per_woman": 50},
            [
                (
                    "The fall to 2031 comes from fewer women aged 25–34; more children per woman soften it "
                    "by about 50 births a year."
                )
            ],
        ),
        (
            {"women": -100},
            ["Fewer women aged 25–34 account for all of the fall to 2031, not fewer children per woman."],
        ),
        (
            {"births_per_woman": -100, "women": -20},
            [
                (
                    "Fewer children per woman account for four fifths of the fall to 2031, "
                    "fewer women aged 25–34 for a fifth."
                )
            ],
        ),
        (
            {"births_per_woman": -100, "women": 40},
            [
                (
                    "The fall to 2031 comes from fewer children per woman; more women aged 25–34 soften it "
                    "by about 40 births a year."
                )
            ],
        ),
        (
            {"births_per_woman": -100},
            ["Fewer children per woman account for all of the fall to 2031, not fewer women."],
        ),
        (
            {"timing": -100},
            ["A shift in the ages at which women have children accounts for all of the fall to 2031."],
        ),
        (
            {"women": 60, "births_per_woman": -52},
            [
                (
                    "Two causes nearly cancel out up to 2031: more women at childbearing ages add about "
                    "60 births a year, fewer children per woman take away about 52."
                )
            ],
        ),
        (
            {"women": -60, "births_per_woman": 52},
            [
                (
                    "Two causes nearly cancel out up to 2031: fewer women at childbearing ages take away about "
                    "60 births a year, more children per woman add about 52."
                )
            ],
        ),
        ({"women": 4, "births_per_woman": -2}, []),
        ({}, []),
    ],
)
def test_why(effects: dict[str, float], said: list[str]) -> None:
    assert list(why(causes(**effects))) == said


def need(code: str, *levels: float) -> Need:
    """A need whose median goes through ``levels`` from 2026 on, one a year."""
    years = np.arange(2026, 2026 + len(levels))
    return need_of(code, Fan(years, np.array(levels)[:, None] * (1 + 0.1 * SPREAD[None, :])))


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        (
            [need("midwives", 8, 9, 8), need("maternity_beds", 16, 18, 16), need("primary_places", 800, 810, 930)],
            ("Compared with 2026, it asks for 1 more midwife and 2 more maternity beds by 2027 "
            "and 130 more primary school places by 2028."),
        ),
        ([need("midwives", 8, 8.2, 7), need("primary_places", 800, 700, 680)],
         "By 2028 it asks for 1 fewer midwife and 120 fewer primary school places than in 2026."),
        ([need("midwives", 8, 8.1, 8)], ""),
        ([need("junior_secondary_teachers", 8, 20, 8)], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_what_it_asks_for(needs: list[Need], said: str) -> None:
    assert asks(needs) == said

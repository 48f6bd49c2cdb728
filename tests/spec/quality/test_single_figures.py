"""One figure against the others of its series: what is found, and what others' formulae cannot find."""

import numpy as np
import pytest

from populace.catalog.periods import Period
from populace.quality.calendar_grid import CalendarGrid
from populace.quality.evidence import Evidence
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag
from populace.quality.outliers.find import find_outliers
from populace.quality.outliers.judge import judge, looks_like_counts
from populace.quality.outliers.leave_one_out import others, scores
from populace.quality.outliers.robust import others_middle
from tests.spec.quality.tables import CATALOGUE, evidence, figures, found, months, panel


def flags_of(text: str, first: str = "2025-01") -> list[Flag]:
    seen = evidence({"B1": text}, first=first)
    return figure_flags(seen, find_outliers(seen), together=True)


@pytest.mark.parametrize("count", range(3, 11))
def test_with_the_population_deviation_no_figure_among_ten_can_score_above_3(count: int) -> None:
    """The formula of DHIS2: |x - mean| / population standard deviation, over all figures with the one in question."""
    values = np.array([40.0] * (count - 1) + [1e9])
    dhis2 = np.abs(values - values.mean()) / values.std(ddof=0)
    assert dhis2.max() <= 3
    assert dhis2.max() == pytest.approx(np.sqrt(count - 1))


@pytest.mark.parametrize("count", range(7, 11))
def test_left_out_of_its_baseline_the_same_figure_is_found(count: int) -> None:
    values = " ".join(["38", "42"] * 5).split()[: count - 1]
    assert [flag.period for flag in flags_of(" ".join([*values, "1200"]))] == [months(count)[-1].text]


def test_a_spike_on_a_flat_series_is_found() -> None:
    """DHIS2 sets the score to 0 where the deviation or the MAD is 0, and finds nothing here."""
    flat = "40 40 40 40 40 1200 40 40 40 40 40 40"
    values = np.array([figures(flat)])
    assert np.median(np.abs(values - np.median(values))) == 0
    flags = flags_of(flat)
    assert found(flags) == [("extreme_value", "B1", "2025-06")]
    assert flags[0].expected == 40
    assert "unusual_value" in flags[0].also


def test_others_that_do_not_differ_at_all_put_any_other_figure_infinitely_far() -> None:
    values = np.array([[5.0, 5.0, 5.0, 5.0, 9.0]])
    middle, mean = others_middle(values), others(values)
    assert scores(values, middle.median, middle.spread)[0, -1] == np.inf
    assert scores(values, mean.mean, mean.deviation)[0, -1] == np.inf
    assert scores(values, middle.median, middle.spread)[0, 0] == 0


def test_a_count_one_above_a_flat_row_is_no_outlier() -> None:
    """Counts vary by chance: 41 after 40s is what 40 looks like."""
    assert flags_of("40 40 40 40 40 41 40 40 40 40 40 40") == []


def test_a_flat_stock_that_moves_is_found_however_little() -> None:
    """What is no count of events has no chance of its own to vary by."""
    values = np.array([figures("40 40 40 40 40 41 40 40")])
    judged = judge(values, np.array([False]), CalendarGrid.of(months(8)))
    assert np.flatnonzero(np.abs(judged.score[0]) > 3.5).tolist() == [5]


def test_with_too_few_others_nothing_is_judged_and_that_is_said() -> None:
    seen = evidence({"B1": "40 41 39 1200"})
    findings = {each.check: each for each in find_outliers(seen)}
    assert sum(len(each.found) for each in findings.values()) == 0
    assert findings["unusual_value"].not_judged == 4
    assert findings["unusual_value"].tested == 0


def test_a_rare_event_counted_once_is_no_outlier_and_five_at_once_are() -> None:
    assert flags_of("0 0 0 0 0 1 0 0 0 0 0 0") == []
    five = flags_of("0 0 0 0 0 5 0 0 0 0 0 0")
    assert found(five) == [("unlikely_count", "B1", "2025-06")]
    assert five[0].high < 5


def test_counts_that_vary_more_than_chance_are_given_their_own_variance() -> None:
    assert found(flags_of("2 2 3 2 2 14 3 2 2 3 2 2")) == [("unlikely_count", "B1", "2025-06")]
    assert flags_of("0 9 1 0 8 14 0 1 11 0 7 0") == []


def test_a_high_season_that_comes_every_year_is_no_outlier() -> None:
    year = "100 100 100 100 100 300 310 100 100 100 100 100"
    assert flags_of(f"{year} {year} {year}", first="2023-01") == []


def test_the_same_height_out_of_season_is_found() -> None:
    year = "100 104 98 101 99 300 310 102 97 103 100 96"
    odd = "100 104 98 101 99 300 310 102 97 103 100 310"
    flags = flags_of(f"{year} {odd} {year}", first="2023-01")
    assert ("unusual_value", "B1", "2024-12") in {(f.check, f.place, f.period) for f in flags} | {
        (also, f.place, f.period) for f in flags for also in f.also
    }
    assert {flag.period for flag in flags} == {"2024-12"}
    assert flags[0].expected == pytest.approx(96, rel=0.05)


def test_a_series_that_grows_year_by_year_is_judged_by_its_year() -> None:
    years = [
        " ".join(str(level + step) for step in (0, 4, -3, 2, -1, 3, -4, 1, 0, 2, -2, -3))
        for level in (100, 200, 400)
    ]
    odd = years[2].replace("404 ", "260 ", 1)
    assert flags_of(" ".join(years), first="2023-01") == []
    assert "2025-02" in {flag.period for flag in flags_of(f"{years[0]} {years[1]} {odd}", first="2023-01")}


def test_zero_is_a_value_and_a_gap_is_none() -> None:
    low = flags_of("140 150 145 0 155 148 152 147 149 151 150 146")
    assert found(low) == [("extreme_value", "B1", "2025-04")]
    assert flags_of("140 150 145 - 155 148 152 147 149 151 150 146") == []


def test_two_moderate_figures_in_a_year_are_told_one_is_not() -> None:
    one = flags_of("100 120 80 110 90 105 95 100 90 110 100 148")
    assert "moderate_value" not in {flag.check for flag in one}
    two = "100 101 99 100 101 99 100 130 100 101 99 70"
    said = {(each, flag.period) for flag in flags_of(two) for each in (flag.check, *flag.also)}
    assert {("moderate_value", "2025-08"), ("moderate_value", "2025-12")} <= said


def test_what_counts_looks_like_counts() -> None:
    assert looks_like_counts(np.array([[1.0, 2.0, np.nan], [1.5, 2.0, 3.0], [-1.0, 2.0, 3.0]])).tolist() == [
        True,
        False,
        False,
    ]


def test_one_month_is_judged_by_all_the_months_there_are() -> None:
    made = panel({"B1": "40 41 39 900 38 42 40 41 39 40 1200 40"})
    november = (Period.parse("2025-11"), Period.parse("2025-11"))
    findings = find_outliers(Evidence(made, CATALOGUE, asked=november))
    assert {made.periods[t].text for each in findings for t in each.found.time} == {"2025-11"}
    assert max(each.tested for each in findings) == 1

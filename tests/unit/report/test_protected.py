"""The forecast that is shown: no small count, totals that add up, and nothing to be had by taking figures apart."""

from dataclasses import replace

import numpy as np
import pytest

from populace.forecast.results import Forecast, Series
from populace.protect.small_counts import ProtectionError
from populace.report.protected import five_year, protected
from tests.unit.report.builders import district

SMALL = {1.0, 2.0, 3.0, 4.0}


@pytest.fixture(scope="module")
def counted() -> Forecast:
    return district(towns=2, villages=3, scale=40.0)


def births(forecast: Forecast, code: str) -> np.ndarray:
    return forecast.places[code].births_past.values


def leaves(forecast: Forecast) -> list[str]:
    return [code for code in forecast.places if not forecast.tree.children(code)]


def by_differencing(forecast: Forecast) -> np.ndarray:
    """What an attacker who knows the other villages exactly finds for the first village: the total less the others."""
    others = [births(forecast, code) for code in leaves(forecast)[1:]]
    return births(forecast, "D") - np.sum(others, axis=0)


def test_without_protection_small_counts_are_published_and_can_be_had_by_differencing(
    counted: Forecast,
) -> None:
    """The positive control: the attack works on the unprotected forecast."""
    exact = births(counted, "T1V1")
    assert SMALL & set(exact.tolist())
    assert np.array_equal(by_differencing(counted), exact)


def test_no_small_count_is_shown_or_can_be_had_by_differencing(counted: Forecast) -> None:
    shown = protected(counted)
    for code in leaves(shown):
        assert not SMALL & set(births(shown, code).tolist())
    assert not SMALL & set(by_differencing(shown).tolist())


def test_totals_are_sums_of_protected_cells(counted: Forecast) -> None:
    shown = protected(counted)
    for code in ("D", "T1", "T2"):
        below = [shown.places[leaf] for leaf in shown.tree.leaves(code)]
        assert np.array_equal(
            births(shown, code), np.sum([leaf.births_past.values for leaf in below], axis=0)
        )
        groups = np.sum([five_year(leaf.population[0]) for leaf in below], axis=0)
        assert np.allclose(five_year(shown.places[code].population[0]), groups)
        assert shown.places[code].total_past.values[-1] == pytest.approx(groups.sum())


def test_persons_are_protected_by_five_year_groups_and_no_single_age_is_left(counted: Forecast) -> None:
    for code in leaves(counted):
        first = protected(counted).places[code].population[0]
        groups = five_year(first)
        assert not ((groups > 1e-9) & (groups < 5 - 1e-9)).any()
        closed = first[:, :100].reshape(2, 20, 5)
        assert np.allclose(closed, closed.mean(axis=-1, keepdims=True))


def test_counts_of_large_places_stay_exact() -> None:
    large = district(towns=1, villages=2, scale=4000.0)
    shown = protected(large)
    assert all(np.array_equal(births(shown, code), births(large, code)) for code in large.places)
    assert shown.places["D"].causes == large.places["D"].causes


def test_what_restates_births_is_brought_into_line(counted: Forecast) -> None:
    shown = protected(counted).places
    for code, place in counted.places.items():
        before, after = place.causes, shown[code].causes
        if before is None or after is None:
            continue
        effects = after.women + after.age_structure + after.births_per_woman + after.timing
        hidden = place.births_past.values[-1] - shown[code].births_past.values[-1]
        assert after.births_from == pytest.approx(before.births_from - hidden)
        assert effects == pytest.approx(after.change)
        if shown[code].accuracy is not None:
            assert np.array_equal(shown[code].accuracy.observed, shown[code].births_past.values[-10:])


def test_past_fertility_of_places_of_few_births_is_not_shown(counted: Forecast) -> None:
    shown = protected(counted).places
    assert len(shown["T1V1"].total_fertility_past.years) == 0
    assert len(shown["D"].total_fertility_past.years) > 0


def test_a_missing_count_publishes_nothing(counted: Forecast) -> None:
    place = counted.places["T1V1"]
    values = place.births_past.values.copy()
    values[3] = np.nan
    broken = replace(place, births_past=Series(place.births_past.years, values))
    with pytest.raises(ProtectionError):
        protected(replace(counted, places={**counted.places, "T1V1": broken}))

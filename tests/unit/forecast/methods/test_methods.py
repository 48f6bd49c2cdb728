"""What holds for every method, whatever the places."""

import numpy as np
import pytest

from populace.errors import MissingData, ModelError
from populace.forecast.methods import METHODS
from populace.forecast.methods.panel import Method, Panel

ALL = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())


def panel(years: int = 22, places: int = 4, size: float = 900.0, seed: int = 1) -> Panel:
    """Places that age with losses by age, each with its own growth."""
    rng = np.random.default_rng(seed)
    ages = np.arange(101)
    start = size * np.exp(-((ages / 75.0) ** 4)) * np.ones((places, 2, 101))
    people = [start]
    for _year in range(1, years):
        before = people[-1]
        later = np.empty_like(before)
        later[..., 1:] = before[..., :-1] * np.exp(-0.00004 * 1.1 ** ages[:-1])
        later[..., -1] += before[..., -1] * 0.5
        later[..., 0] = size * rng.uniform(0.9, 1.1, (places, 1))
        later[..., 20:40] *= 1 + np.linspace(-0.01, 0.01, places)[:, np.newaxis, np.newaxis]
        people.append(later)
    return Panel(tuple("abcdefgh"[:places]), 2000 + np.arange(years), np.array(people))


@ALL
def test_the_future_cannot_reach_a_forecast(method: Method) -> None:
    known, poisoned = panel(), panel()
    poisoned.population[15:] = 1e9
    for cut in (known, poisoned):
        assert int(cut.until(2014).years[-1]) == 2014
    first, second = (method.outlook(cut.until(2014), 8) for cut in (known, poisoned))
    assert np.array_equal(first.population, second.population)
    assert np.array_equal(first.births, second.births)


@ALL
def test_a_place_that_does_not_change_goes_on_as_it_is(method: Method) -> None:
    people = np.repeat(1000 * np.exp(-((np.arange(101) / 80.0) ** 4))[np.newaxis], 2, axis=0)
    still = Panel(("a", "b"), np.arange(2000, 2020), np.broadcast_to(people, (20, 2, 2, 101)).copy())
    ahead = method.outlook(still, 10)
    np.testing.assert_allclose(
        ahead.totals, still.latest.sum(axis=(1, 2))[np.newaxis].repeat(10, 0), rtol=0.015
    )
    np.testing.assert_allclose(ahead.births, still.newborn[-1][np.newaxis].repeat(10, 0), rtol=0.005)


@ALL
def test_places_of_nobody_and_of_a_few_are_forecast_without_a_fault(method: Method) -> None:
    counts = np.random.default_rng(3).poisson(panel(places=5, size=0.3).population).astype(float)
    counts[:, 0] = 0.0
    counts[12:, 1] = 0.0  # a place that was closed
    tiny = Panel(tuple("abcde"), 2000 + np.arange(22), counts)
    made = method.outlook(tiny, 15)
    assert np.isfinite(made.population).all()
    assert np.isfinite(made.births).all()
    assert (made.totals[:, 0] < 1e-9).all()


@ALL
def test_nobody_is_older_than_those_who_were_there(method: Method) -> None:
    """Cohorts keep together: an empty cohort stays empty where nobody came to it before."""
    people = panel().population.copy()
    for year in range(people.shape[0]):
        people[year, :, :, min(50 + year, 100) :] = 0.0
    made = method.outlook(Panel(tuple("abcd"), 2000 + np.arange(22), people), 5)
    assert made.population[4, :, :, 80:].sum() < 1e-9


@pytest.mark.parametrize("code", ["hamilton-perry", "births-carried", "hamilton-perry-trend"])
def test_ten_times_the_people_are_ten_times_the_forecast(code: str) -> None:
    small, large = panel(places=1), panel(places=1)
    large = Panel(large.places, large.years, large.population * 10)
    first, second = (METHODS[code].outlook(one, 12) for one in (small, large))
    np.testing.assert_allclose(second.population, 10 * first.population, rtol=1e-9)


def test_a_past_too_short_is_said_and_a_short_one_serves() -> None:
    with pytest.raises(MissingData, match="needs 6 years"):
        METHODS["hamilton-perry"].outlook(panel(years=3), 5)
    with pytest.raises(MissingData, match="needs 2 years"):
        METHODS["ensemble"].outlook(panel(years=1), 5)
    assert METHODS["ensemble"].outlook(panel(years=3), 5).totals.shape == (5, 4)


def test_a_panel_is_valid_from_birth() -> None:
    good = panel()
    with pytest.raises(ModelError, match="without a gap"):
        Panel(good.places, good.years * 2, good.population)
    with pytest.raises(ModelError, match="negative"):
        Panel(good.places, good.years, -good.population)
    with pytest.raises(ModelError, match="begins in 2000"):
        good.until(1999)

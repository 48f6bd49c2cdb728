"""The forecast that may be shown: observed counts of small places protected, everything summed from those.

Base cells are the births of a year in a place that has no place below it, and its persons by sex and five-year age
group in the year the forecast starts from. Projections are results of a model and are not counts of anybody; what
restates an observed count beside them (the causes' starting level, the past accuracy) is brought into line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from populace.forecast.peaks import past_peaks
from populace.forecast.results import Accuracy, Causes, Forecast, PlaceForecast, Series
from populace.protect.small_counts import protect

GROUP = 5
FEW = 10
"""A place that had fewer births than this in any year is one of few births: its births are all near the base."""

SAME = 1e-6
"""Relative difference up to which a figure of a place counts as the sum of the places below it."""


def protected(forecast: Forecast) -> Forecast:
    """``forecast`` with every observed count protected.

    :raises ProtectionError: a count is missing or negative: then nothing may be published.
    """
    leaves = {code: _lowest(forecast, code) for code in forecast.places}
    own = {code: _protected_leaf(place) for code, place in forecast.places.items()}
    shown = {
        code: own[code]
        if leaves[code] == (code,)
        else _protected_sum(place, own[code], leaves[code], forecast, own)
        for code, place in forecast.places.items()
    }
    places = {code: _consistent(forecast.places[code], place) for code, place in shown.items()}
    return replace(
        forecast,
        places={
            code: _without_rates(place) if leaves[code] == (code,) else place
            for code, place in places.items()
        },
    )


def changed(before: Series, after: Series) -> bool:
    """Whether protection changed any figure of a series."""
    return not np.array_equal(before.values, after.values)


def five_year(persons: Float[np.ndarray, "*lead age"]) -> Float[np.ndarray, "*lead group"]:
    """Persons by five-year age group from single years of age; the last group is open."""
    return np.asarray(np.add.reduceat(persons, np.arange(0, persons.shape[-1], GROUP), axis=-1))


def _lowest(forecast: Forecast, code: str) -> tuple[str, ...]:
    """The places at or below ``code`` in the forecast that have none below them in it."""
    below = [child for child in forecast.tree.children(code) if child in forecast.places]
    return tuple(leaf for child in below for leaf in _lowest(forecast, child)) if below else (code,)


def _protected_leaf(place: PlaceForecast) -> PlaceForecast:
    cells = protect(five_year(place.population[0]))
    totals = place.total_past.values.astype(float)
    totals = np.where(place.total_past.years == place.population_years[0], cells.sum(), protect(totals))
    return replace(
        place,
        births_past=Series(place.births_past.years, protect(place.births_past.values)),
        total_past=Series(place.total_past.years, totals),
        population=_with_first(place.population, cells),
    )


def _protected_sum(
    place: PlaceForecast,
    own: PlaceForecast,
    leaves: Iterable[str],
    raw: Forecast,
    shown: Mapping[str, PlaceForecast],
) -> PlaceForecast:
    """A place above others: sums of the protected leaves wherever its own figure is the sum of theirs."""
    before = [raw.places[leaf] for leaf in leaves]
    after = [shown[leaf] for leaf in leaves]
    population = own.population
    if _is_sum(five_year(place.population[0]), [five_year(leaf.population[0]) for leaf in before]):
        population = _with_first(
            place.population, np.sum([five_year(leaf.population[0]) for leaf in after], axis=0)
        )
    totals = _summed(
        place.total_past,
        own.total_past,
        [leaf.total_past for leaf in before],
        [leaf.total_past for leaf in after],
    )
    at_start = totals.years == place.population_years[0]
    return replace(
        own,
        births_past=_summed(
            place.births_past,
            own.births_past,
            [leaf.births_past for leaf in before],
            [leaf.births_past for leaf in after],
        ),
        total_past=Series(totals.years, np.where(at_start, population[0].sum(), totals.values)),
        population=population,
    )


def _summed(raw: Series, own: Series, before: list[Series], after: list[Series]) -> Series:
    values = own.values.copy()
    for at, year in enumerate(raw.years):
        parts = [_at(series, int(year)) for series in before]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and _is_sum(raw.values[at], known):
            values[at] = sum(_at(series, int(year)) or 0.0 for series in after)
    return Series(raw.years, values)


def _at(series: Series, year: int) -> float | None:
    found = np.flatnonzero(series.years == year)
    return float(series.values[found[0]]) if len(found) else None


def _is_sum(
    whole: Float[np.ndarray, "*cell"] | float, parts: list[Float[np.ndarray, "*cell"]] | list[float]
) -> bool:
    return bool(np.allclose(whole, np.sum(parts, axis=0), rtol=SAME, atol=1e-3))


def _with_first(
    population: Float[np.ndarray, "year sex age"], groups: Float[np.ndarray, "sex group"]
) -> Float[np.ndarray, "year sex age"]:
    """The population with its first year spread evenly inside each five-year group: no single age is known from it."""
    ages = population.shape[-1]
    widths = np.diff(np.append(np.arange(0, ages, GROUP), ages))
    made = population.astype(float).copy()
    made[0] = np.repeat(groups / widths, widths, axis=-1)
    return made


def _consistent(before: PlaceForecast, after: PlaceForecast) -> PlaceForecast:
    """What restates observed births elsewhere, from the protected ones."""
    if not changed(before.births_past, after.births_past):
        return after
    return replace(
        after,
        past_peaks=past_peaks(after.births_past),
        causes=_restarted(after.causes, before.births_past, after.births_past),
        accuracy=_measured_again(after.accuracy, after.births_past),
    )


def _without_rates(place: PlaceForecast) -> PlaceForecast:
    """Without the past fertility of a place of few births: times its women it would give the births back."""
    if (place.births_past.values >= FEW).all():
        return place
    return replace(
        place, total_fertility_past=Series(np.array([], dtype=np.int64), np.array([], dtype=float))
    )


def _restarted(causes: Causes | None, before: Series, after: Series) -> Causes | None:
    """Causes counted from the protected level; the difference is shared among the effects by their size."""
    if causes is None:
        return None
    counted, shown = _at(before, causes.from_year), _at(after, causes.from_year)
    if counted is None or shown is None or counted == shown:
        return causes
    gap = counted - shown
    size = sum(map(abs, (causes.women, causes.age_structure, causes.births_per_woman, causes.timing)))
    if size == 0:
        return None
    return replace(
        causes,
        births_from=causes.births_from - gap,
        women=causes.women + gap * abs(causes.women) / size,
        age_structure=causes.age_structure + gap * abs(causes.age_structure) / size,
        births_per_woman=causes.births_per_woman + gap * abs(causes.births_per_woman) / size,
        timing=causes.timing + gap * abs(causes.timing) / size,
        women_by_age=_shared(
            causes.women_by_age, gap * (abs(causes.women) + abs(causes.age_structure)) / size
        ),
    )


def _shared(effects: Mapping[int, float], gap: float) -> dict[int, float]:
    size = sum(map(abs, effects.values()))
    return {age: effect + (gap * abs(effect) / size if size else 0.0) for age, effect in effects.items()}


def _measured_again(accuracy: Accuracy | None, births: Series) -> Accuracy | None:
    """The past accuracy against the protected births; none where a year has no births to compare with."""
    if accuracy is None:
        return None
    observed = np.array([_at(births, int(year)) or 0.0 for year in accuracy.years])
    if not (observed > 0).all():
        return None
    error = (accuracy.forecast - observed) / observed
    return replace(
        accuracy,
        observed=observed,
        mean_absolute_percentage_error=float(np.abs(error).mean()),
        bias=float(error.mean()),
    )

"""The figures of the report as tidy tables: one row for one number, for CSV, Parquet and the workbook.

Column names and codes are in English in every language, so that a script written for one report reads another.
Populations are by five-year age group: single years of age of small places are never published.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields

import numpy as np
import pandas as pd

from populace.demography.sex import SEXES
from populace.forecast.past_scores import HorizonScores
from populace.forecast.results import PURPOSE, Fan, Forecast, Interval, PlaceForecast, Series
from populace.i18n import gettext as _
from populace.report.ages import GROUP, five_year
from populace.report.months import ahead_columns, past_columns
from populace.report.reading import Reading
from populace.report.scenario_frames import scenario_frames

Columns = dict[str, np.ndarray]

WORDS = ("sex", "need")
"""Columns of a few words that stand in many rows."""

WHOLE = (
    "year", "from_year", "to_year", "origin",
    "first", "last", "comparisons", "year_low80", "year_high80", "year_low95", "year_high95", "year_median",
    "age_from", "age_to",
)  # fmt: skip
"""Columns of whole numbers, where a table of few rows was built from numbers of any kind."""

OPEN_END = -1
"""``age_to`` of the open group."""

QUANTILES = ("low95", "low80", "median", "high80", "high95")


def frames(reading: Reading) -> dict[str, pd.DataFrame]:
    """Every table by the name of its file."""
    forecast = reading.forecast

    def past(series: Callable[[PlaceForecast], Series], value: str) -> pd.DataFrame:
        return _stacked(forecast, lambda place: _series(series(place), value))

    def ahead(fan: Callable[[PlaceForecast], Fan]) -> pd.DataFrame:
        return _stacked(forecast, lambda place: _fan(fan(place)), projected=True)

    return {
        "places": _places(reading),
        "births": past(lambda place: place.births_past, "births"),
        "births_ahead": ahead(lambda place: place.births),
        "births_by_month": _stacked(forecast, lambda place: past_columns(place.months)),
        "births_months_ahead": _stacked(forecast, lambda place: ahead_columns(place.months), projected=True),
        "population": _stacked(forecast, _population, projected=True),
        "population_total": past(lambda place: place.total_past, "persons"),
        "population_total_ahead": ahead(lambda place: place.total),
        "women_15_49_ahead": ahead(lambda place: place.women_15_49),
        "total_fertility": past(lambda place: place.total_fertility_past, "births_per_woman"),
        "total_fertility_ahead": ahead(lambda place: place.total_fertility),
        "needs": _stacked(forecast, lambda place: _needs(place, reading), projected=True),
        "causes": _stacked(forecast, _causes, projected=True),
        "causes_women_by_age": _stacked(forecast, _women_by_age, projected=True),
        "peaks": _stacked(forecast, _peaks, projected=True),
        "peak_years": _stacked(forecast, _peak_years, projected=True),
        "needs_highest": _stacked(forecast, lambda place: _needs_highest(place, reading), projected=True),
        "rungs": _stacked(forecast, _rungs),
        "accuracy": _stacked(forecast, _accuracy),
        "accuracy_by_horizon": _stacked(forecast, _accuracy_by_horizon),
        "ratios": _ratios(reading),
        "sources": _sources(reading),
        **scenario_frames(reading),
    }


def metadata(reading: Reading) -> dict[str, str]:
    """What every Parquet file says about itself."""
    chosen = reading.forecast.settings
    return {
        "purpose": PURPOSE,
        "base_year": str(reading.forecast.base_year),
        "horizon": str(reading.horizon),
        "trajectories": str(chosen.trajectories),
        "seed": str(chosen.seed),
    }


def _stacked(
    forecast: Forecast, columns: Callable[[PlaceForecast], Columns], *, projected: bool = False
) -> pd.DataFrame:
    """The columns of every place below each other; a word that stands in thousands of rows is kept once."""
    parts = [columns(place) for place in forecast.places.values()]
    lengths = [len(next(iter(part.values()))) for part in parts]
    codes = np.repeat(np.arange(len(parts)), lengths)
    made: dict[str, object] = {
        "place": pd.Categorical.from_codes(codes, categories=pd.Index(list(forecast.places)))
    }
    for name in parts[0]:
        values = np.concatenate([part[name] for part in parts])
        made[name] = pd.Categorical(values) if name in WORDS else _whole(values) if name in WHOLE else values
    if projected:
        made["purpose"] = pd.Categorical.from_codes(
            np.zeros(len(codes), dtype=np.int8), categories=pd.Index([PURPOSE])
        )
    return pd.DataFrame(made)


def _whole(values: np.ndarray) -> "np.ndarray | pd.arrays.IntegerArray":
    """Numbers without a fraction as integers; where one is missing, integers that may be."""
    if values.dtype.kind != "f":
        return values
    return pd.array(values, dtype="Int64") if np.isnan(values).any() else values.astype(np.int64)


def _places(reading: Reading) -> pd.DataFrame:
    tree = reading.forecast.tree
    return pd.DataFrame(
        [
            {
                "place": code,
                "name": reading.name(code),
                "parent": tree[code].parent or "",
                "kind": tree[code].kind,
                "purpose": PURPOSE,
            }
            for code in reading.forecast.places
        ]
    )


def _columns(names: Sequence[str], rows: Sequence[tuple[object, ...]], words: Sequence[str] = ()) -> Columns:
    """Columns from a few rows; ``words`` are columns of text, the others of numbers."""
    return {
        name: np.array([row[at] for row in rows], dtype=object if name in words else np.float64)
        for at, name in enumerate(names)
    }


def _series(series: Series, value: str) -> Columns:
    return {"year": series.years.astype(np.int64), value: series.values.astype(np.float64)}


def _fan(fan: Fan) -> Columns:
    return {
        "year": fan.years.astype(np.int64),
        **{name: fan.quantiles[:, at] for at, name in enumerate(QUANTILES)},
    }


def _population(place: PlaceForecast) -> Columns:
    persons = five_year(place.population)
    years, sexes, groups = persons.shape
    lower = np.arange(groups) * GROUP
    return {
        "year": np.repeat(place.population_years.astype(np.int64), sexes * groups),
        "sex": np.tile(np.repeat(np.array(SEXES, dtype=object), groups), years),
        "age_from": np.tile(lower, years * sexes),
        "age_to": np.tile(np.append(lower[:-1] + GROUP - 1, OPEN_END), years * sexes),
        "persons": persons.reshape(-1),
    }


def _needs(place: PlaceForecast, reading: Reading) -> Columns:
    lengths = [len(need.fan.years) for need in place.needs]
    fans = [_fan(need.fan) for need in place.needs] or [_fan(Fan(np.zeros(0), np.zeros((0, len(QUANTILES)))))]
    return {
        "need": np.repeat(np.array([need.code for need in place.needs], dtype=object), lengths),
        **{name: np.concatenate([fan[name] for fan in fans]) for name in fans[0]},
        "ratio": np.repeat(np.array([reading.ratios[need.code].value for need in place.needs]), lengths),
    }


def _causes(place: PlaceForecast) -> Columns:
    causes = place.causes
    rows: list[tuple[object, ...]] = []
    if causes is not None:
        effects = {
            "number_of_women": causes.women,
            "age_structure": causes.age_structure,
            "births_per_woman": causes.births_per_woman,
            "timing": causes.timing,
            "change": causes.change,
        }
        names = {"number_of_women": "women"}
        rows = [
            (
                causes.from_year,
                causes.to_year,
                cause,
                effect,
                *_bounds(causes.intervals[names.get(cause, cause)]),
            )
            for cause, effect in effects.items()
        ]
    return _columns(("from_year", "to_year", "cause", "births", *QUANTILES), rows, ("cause",))


def _women_by_age(place: PlaceForecast) -> Columns:
    causes = place.causes
    rows: list[tuple[object, ...]] = []
    if causes is not None:
        rows = [
            (
                *(causes.from_year, causes.to_year, age, age + GROUP - 1, effect),
                *_bounds(causes.women_by_age_intervals[age]),
            )
            for age, effect in sorted(causes.women_by_age.items())
        ]
    return _columns(("from_year", "to_year", "age_from", "age_to", "births", *QUANTILES), rows)


def _bounds(interval: Interval) -> tuple[float, ...]:
    """The five numbers of an interval, in the order of ``QUANTILES``."""
    return astuple(interval)


def _peaks(place: PlaceForecast) -> Columns:
    """Past peaks and the coming one; ``top`` is the height at each trajectory's own peak, ``height`` in one year."""
    none = [float("nan")] * 4
    rows: list[tuple[object, ...]] = [
        (
            *("past", none[0]),
            *(
                figure
                for value in (peak.year, peak.height, peak.width, peak.height)
                for figure in (value, *none)
            ),
        )
        for peak in place.past_peaks
    ]
    coming = place.next_peak
    if coming is not None:
        year = coming.year
        rows.append(
            (
                *("next", coming.probability),
                *(coming.expected_year, year.low80, year.high80, year.low95, year.high95),
                *(
                    figure
                    for spread in (coming.height, coming.width, coming.height_at_peak)
                    for figure in (spread.median, spread.low80, spread.high80, spread.low95, spread.high95)
                ),
            )
        )
    bounds = [
        f"{what}{bound}"
        for what in ("year", "height", "width", "top")
        for bound in ("", "_low80", "_high80", "_low95", "_high95")
    ]
    return _columns(("peak", "probability", *bounds), rows, ("peak",))


def _peak_years(place: PlaceForecast) -> Columns:
    """The share of all trajectories whose next peak falls in each year; without a year: no such peak by the horizon."""
    coming = place.next_peak
    rows: list[tuple[object, ...]] = []
    if coming is not None:
        rows = [*zip(coming.years, coming.chance, strict=True), (float("nan"), coming.no_peak)]
    return _columns(("year", "probability"), rows)


def _needs_highest(place: PlaceForecast, reading: Reading) -> Columns:
    """When each need is at its highest in the trajectories, and how high it is then."""
    rows: list[tuple[object, ...]] = [
        (
            *(need.code, need.highest.chance[0]),
            *_bounds(need.highest.year),
            *_bounds(need.highest.size),
            reading.ratios[need.code].value,
        )
        for need in place.needs
    ]
    names = [f"{what}_{bound}" for what in ("year", "size") for bound in QUANTILES]
    return _columns(("need", "highest_now", *names, "ratio"), rows, ("need",))


def _rungs(place: PlaceForecast) -> Columns:
    rows: list[tuple[object, ...]] = [
        (subject, rung.code, rung.text) for subject, rung in place.rungs.items()
    ]
    names = ("subject", "rung", "meaning")
    return _columns(names, rows, names)


def _accuracy(place: PlaceForecast) -> Columns:
    made = place.accuracy
    rows: list[tuple[object, ...]] = []
    if made is not None:
        rows = [
            (trial.origin, *row)
            for trial in made.trials or (made,)
            for row in zip(trial.years, trial.forecast, trial.observed, strict=True)
        ]
    return _columns(("origin", "year", "forecast", "observed"), rows)


def _accuracy_by_horizon(place: PlaceForecast) -> Columns:
    names = tuple(field.name for field in fields(HorizonScores))
    rows = [] if place.accuracy is None else [astuple(one) for one in place.accuracy.by_horizon]
    return _columns(names, rows, ("quantity",))


def _ratios(reading: Reading) -> pd.DataFrame:
    columns = ["need", "label", "value", "meaning", "source", "in_force", "set_by_user"]
    rows: Iterable[tuple[object, ...]] = (
        (
            code,
            _(ratio.label),
            ratio.value,
            _(ratio.meaning),
            _(ratio.source),
            ratio.in_force,
            code in reading.tables.overrides,
        )
        for code, ratio in reading.ratios.items()
    )
    return pd.DataFrame(list(rows), columns=columns)


def _sources(reading: Reading) -> pd.DataFrame:
    rows = [(source.label, source.rows, source.citation) for source in reading.tables.sources.values()]
    return pd.DataFrame(rows, columns=["source", "rows", "citation"])

"""The figures of the report as tidy tables: one row for one number, for CSV, Parquet and the workbook.

Column names and codes are in English in every language, so that a script written for one report reads another.
Populations are by five-year age group: single years of age of small places are never published.
"""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from populace.demography.sex import SEXES
from populace.forecast.results import PURPOSE, Fan, Forecast, PlaceForecast, Series
from populace.i18n import gettext as _
from populace.report.protected import GROUP, five_year
from populace.report.reading import Reading

QUANTILES = ("low95", "low80", "median", "high80", "high95")


def frames(reading: Reading) -> dict[str, pd.DataFrame]:
    """Every table by the name of its file."""
    forecast = reading.forecast
    return {
        "places": _places(reading),
        "births": _over(forecast, lambda place: _series(place.births_past, "births")),
        "births_ahead": _over(forecast, lambda place: _fan(place.births)),
        "population": _over(forecast, _population),
        "population_total": _over(forecast, lambda place: _series(place.total_past, "persons")),
        "population_total_ahead": _over(forecast, lambda place: _fan(place.total)),
        "women_15_49_ahead": _over(forecast, lambda place: _fan(place.women_15_49)),
        "total_fertility": _over(
            forecast, lambda place: _series(place.total_fertility_past, "births_per_woman")
        ),
        "total_fertility_ahead": _over(forecast, lambda place: _fan(place.total_fertility)),
        "needs": _over(forecast, lambda place: _needs(place, reading)),
        "causes": _over(forecast, _causes),
        "causes_women_by_age": _over(forecast, _women_by_age),
        "peaks": _over(forecast, _peaks),
        "rungs": _over(forecast, _rungs),
        "accuracy": _over(forecast, _accuracy),
        "ratios": _ratios(reading),
        "sources": _sources(reading),
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


def _over(forecast: Forecast, rows: Callable[[PlaceForecast], pd.DataFrame]) -> pd.DataFrame:
    made = []
    for code, place in forecast.places.items():
        frame = rows(place)
        frame.insert(0, "place", code)
        made.append(frame)
    filled = [frame for frame in made if len(frame)]
    joined = pd.concat(filled or made[:1], ignore_index=True)
    # A word that stands in thousands of rows is kept once.
    return joined.astype(
        {column: "category" for column in ("place", "sex", "purpose") if column in joined.columns}
    )


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


def _series(series: Series, value: str) -> pd.DataFrame:
    return pd.DataFrame({"year": series.years.astype(np.int64), value: series.values.astype(float)})


def _fan(fan: Fan) -> pd.DataFrame:
    columns = {name: fan.quantiles[:, at] for at, name in enumerate(QUANTILES)}
    return pd.DataFrame({"year": fan.years.astype(np.int64), **columns, "purpose": PURPOSE})


def _population(place: PlaceForecast) -> pd.DataFrame:
    persons = five_year(place.population)
    years, sexes, groups = persons.shape
    lower = np.arange(groups) * GROUP
    return pd.DataFrame(
        {
            "year": np.repeat(place.population_years.astype(np.int64), sexes * groups),
            "sex": np.tile(np.repeat(np.array(SEXES, dtype=object), groups), years),
            "age_from": np.tile(lower, years * sexes),
            "age_to": np.tile(np.append(lower[:-1] + GROUP - 1, -1), years * sexes),
            "persons": persons.reshape(-1),
            "purpose": PURPOSE,
        }
    )


def _needs(place: PlaceForecast, reading: Reading) -> pd.DataFrame:
    made = []
    for need in place.needs:
        frame = _fan(need.fan)
        frame.insert(0, "need", need.code)
        frame.insert(len(frame.columns) - 1, "ratio", reading.ratios[need.code].value)
        made.append(frame)
    columns = ["need", "year", *QUANTILES, "ratio", "purpose"]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=columns)


def _causes(place: PlaceForecast) -> pd.DataFrame:
    causes = place.causes
    rows = []
    if causes is not None:
        effects = {
            "number_of_women": causes.women,
            "age_structure": causes.age_structure,
            "births_per_woman": causes.births_per_woman,
            "timing": causes.timing,
            "change": causes.change,
        }
        rows = [
            (causes.from_year, causes.to_year, cause, effect, PURPOSE) for cause, effect in effects.items()
        ]
    return pd.DataFrame(rows, columns=["from_year", "to_year", "cause", "births", "purpose"])


def _women_by_age(place: PlaceForecast) -> pd.DataFrame:
    causes = place.causes
    rows = []
    if causes is not None:
        rows = [
            (causes.from_year, causes.to_year, age, age + GROUP - 1, effect, PURPOSE)
            for age, effect in sorted(causes.women_by_age.items())
        ]
    return pd.DataFrame(rows, columns=["from_year", "to_year", "age_from", "age_to", "births", "purpose"])


def _peaks(place: PlaceForecast) -> pd.DataFrame:
    columns = ["peak", "probability"] + [
        f"{what}{bound}" for what in ("year", "height", "width") for bound in ("", "_low80", "_high80")
    ]
    none = float("nan")
    rows: list[tuple[object, ...]] = [
        ("past", none, peak.year, none, none, peak.height, none, none, peak.width, none, none)
        for peak in place.past_peaks
    ]
    coming = place.next_peak
    if coming is not None:
        bounds = [
            number
            for interval in (coming.year, coming.height, coming.width)
            for number in (interval.median, interval.low80, interval.high80)
        ]
        rows.append(("next", coming.probability, *bounds))
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(columns[1:], float))


def _rungs(place: PlaceForecast) -> pd.DataFrame:
    rows = [(subject, rung.code, rung.text) for subject, rung in place.rungs.items()]
    return pd.DataFrame(rows, columns=["subject", "rung", "meaning"])


def _accuracy(place: PlaceForecast) -> pd.DataFrame:
    made = place.accuracy
    columns = ["origin", "year", "forecast", "observed"]
    if made is None:
        return pd.DataFrame(columns=columns)
    return pd.DataFrame(
        {
            "origin": np.full(len(made.years), made.origin, dtype=np.int64),
            "year": made.years.astype(np.int64),
            "forecast": made.forecast.astype(float),
            "observed": made.observed.astype(float),
        }
    )


def _ratios(reading: Reading) -> pd.DataFrame:
    columns = ["need", "label", "value", "meaning", "source", "in_force", "set_by_user"]
    rows: Iterable[tuple[object, ...]] = (
        (
            code,
            _(ratio.label),
            ratio.value,
            _(ratio.meaning),
            ratio.source,
            ratio.in_force,
            code in reading.tables.overrides,
        )
        for code, ratio in reading.ratios.items()
    )
    return pd.DataFrame(list(rows), columns=columns)


def _sources(reading: Reading) -> pd.DataFrame:
    rows = [(source.label, source.rows, source.citation) for source in reading.tables.sources.values()]
    return pd.DataFrame(rows, columns=["source", "rows", "citation"])

"""How the same method did on a place's own past.

The tables are taken back to what was known at several earlier dates, forecast with the same code, and the births and
totals forecast are set against those counted since. Nothing that was counted after an origin reaches the forecast made
from it. Where a place has no population from so long ago, nothing is said.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Int

from populace.forecast.backtest.scores import (
    bias,
    crps,
    inside,
    interval_score,
    mape,
    median_ape,
    percentage_errors,
    quantile_between,
)
from populace.forecast.evidence import Evidence
from populace.forecast.past_scores import HorizonScores, PastTrial
from populace.forecast.past_trials import Trial, past_trials
from populace.forecast.results import PROBABILITIES, Accuracy, Fan, Forecast, PlaceForecast, Series
from populace.forecast.tables import Tables

SHOWN = (10, 5, 15)
"""The trial whose births are shown year by year: the first of these that the data allow."""

BANDS = ((1, 5), (6, 10), (11, 15))
"""Years ahead that are judged together: a place has one comparison for each origin and year, too few to stand alone."""

MEDIAN = PROBABILITIES.index(0.5)


@dataclass(frozen=True)
class Counted:
    """What was counted of a place: births and totals by year, and the years whose births were worked out instead."""

    births: Series
    worked_out: Collection[int]
    totals: Series


def with_accuracy(
    result: Forecast, tables: Tables, progress: Callable[[float], None] = lambda share: None
) -> Forecast:
    """The same forecast, each place with the accuracy that the method had on its past where that can be told."""
    now = Evidence.of(tables)
    trials = past_trials(tables, replace(result.settings, places=result.top), result.base_year, progress)
    return replace(
        result, places={code: _judged(place, trials, now) for code, place in result.places.items()}
    )


def accuracy_among(trials: Sequence[Trial], now: Evidence, code: str, counted: Counted) -> Accuracy | None:
    """What ``trials`` were worth for one place, against what was ``counted`` of it; ``None`` if nothing was.

    A trial in which the place was made of other parts than ``now`` was of another method, and is passed over.
    """
    units = now.units_below(code)
    same = [one for one in trials if code in one.births and one.evidence.units_below(code) == units]
    return accuracy_of(
        {one.origin: one.births[code] for one in same},
        counted.births,
        counted.worked_out,
        {one.origin: one.totals[code] for one in same},
        counted.totals,
    )


def accuracy_of(
    births: Mapping[int, Fan],
    past: Series,
    worked_out: Collection[int] = (),
    totals: Mapping[int, Fan] | None = None,
    total_past: Series | None = None,
) -> Accuracy | None:
    """What the fans made from earlier origins were worth, against what was counted since; ``None`` if nothing was.

    ``births`` and ``totals`` are by origin, the last year that was known to them; ``worked_out`` are years of ``past``
    whose births were not counted, which judge nothing.
    """
    counted = _without(past, worked_out)
    against = {
        origin: found
        for origin, fan in births.items()
        if (found := _compared(fan, origin, counted)) is not None
    }
    if not against:
        return None
    everyone = [] if totals is None or total_past is None else [
        found
        for origin, fan in totals.items()
        if (found := _compared(fan, origin, total_past)) is not None
    ]  # fmt: skip
    latest = int(past.years[-1]) if len(past.years) else 0
    shown = against[min(against, key=lambda origin: _preference(latest - origin))]
    return _accuracy(shown, list(against.values()), everyone)


@dataclass(frozen=True)
class _Compared:
    """The years of a trial in which something was counted, with the quantiles forecast for them."""

    origin: int
    years: Int[np.ndarray, " year"]
    quantiles: Float[np.ndarray, "year probability"]
    observed: Float[np.ndarray, " year"]

    @property
    def trial(self) -> PastTrial:
        return PastTrial(self.origin, self.years, self.quantiles[:, MEDIAN], self.observed)


@dataclass(frozen=True)
class _Scored:
    """Every comparison of a quantity with each of its scores, in parallel arrays; ``step`` is years ahead."""

    step: Int[np.ndarray, " comparison"]
    observed: Float[np.ndarray, " comparison"]
    error: Float[np.ndarray, " comparison"]
    crps: Float[np.ndarray, " comparison"]
    interval: Float[np.ndarray, " comparison"]
    inside: Float[np.ndarray, "coverage comparison"]

    @classmethod
    def of(cls, compared: Sequence[_Compared]) -> "_Scored":
        quantiles = np.concatenate([one.quantiles for one in compared])
        observed = np.concatenate([one.observed for one in compared])
        low95, low80, median, high80, high95 = quantiles.T
        low50, high50 = (quantile_between(quantiles, PROBABILITIES, at) for at in (0.25, 0.75))
        return cls(
            np.concatenate([one.years - one.origin for one in compared]),
            observed,
            percentage_errors(median, observed),
            crps(quantiles, PROBABILITIES, observed),
            interval_score(low80, high80, observed, 0.8),
            np.stack(
                [
                    inside(low, high, observed)
                    for low, high in ((low50, high50), (low80, high80), (low95, high95))
                ]
            ),
        )

    def summed_up(self, quantity: str, first: int, last: int) -> HorizonScores | None:
        """The scores of all comparisons ``first`` to ``last`` years ahead; ``None`` where there is none."""
        chosen = (self.step >= first) & (self.step <= last)
        if not chosen.any():
            return None
        error, size = self.error[chosen], float(self.observed[chosen].mean())
        return HorizonScores(
            quantity,
            first,
            last,
            int(chosen.sum()),
            mape(error),
            median_ape(error),
            bias(error),
            float(self.crps[chosen].mean()) / size,
            float(self.interval[chosen].mean()) / size,
            *map(float, self.inside[:, chosen].mean(axis=1)),
        )


def _judged(place: PlaceForecast, trials: Sequence[Trial], now: Evidence) -> PlaceForecast:
    counted = Counted(place.births_past, place.births_worked_out, place.total_past)
    found = accuracy_among(trials, now, place.code, counted)
    return place if found is None else replace(place, accuracy=found)


def _without(past: Series, years: Collection[int]) -> Series:
    kept = ~np.isin(past.years, np.array(sorted(years), dtype=int))
    return Series(past.years[kept], past.values[kept])


def _compared(fan: Fan, origin: int, past: Series) -> _Compared | None:
    years, then, counted = np.intersect1d(fan.years, past.years, return_indices=True)
    ahead = (years > origin) & (past.values[counted] > 0)
    if not ahead.any():
        return None
    return _Compared(
        origin, years[ahead], fan.quantiles[then[ahead]], np.asarray(past.values[counted[ahead]])
    )


def _preference(back: int) -> int:
    """The place of a trial in the order of ``SHOWN``; those not in it come last."""
    return SHOWN.index(back) if back in SHOWN else len(SHOWN) + back


def _accuracy(shown: _Compared, births: Sequence[_Compared], totals: Sequence[_Compared]) -> Accuracy:
    scored = _Scored.of(births)
    quantities = [("births", scored), *([("total", _Scored.of(totals))] if totals else [])]
    parts = [one.summed_up(name, *band) for name, one in quantities for band in BANDS]
    return Accuracy(
        origin=shown.origin,
        years=shown.years,
        forecast=shown.trial.forecast,
        observed=shown.observed,
        mean_absolute_percentage_error=mape(scored.error),
        bias=bias(scored.error),
        coverage80=float(scored.inside[1].mean()),
        trials=tuple(one.trial for one in births),
        by_horizon=tuple(part for part in parts if part is not None),
    )

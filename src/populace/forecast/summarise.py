"""From sums over trajectories to what is said of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Float

from populace.catalog.planning_ratios import PlanningRatio
from populace.forecast.births.outlook import months_ahead, too_few_months
from populace.forecast.evidence import Evidence
from populace.forecast.expected import Expected
from populace.forecast.fans import fan_of
from populace.forecast.inputs.births import without_gaps
from populace.forecast.inputs.unit import Unit
from populace.forecast.ladder import rung_of_sum
from populace.forecast.needs import age_ranges, needs
from populace.forecast.peaks import next_peak, past_peaks
from populace.forecast.plan import Plan
from populace.forecast.remarks import remarks
from populace.forecast.results import NextPeak, Peak, PlaceForecast, Rung, Series
from populace.forecast.sums import Sums
from populace.forecast.why_births_change import causes_of

FEWEST = 10.0
"""Births a year below which no peak is told: chance alone moves ten births by three either way."""


def summarise(
    plan: Plan,
    expected: Expected,
    evidence: Evidence,
    code: str,
    sums: Sums,
    ratios: Mapping[str, PlanningRatio],
) -> PlaceForecast:
    """Everything about one place: a unit of the plan, or a place above some of its units."""
    members = [at for at, unit in enumerate(plan.units) if code in evidence.lineage(unit.code)]
    units = [plan.units[at] for at in members]
    ahead = plan.years_ahead
    births = fan_of(ahead, sums.births)
    past = births_past(evidence, code, units)
    children = dict(zip(age_ranges(ratios), sums.children, strict=True))
    peak = coming_peak(plan, expected, members, past, sums)
    first = expected.at(plan.base_year)
    return PlaceForecast(
        code=code,
        births_past=past,
        births=births,
        total_past=total_past(units),
        total=fan_of(ahead, sums.total),
        population_years=expected.years[first:],
        population=expected.population[first:, members].sum(axis=1),
        women_15_49=fan_of(ahead, sums.women),
        total_fertility_past=_fertility_past(units),
        total_fertility=fan_of(ahead, _ratio(sums.expected_births, sums.at_one_child)),
        past_peaks=_past_peaks(plan, expected, members, past),
        next_peak=peak,
        causes=causes_of(plan, expected, members, peak, sums, births),
        needs=needs(ahead, sums.births, children, ratios),
        rungs=rungs_of(units, code),
        births_worked_out=births_worked_out(units, evidence, code),
        notes=(*remarks(expected, units, members, evidence, code), *too_few_months(evidence, code)),
        months=months_ahead(
            evidence,
            code,
            plan.base_year,
            _births_of(past, plan.base_year),
            (sums.expected_births, sums.births),
        ),
    )


def _births_of(past: Series, year: int) -> float:
    known = past.values[past.years == year]
    return float(known[0]) if len(known) else float("nan")


def births_past(evidence: Evidence, code: str, units: Sequence[Unit]) -> Series:
    """Births of past years: the sum of the units where all of them have the year, before that the place's own count."""
    series = [unit.history.series for unit in units if unit.history is not None]
    summed: dict[int, float] = {}
    if series and len(series) == len(units):
        first = max(int(one.years[0]) for one in series)
        last = min(int(one.years[-1]) for one in series)
        for year in range(first, last + 1):
            summed[year] = float(sum(one.values[year - int(one.years[0])] for one in series))
    rows = evidence.get("births", code)
    own = rows.observed.yearly() if rows is not None else {}
    both = {**own, **summed}
    return without_gaps(both).series if both else Series(np.array([], dtype=int), np.array([]))


def _ratio(
    above: Float[np.ndarray, "*shape"], below: Float[np.ndarray, "*shape"]
) -> Float[np.ndarray, "*shape"]:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))


def total_past(units: Sequence[Unit]) -> Series:
    """Population totals counted, at the ends of the years that all of ``units`` have."""
    totals = [unit.stocks.totals_by_year for unit in units]
    years = sorted(set.intersection(*(set(total) for total in totals)))
    return Series(
        np.array(years, dtype=int), np.array([sum(total[year] for total in totals) for year in years])
    )


def _fertility_past(units: Sequence[Unit]) -> Series:
    levels = [unit.level for unit in units if unit.level is not None]
    if not levels or len(levels) < len(units):
        return Series(np.array([], dtype=int), np.array([]))
    years = sorted(set.intersection(*(set(level.years.tolist()) for level in levels)))
    births, expected = (
        np.sum([getattr(level, name)[np.isin(level.years, years)] for level in levels], axis=0)
        for name in ("births", "expected")
    )
    return Series(np.array(years, dtype=int), _ratio(births, expected))


def _joined_past(
    plan: Plan, expected: Expected, members: Sequence[int], past: Series
) -> Float[np.ndarray, " year"]:
    """Births up to the base year without gaps: as counted, then as the expected run brought them up to date."""
    run = {
        int(year): float(expected.births[at, members].sum())
        for at, year in enumerate(expected.years)
        if at and year <= plan.base_year
    }
    counted = dict(zip(past.years.tolist(), past.values.tolist(), strict=True))
    known = {**run, **counted}
    return without_gaps(known).series.values if known else np.array([])


def _past_peaks(plan: Plan, expected: Expected, members: Sequence[int], past: Series) -> tuple[Peak, ...]:
    """Peaks of the births counted, judged together with the expected births of the years after them."""
    if not len(past.years):
        return ()
    after = expected.at(int(past.years[-1]) + 1)
    ahead = expected.births[after:, members].sum(axis=(1, 2)) if after > 0 else None
    return tuple(peak for peak in past_peaks(past, ahead) if peak.height >= FEWEST)


def coming_peak(
    plan: Plan, expected: Expected, members: Sequence[int], past: Series, sums: Sums
) -> NextPeak | None:
    """The next peak of the births of ``members`` of the plan together; none of fewer than ``FEWEST`` births.

    Its height is that of the fan, chance in small numbers included.
    """
    before = _joined_past(plan, expected, members, past)
    path = expected.births[expected.at(plan.base_year) + 1 :, members].sum(axis=(1, 2))
    peak = next_peak(before, path, sums.expected_births, plan.base_year + 1)
    if peak is None:
        return None
    height = fan_of(plan.years_ahead, sums.births).at(peak.expected_year)
    return replace(peak, height=height) if height.median >= FEWEST else None


def births_worked_out(units: Sequence[Unit], evidence: Evidence, code: str) -> frozenset[int]:
    """Past years in which births were not counted, neither in the place nor in all of its parts."""
    rows = evidence.get("births", code)
    years: set[int] = set()
    for unit in units:
        if unit.history is not None:
            years |= set(
                unit.history.series.years.tolist() if unit.history.from_infants else unit.history.filled
            )
    return frozenset(years - set(rows.observed.yearly() if rows is not None else ()))


def rungs_of(units: Sequence[Unit], code: str) -> dict[str, Rung]:
    """The rungs of a unit; of a sum, what its parts stand on."""
    if len(units) == 1 and units[0].code == code:
        return dict(units[0].rungs)
    return {subject: rung_of_sum([unit.rungs[subject] for unit in units]) for subject in units[0].rungs}

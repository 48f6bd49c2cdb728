"""From sums over trajectories to what is said of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.planning_ratios import PlanningRatio
from populace.demography.sex import FEMALE
from populace.forecast.causes import causes_of_change
from populace.forecast.evidence import Evidence
from populace.forecast.expected import Expected
from populace.forecast.inputs.births import without_gaps
from populace.forecast.inputs.unit import Unit
from populace.forecast.ladder import rung_of_sum
from populace.forecast.needs import age_ranges, needs
from populace.forecast.peaks import LIKELY, next_peak, past_peaks
from populace.forecast.plan import Plan
from populace.forecast.results import PROBABILITIES, Causes, Fan, NextPeak, Peak, PlaceForecast, Rung, Series
from populace.forecast.simulate import Sums
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

FEWEST = 10.0
"""Births a year below which no peak is told: chance alone moves ten births by three either way."""

SCALES = (0.5, 2.0)
"""Between these the change of the expected path is taken for that of the middle of the fan."""

DISAGREEMENT = 0.005
"""Share by which parts and whole may differ without a word: rounding, and people counted on different days."""


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
    births = _fan(ahead, sums.births)
    past = births_past(evidence, code, units)
    children = {
        ages: _fan(ahead, count) for ages, count in zip(age_ranges(ratios), sums.children, strict=True)
    }
    peak = _next_peak(plan, expected, members, past, sums)
    first = expected.at(plan.base_year)
    return PlaceForecast(
        code=code,
        births_past=past,
        births=births,
        total_past=_total_past(units),
        total=_fan(ahead, sums.total),
        population_years=expected.years[first:],
        population=expected.population[first:, members].sum(axis=1),
        women_15_49=_fan(ahead, sums.women),
        total_fertility_past=_fertility_past(units),
        total_fertility=_fan(ahead, _ratio(sums.expected_births, sums.at_one_child)),
        past_peaks=_past_peaks(plan, expected, members, past),
        next_peak=peak,
        causes=_causes(plan, expected, members, peak, births),
        needs=needs(births, children, ratios),
        rungs=_rungs(units, code),
        births_worked_out=_worked_out(units, evidence, code),
        notes=_notes(expected, units, members, evidence, code),
    )


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


def _fan(years: Int[np.ndarray, " year"], values: Float[np.ndarray, "trajectory year"]) -> Fan:
    ordered = np.sort(np.ascontiguousarray(values.T), axis=1)
    position = np.array(PROBABILITIES) * (ordered.shape[1] - 1)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, ordered.shape[1] - 1)
    return Fan(years, ordered[:, low] + (position - low) * (ordered[:, high] - ordered[:, low]))


def _ratio(
    above: Float[np.ndarray, "*shape"], below: Float[np.ndarray, "*shape"]
) -> Float[np.ndarray, "*shape"]:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))


def _total_past(units: Sequence[Unit]) -> Series:
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


def _next_peak(
    plan: Plan, expected: Expected, members: Sequence[int], past: Series, sums: Sums
) -> NextPeak | None:
    before = _joined_past(plan, expected, members, past)
    path = expected.births[expected.at(plan.base_year) + 1 :, members].sum(axis=(1, 2))
    peak = next_peak(before, path, sums.expected_births, plan.base_year + 1)
    if peak is None:
        return None
    height = _fan(plan.years_ahead, sums.births).at(peak.expected_year)
    return replace(peak, height=height) if height.median >= FEWEST else None


def _causes(
    plan: Plan, expected: Expected, members: Sequence[int], peak: NextPeak | None, births: Fan
) -> Causes | None:
    """Causes of the change in births from the base year to the next peak, or to the horizon without one.

    They are those of the expected path, scaled to the middle of the fan, which is what the report shows; where the
    two go different ways, as they stand.
    """
    to_year = plan.horizon if peak is None or peak.probability < LIKELY else peak.expected_year
    women_before, births_before = _base_year(plan, expected, members)
    women_after = expected.women(to_year)[members].sum(axis=0)
    births_after = expected.births[expected.at(to_year), members].sum(axis=0)
    if not births_before.sum() > 0 or not births_after.sum() > 0:
        return None
    causes = causes_of_change(
        plan.base_year, to_year, (women_before, women_after), (births_before, births_after)
    )
    return _to_the_fan(causes, births.at(to_year).median)


def _to_the_fan(causes: Causes, births: float) -> Causes:
    """The same causes, adding up to the change to ``births``."""
    scale = (births - causes.births_from) / causes.change if causes.change else 0.0
    if not SCALES[0] < scale < SCALES[1]:
        return causes
    return replace(
        causes,
        births_to=births,
        women=causes.women * scale,
        age_structure=causes.age_structure * scale,
        births_per_woman=causes.births_per_woman * scale,
        timing=causes.timing * scale,
        women_by_age={age: effect * scale for age, effect in causes.women_by_age.items()},
    )


def _base_year(
    plan: Plan, expected: Expected, members: Sequence[int]
) -> tuple[Float[np.ndarray, " age"], Float[np.ndarray, " age"]]:
    """Women and births by age in the base year: from the counts, or from the run that brought them up to date."""
    women = np.zeros(expected.births.shape[-1])
    births = np.zeros_like(women)
    for at in members:
        unit = plan.units[at]
        if unit.stocks.end_year < plan.base_year:
            women += expected.women(plan.base_year)[at]
            births += expected.births[expected.at(plan.base_year), at]
            continue
        own = unit.stocks.exposure(plan.base_year)[FEMALE]
        counted = unit.history.of(plan.base_year) if unit.history is not None else None
        level = float(plan.fertility.median[0] * plan.ratios[at])
        by_age = own * unit.pattern
        scale = level if counted is None else counted / by_age.sum() if by_age.sum() > 0 else 0.0
        women += own
        births += scale * by_age
    return women, births


def _worked_out(units: Sequence[Unit], evidence: Evidence, code: str) -> frozenset[int]:
    """Past years in which births were not counted, neither in the place nor in all of its parts."""
    rows = evidence.get("births", code)
    years: set[int] = set()
    for unit in units:
        if unit.history is not None:
            years |= set(
                unit.history.series.years.tolist() if unit.history.from_infants else unit.history.filled
            )
    return frozenset(years - set(rows.observed.yearly() if rows is not None else ()))


def _rungs(units: Sequence[Unit], code: str) -> dict[str, Rung]:
    """The rungs of a unit; of a sum, what its parts stand on."""
    if len(units) == 1 and units[0].code == code:
        return dict(units[0].rungs)
    return {subject: rung_of_sum([unit.rungs[subject] for unit in units]) for subject in units[0].rungs}


def _notes(
    expected: Expected,
    units: Sequence[Unit],
    members: Sequence[int],
    evidence: Evidence,
    code: str,
) -> tuple[str, ...]:
    own = units[0].notes if len(units) == 1 else ()
    limited = float(expected.limited[list(members)].sum())
    return (
        *own,
        *_limited(limited),
        *_disagreement(units, evidence, code),
        *_births_disagree(units, evidence, code),
        *_not_shown(units, evidence, code),
    )


def _limited(emigrants: float) -> tuple[str, ...]:
    if emigrants < 0.5:
        return ()
    said = _("Out-migration was limited by {count} over all years: more were to leave than live there.")
    return (said.format(count=format_count(emigrants)),)


def _births_disagree(units: Sequence[Unit], evidence: Evidence, code: str) -> tuple[str, ...]:
    rows = evidence.get("births", code)
    own = rows.observed.yearly() if rows is not None and len(units) > 1 else {}
    series = [unit.history for unit in units if unit.history is not None]
    shared = [
        year for year in own if len(series) == len(units) and all(one.of(year) is not None for one in series)
    ]
    if not shared:
        return ()
    year = max(shared)
    parts = sum(one.of(year) or 0.0 for one in series)
    if abs(parts - own[year]) <= DISAGREEMENT * own[year]:
        return ()
    said = _(
        "Births of {year} add up to {parts} in the places below, its own table says {whole}; the report uses the parts."
    )
    return (said.format(year=year, parts=format_count(parts), whole=format_count(own[year])),)


def _disagreement(units: Sequence[Unit], evidence: Evidence, code: str) -> tuple[str, ...]:
    own = evidence.stocks.get(code)
    if own is None or len(units) == 1 or any(unit.stocks.dates[-1] != own.dates[-1] for unit in units):
        return ()
    parts, whole = sum(float(unit.stocks.latest.sum()) for unit in units), float(own.latest.sum())
    if abs(parts - whole) <= DISAGREEMENT * whole:
        return ()
    said = _("The places below add up to {parts}, its own table says {whole}; the report uses the parts.")
    return (said.format(parts=format_count(parts), whole=format_count(whole)),)


def _not_shown(units: Sequence[Unit], evidence: Evidence, code: str) -> tuple[str, ...]:
    covered = {place for unit in units for place in evidence.lineage(unit.code)}
    missing = sum(place not in covered for place in evidence.tree.depth_first([code]))
    if not missing:
        return ()
    said = ngettext(
        "{count} place below is not shown, for want of tables of its own or of its neighbours.",
        "{count} places below are not shown, for want of tables of their own or of their neighbours.",
        missing,
    )
    return (said.format(count=missing),)

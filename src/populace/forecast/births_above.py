"""Births that are counted only for a place above: shared out over the places below that have none of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from populace.forecast.evidence import Evidence
from populace.forecast.inputs.births import without_gaps
from populace.forecast.inputs.fertility import past_level
from populace.forecast.inputs.unit import Unit
from populace.forecast.ladder import rung


def with_births_above(evidence: Evidence, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, those without births of their own with a share of what is counted above them.

    Of the births of a place above, what its parts counted themselves is taken off; the rest is shared by the infants
    that were counted where single years of age are given, else by the births that the women would have at one child
    each.
    """
    lacking: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        if unit.history is None or unit.history.from_infants:
            above = _counted_above(evidence, unit.code)
            if above is not None:
                lacking.setdefault(above, []).append(at)
    made = list(units)
    for above, members in lacking.items():
        births = _left_over(evidence, above, units)
        shares = _shares([units[at] for at in members], births)
        for at, share in zip(members, shares, strict=True):
            made[at] = _with_births(
                units[at], {year: births[year] * part for year, part in share.items()}, evidence.name(above)
            )
    return tuple(made)


def _counted_above(evidence: Evidence, code: str) -> str | None:
    for place in evidence.lineage(code)[1:]:
        rows = evidence.get("births", place)
        if rows is not None and rows.observed.yearly():
            return place
    return None


def _left_over(evidence: Evidence, above: str, units: Sequence[Unit]) -> dict[int, float]:
    """Births of a place by year, less those that places below counted themselves."""
    rows = evidence.get("births", above)
    births = rows.observed.yearly() if rows is not None else {}
    own = [
        unit.history
        for unit in units
        if above in evidence.lineage(unit.code) and unit.history is not None and not unit.history.from_infants
    ]
    return {year: max(total - sum(one.of(year) or 0.0 for one in own), 0.0) for year, total in births.items()}


def _shares(units: Sequence[Unit], years: Iterable[int]) -> list[dict[int, float]]:
    """Each unit's share of the births of every year for which all of them have something to go by."""
    shares: list[dict[int, float]] = [{} for _unit in units]
    for year in sorted(years):
        weights = [_weight(unit, year) for unit in units]
        known = [weight for weight in weights if weight is not None]
        total = sum(known)
        if len(known) == len(units) and total > 0:
            for share, weight in zip(shares, known, strict=True):
                share[year] = weight / total
    return shares


def _weight(unit: Unit, year: int) -> float | None:
    """What a unit's share of the births of a year goes by; ``None`` where neither infants nor women are known."""
    if unit.history is not None:
        return unit.history.of(year)
    if not unit.stocks.covers(min(year, unit.stocks.end_year)):
        return None
    return float(unit.stocks.women(year) @ unit.pattern)


def _with_births(unit: Unit, births: Mapping[int, float], place: str) -> Unit:
    """The unit with births that were counted for ``place`` and shared out; infants go on telling of the years after."""
    if not births:
        return unit
    infants = unit.history.series if unit.history is not None else None
    later = {} if infants is None else dict(zip(infants.years.tolist(), infants.values.tolist(), strict=True))
    joined = {**births, **{year: count for year, count in later.items() if year > max(births)}}
    shared = without_gaps(joined)
    history = replace(shared, filled=tuple(shared.series.years.tolist()))  # none of them was counted here
    return replace(
        unit,
        history=history,
        level=past_level(history, unit.stocks, unit.pattern),
        rungs={**unit.rungs, "births": rung("births-5", place=place)},
    )

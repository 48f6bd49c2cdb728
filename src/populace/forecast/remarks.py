"""What is remarked beside the figures of a place: emigration that was limited, parts and whole that disagree."""

from collections.abc import Sequence

from populace.forecast.evidence import Evidence
from populace.forecast.expected import Expected
from populace.forecast.inputs.unit import Unit
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

DISAGREEMENT = 0.005
"""Share by which parts and whole may differ without a word: rounding, and people counted on different days."""


def remarks(
    expected: Expected,
    units: Sequence[Unit],
    members: Sequence[int],
    evidence: Evidence,
    code: str,
) -> tuple[str, ...]:
    """What a reader should know of the figures of one place: of its data, and of where they were not followed."""
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

"""Flags made of what was found among single figures, each with its effect on the places above."""

from collections.abc import Sequence

from populace.quality.effects import effects
from populace.quality.evidence import Evidence
from populace.quality.flags import Flag
from populace.quality.found import Finding, Found, merged


def figure_flags(evidence: Evidence, findings: Sequence[Finding], *, together: bool = False) -> list[Flag]:
    """A flag for each figure found; ``together`` names a figure that several checks found under the first of them."""
    if together:
        return [
            flag for check, found, also in merged(findings) for flag in _flags(evidence, check, found, also)
        ]
    return [
        flag for each in findings for flag in _flags(evidence, each.check, each.found, [()] * len(each.found))
    ]


def _flags(evidence: Evidence, check: str, found: Found, also: Sequence[tuple[str, ...]]) -> list[Flag]:
    panel, up = evidence.panel, evidence.tower
    changed = effects(evidence, found)
    codes = panel.places if up is None else up.panel.places
    columns = zip(
        panel.place[found.series].tolist(),
        found.time.tolist(),
        panel.cell[found.series].tolist(),
        *(each.tolist() for each in (found.value, found.expected, found.low, found.high)),
        *(each.tolist() for each in (found.score, found.chance)),
        *(each.tolist() for each in (changed.effect, changed.share, changed.nation_share, changed.above)),
        also,
        strict=True,
    )
    periods = [period.text for period in panel.periods]
    return [
        Flag(
            check,
            panel.places[place],
            periods[time],
            panel.cells[cell][0],
            panel.cells[cell][1],
            value,
            expected,
            low,
            high,
            score,
            chance,
            effect,
            share,
            nation,
            above=codes[above] if above >= 0 else "",
            also=others,
        )
        for (
            place,
            time,
            cell,
            value,
            expected,
            low,
            high,
            score,
            chance,
            effect,
            share,
            nation,
            above,
            others,
        ) in columns
    ]

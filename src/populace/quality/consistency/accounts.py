"""Two accounts of one thing: routine figures against a survey, a denominator from services against a projection.

Source: World Health Organization, data quality app: 33 % against a survey, 10 % against another projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from populace.quality.checks import Limits
from populace.quality.flags import Flag


@dataclass(frozen=True)
class Accounts:
    """``value`` by one account and ``other`` by another (a survey, a projection) of the same ``measure`` there.

    ``check`` is ``survey`` or ``denominator``; ``label`` names the other account or, of a
    denominator, what of the services it is made of.
    """

    check: str
    label: str
    place: str
    period: str
    measure: str
    value: float
    other: float


def compare_accounts(pairs: Sequence[Accounts], limits: Limits) -> list[Flag]:
    """A flag for each pair whose ratio is outside ``1 ± tolerance``; nothing is compared with what is missing or
    0."""
    flags = []
    for pair in pairs:
        if not (isfinite(pair.value) and isfinite(pair.other) and pair.other):
            continue
        tolerance = limits.of(pair.check, "tolerance")
        ratio = pair.value / pair.other
        if abs(ratio - 1) > tolerance * (1 + 1e-9):
            low, high = sorted((pair.other * (1 - tolerance), pair.other * (1 + tolerance)))
            flags.append(
                Flag(
                    pair.check,
                    pair.place,
                    pair.period,
                    pair.measure,
                    value=pair.value,
                    expected=pair.other,
                    low=low,
                    high=high,
                    score=ratio,
                    rule=pair.label,
                )
            )
    return flags

"""What a check finds among the figures of a panel, as columns, before effects and sentences are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from jaxtyping import Bool, Float, Int


@dataclass(frozen=True)
class Found:
    """Figures ``(n,)`` by ``series`` and ``time`` of a panel; what does not apply is NaN."""

    series: Int[np.ndarray, " n"]
    time: Int[np.ndarray, " n"]
    value: Float[np.ndarray, " n"]
    expected: Float[np.ndarray, " n"]
    low: Float[np.ndarray, " n"]
    high: Float[np.ndarray, " n"]
    score: Float[np.ndarray, " n"]
    chance: Float[np.ndarray, " n"]

    def __len__(self) -> int:
        return len(self.series)

    def taken(self, rows: Int[np.ndarray, " m"] | Bool[np.ndarray, " n"]) -> "Found":
        """Some of them."""
        return Found(*(getattr(self, each.name)[rows] for each in fields(self)))


def found_where(
    flagged: Bool[np.ndarray, "series time"],
    value: Float[np.ndarray, "series time"],
    expected: Float[np.ndarray, "series time"],
    *,
    low: Float[np.ndarray, "series time"] | None = None,
    high: Float[np.ndarray, "series time"] | None = None,
    score: Float[np.ndarray, "series time"] | None = None,
    chance: Float[np.ndarray, "series time"] | None = None,
) -> Found:
    """The figures that are ``flagged``, with what stands there in the other matrices."""
    series, time = np.nonzero(flagged)
    nothing = np.full(len(series), np.nan)
    columns = (nothing if each is None else each[series, time] for each in (low, high, score, chance))
    return Found(series, time, value[series, time], expected[series, time], *columns)


@dataclass(frozen=True)
class Finding:
    """What ``check`` found, of how many figures ``tested``.

    ``not_judged`` had too little to be judged by; ``by_chance`` is how many would be found if nothing were wrong, NaN
    where that is not known.
    """

    check: str
    found: Found
    tested: int
    not_judged: int = 0
    by_chance: float = float("nan")


def merged(findings: Sequence[Finding]) -> list[tuple[str, Found, list[tuple[str, ...]]]]:
    """Each figure once, under the first of ``findings`` that has it, with the codes of the others that have it too."""
    taken: dict[tuple[int, int], str] = {}
    also: dict[tuple[int, int], list[str]] = {}
    for finding in findings:
        for at in zip(finding.found.series.tolist(), finding.found.time.tolist(), strict=True):
            if taken.setdefault(at, finding.check) != finding.check:
                also.setdefault(at, []).append(finding.check)
    out = []
    for finding in findings:
        keys = list(zip(finding.found.series.tolist(), finding.found.time.tolist(), strict=True))
        mine = np.array([taken[key] == finding.check for key in keys], bool)
        kept = [key for key, own in zip(keys, mine, strict=True) if own]
        out.append((finding.check, finding.found.taken(mine), [tuple(also.get(key, ())) for key in kept]))
    return out

"""Which figures of a panel are far from the others: the four rules on single series."""

import numpy as np

from populace.quality.evidence import Evidence
from populace.quality.found import Finding, found_where
from populace.quality.outliers import counts
from populace.quality.outliers.judge import FEWEST_OTHERS, Judged
from populace.quality.outliers.leave_one_out import tail


def find_outliers(evidence: Evidence) -> list[Finding]:
    """Extreme, unusual, unlikely and moderate figures, in the order of ``checks.OUTLIERS``."""
    judged = evidence.judged
    return [
        _extreme(evidence, judged),
        _unusual(evidence, judged),
        _unlikely(evidence, judged),
        _moderate(evidence, judged),
    ]


def _extreme(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("extreme_value", "score")
    tested = np.isfinite(judged.in_year_chance)
    flagged = np.abs(judged.in_year) > line
    by_chance = float(tail(np.full(tested.sum(), line), judged.in_year_others[tested]).sum())
    found = found_where(
        flagged,
        evidence.panel.values,
        judged.expected,
        low=judged.in_year_mean - line * judged.in_year_deviation,
        high=judged.in_year_mean + line * judged.in_year_deviation,
        score=judged.in_year,
        chance=judged.in_year_chance,
    )
    too_few = evidence.panel.there & (judged.in_year_others < FEWEST_OTHERS)
    return Finding("extreme_value", found, int(tested.sum()), int(too_few.sum()), by_chance)


def _unusual(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("unusual_value", "score")
    found = found_where(
        np.abs(judged.robust) > line,
        evidence.panel.values,
        judged.expected,
        low=judged.expected - line * judged.spread,
        high=judged.expected + line * judged.spread,
        score=judged.robust,
    )
    return Finding(
        "unusual_value", found, int((~np.isnan(judged.robust)).sum()), int(judged.too_few.sum())
    )


def _unlikely(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("unlikely_count", "chance")
    flagged = judged.chance < line
    low, high = np.full_like(judged.chance, np.nan), np.full_like(judged.chance, np.nan)
    low[flagged], high[flagged] = counts.bounds(judged.size[flagged], judged.probability[flagged], line)
    score = np.full_like(judged.chance, np.nan)
    off = evidence.panel.values[flagged] - judged.mean[flagged]
    score[flagged] = counts.as_score(judged.chance[flagged], off)
    found = found_where(
        flagged,
        evidence.panel.values,
        judged.expected,
        low=low,
        high=high,
        score=score,
        chance=judged.chance,
    )
    tested = int(np.isfinite(judged.chance).sum())
    return Finding("unlikely_count", found, tested, int(judged.too_few.sum()), tested * line)


def _moderate(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("moderate_value", "score")
    times = evidence.limits.of("moderate_value", "times")
    grid = evidence.grid
    away = grid.laid_out((np.abs(judged.in_year) > line).astype(float)) == 1
    often = away & (away.sum(axis=-1, keepdims=True) >= times)
    found = found_where(
        grid.in_a_row(often),
        evidence.panel.values,
        judged.expected,
        low=judged.in_year_mean - line * judged.in_year_deviation,
        high=judged.in_year_mean + line * judged.in_year_deviation,
        score=judged.in_year,
        chance=judged.in_year_chance,
    )
    too_few = evidence.panel.there & (judged.in_year_others < FEWEST_OTHERS)
    return Finding(
        "moderate_value", found, int(np.isfinite(judged.in_year_chance).sum()), int(too_few.sum())
    )

"""Which figures of a panel are far from the others: the four rules on single series."""

import numpy as np
from jaxtyping import Bool, Float, Int
from scipy.special import bdtrc, ndtr

from populace.quality.evidence import Evidence
from populace.quality.found import Finding, Found, found_where
from populace.quality.outliers import counts
from populace.quality.outliers.judge import FEWEST_OTHERS, Judged
from populace.quality.outliers.leave_one_out import deviations_at, normal_score


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
    tested = int(np.isfinite(judged.in_year_chance).sum())
    found = _of_year(evidence, judged, np.abs(judged.in_year) > line, line)
    return Finding("extreme_value", found, tested, _too_few(evidence, judged), tested * _beyond(line))


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
    return Finding("unusual_value", found, int((~np.isnan(judged.robust)).sum()), int(judged.too_few.sum()))


def _unlikely(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("unlikely_count", "chance")
    flagged = judged.chance < line
    low, high = np.full_like(judged.chance, np.nan), np.full_like(judged.chance, np.nan)
    low[flagged], high[flagged] = counts.bounds(judged.size[flagged], judged.probability[flagged], line)
    score = np.full_like(judged.chance, np.nan)
    off = evidence.panel.values[flagged] - judged.mean[flagged]
    score[flagged] = normal_score(judged.chance[flagged], off)
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
    times = round(evidence.limits.of("moderate_value", "times"))
    grid = evidence.grid
    away = grid.laid_out((np.abs(judged.in_year) > line).astype(float)) == 1
    often = away & (away.sum(axis=-1, keepdims=True) >= times)
    found = _of_year(evidence, judged, grid.in_a_row(often), line)
    tested = np.isfinite(judged.in_year_chance)
    many = (grid.laid_out(tested.astype(float)) == 1).sum(axis=-1)
    by_chance = _several_by_chance(many, _beyond(line), times)
    return Finding("moderate_value", found, int(tested.sum()), _too_few(evidence, judged), by_chance)


def _of_year(
    evidence: Evidence, judged: Judged, flagged: Bool[np.ndarray, "series time"], line: float
) -> Found:
    room = deviations_at(line, judged.in_year_others) * judged.in_year_deviation
    return found_where(
        flagged,
        evidence.panel.values,
        judged.expected,
        low=judged.in_year_mean - room,
        high=judged.in_year_mean + room,
        score=judged.in_year,
        chance=judged.in_year_chance,
    )


def _too_few(evidence: Evidence, judged: Judged) -> int:
    return int((evidence.panel.there & (judged.in_year_others < FEWEST_OTHERS)).sum())


def _beyond(score: float) -> float:
    """The chance beyond a score on either side of a normal distribution."""
    return float(2 * ndtr(-score))


def _several_by_chance(many: Int[np.ndarray, "series year"], chance: float, times: int) -> float:
    """How many figures of years with ``many`` are beyond by chance where at least ``times`` of the year are."""
    others: Float[np.ndarray, "series year"] = bdtrc(times - 2, np.maximum(many - 1, 0), chance)
    return float((many * chance * np.where(many >= times, others, 0.0)).sum())

"""Which figures of a panel are far from the others: the four rules on single series."""

import numpy as np
from jaxtyping import Bool
from scipy.special import ndtr

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
    tested = _tested(evidence, np.isfinite(judged.in_year.chance))
    found = _of_year(evidence, judged, np.abs(judged.in_year.score) > line, line)
    return Finding("extreme_value", found, tested, _too_few(evidence, judged), tested * _beyond(line))


def _unusual(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("unusual_value", "score")
    found = found_where(
        (np.abs(judged.score) > line) & evidence.window,
        evidence.panel.values,
        judged.expected,
        low=judged.expected - line * judged.spread,
        high=judged.expected + line * judged.spread,
        score=judged.score,
    )
    tested = _tested(evidence, ~np.isnan(judged.score))
    return Finding("unusual_value", found, tested, _tested(evidence, judged.too_few))


def _unlikely(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("unlikely_count", "chance")
    flagged = (judged.tails.chance < line) & evidence.window
    low, high = np.full_like(judged.tails.chance, np.nan), np.full_like(judged.tails.chance, np.nan)
    low[flagged], high[flagged] = counts.bounds(
        judged.tails.size[flagged], judged.tails.probability[flagged], line
    )
    score = np.full_like(judged.tails.chance, np.nan)
    off = evidence.panel.values[flagged] - judged.tails.mean[flagged]
    score[flagged] = normal_score(judged.tails.chance[flagged], off)
    found = found_where(
        flagged,
        evidence.panel.values,
        judged.expected,
        low=low,
        high=high,
        score=score,
        chance=judged.tails.chance,
    )
    tested = _tested(evidence, np.isfinite(judged.tails.chance))
    return Finding("unlikely_count", found, tested, _tested(evidence, judged.too_few), tested * line)


def _moderate(evidence: Evidence, judged: Judged) -> Finding:
    line = evidence.limits.of("moderate_value", "score")
    times = round(evidence.limits.of("moderate_value", "times"))
    grid = evidence.grid
    away = grid.laid_out((np.abs(judged.in_year.score) > line).astype(float)) == 1
    often = away & (away.sum(axis=-1, keepdims=True) >= times)
    found = _of_year(evidence, judged, grid.in_a_row(often), line)
    tested = _tested(evidence, np.isfinite(judged.in_year.chance))
    return Finding("moderate_value", found, tested, _too_few(evidence, judged))


def _of_year(
    evidence: Evidence, judged: Judged, flagged: Bool[np.ndarray, "series time"], line: float
) -> Found:
    room = deviations_at(line, judged.in_year.count) * judged.in_year.deviation
    return found_where(
        flagged & evidence.window,
        evidence.panel.values,
        judged.expected,
        low=judged.in_year.mean - room,
        high=judged.in_year.mean + room,
        score=judged.in_year.score,
        chance=judged.in_year.chance,
    )


def _too_few(evidence: Evidence, judged: Judged) -> int:
    return _tested(evidence, evidence.panel.there & (judged.in_year.count < FEWEST_OTHERS))


def _tested(evidence: Evidence, judged: Bool[np.ndarray, "series time"]) -> int:
    return int((judged & evidence.window).sum())


def _beyond(score: float) -> float:
    """The chance beyond a score on either side of a normal distribution."""
    return float(2 * ndtr(-score))

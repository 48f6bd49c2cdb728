"""Figures whose share of the place above jumps."""

import numpy as np
from jaxtyping import Int

from populace.quality.consistency.parent_share import expected_by_neighbours
from populace.quality.evidence import Evidence
from populace.quality.found import Finding, found_where
from populace.quality.outliers.leave_one_out import scores
from populace.quality.tower import Tower


def find_share_jumps(evidence: Evidence) -> list[Finding]:
    """Flows that are far from what the neighbours below the same place let expect; nothing without a tower."""
    if evidence.tower is None:
        return []
    line = evidence.limits.of("share_of_parent", "score")
    change = evidence.limits.of("share_of_parent", "change")
    values = np.where(evidence.flow[:, np.newaxis], evidence.panel.values, np.nan)
    group, groups = _neighbourhoods(evidence, evidence.tower)
    with np.errstate(invalid="ignore"):
        trusted = ~(np.abs(evidence.judged.score) > line)
    expected, spread = expected_by_neighbours(values, group, groups, trusted)
    counts = evidence.count_like[:, np.newaxis]
    spread = np.where(counts, np.fmax(spread, np.sqrt(np.maximum(expected, 1.0))), spread)
    score = scores(values, expected, spread)
    with np.errstate(invalid="ignore"):
        far = np.abs(values - expected) > change * np.abs(expected)
        flagged = (np.abs(score) > line) & far & evidence.window
    found = found_where(
        flagged,
        evidence.panel.values,
        expected,
        low=expected - line * spread,
        high=expected + line * spread,
        score=score,
    )
    tested = int((~np.isnan(score) & evidence.window).sum())
    there = int((evidence.panel.there & evidence.flow[:, np.newaxis] & evidence.window).sum())
    return [Finding("share_of_parent", found, tested, there - tested)]


def _neighbourhoods(evidence: Evidence, up: Tower) -> tuple[Int[np.ndarray, "series time"], int]:
    """A number for each cell below each place, at each figure; −1 where nothing is above."""
    codes = np.array([up.panel.place_index[code] for code in evidence.panel.places], np.int64)
    above = up.parent[codes[evidence.panel.place]]
    key = evidence.panel.cell[:, np.newaxis] * len(up.panel.places) + above
    known, group = np.unique(np.where(above >= 0, key, -1), return_inverse=True)
    shift = int(len(known) > 0 and known[0] == -1)
    numbered: Int[np.ndarray, "series time"] = group.reshape(above.shape) - shift
    return numbered, max(len(known) - shift, 1)

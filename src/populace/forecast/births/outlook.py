"""The months ahead of a place, from its tables and the births of its trajectories."""

from collections.abc import Mapping
from zlib import crc32

import numpy as np
from jaxtyping import Float

from populace.catalog.measures import BIRTHS_BY_MONTH
from populace.forecast.births.calendar import MONTHS
from populace.forecast.births.counted import (
    first_months,
    grid_of,
    least_broken_down,
    span_of,
    together,
)
from populace.forecast.births.month_trial import try_months
from populace.forecast.births.months import YearsAhead, draw_months
from populace.forecast.births.season import FEWEST_YEARS, Season, season_of
from populace.forecast.births.values import MonthsAhead
from populace.forecast.evidence import Evidence
from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.i18n import ngettext

YEARS = 3
"""Calendar years that the months ahead may reach into."""

SHOWN = 48
"""Past months that are kept beside those ahead."""

PROBABILITIES = (0.025, 0.1, 0.5, 0.9, 0.975)
"""The quantiles of every fan of a forecast (``results.PROBABILITIES``, which rests on this package)."""


def months_ahead(
    evidence: Evidence,
    code: str,
    base_year: int,
    before: float,
    births: tuple[Float[np.ndarray, "trajectory year"], Float[np.ndarray, "trajectory year"]],
) -> MonthsAhead | None:
    """The next months of a place; ``None`` without three whole years of births by month.

    ``before`` are the births of ``base_year`` (NaN where not known), ``births`` those expected and counted in the years
    after it, by trajectory. The same births give the same months.
    """
    counts = births_by_month(evidence, code)
    if not counts:
        return None
    season = season_at(evidence, code)
    if season is None:
        return None
    expected, counted = (part[:, :YEARS] for part in births)
    ahead = YearsAhead(base_year + 1, before, expected, np.round(counted))
    rng = np.random.default_rng([crc32(code.encode()), crc32(np.ascontiguousarray(counted).tobytes())])
    drawn = draw_months(ahead, season, first_months(counts, base_year + 1), rng)
    past = np.array(sorted(month for month in counts if month < drawn.months[0]))[-SHOWN:]
    first, last = span_of(counts)
    upper = _months_above(evidence, code)
    return MonthsAhead(
        past,
        np.array([counts[int(month)] for month in past]),
        drawn.months,
        np.quantile(drawn.counted, PROBABILITIES, axis=0).T,
        season,
        try_months(
            first, grid_of(counts, first, last), grid_of(upper, first, last) if upper is not None else None
        ),
    )


def too_few_months(evidence: Evidence, code: str) -> tuple[str, ...]:
    """A sentence for a place whose births by month do not tell of a season yet; none otherwise."""
    counts = births_by_month(evidence, code)
    if not counts or season_at(evidence, code) is not None:
        return ()
    whole = int(np.isfinite(grid_of(counts, *span_of(counts))).all(axis=1).sum())
    said = ngettext(
        "Births by month are known for {count} whole year; a forecast by month needs {fewest}.",
        "Births by month are known for {count} whole years; a forecast by month needs {fewest}.",
        whole,
    )
    return (said.format(count=whole, fewest=FEWEST_YEARS),)


def births_by_month(evidence: Evidence, code: str) -> dict[int, float]:
    """Births by month number: the place's own, else those of all places below it together; empty without."""
    rows = evidence.get(BIRTHS_BY_MONTH, code)
    if rows is not None and len(rows.observed):
        seen = rows.observed
        months = np.round(MONTHS * seen.date).astype(np.int64)
        used = least_broken_down(months, seen.age != ALL_AGES, seen.sex != BOTH_SEXES, seen.priority)
        found, at = np.unique(months[used], return_inverse=True)
        return dict(zip(found.tolist(), np.bincount(at, seen.value[used]).tolist(), strict=True))
    below = [births_by_month(evidence, child) for child in evidence.tree.children(code)]
    return together(below) if below and all(below) else {}


def season_at(evidence: Evidence, code: str) -> Season | None:
    """The season of a place, leaning on those of the places above it that have births by month."""
    found: Season | None = None
    for place in reversed(evidence.lineage(code)):
        counts: Mapping[int, float] = births_by_month(evidence, place)
        if counts:
            first, last = span_of(counts)
            own = season_of(first, grid_of(counts, first, last), found)
            if own is None and place == code:
                return None
            found = own if own is not None else found
    return found


def _months_above(evidence: Evidence, code: str) -> dict[int, float] | None:
    """Births by month of the nearest place above that has them."""
    for place in evidence.lineage(code)[1:]:
        if counts := births_by_month(evidence, place):
            return counts
    return None

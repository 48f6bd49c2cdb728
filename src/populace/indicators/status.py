"""Whether a figure was reported or estimated: a part of a divided place is an estimate, however exact it looks."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from jaxtyping import Bool

from populace.catalog.catalogue import Catalogue
from populace.indicators.accounts import of_accounts
from populace.indicators.interpolate import EPOCH
from populace.indicators.pooling import pool_of, reaching_back
from populace.indicators.splitting import Line, figures_of
from populace.places.coverage import Coverage
from populace.store.holdings import estimated_or_of
from populace.store.selection import Scope
from populace.store.views import View

STATUS = ("reported", "estimated")


def estimated(
    view: View, catalogue: Catalogue, lines: Sequence[Line], scope: Scope
) -> list[Bool[np.ndarray, "place period"]]:
    """For each of ``lines``: where a figure that counts was itself no report, or counts with a share of its place.

    Denominators by account do not matter here: their account stands beside the value.
    """
    measures = [_measures(each, catalogue) for each in lines]
    pools = [pool_of(each.indicator, scope) for each in lines]
    reaching = reaching_back(scope, max(pools, default=1))
    cover = scope.history.coverage(scope.places, scope.boundaries)
    divided = {scope.history.codes[at] for at in np.unique(cover.source[cover.share != 1.0]).tolist()}
    days = (_day(reaching.first.start), _day(reaching.last.last))
    found = estimated_or_of(view, frozenset().union(*measures), divided, days)
    marks = {each: _marked(found, each, reaching, cover) for each in dict.fromkeys(measures)}
    return [_within(marks[each], pool, scope) for each, pool in zip(measures, pools, strict=True)]


def _within(
    marks: Bool[np.ndarray, "place earlier"], pool: int, scope: Scope
) -> Bool[np.ndarray, "place period"]:
    """Whether any of the ``pool`` periods up to each asked one is marked."""
    needed = marks[:, marks.shape[1] - len(scope.periods) - pool + 1 :]
    return np.asarray(np.lib.stride_tricks.sliding_window_view(needed, pool, axis=1).any(axis=-1))


def _measures(line: Line, catalogue: Catalogue) -> frozenset[str]:
    counted = figures_of(line.indicator.numerator, line.indicator.denominator)
    return frozenset(each.measure for each in counted if not of_accounts(catalogue, each.measure))


def _marked(
    rows: pa.Table, measures: frozenset[str], scope: Scope, cover: Coverage
) -> Bool[np.ndarray, "place period"]:
    """Where any of ``rows`` that are of ``measures`` counts, and is no report or not whole."""
    marked = np.zeros((len(scope.places), len(scope.periods)), bool)
    measure = rows["measure"].combine_chunks()
    among = np.isin(measure.dictionary.to_pylist(), sorted(measures))
    wanted = among[measure.indices.to_numpy()]
    if not wanted.any():
        return marked
    position = scope.history.timelines.position
    place = rows["place"].combine_chunks()
    known = [position.get(code, -1) for code in place.dictionary.to_pylist()]
    source = np.array(known)[place.indices.to_numpy()]
    last, reported = rows["last"].to_numpy(), rows["reported"].to_numpy()
    low = np.searchsorted(cover.source, source, side="left")
    many = np.where(wanted & (source >= 0), np.searchsorted(cover.source, source, side="right") - low, 0)
    row = np.repeat(np.arange(len(source)), many)
    piece = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + low[row]
    day = last[row]
    counts = (cover.first[piece] <= day) & (day <= cover.last[piece])
    counts &= (cover.share[piece] != 1.0) | ~reported[row]
    ends = np.array([_day(each.last) for each in scope.periods])
    period = np.searchsorted(ends, day[counts], side="left")
    marked[cover.target[piece[counts]], period] = True
    return marked


def _day(day: date) -> int:
    return (day - EPOCH).days

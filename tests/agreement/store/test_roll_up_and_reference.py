"""Roll-ups over random trees with a past, random figures, corrections and deletions: as the plain reference says."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.periods import Period, periods_between
from populace.store.selection import RollUp, Scope
from tests.agreement.store.builders import (
    CATALOGUE,
    CELLS,
    MEASURES,
    PERIODS,
    REDRAWN,
    keys,
    place_histories,
    rows,
    stored,
)
from tests.agreement.store.reference import roll_up

SCOPES = (("2025-11", "2026-03"), ("2025-Q4", "2026-Q1"), ("2025", "2026"))
BOUNDARIES = (None, date(2025, 1, 1), date(2026, 1, 15), date(2026, 6, 1))


def expected(reference, history, measure, only, by, scope):
    """Every figure by (place, period, breakdown)."""
    found = {}
    groups: dict[str, list[Breakdown]] = {}
    for text in CELLS:
        cell = Breakdown.parse(text)
        if set(only.pairs) <= set(cell.pairs):
            kept = tuple(pair for pair in cell.pairs if pair[0] in by)
            groups.setdefault(Breakdown(kept).text, []).append(cell)
    for group, cells in groups.items():
        for period in periods_between(scope.first, scope.last):
            made = roll_up(reference.rows(), measure, cells, scope.places, period, history, scope.boundaries)
            found.update({(place, period.text, group): value for place, value in made.items()})
    return found


@settings(max_examples=60, deadline=None)
@given(
    place_histories(),
    st.sampled_from(sorted(MEASURES)),
    st.data(),
    st.sampled_from(SCOPES),
    st.sampled_from(BOUNDARIES),
    st.sampled_from((WHOLE, Breakdown.of({"sex": "f"}))),
    st.sampled_from(((), ("sex",), ("age", "sex"))),
)
def test_roll_ups_agree(history, measure, data, periods, boundaries, only, by):
    committed = data.draw(
        st.lists(
            rows(keys(places=history.codes, measures=(measure, "flow")), most=30), min_size=1, max_size=3
        )
    )
    _agree(history, measure, committed, periods, boundaries, only, by)


@settings(max_examples=30, deadline=None)
@given(
    place_histories(REDRAWN, least=1),
    st.sampled_from(("stock", "opening", "mean", "least", "peak")),
    st.data(),
    st.sampled_from((("2025-Q4", "2026-Q1"), ("2025", "2026"))),
    st.sampled_from(BOUNDARIES),
)
def test_stocks_agree_through_changes_of_borders(history, measure, data, periods, boundaries):
    portions = [each for event in history.redrawn_borders for each in event.portions]
    concerned = sorted({code for each in portions for code in (each.source, each.target)})
    if not concerned:
        return  # None of what was told can have happened.
    months = tuple(text for text in PERIODS if len(text) == 7 and "Q" not in text)
    key = st.tuples(st.sampled_from(concerned), st.sampled_from(months), st.just(measure), st.just(""))
    committed = [data.draw(rows(key, least=6, most=20))]
    _agree(history, measure, committed, periods, boundaries, WHOLE, ())


def _agree(history, measure, committed, periods, boundaries, only, by):
    first, last = (Period.parse(text) for text in periods)
    scope = Scope(history.codes, first.length, first, last, history, boundaries)
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", committed)
        with store.snapshot() as snapshot:
            found = snapshot.roll_up(RollUp((measure,), scope, by, only), CATALOGUE).to_pylist()
    made = {(each["place"], each["period"], each["breakdown"]): each["value"] for each in found}
    wanted = expected(reference, history, MEASURES[measure], only, by, scope)
    assert made == pytest.approx(wanted, rel=1e-9, abs=1e-9)

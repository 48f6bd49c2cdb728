"""Expressions over places and periods: as the plain evaluation of what the plain roll-up gives."""

import math
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.nodes import Call, Days, Figure, Node
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate
from populace.catalog.expressions.walk import leaves
from populace.catalog.periods import Length, Period
from populace.store.selection import Scope
from tests.agreement.store.builders import CATALOGUE, CELLS, MEASURES, keys, place_histories, rows, stored
from tests.agreement.store.reference import roll_up

EXPRESSIONS = (
    "#{flow}",
    "#{flow.sex=f} / #{stock}",
    "100 * #{flow}.periodOffset(-1) / #{flow}",
    "#{stock.age=15-24} - #{stock.age=15-24}.periodOffset(1)",
    "firstNonNull(#{flow}, 0) + if(isNull(#{mean}), 1, #{mean})",
    "#{rate} * [days]",
)


def cells_of(only: Breakdown) -> list[Breakdown]:
    """Cells that lie within; all age groups here lie in 15-24."""
    ages = only.category("age")
    found = []
    for text in CELLS:
        cell = Breakdown.parse(text)
        rest = only.without("age") if ages == "15-24" else only
        if set(rest.pairs) <= set(cell.pairs) and (ages is None or cell.category("age") is not None):
            found.append(cell)
    return found


def expected(reference, history, boundaries, node: Node, place: str, period: Period) -> float | None:
    def value(leaf: Node) -> float | None:
        if isinstance(leaf, Days):
            return float(period.days)
        assert isinstance(leaf, Figure)
        at, measure = period.moved(leaf.offset), MEASURES[leaf.measure]
        made = roll_up(reference.rows(), measure, cells_of(leaf.only), [place], at, history, boundaries)
        return made.get(place)

    return evaluate(node, value)


@settings(max_examples=25, deadline=None)
@given(
    place_histories(),
    st.sampled_from(EXPRESSIONS),
    st.data(),
    st.sampled_from((("2025-12", "2026-02"), ("2025-Q4", "2026-Q1"))),
    st.sampled_from((None, date(2026, 1, 15))),
)
def test_expressions_agree(history, text, data, periods, boundaries):
    node = parse(text)
    measures = {leaf.measure for leaf in leaves(node) if isinstance(leaf, Figure)}
    given_rows = data.draw(rows(keys(places=history.codes, measures=sorted(measures)), least=5, most=40))
    first, last = (Period.parse(each) for each in periods)
    targets = history.codes[:5]
    scope = Scope(targets, first.length, first, last, history, boundaries)
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", [given_rows])
        with store.snapshot() as snapshot:
            found = snapshot.figures({"value": node}, scope, CATALOGUE).to_pylist()
    assert [(each["place"], each["period"]) for each in found] == [
        (place, period.text) for place in targets for period in scope.periods
    ]
    for each in found:
        wanted = expected(reference, history, boundaries, node, each["place"], Period.parse(each["period"]))
        assert each["value"] == (None if wanted is None else pytest.approx(wanted, rel=1e-9))


@settings(max_examples=10, deadline=None)
@given(st.data(), st.sampled_from((None, date(2026, 1, 15))))
def test_sub_expressions_run_where_figures_are_reported(data, boundaries):
    history = data.draw(place_histories())
    given_rows = data.draw(rows(keys(places=history.codes, measures=("flow", "stock")), least=5, most=40))
    months = {key: value for key, value in given_rows.items() if len(key[1]) == 7 and "Q" not in key[1]}
    inner = parse("if(firstNonNull(#{flow}, 0) > firstNonNull(#{stock}, 0), #{flow}, 100)")
    first, last = Period.parse("2025-Q4"), Period.parse("2026-Q1")
    scope = Scope(history.codes, Length.QUARTER, first, last, history, boundaries)
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", [months])
        with store.snapshot() as snapshot:
            found = snapshot.figures({"value": Call("subExpression", (inner,))}, scope, CATALOGUE).to_pylist()
    evaluated = {}
    for place, period in {(place, period) for place, period, *_rest in reference.rows()}:
        here = {key: each for key, each in reference.rows().items() if key[:2] == (place, period)}
        sums = {
            measure: sum(value for key, (value, _) in here.items() if key[2] == measure)
            for measure in {key[2] for key in here}
        }
        value = evaluate(inner, lambda leaf, sums=sums: sums.get(leaf.measure))
        if value is not None:
            evaluated[place, period, "flow", ""] = (value, "reported")
    for each in found:
        wanted = roll_up(
            evaluated,
            MEASURES["flow"],
            [Breakdown()],
            [each["place"]],
            Period.parse(each["period"]),
            history,
            boundaries,
        ).get(each["place"])
        assert each["value"] == (None if wanted is None else pytest.approx(wanted, rel=1e-9, abs=1e-9))
        assert each["value"] is None or math.isfinite(each["value"])

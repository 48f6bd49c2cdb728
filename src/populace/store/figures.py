"""Expressions answered for places and periods: items are rolled up, laid out as a grid, and then computed with."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import (
    Binary,
    Days,
    IndicatorValue,
    Node,
    Number,
    Shifted,
)
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import inlined, leaves
from populace.catalog.indicators import Indicator
from populace.catalog.periods import Period
from populace.i18n import gettext as _
from populace.store.errors import UnanswerableQuestion
from populace.store.leaves import Question, values_of
from populace.store.selection import Scope
from populace.store.sub_expressions import set_apart
from populace.store.tables import texts
from populace.store.views import View

DAYS_IN_YEAR = 365.0
"""By which DHIS2 annualises: the factor times 365 over the days of the period."""


def figures(view: View, expressions: Mapping[str, Node], scope: Scope, catalogue: Catalogue) -> pa.Table:
    """``expressions`` for every place and period of ``scope``, places in its order and periods within each.

    Columns ``place`` and ``period`` (texts) and one of float64 for each expression, null where it is missing; of a
    condition, 1 where it holds and 0 where it does not.

    :raises UnanswerableQuestion: what is asked adds up to nothing that would be right; the text says what to ask.
    :raises ExpressionError: an expression that cannot run in a query.
    """
    periods = scope.periods
    columns: dict[str, np.ndarray] = {}
    for rows, ready in _in_force(expressions, catalogue, periods):
        whole, apart = set_apart(ready)
        made = _computed(Question(view, scope, catalogue, apart), whole)
        for name, one in made.items():
            if name in columns:  # Another definition holds for these periods.
                one = np.where(np.isin(np.arange(len(periods)), rows), one, columns[name])
            columns[name] = one
    place = np.repeat(np.arange(len(scope.places)), len(periods))
    period = np.tile(np.arange(len(periods)), len(scope.places))
    return pa.table(
        {
            "place": texts(place, scope.places),
            "period": texts(period, [each.text for each in periods]),
            **{name: pa.array(made.ravel(), from_pandas=True) for name, made in columns.items()},
        }
    )


def definition(indicator: Indicator) -> Node:
    """An indicator as one expression: factor × numerator / denominator.

    :raises UnanswerableQuestion: one that pools several years, which is no expression of one period.
    """
    if indicator.pooled_years > 1:
        raise UnanswerableQuestion(
            _("Indicator {code} pools {years} years and cannot stand in another expression.").format(
                code=indicator.code, years=indicator.pooled_years
            )
        )
    made: Node = Binary("*", Number(indicator.factor), side(indicator.numerator, indicator.missing))
    if indicator.annualised:
        made = Binary("*", made, Binary("/", Number(DAYS_IN_YEAR), Days()))
    if indicator.denominator is None:
        return made
    return Binary("/", made, side(indicator.denominator, indicator.missing))


def _in_force(
    expressions: Mapping[str, Node], catalogue: Catalogue, periods: Sequence[Period]
) -> list[tuple[list[int], dict[str, Node]]]:
    """Positions of periods, and the expressions that hold for them: indicators in them as defined on their last day."""
    if not any(_has_indicators(node) for node in expressions.values()):
        return [(list(range(len(periods))), dict(expressions))]
    by_change: dict[tuple[int, ...], list[int]] = {}
    changes = sorted({day for each in catalogue.indicators.values() for day in each.changes})
    for at, period in enumerate(periods):
        by_change.setdefault(tuple(day <= period.last for day in changes), []).append(at)
    found = []
    for rows in by_change.values():
        day = periods[rows[0]].last
        definitions = _Definitions(catalogue.indicators, day)
        found.append((rows, {name: inlined(node, definitions) for name, node in expressions.items()}))
    return found


class _Definitions(dict[str, Node]):
    """Expressions of indicators by code, each made when it is first asked for."""

    def __init__(self, indicators: Mapping[str, Indicator], day: object) -> None:
        super().__init__()
        self._indicators, self._day = indicators, day

    def __contains__(self, code: object) -> bool:
        return code in self._indicators

    def __missing__(self, code: str) -> Node:
        self[code] = definition(self._indicators[code].on(self._day))  # type: ignore[arg-type]
        return self[code]


def _has_indicators(node: Node) -> bool:
    return any(
        isinstance(each.of if isinstance(each, Shifted) else each, IndicatorValue) for each in leaves(node)
    )


def _computed(question: Question, expressions: Mapping[str, Node]) -> dict[str, np.ndarray]:
    """Each expression, ``(place, period)``.

    The items come from queries. What is made of them is computed here: as a query over the grid it takes four times as
    long, and gives the same.
    """
    items = tuple(dict.fromkeys(leaf for node in expressions.values() for leaf in leaves(node)))
    values = values_of(question, items)
    shape = len(question.scope.places), len(question.periods)
    return {
        name: np.broadcast_to(evaluate_arrays(node, values.__getitem__), shape)
        for name, node in expressions.items()
    }

"""Rolling up along the tree and time: what is asked becomes small tables and one query over the figures."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.measure import OverPlaces, OverTime
from populace.i18n import gettext as _
from populace.store.calendar import Calendar, Windows, calendar
from populace.store.engine import Step, numbers
from populace.store.errors import UnanswerableQuestion
from populace.store.geography import Cover, cover, heirs
from populace.store.items import Item, items_by
from populace.store.ladder import Ladder, ladder
from populace.store.ladder_sql import Climb, climbed
from populace.store.names import period_of
from populace.store.roll_up_sql import ADDITIVE, Rules, Shape, rolled_up
from populace.store.selection import RollUp, Scope
from populace.store.tables import texts
from populace.store.views import Narrowing, View

SIDE_BY_SIDE = 64
"""Items that are summed in one pass, each in a column of its own."""


@dataclass(frozen=True)
class RolledUp:
    """Figures ``(row,)`` of ``item``, ``target`` and ``period`` (positions); only those that there are."""

    item: np.ndarray
    target: np.ndarray
    period: np.ndarray
    value: np.ndarray


_NONE = np.empty(0, np.int32)
NOTHING = RolledUp(_NONE, _NONE, _NONE, np.empty(0))
"""No figure at all."""


@dataclass(frozen=True)
class Plan:
    """Everything that the query of ``items`` needs."""

    rules: tuple[Rules, ...]
    calendar: Calendar
    cover: Cover
    heirs: pa.Table
    narrowing: Narrowing
    shape: Shape

    def _rule(self, item: Item) -> tuple[int, bool]:
        """Number of the rule of ``item``, and whether it takes exactly the asked period."""
        rules = item.rules if item.rules in self.rules else self.rules[0]
        return self.rules.index(rules), rules[0] is OverTime.NONE

    def cells(self, items: Sequence[Item]) -> pa.Table:
        """Columns ``item, rule, exactly, measure, breakdown``."""
        rows = [
            (at, *self._rule(item), item.number, breakdown)
            for at, item in enumerate(items)
            for breakdown in item.breakdowns
        ]
        kinds = (pa.int32(), pa.int32(), pa.bool_(), pa.int32(), pa.int32())
        labels = ("item", "rule", "exactly", "measure", "breakdown")
        return pa.table(
            {
                label: pa.array([row[at] for row in rows], kind)
                for at, (label, kind) in enumerate(zip(labels, kinds, strict=True))
            }
        )


def roll_up_items(view: View, items: Sequence[Item], scope: Scope, windows: Windows) -> RolledUp:
    """Each of ``items`` for each place of ``scope`` and each of ``windows``.

    :raises UnanswerableQuestion: an age group that lies in what is asked with a part only.
    """
    plan = planned(view, items, scope, windows)
    if plan is None:
        return NOTHING
    simple = plan.shape.rules == (ADDITIVE,) and not (plan.shape.overlapping or plan.shape.dated)
    rungs = ladder(plan.cover, len(scope.places)) if simple else None
    if rungs is None:
        return answered(view, items, plan, rolled_up(plan.shape))
    parts = [
        _climbed(view, items[at : at + SIDE_BY_SIDE], plan, rungs, at)
        for at in range(0, len(items), SIDE_BY_SIDE)
    ]
    return RolledUp(
        *(np.concatenate(columns) for columns in zip(*(vars(each).values() for each in parts), strict=True))
    )


def _climbed(view: View, items: Sequence[Item], plan: Plan, rungs: Ladder, offset: int) -> RolledUp:
    """``items`` of flows along a ladder; the first of them is item ``offset`` of the question."""
    lengths = frozenset[int]().union(*(each.lengths for each in items))
    climb = Climb(
        tuple(_condition(each) for each in items),
        all(each.every for each in items),
        len(lengths) > 1,
        len(np.unique(plan.calendar.period)) == len(plan.calendar),
    )
    tables = {
        "calendar": plan.calendar.table(),
        "cover": plan.cover.table(),
        "homes": rungs.homes(),
        "ups": rungs.ups(),
    }
    with _registered(view, tables):
        _refuse_straddling(view, items, plan)
        found = view.engine.query(
            [*view.known(plan.narrowing), *climbed(climb, rungs), Step("", "SELECT * FROM climbed")]
        )
    target, period = found["target"].to_numpy(), found["period"].to_numpy()
    values = [found[column].to_numpy() for column in climb.columns]
    there = [~np.isnan(each) for each in values]
    return RolledUp(
        np.concatenate([np.full(int(each.sum()), offset + at, np.int32) for at, each in enumerate(there)]),
        np.concatenate([target[each] for each in there]),
        np.concatenate([period[each] for each in there]),
        np.concatenate([value[each] for value, each in zip(values, there, strict=True)]),
    )


def _condition(item: Item) -> str:
    """What holds for the rows of ``item``."""
    if item.every:
        return f"measure = {item.number}"
    return f"(measure = {item.number} AND breakdown IN ({numbers(item.breakdowns)}))"


@contextmanager
def _registered(view: View, tables: Mapping[str, pa.Table]) -> Iterator[None]:
    for name, table in tables.items():
        view.engine.table(name, table)
    try:
        yield
    finally:
        view.engine.drop(*tables)


def answered(view: View, items: Sequence[Item], plan: Plan, steps: Sequence[Step]) -> RolledUp:
    """What ``steps``, whose last is ``rolled_up``, give with the tables of ``plan``.

    :raises UnanswerableQuestion: an age group that lies in what is asked with a part only.
    """
    tables = {
        "cells": plan.cells(items),
        "calendar": plan.calendar.table(),
        "overlapping": plan.calendar.overlap_table(),
        "heirs": plan.heirs,
        "cover": plan.cover.table(),
    }
    with _registered(view, tables):
        _refuse_straddling(view, items, plan)
        found = view.engine.query(
            [
                *view.known(plan.narrowing),
                *steps,
                Step("", "SELECT item, target, period, value FROM rolled_up"),
            ]
        )
    return RolledUp(*(found[name].to_numpy() for name in ("item", "target", "period", "value")))


def planned(
    view: View, items: Sequence[Item], scope: Scope, windows: Windows, rules: tuple[Rules, ...] | None = None
) -> Plan | None:
    """The plan of a question; None where no figure can answer it. ``rules`` hold instead of those of the measures."""
    lengths = frozenset[int]().union(*(each.lengths for each in items))
    days = calendar(view.names, lengths, windows)
    if not len(days):
        return None
    first, last = int(days.last.min()), int(days.last.max())
    rules = tuple(dict.fromkeys(each.rules for each in items)) if rules is None else rules
    inherited = _heirs(view, rules, scope, windows)
    places = cover(view.names, scope, first, last, inherited["heir"].to_numpy())
    if not len(places.place):
        return None
    low, high = places.bounds() if not inherited.num_rows else (0, len(view.names.places))
    narrowing = Narrowing(
        tuple(sorted({each.number for each in items})),
        (int(days.start.min()), int(days.start.max())),
        (low, high),
    )
    shape = Shape(
        rules,
        bool(len(days.overlaps)),
        bool(inherited.num_rows),
        places.dated(first, last),
        places.shared,
    )
    return Plan(rules, days, places, inherited, narrowing, shape)


def roll_up(view: View, question: RollUp, catalogue: Catalogue) -> pa.Table:
    """The figures of ``question`` that there are: ``place``, ``period``, ``measure``, ``breakdown`` and ``value``.

    :raises UnanswerableQuestion: a measure that is not in the catalogue, several accounts of one thing, an age group
        that lies in what is asked with a part only.
    """
    found = {
        (code, text): item
        for code in question.measures
        for text, item in items_by(view.names, catalogue, code, question.only, question.by).items()
    }
    labels = list(found)
    periods = question.scope.periods
    rows = roll_up_items(view, list(found.values()), question.scope, Windows.of(periods))
    order = np.lexsort((rows.period, rows.target, rows.item))
    item = rows.item[order]
    return pa.table(
        {
            "place": texts(rows.target[order], question.scope.places),
            "period": texts(rows.period[order], [each.text for each in periods]),
            "measure": texts(item, [code for code, _text in labels]),
            "breakdown": texts(item, [text for _code, text in labels]),
            "value": rows.value[order],
        }
    )


def _heirs(view: View, rules: Sequence[Rules], scope: Scope, windows: Windows) -> pa.Table:
    """``heirs`` with the number of each rule that needs them: stocks that are summed over places."""
    found = heirs(view.names, scope.history, windows)
    needing = [
        number
        for number, (over_time, over_places) in enumerate(rules)
        if over_places is OverPlaces.SUM and over_time not in (OverTime.SUM, OverTime.NONE)
    ]
    parts = [found.append_column("rule", pa.array([number] * len(found), pa.int32())) for number in needing]
    return (
        pa.concat_tables(parts)
        if parts
        else found.append_column("rule", pa.nulls(len(found), pa.int32())).slice(0, 0)
    )


def _refuse_straddling(view: View, items: Sequence[Item], plan: Plan) -> None:
    """Refuse a question that a stored age group answers with a part only."""
    for item in items:
        if not item.straddling:
            continue
        listed = ", ".join(str(each) for each in item.straddling)
        found = view.engine.query(
            [
                *view.known(plan.narrowing),
                Step(
                    "",
                    "SELECT r.place, r.breakdown, r.start, r.length FROM known AS r "
                    "JOIN calendar AS k ON k.start = r.start AND k.length = r.length "
                    "JOIN cover AS v ON v.place = r.place AND k.last BETWEEN v.first AND v.last "
                    f"WHERE r.measure = {item.number} AND r.breakdown IN ({listed}) "
                    "ORDER BY r.place, r.start, r.length, r.breakdown LIMIT 1",
                ),
            ]
        ).to_pylist()
        if found:
            raise _straddling(view, item, found[0])


def _straddling(view: View, item: Item, row: dict[str, int]) -> UnanswerableQuestion:
    names = view.names
    return UnanswerableQuestion(
        _(
            "{measure} of {place} in {period} is given for {cell}, which lies only partly in {asked}. "
            "Ask for ages that the groups fit into, or correct the figure."
        ).format(
            measure=item.measure.code,
            place=names.places[row["place"]],
            period=period_of(row["start"], row["length"]),
            cell=names.breakdowns[row["breakdown"]],
            asked=item.only.text,
        )
    )

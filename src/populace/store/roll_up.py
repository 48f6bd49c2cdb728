"""Rolling up along the tree and time: items become columns of figures by place and period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.store.calendar import Windows
from populace.store.engine import Step, numbers
from populace.store.items import Item, items_by
from populace.store.ladder import Ladder, ladder
from populace.store.ladder_sql import Climb, climbed
from populace.store.plans import Plan, planned, refuse_straddling, registered
from populace.store.roll_up_sql import ADDITIVE, rolled_up
from populace.store.selection import RollUp, Scope
from populace.store.tables import texts
from populace.store.views import View

SIDE_BY_SIDE = 64
"""Items that are summed in one pass, each in a column of its own."""


@dataclass(frozen=True)
class Column:
    """Figures ``(row,)`` of the ``item`` at this position, by ``place`` and ``period`` (positions); NaN is none."""

    item: int
    place: np.ndarray
    period: np.ndarray
    value: np.ndarray

    def filled(self, places: int, periods: int) -> np.ndarray:
        """``(place, period)``, NaN where there is no figure."""
        made = np.full(places * periods, np.nan)
        made[self.place.astype(np.int64) * periods + self.period] = self.value
        return made.reshape(places, periods)


def roll_up_items(view: View, items: Sequence[Item], scope: Scope, windows: Windows) -> tuple[Column, ...]:
    """Each of ``items`` for each place of ``scope`` and each of ``windows``; items without any figure may be left out.

    :raises UnanswerableQuestion: an age group that lies in what is asked with a part only.
    """
    plan = planned(view, items, scope, windows)
    if plan is None:
        return ()
    simple = plan.shape.rules == (ADDITIVE,) and not (plan.shape.overlapping or plan.shape.dated)
    rungs = ladder(plan.cover, len(scope.places)) if simple else None
    if rungs is None:
        return answered(view, items, plan, rolled_up(plan.shape))
    return tuple(
        column
        for at in range(0, len(items), SIDE_BY_SIDE)
        for column in _climbed(view, items[at : at + SIDE_BY_SIDE], plan, rungs, at)
    )


def answered(view: View, items: Sequence[Item], plan: Plan, steps: Sequence[Step]) -> tuple[Column, ...]:
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
    with registered(view, tables):
        refuse_straddling(view, items, plan)
        found = view.engine.query(
            [
                *view.known(plan.narrowing),
                *steps,
                Step("", "SELECT item, target, period, value FROM rolled_up"),
            ]
        )
    item, *rest = (found[name].to_numpy() for name in ("item", "target", "period", "value"))
    order = np.argsort(item, kind="stable")
    ends = np.searchsorted(item[order], np.arange(len(items) + 1))
    return tuple(
        Column(at, *(column[order[ends[at] : ends[at + 1]]] for column in rest)) for at in range(len(items))
    )


def _climbed(view: View, items: Sequence[Item], plan: Plan, rungs: Ladder, offset: int) -> tuple[Column, ...]:
    """``items`` of flows along a ladder; the first of them is item ``offset`` of the question."""
    lengths = frozenset[int]().union(*(each.lengths for each in items))
    climb = Climb(
        tuple(_condition(each) for each in items),
        all(each.every for each in items),
        len(lengths) > 1,
        len(np.unique(plan.calendar.period)) == len(plan.calendar),
    )
    tables = {"calendar": plan.calendar.table(), "homes": rungs.homes(), "ups": rungs.ups()}
    if any(each.straddling for each in items):
        tables["cover"] = plan.cover.table()
    with registered(view, tables):
        refuse_straddling(view, items, plan)
        found = view.engine.query(
            [*view.known(plan.narrowing), *climbed(climb, rungs), Step("", "SELECT * FROM climbed")]
        )
    target, period = found["target"].to_numpy(), found["period"].to_numpy()
    return tuple(
        Column(offset + at, target, period, found[column].to_numpy())
        for at, column in enumerate(climb.columns)
    )


def _condition(item: Item) -> str:
    """What holds for the rows of ``item``."""
    if item.every:
        return f"measure = {item.number}"
    return f"(measure = {item.number} AND breakdown IN ({numbers(item.breakdowns)}))"


def roll_up(view: View, question: RollUp, catalogue: Catalogue) -> pa.Table:
    """The figures of ``question`` that there are: ``place``, ``period``, ``measure``, ``breakdown`` and ``value``.

    They stand in the order of measures, cells, places and periods.

    :raises UnanswerableQuestion: a measure that is not in the catalogue, several accounts of one thing, an age group
        that lies in what is asked with a part only.
    """
    found = {
        (code, text): item
        for code in question.measures
        for text, item in items_by(view.names, catalogue, code, question.only, question.by).items()
    }
    labels, periods = list(found), question.scope.periods
    columns = roll_up_items(view, list(found.values()), question.scope, Windows.of(periods)) if found else ()
    parts = [_in_order(column) for column in columns] or [Column(0, *(np.empty(0, int),) * 2, np.empty(0))]
    item = np.concatenate([np.full(len(each.value), each.item) for each in parts])
    place, period, value = (
        np.concatenate([getattr(each, name) for each in parts]) for name in ("place", "period", "value")
    )
    return pa.table(
        {
            "place": texts(place, question.scope.places),
            "period": texts(period, [each.text for each in periods]),
            "measure": texts(item, [code for code, _text in labels]),
            "breakdown": texts(item, [text for _code, text in labels]),
            "value": value,
        }
    )


def _in_order(column: Column) -> Column:
    """Without gaps, by place and period."""
    there = np.flatnonzero(~np.isnan(column.value))
    there = there[np.lexsort((column.period[there], column.place[there]))]
    return Column(column.item, column.place[there], column.period[there], column.value[there])

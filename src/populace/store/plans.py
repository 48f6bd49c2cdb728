"""What the query of a question needs: small tables that say which cells, periods and places count in what."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa

from populace.catalog.measure import OverPlaces, OverTime
from populace.i18n import gettext as _
from populace.store.calendar import Calendar, Windows, calendar
from populace.store.engine import Step
from populace.store.errors import UnanswerableQuestion
from populace.store.geography import Cover, cover, heirs
from populace.store.items import Item
from populace.store.names import period_of
from populace.store.roll_up_sql import Rules, Shape
from populace.store.selection import Scope
from populace.store.views import Narrowing, View


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


@contextmanager
def registered(view: View, tables: Mapping[str, pa.Table]) -> Iterator[None]:
    """``tables`` under their names, for as long as the block runs."""
    for name, table in tables.items():
        view.engine.table(name, table)
    try:
        yield
    finally:
        view.engine.drop(*tables)


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


def refuse_straddling(view: View, items: Sequence[Item], plan: Plan) -> None:
    """Refuse a question that a stored age group answers with a part only; ``calendar`` and ``cover`` are registered.

    :raises UnanswerableQuestion: there is one, and the place counts in the question.
    """
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

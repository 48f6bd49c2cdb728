"""Rolling up as steps of a query: cells, then time, then places, each by the rule of the measure.

Tables that the steps stand on, besides ``known``:

=============  ====================================================================================
``cells``      ``item, rule, exactly, measure, breakdown``: which cells are summed in which item
``calendar``   ``start, length, last, period, exact``: which stored periods lie in which asked one
``overlaps``   ``start, length, over_start, over_length``: which stored period gives way to which
``heirs``      ``place, first, last, period, heir, share``: who holds a stock after a change of borders
``cover``      ``place, first, last, target, share, itself``: which places count in which asked one
=============  ====================================================================================
"""

from dataclasses import dataclass

from populace.catalog.measure import OverPlaces, OverTime
from populace.store.engine import Step

Rules = tuple[OverTime, OverPlaces]
ADDITIVE: Rules = (OverTime.SUM, OverPlaces.SUM)
"""The rules under which the order of summing does not matter, which saves a step."""

_OVER_TIME = {
    OverTime.SUM: "sum(value)",
    OverTime.LAST: "arg_max(value, last)",
    OverTime.FIRST: "arg_min(value, last)",
    OverTime.AVERAGE: "avg(value)",
    OverTime.LEAST: "min(value)",
    OverTime.GREATEST: "max(value)",
    OverTime.NONE: "max(value)",  # There is but one: the figure of exactly the asked period.
}
_OVER_PLACES = {
    OverPlaces.SUM: "sum(o.value * v.share)",
    OverPlaces.AVERAGE: "sum(o.value * v.share) / sum(v.share)",
    OverPlaces.LEAST: "min(o.value)",
    OverPlaces.GREATEST: "max(o.value)",
    OverPlaces.NONE: "max(o.value)",  # There is but one: the place's own.
}


@dataclass(frozen=True)
class Shape:
    """What a question needs: which rules its measures have, and which of the harder cases can occur in it.

    ``overlapping``: stored periods overlap in an asked one; ``inherited``: borders change in one; ``dated``: a place
    counts in different ones on different days; ``shared``: it counts with a part.
    """

    rules: tuple[Rules, ...]
    overlapping: bool
    inherited: bool
    dated: bool
    shared: bool


def rolled_up(shape: Shape) -> tuple[Step, ...]:
    """Steps from ``known`` to ``rolled_up``: ``item, target, period, value``."""
    if shape.rules == (ADDITIVE,) and not shape.overlapping:
        return _asked(), _own_sums(shape), _additive(shape, "own", "rolled_up")
    steps = [_asked(), _reported(), *(_without_overlaps() if shape.overlapping else [_all_kept()])]
    steps += [_inherited() if shape.inherited else _none_inherited()]
    parts = []
    for number, rules in enumerate(shape.rules):
        made, name = _by_rules(shape, number, rules)
        steps += made
        parts.append(f"SELECT item, target, period, value FROM {name}")
    return (*steps, Step("rolled_up", " UNION ALL ".join(parts)))


def before_roll_up(shape: Shape, items: int, value: str) -> tuple[Step, ...]:
    """Steps from ``known`` to ``rolled_up`` of one expression, ``value``, of the figures ``f0``, ``f1``, … of a place.

    It is evaluated for each place and stored period in which any of its figures is reported, and then summed.
    """
    keys = "place, period, start, length, last"
    columns = ", ".join(f"max(CASE WHEN item = {at} THEN value END) AS f{at}" for at in range(items))
    return (
        _asked(),
        Step(
            "figures",
            f"SELECT item, {keys}, sum(value) AS value FROM asked GROUP BY item, {keys}",
        ),
        Step("side_by_side", f"SELECT {keys}, {columns} FROM figures GROUP BY {keys}"),
        Step("evaluated", f"SELECT {keys}, {value} AS value FROM side_by_side"),
        Step(
            "reported", f"SELECT 0 AS item, 0 AS rule, {keys}, value FROM evaluated WHERE value IS NOT NULL"
        ),
        *(_without_overlaps() if shape.overlapping else [_all_kept()]),
        _none_inherited(),
        *_by_rules(shape, 0, ADDITIVE)[0],
        Step("rolled_up", "SELECT * FROM rolled_up_0"),
    )


def _asked() -> Step:
    return Step(
        "asked",
        "SELECT c.item, c.rule, r.place, k.period, k.start, k.length, k.last, r.value "
        "FROM known AS r "
        "JOIN cells AS c ON c.measure = r.measure AND c.breakdown = r.breakdown "
        "JOIN calendar AS k ON k.start = r.start AND k.length = r.length "
        "WHERE k.exact OR NOT c.exactly",
    )


def _own_sums(shape: Shape) -> Step:
    """Flows: each place's own sum, by day where places count in different ones on different days."""
    keys = "item, place, period" + (", last" if shape.dated else "")
    return Step("own", f"SELECT {keys}, sum(value) AS value FROM asked GROUP BY {keys}")


def _additive(shape: Shape, own: str, name: str) -> Step:
    value = "sum(o.value * v.share)" if shape.shared else "sum(o.value)"
    return Step(
        name,
        f"SELECT o.item, v.target, o.period, {value} AS value FROM {own} AS o "
        f"JOIN cover AS v ON v.place = o.place{_on_its_day(shape)} "
        "GROUP BY o.item, v.target, o.period",
    )


def _reported() -> Step:
    """What a place reported for a period: the asked cells together."""
    return Step(
        "reported",
        "SELECT item, rule, place, period, start, length, last, sum(value) AS value FROM asked "
        "GROUP BY item, rule, place, period, start, length, last",
    )


def _all_kept() -> Step:
    return Step("kept", "SELECT * FROM reported")


def _without_overlaps() -> list[Step]:
    """Without what gives way to a longer period that the same place reported: nothing counts twice."""
    return [
        Step(
            "outdone",
            "SELECT DISTINCT l.item, l.place, l.period, o.start, o.length FROM reported AS l "
            "JOIN overlapping AS o ON o.over_start = l.start AND o.over_length = l.length",
        ),
        Step(
            "kept",
            "SELECT r.* FROM reported AS r WHERE NOT EXISTS (SELECT 1 FROM outdone AS x WHERE x.item = r.item "
            "AND x.place = r.place AND x.period = r.period AND x.start = r.start AND x.length = r.length)",
        ),
    ]


def _none_inherited() -> Step:
    return Step("placed", "SELECT item, rule, place, period, last, value FROM kept")


def _inherited() -> Step:
    """A place whose area went to others within the asked period: what it last held is theirs, by their shares.

    For flows each figure counts where its place lay on its own day, which the cover says; they pass through.
    """
    return Step(
        "placed",
        "SELECT k.item, k.rule, coalesce(h.heir, k.place) AS place, k.period, k.last, "
        "sum(k.value * coalesce(h.share, 1.0)) AS value FROM kept AS k LEFT JOIN heirs AS h "
        "ON h.rule = k.rule AND h.place = k.place AND h.period = k.period AND k.last BETWEEN h.first AND h.last "
        "GROUP BY k.item, k.rule, coalesce(h.heir, k.place), k.period, k.last",
    )


def _by_rules(shape: Shape, number: int, rules: Rules) -> tuple[list[Step], str]:
    over_time, over_places = rules
    name, own = f"rolled_up_{number}", f"own_{number}"
    if rules == ADDITIVE:
        keys = "item, place, period" + (", last" if shape.dated else "")
        own_step = Step(
            own,
            f"SELECT {keys}, sum(value) AS value FROM placed WHERE rule = {number} GROUP BY {keys}",
        )
        return [own_step, _additive(shape, own, name)], name
    own_step = Step(
        own,
        f"SELECT item, place, period, max(last) AS last, {_OVER_TIME[over_time]} AS value FROM placed "
        f"WHERE rule = {number} GROUP BY item, place, period",
    )
    only = " WHERE v.itself" if over_places is OverPlaces.NONE else ""
    over = Step(
        name,
        f"SELECT o.item, v.target, o.period, {_OVER_PLACES[over_places]} AS value FROM {own} AS o "
        f"JOIN cover AS v ON v.place = o.place{_on_its_day(shape)}{only} "
        "GROUP BY o.item, v.target, o.period",
    )
    return [own_step, over], name


def _on_its_day(shape: Shape) -> str:
    return " AND o.last BETWEEN v.first AND v.last" if shape.dated else ""

"""Both sides of an indicator as expressions that are ready to run, by the definition that is in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import (
    Days,
    Figure,
    IndicatorValue,
    Node,
    PeriodInYear,
    PeriodsInYear,
    Shifted,
    YearToDate,
)
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import fold, inlined, leaves, with_parts
from populace.catalog.indicators import Indicator
from populace.catalog.measure import OverTime
from populace.catalog.periods import Period
from populace.i18n import gettext as _
from populace.indicators.errors import IndicatorError
from populace.store.figures import definition


@dataclass(frozen=True)
class Formula:
    """Sides of an indicator in which missing figures count as it says, and the positions of periods it holds for."""

    numerator: Node
    denominator: Node | None
    periods: tuple[int, ...]


def formulas(
    indicator: Indicator, catalogue: Catalogue, periods: Sequence[Period], instead: Mapping[str, str]
) -> tuple[Formula, ...]:
    """The definitions of ``indicator`` that are in force on the last days of ``periods``, each with its periods."""
    changes = set(indicator.changes)
    if _nested(indicator):
        changes |= {day for each in catalogue.indicators.values() for day in each.changes}
    by_change: dict[tuple[date, ...], list[int]] = {}
    for at, period in enumerate(periods):
        by_change.setdefault(tuple(sorted(day for day in changes if day <= period.last)), []).append(at)
    found = []
    for positions in by_change.values():
        day = periods[positions[0]].last
        now = indicator.on(day)
        denominator = None if now.denominator is None else _instead(now.denominator, instead, catalogue)
        found.append(
            Formula(
                _ready(now.numerator, now, catalogue, day),
                None if denominator is None else _ready(denominator, now, catalogue, day),
                tuple(positions),
            )
        )
    return tuple(found)


def adds_up(node: Node, catalogue: Catalogue) -> bool:
    """Whether the figure of a longer period is the sum of those of shorter ones in it."""
    for each in leaves(node):
        figure = each.of if isinstance(each, YearToDate | Shifted) else each
        if isinstance(figure, Days | PeriodInYear | PeriodsInYear) or isinstance(each, YearToDate):
            return False
        if isinstance(figure, Figure) and catalogue.measures[figure.measure].over_time is not OverTime.SUM:
            return False
    return True


def _nested(indicator: Indicator) -> bool:
    nodes = [indicator.numerator, indicator.denominator, *(each.numerator for each in indicator.revisions)]
    return any(
        isinstance(each.of if isinstance(each, Shifted) else each, IndicatorValue)
        for node in nodes
        if node is not None
        for each in leaves(node)
    )


def _ready(node: Node, indicator: Indicator, catalogue: Catalogue, day: date) -> Node:
    ready = side(node, indicator.missing)
    if not _nested(indicator):
        return ready
    named = {
        (each.of if isinstance(each, Shifted) else each)
        for each in leaves(ready)
        if isinstance(each.of if isinstance(each, Shifted) else each, IndicatorValue)
    }
    return inlined(ready, _definitions(named, catalogue, day)) if named else ready


def _definitions(named: Iterable[Node], catalogue: Catalogue, day: date) -> dict[str, Node]:
    """Definitions on ``day`` of the indicators in ``named`` and of those in them."""
    found: dict[str, Node] = {}
    ahead = [each.code for each in named if isinstance(each, IndicatorValue)]
    while ahead:
        code = ahead.pop()
        if code in found or code not in catalogue.indicators:
            continue
        found[code] = definition(catalogue.indicators[code].on(day))
        below = (each.of if isinstance(each, Shifted) else each for each in leaves(found[code]))
        ahead += [each.code for each in below if isinstance(each, IndicatorValue)]
    return found


def _instead(node: Node, instead: Mapping[str, str], catalogue: Catalogue) -> Node:
    """``node`` with other measures in the place of some: live births expected for live births reported."""
    unknown = [code for code in instead.values() if code not in catalogue.measures]
    if unknown:
        raise IndicatorError(
            _("There is no measure {measure} in the catalogue to divide by.").format(measure=unknown[0])
        )

    def put(each: Node, below: list[Node]) -> Node:
        if not isinstance(each, Figure) or each.measure not in instead:
            return with_parts(each, below) if below else each
        other = instead[each.measure]
        lacking = each.only.dimensions - catalogue.measures[other].dimensions
        if lacking:
            raise IndicatorError(
                _("{other} cannot stand for {measure}: it is not split by {dimension}.").format(
                    other=other, measure=each.measure, dimension=min(lacking)
                )
            )
        return replace(each, measure=other)

    return fold(node, put)

"""What each item of an expression is, for every place and period asked for: ``(place, period)``, NaN is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import (
    Constant,
    Days,
    Figure,
    GroupCount,
    Leaf,
    Node,
    PeriodInYear,
    PeriodsInYear,
    PlaceIs,
    Relation,
    Reporting,
    Shifted,
    YearToDate,
)
from populace.catalog.forms import Form
from populace.catalog.periods import Period
from populace.i18n import gettext as _
from populace.store.calendar import Windows
from populace.store.errors import UnanswerableQuestion
from populace.store.items import item
from populace.store.reporting import Maps, Reports, expected_places, form_reports
from populace.store.roll_up import Column, roll_up_items
from populace.store.selection import Scope
from populace.store.sub_expressions import rolled_up_sub_expression
from populace.store.views import View


@dataclass(frozen=True)
class Question:
    """The places and periods of ``scope``, answered from ``view``; ``apart`` are sub-expressions by placeholder."""

    view: View
    scope: Scope
    catalogue: Catalogue
    apart: Mapping[Constant, Node]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods asked for."""
        return self.scope.periods

    @cached_property
    def maps(self) -> Maps:
        """The maps of the places."""
        return Maps(self.scope.history)

    def moved(self, first: int, last: int) -> list[Period]:
        """The periods asked for, and those up to ``first`` steps before (negative) and ``last`` steps after them."""
        count = len(self.periods)
        return [self.periods[0].moved(step) for step in range(first, count + last)]

    def day_of(self, period: Period) -> int:
        """The day whose map holds for a figure of ``period``."""
        return int(Windows.of([period]).last[0]) if self.scope.boundaries is None else self._boundaries

    @cached_property
    def _boundaries(self) -> int:
        day = self.scope.boundaries
        return 0 if day is None else int(np.datetime64(day, "D").astype(int))


def values_of(question: Question, leaves: Iterable[Leaf]) -> dict[Leaf, np.ndarray]:
    """The values of each of ``leaves``, ``(place, period)``: numbers, of ``PlaceIs`` truths.

    :raises UnanswerableQuestion: an item whose definition is not in the catalogue, and what rolling up refuses.
    """
    every = tuple(leaves)
    found: dict[Leaf, np.ndarray] = {
        **_figures(question, [each for each in every if isinstance(each, Figure)]),
        **_to_date(question, [each for each in every if isinstance(each, YearToDate)]),
    }
    forms: dict[str, Reports] = {}
    for leaf in every:
        if leaf not in found:
            found[leaf] = _other(question, leaf, forms)
    return found


def _figures(question: Question, figures: Sequence[Figure]) -> dict[Leaf, np.ndarray]:
    """All figures by one query, over the periods that any of them needs."""
    if not figures:
        return {}
    first = min(0, *(each.offset for each in figures))
    last = max(0, *(each.offset for each in figures))
    whole = _rolled_up(
        question, [_at_rest(each) for each in figures], Windows.of(question.moved(first, last))
    )
    count = len(question.periods)
    return {
        each: whole[_at_rest(each)][:, each.offset - first : each.offset - first + count] for each in figures
    }


def _to_date(question: Question, leaves: Sequence[YearToDate]) -> dict[Leaf, np.ndarray]:
    found: dict[Leaf, np.ndarray] = {}
    for offset in {each.of.offset for each in leaves}:
        these = [each for each in leaves if each.of.offset == offset]
        periods = [period.moved(offset) for period in question.periods]
        made = _rolled_up(question, [_at_rest(each.of) for each in these], Windows.to_date(periods))
        found.update({each: made[_at_rest(each.of)] for each in these})
    return found


def _rolled_up(question: Question, figures: Iterable[Figure], windows: Windows) -> dict[Figure, np.ndarray]:
    """Figures without offsets, ``(place, window)`` each."""
    distinct = tuple(dict.fromkeys(figures))
    made = {each: item(question.view.names, question.catalogue, each.measure, each.only) for each in distinct}
    there = [(figure, one) for figure, one in made.items() if one is not None]
    shape = len(question.scope.places), len(windows.first)
    columns = (
        roll_up_items(question.view, [one for _figure, one in there], question.scope, windows)
        if there
        else ()
    )
    filled = {there[column.item][0]: column.filled(*shape) for column in columns}
    return {each: filled[each] if each in filled else np.full(shape, np.nan) for each in distinct}


def _at_rest(figure: Figure) -> Figure:
    return Figure(figure.measure, figure.only)


def _other(question: Question, leaf: Leaf, forms: dict[str, Reports]) -> np.ndarray:
    if isinstance(leaf, Shifted):
        periods = [period.moved(leaf.offset) for period in question.periods]
        return _by_period(question, leaf.of, periods, {})
    return _by_period(question, leaf, question.periods, forms)


def _by_period(
    question: Question, leaf: Leaf, periods: Sequence[Period], forms: dict[str, Reports]
) -> np.ndarray:
    """Items that are no figures, for other periods than those asked for where they are moved."""
    if isinstance(leaf, Constant):
        return _constant(question, leaf)
    if isinstance(leaf, Reporting):
        if leaf.form not in forms:
            form = _form(question.catalogue, leaf.form)
            forms[leaf.form] = form_reports(question.view, form, question.scope, Windows.of(periods))
        return forms[leaf.form].rate(leaf.rate)
    if isinstance(leaf, GroupCount):
        return _group_count(question, leaf.group, periods)
    if isinstance(leaf, PlaceIs):
        return _place_is(question, leaf, periods)
    return _spread(question, [_NUMBERS[type(leaf)](period) for period in periods])


_NUMBERS: Mapping[type, Callable[[Period], float]] = {
    Days: lambda period: float(period.days),
    PeriodInYear: lambda period: float(_number_in_year(period)),
    PeriodsInYear: lambda period: float(_periods_in_year(period)),
}


def _number_in_year(period: Period) -> int:
    """The number of a period in its year, from 1; of a week, in its ISO year."""
    if period.length.months:
        return (period.start.month - 1) // period.length.months + 1
    if period.length.days == 1:
        return period.start.timetuple().tm_yday
    week = period.start.isocalendar().week
    return week if period.length.days == 7 else (week + 1) // 2


def _periods_in_year(period: Period) -> int:
    """How many periods of its length its year has."""
    if period.length.months:
        return 12 // period.length.months
    if period.length.days == 1:
        return period.start.replace(month=12, day=31).timetuple().tm_yday
    weeks = (
        period.start.replace(year=period.start.isocalendar().year, month=12, day=28).isocalendar().week
    )  # 28 December always lies in the last ISO week.
    return weeks if period.length.days == 7 else weeks // 2


def _constant(question: Question, leaf: Constant) -> np.ndarray:
    if leaf in question.apart:
        made = rolled_up_sub_expression(
            question.view,
            question.apart[leaf],
            question.scope,
            Windows.of(question.periods),
            question.catalogue,
        )
        return _filled(question, made)
    if leaf.code not in question.catalogue.constants:
        raise UnanswerableQuestion(
            _("There is no constant {code} in the catalogue. Add it, or write the number.").format(
                code=leaf.code
            )
        )
    return _spread(question, [question.catalogue.constants[leaf.code]] * len(question.periods))


def _filled(question: Question, made: Sequence[Column]) -> np.ndarray:
    shape = len(question.scope.places), len(question.periods)
    return made[0].filled(*shape) if made else np.full(shape, np.nan)


def _spread(question: Question, by_period: Sequence[float]) -> np.ndarray:
    return np.broadcast_to(np.array(by_period, float), (len(question.scope.places), len(by_period)))


def _form(catalogue: Catalogue, code: str) -> Form:
    form = catalogue.forms.get(code)
    if form is None:
        raise UnanswerableQuestion(
            _("There is no form {code} in the catalogue, so nobody can say who owes it.").format(code=code)
        )
    return form


def _group(catalogue: Catalogue, code: str) -> frozenset[str]:
    group = catalogue.groups.get(code)
    if group is None:
        raise UnanswerableQuestion(
            _("There is no group of places {code} in the catalogue.").format(code=code)
        )
    return group


def _group_count(question: Question, code: str, periods: Sequence[Period]) -> np.ndarray:
    """How many places of a group there are in each place, itself included, on the map of each period."""
    members = _group(question.catalogue, code)
    asked = {place: at for at, place in enumerate(question.scope.places)}
    counted = np.zeros((len(asked), len(periods)))
    for at, period in enumerate(periods):
        tree = question.maps.on(question.day_of(period))
        for place in tree:
            if place.code in members:
                for above in (place.code, *tree.ancestors(place.code)):
                    if above in asked:
                        counted[asked[above], at] += 1
    return counted


def _place_is(question: Question, leaf: PlaceIs, periods: Sequence[Period]) -> np.ndarray:
    """Whether each place stands in the relation, on the map of each period; false where it is not on the map."""
    truth = np.zeros((len(question.scope.places), len(periods)), bool)
    for at, period in enumerate(periods):
        day = question.day_of(period)
        inside = _related(question, leaf, day)
        truth[:, at] = [code in inside for code in question.scope.places]
    return truth


def _related(question: Question, leaf: PlaceIs, day: int) -> frozenset[str]:
    """Codes of the places that stand in the relation on ``day``."""
    if leaf.relation is Relation.GROUP:
        return frozenset().union(*(_group(question.catalogue, code) for code in leaf.codes))
    if leaf.relation is Relation.ANCESTOR:
        tree = question.maps.on(day)
        return frozenset(tree.depth_first([code for code in leaf.codes if code in tree]))
    codes = question.scope.history.codes
    owing = [expected_places(_form(question.catalogue, code), question.maps, day) for code in leaf.codes]
    return frozenset(codes[at] for at in np.flatnonzero(np.logical_or.reduce(owing)).tolist())

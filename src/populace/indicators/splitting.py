"""Which indicators are computed: those asked for, their companions, and each by the categories that figures have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE, Role
from populace.catalog.expressions.nodes import Figure, Node, YearToDate
from populace.catalog.expressions.walk import fold, leaves, with_parts
from populace.catalog.indicators import Indicator, Revision
from populace.catalog.narrow import indicator_by_category
from populace.catalog.programme.indicators.family_planning_use import couple_years
from populace.i18n import gettext as _
from populace.indicators.errors import IndicatorError
from populace.store.ages import age_bounds
from populace.store.cells import parsed
from populace.store.names import Names


@dataclass(frozen=True)
class Line:
    """One indicator in one breakdown: ``indicator`` is already narrowed to it. ``companion``: nobody asked for it."""

    code: str
    breakdown: Breakdown
    indicator: Indicator
    companion: bool = False


def lines(
    names: Names, catalogue: Catalogue, codes: Sequence[str], by: tuple[str, ...], country: str | None
) -> tuple[Line, ...]:
    """Every indicator of ``codes`` by ``by``, and the companions of each that were not asked for themselves.

    A companion that is not split by ``by`` stands beside it as a whole.

    :raises IndicatorError: a code that is not in the catalogue, or an indicator whose numerator is not split so.
    """
    wanted = {code: _known(catalogue, code, country) for code in dict.fromkeys(codes)}
    beside = {
        code: _known(catalogue, code, country)
        for each in wanted.values()
        for code in each.companions
        if code not in wanted and code in catalogue.indicators
    }
    for dimension in by:
        if dimension not in catalogue.dimensions:
            raise IndicatorError(
                _("There is no dimension {dimension}. There are: {known}.").format(
                    dimension=dimension, known=", ".join(catalogue.dimensions)
                )
            )
    found: list[Line] = []
    for code, indicator in wanted.items():
        lacking = unsplit(indicator, by, catalogue)
        if lacking:
            raise IndicatorError(
                _("{indicator} counts {measure}, which is not split by {dimension}. Leave it out.").format(
                    indicator=code, measure=lacking[0], dimension=lacking[1]
                )
            )
        found += _split(code, indicator, by, names, catalogue, companion=False)
    for code, indicator in beside.items():
        kept = () if unsplit(indicator, by, catalogue) else by
        found += _split(code, indicator, kept, names, catalogue, companion=True)
    return tuple(found)


def _known(catalogue: Catalogue, code: str, country: str | None) -> Indicator:
    indicator = catalogue.indicators.get(code)
    if indicator is None:
        raise IndicatorError(
            _("There is no indicator {code} in the catalogue. See: populace catalogue").format(code=code)
        )
    return couple_years(country) if country and indicator == couple_years() else indicator


def figures_of(*nodes: Node | None) -> tuple[Figure, ...]:
    """The figures that expressions ask for, each once, taken out of what moves them in time."""
    found = (
        each.of if isinstance(each, YearToDate) else each
        for node in nodes
        if node is not None
        for each in leaves(node)
    )
    return tuple(dict.fromkeys(each for each in found if isinstance(each, Figure)))


def unsplit(indicator: Indicator, by: Iterable[str], catalogue: Catalogue) -> tuple[str, str] | None:
    """A measure of the numerator and a dimension of ``by`` by which it is not split, if there is one.

    Accounts need only tell the denominator apart.
    """
    counted = figures_of(indicator.numerator)
    for dimension in by:
        if catalogue.dimensions[dimension].role is Role.ACCOUNTS:
            continue
        for each in counted:
            measure = catalogue.measures.get(each.measure)
            if measure is None or dimension not in measure.dimensions:
                return each.measure, dimension
        if not counted:
            return indicator.code, dimension
    return None


def _split(
    code: str,
    indicator: Indicator,
    by: tuple[str, ...],
    names: Names,
    catalogue: Catalogue,
    *,
    companion: bool,
) -> list[Line]:
    if not by:
        return [Line(code, WHOLE, indicator, companion)]
    found = []
    for cell in _cells(indicator, by, names, catalogue):
        narrow = indicator
        for dimension, category in cell.pairs:
            opened = _opened(narrow, dimension, category)
            narrow = indicator_by_category(opened, dimension, catalogue, (category,))[category]
        found.append(Line(code, cell, narrow, companion))
    return found


def _cells(
    indicator: Indicator, by: tuple[str, ...], names: Names, catalogue: Catalogue
) -> tuple[Breakdown, ...]:
    """The combinations of categories of ``by`` that any of the measures has in the store, in the catalogue's order."""
    nodes = [indicator.numerator, *(each.numerator for each in indicator.revisions)]
    accounts = [each for each in by if catalogue.dimensions[each].role is Role.ACCOUNTS]
    told = _in_store(nodes, [each for each in by if each not in accounts], names)
    if accounts:
        beside = _in_store([*nodes, indicator.denominator], accounts, names)
        told = {Breakdown((*one.pairs, *other.pairs)) for one in told for other in beside}
    return tuple(sorted(told, key=lambda cell: tuple(_order(catalogue, *pair) for pair in cell.pairs)))


def _in_store(nodes: Iterable[Node | None], by: Sequence[str], names: Names) -> set[Breakdown]:
    numbers = {names.measure_number.get(each.measure) for each in figures_of(*nodes)}
    found = set()
    for measure, breakdown, _length in names.cells:
        if measure in numbers:
            cell = parsed(names.breakdowns[breakdown])
            kept = Breakdown(tuple(pair for pair in cell.pairs if pair[0] in by))
            if len(kept.pairs) == len(by):
                found.add(kept)
    return found


def _order(catalogue: Catalogue, dimension: str, category: str) -> tuple[float, float, str]:
    bounds = age_bounds(category) if dimension == AGE else None
    if bounds is not None:
        return (*bounds, category)
    listed = list(catalogue.dimensions[dimension].by_code)
    return float(listed.index(category) if category in listed else len(listed)), 0.0, category


def _opened(indicator: Indicator, dimension: str, category: str) -> Indicator:
    """``indicator`` with every age range that holds ``category`` taken off, so that it can be narrowed to it.

    Women aged 15–49, by age, are women of each age group in that range; a group that reaches out of it has none.
    """
    bounds = age_bounds(category)
    if dimension != AGE or bounds is None:
        return indicator

    def put(each: Node, below: list[Node]) -> Node:
        figure = each.of if isinstance(each, YearToDate) else each
        if not isinstance(figure, Figure):
            return with_parts(each, below) if below else each
        wide = age_bounds(figure.only.category(AGE) or "")
        if wide is None or not (wide[0] <= bounds[0] and bounds[1] <= wide[1]):
            return each
        open_ = replace(figure, only=figure.only.without(AGE))
        return YearToDate(open_) if isinstance(each, YearToDate) else open_

    def opened(node: Node | None) -> Node | None:
        return None if node is None else fold(node, put)

    return replace(
        indicator,
        numerator=fold(indicator.numerator, put),
        denominator=opened(indicator.denominator),
        revisions=tuple(
            Revision(each.in_force, fold(each.numerator, put), opened(each.denominator))
            for each in indicator.revisions
        ),
    )


def missing_companions(catalogue: Catalogue, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By indicator: the companions that it names and that the catalogue has not."""
    found: Mapping[str, tuple[str, ...]] = {
        code: tuple(
            each for each in catalogue.indicators[code].companions if each not in catalogue.indicators
        )
        for code in codes
    }
    return {code: absent for code, absent in found.items() if absent}

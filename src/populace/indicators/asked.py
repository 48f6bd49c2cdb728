"""Which definitions are meant: codes, what they are split by, and what they are always shown with."""

from collections.abc import Sequence

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure, YearToDate
from populace.catalog.expressions.walk import leaves
from populace.catalog.indicators import Indicator
from populace.catalog.narrow import indicator_by_category
from populace.catalog.programme.indicators.family_planning_use import couple_years
from populace.errors import UserError
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.indicators.population import is_account
from populace.indicators.sides import Key
from populace.store.selection import RollUp, Scope
from populace.store.snapshot import Snapshot


class UnknownIndicator(UserError):
    """A code that no indicator has, or a split that it does not allow."""


def with_companions(codes: Sequence[str], catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``codes`` with the companions of each behind them, and the companions that the catalogue does not have.

    :raises UnknownIndicator: a code that no indicator has.
    """
    unknown = [code for code in codes if code not in catalogue.indicators]
    if unknown:
        raise UnknownIndicator(
            _("There is no indicator {codes}. populace catalogue --kind indicators lists them all.").format(
                codes=join_words(unknown)
            )
        )
    wanted = [*codes, *(each for code in codes for each in catalogue.indicators[code].companions)]
    known = tuple(dict.fromkeys(code for code in wanted if code in catalogue.indicators))
    return known, tuple(dict.fromkeys(code for code in wanted if code not in catalogue.indicators))


def asked(
    codes: Sequence[str],
    by: str,
    snapshot: Snapshot,
    scope: Scope,
    catalogue: Catalogue,
    country: str = "",
) -> dict[Key, Indicator]:
    """The definitions by code and cell: of each code as a whole, or one for each category of ``by``.

    An indicator that is a mix is always taken by the categories that it is a mix of. One that nothing in splits by
    ``by`` stays whole. In ``country`` couple-years are counted with its own factors.

    :raises UnknownIndicator: a dimension that is not there, or whose categories are accounts of the same thing.
    """
    if by and (by not in catalogue.dimensions or is_account(catalogue, by)):
        raise UnknownIndicator(
            _("Indicators cannot be split by {dimension}. There are: {known}.").format(
                dimension=by,
                known=join_words(
                    sorted(code for code in catalogue.dimensions if not is_account(catalogue, code))
                ),
            )
        )
    found: dict[Key, Indicator] = {}
    for code in codes:
        indicator = catalogue.indicators[code]
        if country and indicator == couple_years():
            indicator = couple_years(country)
        dimension = by or indicator.mix
        if not dimension or not _splits(indicator, dimension, catalogue):
            found[code, WHOLE.text] = indicator
            continue
        categories = _categories(indicator, dimension, snapshot, scope, catalogue)
        for category, each in indicator_by_category(indicator, dimension, catalogue, categories).items():
            found[code, Breakdown(((dimension, category),)).text] = each
    return found


def measures_of(indicator: Indicator) -> tuple[str, ...]:
    """The codes of the measures in both sides of an indicator, the numerator's first."""
    nodes = [node for node in (indicator.numerator, indicator.denominator) if node is not None]
    items = (leaf.of if isinstance(leaf, YearToDate) else leaf for node in nodes for leaf in leaves(node))
    return tuple(dict.fromkeys(item.measure for item in items if isinstance(item, Figure)))


def _splits(indicator: Indicator, dimension: str, catalogue: Catalogue) -> bool:
    return any(
        dimension in catalogue.measures[code].dimensions
        for code in measures_of(indicator)
        if code in catalogue.measures
    )


def _categories(
    indicator: Indicator, dimension: str, snapshot: Snapshot, scope: Scope, catalogue: Catalogue
) -> tuple[str, ...]:
    """Those of the dimension that have figures, in its order; of an open one, as they come."""
    measures = tuple(
        code
        for code in measures_of(indicator)
        if code in catalogue.measures and _may_be_asked(catalogue, code, dimension)
    )
    found = snapshot.roll_up(RollUp(measures, scope, (dimension,)), catalogue)["breakdown"]
    texts = {Breakdown.parse(text).category(dimension) for text in found.unique().to_pylist()}
    there = {text for text in texts if text}
    listed = tuple(code for code in catalogue.dimensions[dimension].by_code if code in there)
    return listed + tuple(sorted(there - set(listed)))


def _may_be_asked(catalogue: Catalogue, code: str, dimension: str) -> bool:
    dimensions = catalogue.measures[code].dimensions
    return dimension in dimensions and not any(is_account(catalogue, each) for each in dimensions)
